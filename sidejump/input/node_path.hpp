// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node.hpp"
#include "sidejump/input/section_info.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sidejump::input {

/// The way from the root of an input file to one of its values: keys, and numbers of list elements
/// from 0. Written `impurity[0].channels[1].phase_shift`, as keys stand in error messages.
struct NodePath {
    using Step = std::variant<std::string, std::size_t>;
    std::vector<Step> steps;

    /// Whether this path leads to a part of what the other one leads to, or the other way round.
    [[nodiscard]] bool overlaps(const NodePath& other) const;
};

/// @throws std::invalid_argument that says what is wrong with the text
NodePath parse_node_path(std::string_view text);

/// Checks that a path leads to a single value of the file `root`: a declared parameter, given there
/// or not, or something inside the value of one that is given there.
/// @returns the description of the parameter
/// @throws std::invalid_argument with the first step that leads nowhere, and the key that may have
///         been meant
std::string describe_target(const NodePath& path, const SectionInfo& info, const Node& root);

/// Puts a value where the path leads; tables on the way that are missing are made.
/// @throws std::invalid_argument if an element of a list on the way is missing
void set_node(Node& root, const NodePath& path, Node value);

/// What the path leads to, null if there is nothing.
const Node* find_node(const Node& root, const NodePath& path);

} // namespace sidejump::input
