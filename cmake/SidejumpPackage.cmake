# Debian packages: `cpack --config build/<preset>/CPackConfig.cmake` makes sidejump (program, manual,
# completion, Python package), libsidejump0.1 (shared library) and libsidejump-dev.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sidejump)
set(CPACK_PACKAGE_VENDOR "The sidejump developers")
set(CPACK_PACKAGE_CONTACT "The sidejump developers <developers@sidejump.invalid>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "spin-charge transport from spin-orbit impurities")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 0)
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(library_package libsidejump${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set(release ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME sidejump)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
if(SIDEJUMP_PYTHON)
    # The extension module is for this Python alone.
    math(EXPR next_minor "${Python3_VERSION_MINOR} + 1")
    string(CONCAT CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS
           "python3 (>= ${Python3_VERSION_MAJOR}.${Python3_VERSION_MINOR}), "
           "python3 (<< ${Python3_VERSION_MAJOR}.${next_minor})")
else()
    set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "python3")
endif()
# The commands plot and report need all of them.
string(APPEND CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS
       ", python3-numpy, python3-matplotlib, python3-h5py, python3-jinja2")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "openmpi-bin, ${library_package}, libsidejump-dev")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"Transport coefficients of metals with spin-orbit impurities from the
scattering phase shifts or a model of one impurity, to all orders in the
scattering; the response in space and time; devices by finite elements,
superconducting structures, and two-dimensional electron gases with split
bands. With the Python package sidejump.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${library_package})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/cmake/debian/triggers)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
"The shared library: all of sidejump for programs that compute with it.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libsidejump-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
string(CONCAT CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${library_package} (= ${release}), "
       "libeigen3-dev, libfmt-dev, nlohmann-json3-dev, libgsl-dev, libtomlplusplus-dev, "
       "libudunits2-dev, libhdf5-dev, libsuitesparse-dev")
if(SIDEJUMP_WITH_FIT)
    string(APPEND CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS ", libceres-dev")
endif()
if(SIDEJUMP_WITH_MPI)
    string(APPEND CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS ", libopenmpi-dev")
endif()
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS "libdeal.ii-dev, libgmsh-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"Headers, static libraries, and what CMake needs for find_package(sidejump).")

# Each package has its licence and its changes where Debian looks for them; other installations have
# none of it.
find_program(SIDEJUMP_GZIP gzip REQUIRED)
set(stage ${CMAKE_BINARY_DIR}/share/doc)
string(TIMESTAMP SIDEJUMP_PACKAGE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(cmake/debian/changelog.in ${stage}/changelog.Debian @ONLY)
add_custom_command(OUTPUT ${stage}/changelog.gz ${stage}/changelog.Debian.gz
                   DEPENDS CHANGELOG.md ${stage}/changelog.Debian
                   COMMAND ${SIDEJUMP_GZIP} -9 -n -c ${PROJECT_SOURCE_DIR}/CHANGELOG.md
                           > ${stage}/changelog.gz
                   COMMAND ${SIDEJUMP_GZIP} -9 -n -c ${stage}/changelog.Debian
                           > ${stage}/changelog.Debian.gz
                   COMMENT "Compressing the changelogs"
                   VERBATIM)
add_custom_target(sidejump_changelogs ALL DEPENDS ${stage}/changelog.gz)
foreach(component PROGRAM LIBRARY DEVELOPMENT)
    string(TOLOWER ${component} lower)
    install(FILES cmake/debian/copyright ${stage}/changelog.gz ${stage}/changelog.Debian.gz
            DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${component}_PACKAGE_NAME}
            COMPONENT ${lower} EXCLUDE_FROM_ALL)
endforeach()
include(CPack)
