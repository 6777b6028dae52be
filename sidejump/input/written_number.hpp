// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node.hpp"

#include <optional>

namespace sidejump::input {

/// The number that a value is, written as an integer or not; nothing if it is none.
std::optional<double> number_of(const Node& node);

} // namespace sidejump::input
