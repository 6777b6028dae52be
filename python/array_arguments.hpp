// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node_path.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sidejump::python {

/// A number of an input that takes the values of an array.
struct ArrayArgument {
    input::NodePath path;
    std::string unit;               ///< of the values; empty for plain numbers
    std::span<const double> values; ///< the last dimension changes fastest
    std::vector<std::size_t> shape; ///< of the values; broadcast as numpy does it

    /// A value as it would stand in a file.
    [[nodiscard]] input::Node node(std::size_t place) const;
};

/// The places in broadcast arrays, point by point. Points are counted with the last dimension
/// fastest.
class BroadcastPlaces {
  public:
    /// @param shape  of the points, to which the shape of each argument broadcasts
    BroadcastPlaces(const std::vector<ArrayArgument>& arguments, std::vector<std::size_t> shape);

    void go_to(std::size_t point);
    void next();
    [[nodiscard]] const std::vector<std::size_t>& places() const { return places_; }

  private:
    std::vector<std::size_t> shape_;
    std::vector<std::vector<std::size_t>> strides_; // [argument][dimension]
    std::vector<std::size_t> indices_;
    std::vector<std::size_t> places_; // [argument]
};

/// The indices of a point as Python writes them: `[3, 17]`.
std::string index_text(std::size_t point, const std::vector<std::size_t>& shape);

} // namespace sidejump::python
