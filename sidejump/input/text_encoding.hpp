// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sidejump::input {

/// Bytes of the character with which a text in UTF-8 begins (RFC 3629), 0 if it begins with none.
std::size_t utf8_character(std::string_view text);

/// Says that a file is in UTF-16, which its byte order mark or NUL bytes tell.
/// @throws InputError with the line
void refuse_utf16(std::string_view text, const std::string& file);

/// @param first_line  of the file, with which the text begins
/// @throws InputError with the line of the first byte that is not UTF-8
void require_utf8(std::string_view text, const std::string& file, int first_line = 1);

} // namespace sidejump::input
