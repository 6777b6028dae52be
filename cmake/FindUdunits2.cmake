# Finds UDUNITS-2 and defines the target Udunits2::Udunits2.
find_path(UDUNITS2_INCLUDE_DIR udunits2.h PATH_SUFFIXES udunits2)
find_library(UDUNITS2_LIBRARY udunits2)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Udunits2 REQUIRED_VARS UDUNITS2_LIBRARY UDUNITS2_INCLUDE_DIR)
if(Udunits2_FOUND AND NOT TARGET Udunits2::Udunits2)
    add_library(Udunits2::Udunits2 UNKNOWN IMPORTED)
    set_target_properties(Udunits2::Udunits2 PROPERTIES
                          IMPORTED_LOCATION "${UDUNITS2_LIBRARY}"
                          INTERFACE_INCLUDE_DIRECTORIES "${UDUNITS2_INCLUDE_DIR}")
endif()
mark_as_advanced(UDUNITS2_INCLUDE_DIR UDUNITS2_LIBRARY)
