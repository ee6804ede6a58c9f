# SPDX-License-Identifier: Apache-2.0

# qoloner_library(NAME SOURCES a.cpp ... [LINK lib ...] [QT])
# One static library per folder; headers are included by their path from the root.
function(qoloner_library name)
    cmake_parse_arguments(A "QT" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
    add_library(${name} STATIC ${A_SOURCES})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${A_LINK} PRIVATE qoloner_warnings ${A_PRIVATE_LINK})
    if(A_QT)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# qoloner_test(NAME LABEL unit SOURCES a.cpp ... [LINK lib ...] [TIMEOUT s])
# A Qt Test executable, registered with ctest under its label.
function(qoloner_test name)
    cmake_parse_arguments(A "" "LABEL;TIMEOUT" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${A_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON UNITY_BUILD OFF
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${A_LINK} Qt6::Test qoloner_warnings)
    # A test is compiled more often than it runs.
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    add_test(NAME ${name} COMMAND ${name})
    if(NOT A_TIMEOUT)
        set(A_TIMEOUT 120)
    endif()
    if(QOLONER_SANITIZE) # unoptimised as well
        math(EXPR A_TIMEOUT "${A_TIMEOUT} * 6")
    endif()
    # Qt Test gives a function five minutes of its own, whatever the program may take.
    set_tests_properties(${name} PROPERTIES LABELS "${A_LABEL}" TIMEOUT ${A_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=${A_TIMEOUT}000")
endfunction()

# Runs each of these tests of the server once more, with PostgreSQL under it.
function(qoloner_also_on_postgres)
    foreach(name ${ARGN})
        add_test(NAME ${name}_on_postgres COMMAND ${name})
        get_test_property(${name} TIMEOUT timeout)
        set_tests_properties(${name}_on_postgres PROPERTIES LABELS "server" TIMEOUT ${timeout}
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=${timeout}000;QOLONER_TEST_STORE=postgres")
    endforeach()
endfunction()

# Adds each named subfolder that has a CMakeLists.txt.
macro(qoloner_subdirectories)
    foreach(folder ${ARGN})
        if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt)
            add_subdirectory(${folder})
        endif()
    endforeach()
endmacro()
