// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/superconductor/graded_properties.hpp"
#include "sidejump/superconductor/unit_system.hpp"

#include <array>
#include <optional>
#include <vector>

namespace sidejump::superconductor {

enum class StructureKind { bulk, layers, disc, plane };

/// The gauge of the vector potential of a uniform field B along z.
enum class Gauge { symmetric, along_x, along_y };

enum class Axis { x, y };

using Point = std::array<double, 2>;

/// A section [[structure.vortex]] as it is written: where a vortex is at the start.
struct VortexInput {
    Point at{};
    int winding = 1;
    input::Place place; ///< of `at`
};

/// The section [structure] as it is written, quantities in the units inside.
struct StructureInput {
    StructureKind kind = StructureKind::bulk;
    std::optional<input::PlacedText> metal;  ///< bulk; background of a plane
    std::optional<double> phase_gradient;    ///< bulk, layers
    std::optional<int> winding;              ///< disc
    std::optional<double> field;             ///< 2 e B; disc, plane
    std::optional<double> width;             ///< plane
    std::optional<double> height;            ///< plane
    std::optional<std::array<int, 2>> cells; ///< plane
    std::optional<Gauge> gauge;              ///< plane
    std::optional<bool> periodic;            ///< plane
    std::optional<int> flux_quanta;          ///< periodic plane: h/2e in the plane
    std::vector<VortexInput> vortex;         ///< plane
    input::Place place;
};

/// A circle, as it is written.
struct CircleInput {
    Point centre{};
    double radius = 0.0;
};

/// An axis-parallel rectangle, as it is written.
struct RectangleInput {
    Point from{};
    Point to{};
};

/// A section [[region]] as it is written: a part of a plane.
/// What is given in place of the metal's properties is graded along x or y, from one edge of the
/// region to the other.
struct RegionInput : GradedProperties {
    std::optional<input::PlacedText> name;
    std::optional<input::PlacedText> metal; ///< none: a hole
    bool empty = false;
    Axis along = Axis::x;
    std::optional<CircleInput> circle;
    std::optional<RectangleInput> rectangle;
    std::optional<std::vector<Point>> polygon;
    input::Place place;

    [[nodiscard]] bool contains(const Point& point) const;
    /// How far a point is along its profiles, as a fraction of its extent, which is 0 and 1 beyond.
    [[nodiscard]] double fraction(const Point& point) const;
    /// Its name, that of its metal if it has no other; nothing for a hole.
    [[nodiscard]] const std::optional<input::PlacedText>& called() const {
        return name ? name : metal;
    }
};

/// Declarations of the sections.
const input::Section<StructureInput>& structure_section(UnitSystem units);
const input::Section<RegionInput>& region_section(UnitSystem units);

/// The kind as it is written.
std::string name_of(StructureKind kind);

} // namespace sidejump::superconductor
