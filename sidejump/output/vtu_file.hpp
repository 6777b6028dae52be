// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace sidejump::output {

/// Quantities at the points of a mesh.
struct VtuField {
    std::string name;
    std::size_t components = 1; ///< 1, or 3 for vectors
    std::vector<double> values; ///< point by point
};

/// Points and quadrilaterals, for ParaView.
struct VtuMesh {
    std::vector<std::array<double, 3>> points;
    std::vector<std::array<std::size_t, 4>> quadrilaterals; ///< corners counter-clockwise
    std::vector<VtuField> fields;
};

/// Writes an XML file of VTK (unstructured grid, text).
/// @throws std::invalid_argument if a field does not have one value for each point and component,
///         or a corner is no point
/// @throws std::system_error if the file cannot be written
void write_vtu(const std::filesystem::path& path, const VtuMesh& mesh);

} // namespace sidejump::output
