// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace sidejump::python {

/// Writes the result file that the command of the program writes; nothing if `folder` is empty.
/// @throws std::system_error with the path if it cannot be written
void write_result(const nlohmann::ordered_json& json, const std::string& folder,
                  const std::string& name);

} // namespace sidejump::python
