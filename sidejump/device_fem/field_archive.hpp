// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_space.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace sidejump::device_fem {

/// What a checkpoint is of.
struct CheckpointLabel {
    std::string fingerprint;   ///< of the run, at most 32 characters
    std::uint64_t outputs = 0; ///< output times whose results are known, the one of the fields last
};

/// A number that tells meshes apart, the same on any number of ranks: it follows from the names of
/// all cells, which say how they came from the coarse ones, and from the vertices of those.
/// Collective.
template <int dim>
std::uint64_t mesh_checksum(const Mesh<dim>& mesh);

/// Writes the fields into a file that any number of ranks can read. Each rank writes its own cells;
/// none holds more. At `path` there is at any moment the file that was there before or all of the
/// new one, which is written as `<path>.partial`. Collective.
///
/// Numbers are in the byte order of the machine: a head (CheckpointLabel, number of cells, values
/// of a cell, checksums), then for each cell its name (16 bytes) and its values, in any order.
/// @throws std::runtime_error on all ranks if it cannot be written
template <int dim>
void write_checkpoint(const FieldSpace<dim>& space, const Vector& fields,
                      const CheckpointLabel& label, const std::filesystem::path& path);

/// The fields that write_checkpoint has written, of owned unknowns. Collective; each rank reads an
/// even share of the file and hands the cells on to those who own them.
/// @throws std::runtime_error on all ranks if the file cannot be read, is damaged, or is of another
///         mesh or order
template <int dim>
Vector read_checkpoint(const FieldSpace<dim>& space, const std::filesystem::path& path);

/// What a checkpoint is of, from its head; none if there is no file.
/// @throws std::runtime_error if the file is shorter or longer than it says or no checkpoint
std::optional<CheckpointLabel> checkpoint_label(const std::filesystem::path& path);

} // namespace sidejump::device_fem
