# add_project_test(tst_name LIBRARIES lib… [SOURCES file…] [WIDGETS]): tst_name.cpp of this folder becomes one Qt Test
# executable and one CTest entry. All of them share one precompiled <QtTest>, or, with WIDGETS, one that knows widgets.

# A test is compiled as often as it runs; what it tests is optimised all the same.
set(TEST_OPTIONS $<$<CONFIG:Release>:-O1>)

# Not linked to Qt6::Test: that defines each test's own folder, which may not be baked into a shared header.
function(add_test_precompiled name module)
    add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/tests/precompiled.cpp)
    target_link_libraries(${name} PRIVATE project_options ${module})
    target_include_directories(${name} SYSTEM PRIVATE $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
    use_precompiled(${name} ${ARGN} <QtTest>)
    target_compile_options(${name} PRIVATE ${TEST_OPTIONS})
endfunction()

if(GATEREEVE_TESTS)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/tests/precompiled.cpp CONTENT "")
    add_test_precompiled(test_precompiled Qt6::Core)
    add_test_precompiled(test_widgets_precompiled Qt6::Widgets <QtWidgets>)
endif()

# moc reads the test alone, not what it includes: a tenth of the time that AUTOMOC takes for so many small targets.
function(generate_test_moc name)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/moc)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${folder}/${name}.moc DEPENDS ${name}.cpp VERBATIM
        COMMAND Qt6::moc -o ${folder}/${name}.moc ${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp)
    set_property(SOURCE ${name}.cpp APPEND PROPERTY OBJECT_DEPENDS ${folder}/${name}.moc)
    target_include_directories(${name} PRIVATE ${folder})
endfunction()

function(add_project_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "WIDGETS" "" "LIBRARIES;SOURCES")
    set(precompiled test_precompiled)
    if(arg_WIDGETS)
        set(precompiled test_widgets_precompiled)
    endif()
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    generate_test_moc(${name})
    target_link_libraries(${name} PRIVATE project_options Qt6::Test ${arg_LIBRARIES})
    target_precompile_headers(${name} REUSE_FROM ${precompiled})
    target_compile_options(${name} PRIVATE ${TEST_OPTIONS})
    target_compile_definitions(${name} PRIVATE
        GATEREEVE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" GATEREEVE_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    add_test(NAME ${name} COMMAND ${name})
    set(environment QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC)
    set(patience 120)
    if(GATEREEVE_SANITIZE)
        set(patience 600)
        set(support ${CMAKE_SOURCE_DIR}/tests/support)
        find_program(GATEREEVE_SYMBOLIZER NAMES llvm-symbolizer-16 llvm-symbolizer) # tsan.supp is by function
        set(symbolizer "")
        if(GATEREEVE_SYMBOLIZER)
            set(symbolizer :external_symbolizer_path=${GATEREEVE_SYMBOLIZER})
        endif()
        list(APPEND environment TSAN_OPTIONS=suppressions=${support}/tsan.supp:second_deadlock_stack=1${symbolizer}
            QT_NO_GLIB=1 # whose loop has no names for suppressions
            LSAN_OPTIONS=suppressions=${support}/lsan.supp UBSAN_OPTIONS=print_stacktrace=1)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${patience} ENVIRONMENT "${environment}")
endfunction()
