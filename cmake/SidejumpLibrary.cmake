# The library for other programs: sidejump::<layer>, all of them as sidejump::sidejump, and the
# shared library sidejump::shared, found by find_package(sidejump) in an installation and in the
# build tree.
include(CMakePackageConfigHelpers)

get_property(layers GLOBAL PROPERTY SIDEJUMP_LAYERS)
set(device_layers ${layers})
list(FILTER device_layers INCLUDE REGEX "^sidejump_device_")
list(FILTER layers EXCLUDE REGEX "^sidejump_device_")

add_library(sidejump_all INTERFACE)
add_library(sidejump::sidejump ALIAS sidejump_all)
set_target_properties(sidejump_all PROPERTIES EXPORT_NAME sidejump)
target_link_libraries(sidejump_all INTERFACE ${layers})

# Of the objects of the layers, which are position independent. Whoever links it needs the libraries
# whose headers are in those of the layers, and no others. All symbols are visible, so that
# exceptions keep their types.
set(objects ${layers})
list(TRANSFORM objects REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>")
add_library(sidejump_shared SHARED ${objects})
add_library(sidejump::shared ALIAS sidejump_shared)
set_target_properties(sidejump_shared PROPERTIES
    EXPORT_NAME shared
    OUTPUT_NAME sidejump
    LINKER_LANGUAGE CXX
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
# The archives of the layers only bring the libraries along that they need.
target_link_libraries(sidejump_shared
    PRIVATE ${layers}
    INTERFACE Eigen3::Eigen fmt::fmt nlohmann_json::nlohmann_json)
target_compile_features(sidejump_shared INTERFACE cxx_std_20)
target_include_directories(sidejump_shared INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

set(folder ${CMAKE_INSTALL_LIBDIR}/cmake/sidejump)
install(TARGETS ${layers} sidejump_all EXPORT sidejump-static
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(TARGETS sidejump_shared EXPORT sidejump-shared
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library
        NAMELINK_COMPONENT development)
set(parts static shared)
if(SIDEJUMP_DEVICE)
    install(TARGETS ${device_layers} EXPORT sidejump-device
            ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
    list(APPEND parts device)
else()
    set(without_device PATTERN device_fem EXCLUDE PATTERN device_sweep EXCLUDE)
endif()
foreach(part ${parts})
    install(EXPORT sidejump-${part} NAMESPACE sidejump:: DESTINATION ${folder}
            COMPONENT development)
endforeach()
install(DIRECTORY sidejump DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
        FILES_MATCHING PATTERN *.hpp ${without_device})

set(SIDEJUMP_WITH_FIT OFF)
if("sidejump_fit" IN_LIST layers)
    set(SIDEJUMP_WITH_FIT ON)
endif()
# The build tree looks like an installation to find_package.
set(stage ${CMAKE_BINARY_DIR}/lib/cmake/sidejump)
export(TARGETS ${layers} sidejump_all sidejump_compile_options NAMESPACE sidejump::
       FILE ${stage}/sidejump-static.cmake)
export(TARGETS sidejump_shared NAMESPACE sidejump:: FILE ${stage}/sidejump-shared.cmake)
if(SIDEJUMP_DEVICE)
    export(TARGETS ${device_layers} NAMESPACE sidejump:: FILE ${stage}/sidejump-device.cmake)
endif()
configure_package_config_file(cmake/sidejump-config.cmake.in ${stage}/sidejump-config.cmake
                              INSTALL_DESTINATION ${folder}
                              NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${stage}/sidejump-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
set(modules cmake/FindHdf5Hl.cmake cmake/FindUdunits2.cmake cmake/FindUmfpack.cmake
            cmake/FindGmsh.cmake cmake/SidejumpDealii.cmake)
file(COPY ${modules} DESTINATION ${stage})
install(FILES ${stage}/sidejump-config.cmake ${stage}/sidejump-config-version.cmake ${modules}
        DESTINATION ${folder} COMPONENT development)
