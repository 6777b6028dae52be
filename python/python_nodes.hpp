// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/input_error.hpp"
#include "sidejump/input/node.hpp"

#include <nlohmann/json.hpp>
#include <pybind11/pybind11.h>

namespace sidejump::python {

/// Dictionaries, lists, texts, numbers and truth values of Python or numpy as the nodes of a file,
/// which stand on no line. Entries that are None are left out.
/// @param place  where the value stands, for messages
/// @throws input::InputError for any other type
input::Node node_from_python(pybind11::handle value, const input::Place& place);

/// The same the other way.
/// @param place  where the node stands, for messages
/// @throws input::InputError for what no parameter takes, a date say
pybind11::object python_from_node(const input::Node& node, const input::Place& place);

/// A result; numbers that are not finite become None, as in a result file.
pybind11::object python_from_json(const nlohmann::ordered_json& json);

} // namespace sidejump::python
