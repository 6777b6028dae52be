// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace sidejump::output {

/// Writes a file so that at `path` there is at any moment either what was there before or all of
/// `content`: into a temporary file beside it, flushed to the disk, then renamed.
/// Missing directories are made.
/// @throws std::system_error with the path if any step fails; the temporary file is then removed
void write_atomically(const std::filesystem::path& path, std::string_view content);

} // namespace sidejump::output
