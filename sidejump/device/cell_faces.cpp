// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/cell_faces.hpp"

#include <algorithm>

namespace sidejump::device {

std::vector<std::vector<unsigned>> cell_faces(const MeshDescription::Cell& cell, int dimension) {
    std::vector<std::vector<unsigned>> faces;
    const std::size_t corners = cell.vertices.size();
    const auto add = [&](const auto& is_on_face) {
        faces.emplace_back();
        for (std::size_t corner = 0; corner < corners; ++corner)
            if (is_on_face(corner))
                faces.back().push_back(cell.vertices[corner]);
        std::ranges::sort(faces.back());
    };
    const auto axes = static_cast<std::size_t>(dimension);
    if (dimension > 1 && corners == axes + 1) {
        for (std::size_t opposite = 0; opposite < corners; ++opposite)
            add([opposite](std::size_t corner) { return corner != opposite; });
        return faces;
    }
    for (std::size_t axis = 0; axis < axes; ++axis)
        for (const std::size_t side : {std::size_t{0}, std::size_t{1}})
            add([axis, side](std::size_t corner) { return ((corner >> axis) & 1U) == side; });
    return faces;
}

} // namespace sidejump::device
