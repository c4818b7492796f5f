# Everything that comes from the system, in one place. Package names: packages.txt.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Network Sql Charts Svg Test)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
# Its CMake configuration asks for what only its own web server needs.
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)

# QScintilla ships no CMake configuration.
find_path(QSCINTILLA_INCLUDE_DIR Qsci/qsciscintilla.h PATH_SUFFIXES qt6 x86_64-linux-gnu/qt6 REQUIRED
    HINTS /usr/include/${CMAKE_LIBRARY_ARCHITECTURE}/qt6)
find_library(QSCINTILLA_LIBRARY qscintilla2_qt6 REQUIRED)
add_library(QScintilla INTERFACE IMPORTED)
target_include_directories(QScintilla SYSTEM INTERFACE ${QSCINTILLA_INCLUDE_DIR})
target_link_libraries(QScintilla INTERFACE ${QSCINTILLA_LIBRARY})
