# add_project_fuzzer(fuzz_name LIBRARIES lib…): fuzz_name.cpp of this folder, with LLVMFuzzerTestOneInput. In every build it becomes
# an executable that replays corpus/fuzz_name (one CTest entry), so that it cannot rot; with GATEREEVE_FUZZ (preset fuzz)
# it is a libFuzzer program: build/fuzz/tests/fuzz_name -max_total_time=60 NEW_CORPUS tests/fuzz/corpus/fuzz_name

option(GATEREEVE_FUZZ "Build the fuzz targets with libFuzzer" OFF)
if(GATEREEVE_FUZZ)
    target_compile_options(project_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

function(add_project_fuzzer name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
    set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
    add_executable(${name} ${name}.cpp)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE project_options ${arg_LIBRARIES})
    if(GATEREEVE_FUZZ)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        add_test(NAME ${name} COMMAND ${name} -runs=0 ${corpus})
    else()
        target_sources(${name} PRIVATE replay.cpp)
        add_test(NAME ${name} COMMAND ${name} ${corpus})
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT 120)
endfunction()
