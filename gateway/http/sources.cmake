target_sources(gateway PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/http/answerhead.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/chunkeddecoder.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/errorresponse.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/forwardhead.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/framing.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/header.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/headerchanges.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/headreader.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/requesthead.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/requestpath.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/requestvalues.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/responsehead.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http/statusline.cpp
)
