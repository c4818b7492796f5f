target_sources(core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/apidefinitionreader.cpp
    ${CMAKE_CURRENT_LIST_DIR}/finding.cpp
    ${CMAKE_CURRENT_LIST_DIR}/gatewaysettingsreader.cpp
    ${CMAKE_CURRENT_LIST_DIR}/loadrules.cpp
    ${CMAKE_CURRENT_LIST_DIR}/policyfolder.cpp
    ${CMAKE_CURRENT_LIST_DIR}/policyintake.cpp
    ${CMAKE_CURRENT_LIST_DIR}/policynotes.cpp
    ${CMAKE_CURRENT_LIST_DIR}/policyset.cpp
    ${CMAKE_CURRENT_LIST_DIR}/readers.cpp
    ${CMAKE_CURRENT_LIST_DIR}/reading.cpp
    ${CMAKE_CURRENT_LIST_DIR}/servicereply.cpp
    ${CMAKE_CURRENT_LIST_DIR}/writers.cpp
)
