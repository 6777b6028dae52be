// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/suggestion.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <numeric>

namespace sidejump::input {
namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

// Levenshtein distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

} // namespace

std::string did_you_mean(std::string_view written, const std::vector<std::string>& candidates) {
    const std::string* nearest = nullptr;
    std::size_t least = 0;
    for (const auto& candidate : candidates) {
        const std::size_t distance = edit_distance(lower(written), lower(candidate));
        if (nearest == nullptr || distance < least) {
            nearest = &candidate;
            least = distance;
        }
    }
    if (nearest == nullptr || least > std::max<std::size_t>(1, nearest->size() * 2 / 5))
        return {};
    return fmt::format("; did you mean \"{}\"?", *nearest);
}

} // namespace sidejump::input
