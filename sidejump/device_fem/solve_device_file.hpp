// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_run.hpp"

#include <functional>
#include <mpi.h>
#include <string>

namespace sidejump::device_fem {

struct FileOptions {
    std::string fields_folder; ///< where files for ParaView go; it exists
    std::function<void(std::size_t done, std::size_t total)> progress; ///< may be empty
    device::MeshFileReader read_mesh_file; ///< where meshes come from; empty for the disk
    std::function<void(const device::AdaptationRound&)> on_round{}; ///< likewise
    /// Where a study of many points keeps what it has found (RunJournal), so that an interrupted
    /// run goes on; empty for nowhere. The caller removes it when the results are written.
    std::string journal_folder;
    bool anew = false;             ///< begins at the first point, whatever the journal holds
    std::function<bool()> stopped; ///< whether this rank has been asked to stop; may be empty
};

/// Solves a device file at all points of its study. Collective: every rank gets the whole result,
/// or that of the points up to where any rank was asked to stop.
/// @throws input::InputError for what only the mesh shows to be a mistake
/// @throws std::runtime_error if the folder holds the journal of another run
/// @throws std::runtime_error, std::domain_error  if an equation cannot be solved or a result is
///         not defined
device::DeviceRun solve_device_file(const device::DeviceFile& file, const FileOptions& options,
                                    MPI_Comm communicator);

} // namespace sidejump::device_fem
