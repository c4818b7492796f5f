target_sources(core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/change.cpp
    ${CMAKE_CURRENT_LIST_DIR}/changetext.cpp
    ${CMAKE_CURRENT_LIST_DIR}/comparison.cpp
    ${CMAKE_CURRENT_LIST_DIR}/formernames.cpp
    ${CMAKE_CURRENT_LIST_DIR}/markers.cpp
    ${CMAKE_CURRENT_LIST_DIR}/meaning.cpp
    ${CMAKE_CURRENT_LIST_DIR}/merge.cpp
    ${CMAKE_CURRENT_LIST_DIR}/mergeable.cpp
    ${CMAKE_CURRENT_LIST_DIR}/objects.cpp
    ${CMAKE_CURRENT_LIST_DIR}/opening.cpp
    ${CMAKE_CURRENT_LIST_DIR}/renames.cpp
    ${CMAKE_CURRENT_LIST_DIR}/shape.cpp
    ${CMAKE_CURRENT_LIST_DIR}/walk.cpp
    ${CMAKE_CURRENT_LIST_DIR}/words.cpp
)
