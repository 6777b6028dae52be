// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node.hpp"

#include <functional>
#include <optional>
#include <string>

namespace sidejump::cli {

/// The files of the program.
enum class FileKind { alloy, study, fit, device, superconductor, gas };

/// Which of them one is, by the keys that it has; nothing if it has those of none.
std::optional<FileKind> kind_of(const input::Node& root);

/// Runs a command on its file.
/// @throws input::InputError that says what the file is, if the command fails since it is of
///         another kind than wanted
int run_on_file(const std::string& file, FileKind wanted, const std::function<int()>& command);

} // namespace sidejump::cli
