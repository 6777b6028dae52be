// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/text_encoding.hpp"

#include "sidejump/input/input_error.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::input {
namespace {

int line_at(std::string_view text, std::size_t place, int first_line) {
    const auto before = text.substr(0, place);
    return first_line + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

} // namespace

std::size_t utf8_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (text.empty())
        return 0;
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80U)
            return 0;
    // Spelled longer than need be, halves of a surrogate pair, beyond U+10FFFF.
    const unsigned char second = byte(1);
    const bool is_outside = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0) ||
                            (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90);
    return is_outside ? 0 : length;
}

void refuse_utf16(std::string_view text, const std::string& file) {
    const bool is_marked = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    const auto nul = text.find('\0');
    if (!is_marked && nul == std::string_view::npos)
        return;
    throw InputError(file, is_marked ? 1 : line_at(text, nul, 1), "",
                     fmt::format("expected text in UTF-8, found {}; it looks like UTF-16: save it "
                                 "as UTF-8",
                                 is_marked ? "the byte order mark of UTF-16" : "a NUL byte"));
}

void require_utf8(std::string_view text, const std::string& file, int first_line) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_character(text.substr(at));
        if (length == 0)
            throw InputError(
                file, line_at(text, at, first_line), "",
                fmt::format("not UTF-8: expected text in UTF-8, found the byte 0x{:02X}; it looks "
                            "like Latin-1 or Windows-1252: save it as UTF-8",
                            static_cast<unsigned char>(text[at])));
        at += length;
    }
}

} // namespace sidejump::input
