// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_run.hpp"

#include <deal.II/base/mpi.h>
#include <functional>
#include <string>

namespace sidejump::device_fem {

struct FileOptions {
    std::string fields_folder; ///< where files for ParaView go; it exists
    std::function<void(std::size_t done, std::size_t total)> progress; ///< may be empty
    device::MeshFileReader read_mesh_file; ///< where meshes come from; empty for the disk
    std::function<void(const device::AdaptationRound&)> on_round{}; ///< likewise
};

/// Solves a device file at all points of its study. Collective: every rank gets the whole result.
/// @throws input::InputError for what only the mesh shows to be a mistake
/// @throws std::runtime_error, std::domain_error  if an equation cannot be solved or a result is
///         not defined
device::DeviceRun solve_device_file(const device::DeviceFile& file, const FileOptions& options,
                                    MPI_Comm communicator);

} // namespace sidejump::device_fem
