target_sources(gateway PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/gateway.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/apirules.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/clientadmin.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/clientconnection.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/clientlimits.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/credentials.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/echoupstream.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/enforcer.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/keyplan.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/listener.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/peeraddress.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/refusals.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/resolver.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/transfer.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/upstreampool.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/proxy/worker.cpp
)
