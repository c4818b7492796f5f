target_sources(core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/cursor.cpp
    ${CMAKE_CURRENT_LIST_DIR}/document.cpp
    ${CMAKE_CURRENT_LIST_DIR}/edit.cpp
    ${CMAKE_CURRENT_LIST_DIR}/literal.cpp
    ${CMAKE_CURRENT_LIST_DIR}/lookup.cpp
    ${CMAKE_CURRENT_LIST_DIR}/parser.cpp
    ${CMAKE_CURRENT_LIST_DIR}/path.cpp
    ${CMAKE_CURRENT_LIST_DIR}/splice.cpp
    ${CMAKE_CURRENT_LIST_DIR}/style.cpp
    ${CMAKE_CURRENT_LIST_DIR}/syntaxhint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/writer.cpp
)
