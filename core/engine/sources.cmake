target_sources(core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/decision.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/limits.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/listenpath.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/pathpattern.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/patterncheck.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/router.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/snapshot.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/snapshotcompiler.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/engine/target.cpp
)
