// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/mesh_description.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace sidejump::device_fem {

enum class Orientation { positive, negative, broken };

/// The sign of the Jacobian at all corners of a cell, if it is the same; `broken` if it changes
/// from corner to corner or vanishes.
Orientation orientation(const device::MeshDescription::Cell& cell,
                        const device::MeshDescription& mesh);

/// Turns the cell round: the same vertices, the other sign of the Jacobian.
void reverse(device::MeshDescription::Cell& cell, int dimension);

/// The vertices of a face in increasing order, the unused ones at the end.
using FaceKey = std::array<unsigned, 4>;
FaceKey face_key(const std::vector<unsigned>& vertices);

/// The faces of all cells, each with the cells at it.
class CellFaces {
  public:
    explicit CellFaces(const device::MeshDescription& mesh);

    /// Cells that have the face, in increasing order.
    [[nodiscard]] std::vector<std::size_t> cells_at(const FaceKey& face) const;
    /// A cell with a face that more than two cells share; the number of cells if there is none.
    [[nodiscard]] std::size_t crowded_cell() const;

  private:
    struct Side {
        FaceKey face{};
        std::size_t cell = 0;
    };
    std::vector<Side> sides_; ///< by face, then by cell
    std::size_t cells_ = 0;
};

} // namespace sidejump::device_fem
