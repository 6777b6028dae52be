// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sidejump::device_fem {

/// The files that a .pvtu of write_fields holds together, beside it; none for a .vtu, which stands
/// alone, and for a file that cannot be read.
std::vector<std::string> field_pieces(const std::filesystem::path& file);

/// Whether a file that write_fields has returned is there with all its pieces.
bool are_fields_whole(const std::filesystem::path& file);

} // namespace sidejump::device_fem
