// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node.hpp"

#include <string>
#include <string_view>

namespace sidejump::input {

/// The text of an input file.
/// @throws InputError if the file cannot be read or has more than 16 MB
std::string read_input_text(const std::string& path);

/// Reads a TOML file into nodes that know their lines.
/// @throws InputError if the file cannot be read or is not TOML
Node read_toml_file(const std::string& path);

/// Reads TOML text; `name` stands for the file in error messages.
/// @throws InputError if the text is not TOML
Node read_toml_text(std::string_view text, const std::string& name);

} // namespace sidejump::input
