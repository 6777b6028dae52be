# Finds the serial HDF5 library with its high-level interface and defines the target Hdf5::hl.
find_path(Hdf5Hl_INCLUDE_DIR hdf5_hl.h PATH_SUFFIXES hdf5/serial)
find_library(Hdf5Hl_LIBRARY NAMES hdf5_serial hdf5 PATH_SUFFIXES hdf5/serial)
find_library(Hdf5Hl_HL_LIBRARY NAMES hdf5_serial_hl hdf5_hl PATH_SUFFIXES hdf5/serial)
mark_as_advanced(Hdf5Hl_INCLUDE_DIR Hdf5Hl_LIBRARY Hdf5Hl_HL_LIBRARY)
if(Hdf5Hl_INCLUDE_DIR)
    file(STRINGS ${Hdf5Hl_INCLUDE_DIR}/H5public.h version_lines
         REGEX "^#define H5_VERS_(MAJOR|MINOR|RELEASE)[ \t]+[0-9]+")
    string(REGEX REPLACE "[^0-9;]*H5_VERS_[A-Z]+[ \t]+([0-9]+)[^;]*" "\\1" Hdf5Hl_VERSION
           "${version_lines}")
    list(JOIN Hdf5Hl_VERSION "." Hdf5Hl_VERSION)
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Hdf5Hl REQUIRED_VARS Hdf5Hl_HL_LIBRARY Hdf5Hl_LIBRARY
                                  Hdf5Hl_INCLUDE_DIR VERSION_VAR Hdf5Hl_VERSION)
if(Hdf5Hl_FOUND AND NOT TARGET Hdf5::hl)
    add_library(Hdf5::hl UNKNOWN IMPORTED)
    set_target_properties(Hdf5::hl PROPERTIES IMPORTED_LOCATION "${Hdf5Hl_HL_LIBRARY}"
        INTERFACE_LINK_LIBRARIES "${Hdf5Hl_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${Hdf5Hl_INCLUDE_DIR}")
endif()
