# Compiler settings that every sidejump target shares.
add_library(sidejump_compile_options INTERFACE)
target_compile_options(sidejump_compile_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow
                       -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual)
target_include_directories(sidejump_compile_options INTERFACE ${PROJECT_SOURCE_DIR})
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 reports overlapping copies inside std::string (GCC bug 105329).
    target_compile_options(sidejump_compile_options INTERFACE -Wno-restrict)
endif()
# The layers go into the Python module and the shared library as well; their functions are not meant
# to be replaced by others of the same name there, so they may be inlined.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(sidejump_compile_options INTERFACE -fno-semantic-interposition)
endif()
if(SIDEJUMP_WARNINGS_AS_ERRORS)
    target_compile_options(sidejump_compile_options INTERFACE -Werror)
endif()
if(CMAKE_UNITY_BUILD)
    # A name in one file is no reason to avoid it in the next; files that are compiled alone are
    # checked for it.
    target_compile_options(sidejump_compile_options INTERFACE -Wno-shadow)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # It takes the files that are joined for headers.
        target_compile_options(sidejump_compile_options INTERFACE -Wno-subobject-linkage)
    endif()
endif()
if(SIDEJUMP_SANITIZE)
    # What the address sanitizer sees as well, or nearly so, is left to it: these checks, at each
    # access to memory, nearly double the time that the optimiser takes.
    target_compile_options(sidejump_compile_options INTERFACE
                           -fsanitize=address,undefined -fno-sanitize-recover=all
                           -fno-sanitize=alignment,null,object-size,pointer-overflow
                           -fno-omit-frame-pointer)
    target_link_options(sidejump_compile_options INTERFACE -fsanitize=address,undefined)
endif()

# sidejump_layer(NAME SOURCES a.cpp ... LINKS target ...): one layer of the library as the static
# target sidejump::NAME. LINKS may name only layers that stand above NAME in the top-level list,
# and outside libraries. It is installed with cmake/SidejumpLibrary.cmake.
function(sidejump_layer name)
    cmake_parse_arguments(LAYER "" "" "SOURCES;LINKS" ${ARGN})
    add_library(sidejump_${name} STATIC ${LAYER_SOURCES})
    add_library(sidejump::${name} ALIAS sidejump_${name})
    # Our warnings are not for those who use an installed layer.
    target_link_libraries(sidejump_${name} PUBLIC ${LAYER_LINKS}
                          PRIVATE $<BUILD_INTERFACE:sidejump_compile_options>)
    target_include_directories(sidejump_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                               $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    target_compile_features(sidejump_${name} PUBLIC cxx_std_20)
    set_target_properties(sidejump_${name} PROPERTIES EXPORT_NAME ${name})
    set_property(GLOBAL APPEND PROPERTY SIDEJUMP_LAYERS sidejump_${name})
endfunction()

# sidejump_numerical_kernel(TARGET ...): targets that stay optimised under the sanitizers, whose
# build is not: their matrices and quadratures would take minutes.
function(sidejump_numerical_kernel)
    if(SIDEJUMP_SANITIZE)
        foreach(target ${ARGN})
            target_compile_options(${target} PRIVATE -O1)
        endforeach()
    endif()
endfunction()

# sidejump_compile_quickly(TARGET ...): targets that take longer to compile than they ever run:
# tests, input and output, command line.
function(sidejump_compile_quickly)
    foreach(target ${ARGN})
        target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
    endforeach()
endfunction()
