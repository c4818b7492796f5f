target_sources(gateway PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/io/framepool.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/reactor.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/sendqueue.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/timerwheel.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/tlshandshake.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/tlsstream.cpp
)
