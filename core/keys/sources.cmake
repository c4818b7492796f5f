target_sources(core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/base64.cpp
    ${CMAKE_CURRENT_LIST_DIR}/freshkey.cpp
    ${CMAKE_CURRENT_LIST_DIR}/keycreation.cpp
    ${CMAKE_CURRENT_LIST_DIR}/keytext.cpp
    ${CMAKE_CURRENT_LIST_DIR}/makingrules.cpp
    ${CMAKE_CURRENT_LIST_DIR}/murmur.cpp
    ${CMAKE_CURRENT_LIST_DIR}/ownvalues.cpp
)
