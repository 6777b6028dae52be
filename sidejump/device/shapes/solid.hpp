// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/axes_type.hpp"
#include "sidejump/device/shapes/shape.hpp"

#include <string>
#include <vector>

namespace sidejump::device {

/// Low and high end along an axis, m.
struct Range {
    double low = 0.0;
    double high = 0.0;
};

inline Range about(double middle, double length) {
    return {middle - 0.5 * length, middle + 0.5 * length};
}

/// A device in space, of which a mesh may be a section: everything that a shape says of its boxes
/// and boundaries, in three dimensions.
class Solid {
  public:
    void add_box(const std::string& region, const Range& x, const Range& y, const Range& z);
    /// A piece of a plane across one axis; the range along that axis has no length.
    void add_patch(const std::string& name, const Range& x, const Range& y, const Range& z);
    /// The ends of the device along an axis (0 x, 1 y, 2 z), as far as they belong to the surface.
    void name_ends(int axis, const std::string& low, const std::string& high);
    /// All six sides: left and right (x), front and back (y), bottom and top (z).
    void name_sides();

    /// What a mesh has of it that leaves out the axes along which the device is uniform: patches
    /// across them are left out too.
    [[nodiscard]] ShapeGeometry with_axes(const std::string& axes) const;

  private:
    [[nodiscard]] Range extent(std::size_t axis) const;

    BoxGeometry body_;
};

/// A part of an edge that something takes: a contact, an arm, an electrode.
struct Stretch {
    Range range;
    std::string name;
    input::Place place; ///< of its position, for messages
};

/// @throws input::InputError if a stretch reaches beyond [0, length] or meets another one
void check_stretches(const std::vector<Stretch>& stretches, double length);

/// @throws input::InputError if two stretches have the same name, or one of those taken
void check_names(const std::vector<Stretch>& stretches, const std::vector<std::string>& taken);

/// A quantity in metres, > 0, for declarations.
input::Quantity length_type(const std::string& example);

/// One of the edges of a strip, at its lower or upper end along y.
enum class Edge { lower, upper };
input::Choice<Edge> edge_choice();

} // namespace sidejump::device
