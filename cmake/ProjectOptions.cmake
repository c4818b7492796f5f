# The one interface target for language standard, warnings and Qt strictness; every target of ours links it.

if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    message(FATAL_ERROR
        "Gatereeve needs clang 16 or g++ 13: older g++ miscompiles co_await (double frees of temporaries). "
        "Use a preset (cmake --preset release), which names clang++-16.")
endif()

option(GATEREEVE_TESTS "Build the tests" ON)
option(GATEREEVE_WERROR "Treat warnings as errors (CI)" OFF)
set(GATEREEVE_SANITIZE "" CACHE STRING "Sanitizers for the whole build, e.g. address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# ccache looks into precompiled headers only when told that __TIME__ and the header's own defines do not matter here.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

# use_precompiled(target <QtWidgets> …): precompiles whole Qt modules for a target, 5 s → 1 s a unit. The time stamp would
# make each rebuilt header, equal or not, a miss for ccache.
function(use_precompiled target)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    endif()
endfunction()

add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(project_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
    -Wextra-semi -Wimplicit-fallthrough -Wno-missing-field-initializers
    $<$<BOOL:${GATEREEVE_WERROR}>:-Werror>)
target_compile_definitions(project_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_CONTEXTLESS_CONNECT QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
    GATEREEVE_VERSION="${PROJECT_VERSION}")

# A key's window and quota are one 16-byte atomic word each (core/engine/counters.h); x86-64 needs to be told that it has them.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_options(project_options INTERFACE -mcx16)
endif()

if(GATEREEVE_SANITIZE)
    target_compile_options(project_options INTERFACE -fsanitize=${GATEREEVE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(project_options INTERFACE -fsanitize=${GATEREEVE_SANITIZE})
endif()
