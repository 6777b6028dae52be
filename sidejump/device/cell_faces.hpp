// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/mesh_description.hpp"

#include <vector>

namespace sidejump::device {

/// The vertices of each face of a cell, in ascending order: two cells share a face if they have the
/// same vertices there. Faces of a simplex lie opposite to its vertices, one after the other; those
/// of other cells by axis, the lower one first.
std::vector<std::vector<unsigned>> cell_faces(const MeshDescription::Cell& cell, int dimension);

} // namespace sidejump::device
