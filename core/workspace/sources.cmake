target_sources(core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/convertedfiles.cpp
    ${CMAKE_CURRENT_LIST_DIR}/editjournal.cpp
    ${CMAKE_CURRENT_LIST_DIR}/exportfiles.cpp
    ${CMAKE_CURRENT_LIST_DIR}/journalname.cpp
    ${CMAKE_CURRENT_LIST_DIR}/keptcopy.cpp
    ${CMAKE_CURRENT_LIST_DIR}/layout.cpp
    ${CMAKE_CURRENT_LIST_DIR}/pathmapping.cpp
    ${CMAKE_CURRENT_LIST_DIR}/privatefile.cpp
    ${CMAKE_CURRENT_LIST_DIR}/policyfiles.cpp
    ${CMAKE_CURRENT_LIST_DIR}/safesave.cpp
)
