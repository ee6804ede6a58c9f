# SPDX-License-Identifier: Apache-2.0
include(CTest)

option(QOLONER_APP "Build the Qt Quick app (off: server, tools and core only)" ON)
option(QOLONER_FUZZ "Build the libFuzzer targets" OFF)
option(QOLONER_SYSTEM_SQLITE "Use the system's SQLite; then nothing is encrypted at rest" OFF)
set(QOLONER_SANITIZE "" CACHE STRING "Sanitizers for all our code: address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(QT_QML_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/qml_modules)

find_program(QOLONER_CCACHE ccache)
if(QOLONER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER ${QOLONER_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${QOLONER_CCACHE})
endif()

add_library(qoloner_warnings INTERFACE)
target_compile_options(qoloner_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Werror
    # The code that Qt makes of QML shadows names.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<BOOL:$<TARGET_PROPERTY:QT_QML_MODULE_URI>>>>:-Wshadow=local>
    -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual)

# A bad index stops a debug build where it happens.
add_compile_definitions($<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
# The tables that calls go through are filled at the start and then read-only.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    add_link_options(-Wl,-z,relro,-z,now)
endif()

if(QOLONER_SANITIZE)
    add_compile_options(-fsanitize=${QOLONER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${QOLONER_SANITIZE})
    if(QOLONER_SANITIZE MATCHES "address" AND NOT QOLONER_FUZZ)
        add_library(qoloner_lsan STATIC ${CMAKE_CURRENT_LIST_DIR}/lsan.cpp)
        add_link_options(LINKER:-u,__lsan_default_suppressions)
        link_libraries(qoloner_lsan)
    endif()
endif()
if(QOLONER_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(QOLONER_APP OR BUILD_TESTING)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network)
    if(BUILD_TESTING)
        find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    endif()
endif()
if(QOLONER_APP)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Qml Quick QuickControls2 Svg Positioning ShaderTools LinguistTools)
    if(BUILD_TESTING)
        find_package(Qt6 6.4 REQUIRED COMPONENTS QuickTest)
    endif()
endif()
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)

# For programs that make and drop small things all day; a sanitizer brings its own.
add_library(qoloner_allocator INTERFACE)
if(NOT QOLONER_SANITIZE)
    find_package(mimalloc 2.0 REQUIRED CONFIG)
    target_link_libraries(qoloner_allocator INTERFACE mimalloc)
endif()
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
