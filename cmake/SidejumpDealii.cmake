# Finds deal.II for the layer that solves devices and defines the target sidejump_dealii, or says
# what is wrong in SIDEJUMP_DEALII_PROBLEM.
set(SIDEJUMP_DEALII_PROBLEM "")
if(TARGET sidejump_dealii)
    return()
endif()
find_package(deal.II 9.4 QUIET HINTS $ENV{DEAL_II_DIR})
if(NOT deal.II_FOUND)
    set(SIDEJUMP_DEALII_PROBLEM "devices need deal.II from version 9.4 on, which is not found")
    return()
endif()
foreach(feature MPI P4EST TRILINOS)
    if(NOT DEAL_II_WITH_${feature})
        set(SIDEJUMP_DEALII_PROBLEM
            "deal.II in ${DEAL_II_PATH} is built without ${feature}, which devices need")
        return()
    endif()
endforeach()
include(${DEAL_II_TARGET_CONFIG})
# Not deal_ii_setup_target: it would add deal.II's own language standard and optimisation flags.
add_library(sidejump_dealii INTERFACE IMPORTED)
# deal.II may bring the parallel HDF5 library with it. Results are written with the serial one, all
# parts of which have to be of one kind: as an option it stands before all libraries, so that its
# symbols are the first to be found.
target_link_options(sidejump_dealii INTERFACE "SHELL:-Wl,--push-state,--no-as-needed \
${Hdf5Hl_HL_LIBRARY} ${Hdf5Hl_LIBRARY} -Wl,--pop-state")
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_link_libraries(sidejump_dealii INTERFACE ${DEAL_II_TARGET_DEBUG})
    target_compile_definitions(sidejump_dealii INTERFACE DEBUG)
else()
    target_link_libraries(sidejump_dealii INTERFACE ${DEAL_II_TARGET_RELEASE})
endif()
target_compile_definitions(sidejump_dealii INTERFACE ${DEAL_II_USER_DEFINITIONS})
target_include_directories(sidejump_dealii SYSTEM INTERFACE ${DEAL_II_INCLUDE_DIRS})
if(SIDEJUMP_SANITIZE)
    # Trilinos' headers cast an Epetra_BlockMap to the Epetra_Map that it is not.
    target_compile_options(sidejump_dealii INTERFACE -fno-sanitize=vptr)
endif()
# deal.II depends on some hundred libraries, whose symbols this linker resolves ten times faster.
find_program(SIDEJUMP_GOLD ld.gold)
if(SIDEJUMP_GOLD)
    target_link_options(sidejump_dealii INTERFACE -fuse-ld=gold)
endif()
