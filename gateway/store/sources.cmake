target_sources(gateway PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/compactsession.cpp
    ${CMAKE_CURRENT_LIST_DIR}/countpart.cpp
    ${CMAKE_CURRENT_LIST_DIR}/currentstore.cpp
    ${CMAKE_CURRENT_LIST_DIR}/memorystore.cpp
    ${CMAKE_CURRENT_LIST_DIR}/overlaystore.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sqlitedatabase.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sqlitestore.cpp
    ${CMAKE_CURRENT_LIST_DIR}/state.cpp
    ${CMAKE_CURRENT_LIST_DIR}/storefolder.cpp
)
