// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/field_pieces.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

namespace sidejump::device_fem {
namespace {

bool has_pieces(const std::filesystem::path& file) {
    return file.extension() == ".pvtu";
}

} // namespace

std::vector<std::string> field_pieces(const std::filesystem::path& file) {
    std::vector<std::string> pieces;
    if (!has_pieces(file))
        return pieces;
    std::ifstream stream(file);
    const std::string text{std::istreambuf_iterator<char>(stream),
                           std::istreambuf_iterator<char>()};
    constexpr std::string_view mark = "Source=\"";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
        at += mark.size();
        const auto end = text.find('"', at);
        if (end == std::string::npos)
            break;
        pieces.push_back(text.substr(at, end - at));
    }
    return pieces;
}

bool are_fields_whole(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        return false;
    const std::vector<std::string> pieces = field_pieces(file);
    if (pieces.empty() && has_pieces(file))
        return false;
    return std::ranges::all_of(pieces, [&file](const std::string& piece) {
        return std::filesystem::exists(file.parent_path() / piece);
    });
}

} // namespace sidejump::device_fem
