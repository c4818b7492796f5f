target_sources(core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/keytext.cpp
    ${CMAKE_CURRENT_LIST_DIR}/murmur.cpp
)
