// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node.hpp"

#include <string>

namespace sidejump::python {

/// An input file that has been read as nodes, or that never was a file. It does not change, and may
/// be read by several threads.
struct Document {
    std::string name; ///< for messages; what it names is looked for from the folder of this path
    std::string text; ///< empty if the nodes were made from values of Python
    input::Node root;
};

} // namespace sidejump::python
