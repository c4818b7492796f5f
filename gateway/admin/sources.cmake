target_sources(gateway PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/adminanswers.cpp
    ${CMAKE_CURRENT_LIST_DIR}/adminapi.cpp
    ${CMAKE_CURRENT_LIST_DIR}/admincall.cpp
    ${CMAKE_CURRENT_LIST_DIR}/apisendpoint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/clockendpoint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/definitionview.cpp
    ${CMAKE_CURRENT_LIST_DIR}/healthendpoint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/keysendpoint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/keyview.cpp
    ${CMAKE_CURRENT_LIST_DIR}/metricstext.cpp
    ${CMAKE_CURRENT_LIST_DIR}/organisationkeysendpoint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/reloadendpoint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sessionbody.cpp
)
