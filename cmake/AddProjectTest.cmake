# add_project_test(tst_name LIBRARIES lib…): tst_name.cpp of this folder becomes one Qt Test executable and one CTest entry.

function(add_project_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES;SOURCES")
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE project_options Qt6::Test ${arg_LIBRARIES})
    target_compile_definitions(${name} PRIVATE
        GATEREEVE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" GATEREEVE_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 120 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC")
endfunction()
