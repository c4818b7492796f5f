target_sources(gateway PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/memorystore.cpp
    ${CMAKE_CURRENT_LIST_DIR}/overlaystore.cpp
    ${CMAKE_CURRENT_LIST_DIR}/state.cpp
)
