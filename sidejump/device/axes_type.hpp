// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"

#include <string>

namespace sidejump::device {

/// One or several of the axes of space in their order: "x", "xz", "xyz", ...
inline input::Choice<std::string> axes_type() {
    return input::Choice<std::string>({{"x", "x"},
                                       {"y", "y"},
                                       {"z", "z"},
                                       {"xy", "xy"},
                                       {"xz", "xz"},
                                       {"yz", "yz"},
                                       {"xyz", "xyz"}});
}

/// An axis of space by its letter: 0 x, 1 y, 2 z.
inline std::size_t axis_number(char letter) {
    return static_cast<std::size_t>(letter - 'x');
}

} // namespace sidejump::device
