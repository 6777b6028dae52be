// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/names.hpp"

#include <algorithm>
#include <fmt/ranges.h>

namespace sidejump::input {

std::size_t find_name(const PlacedText& name, const std::vector<std::string>& known,
                      const std::string& what) {
    const auto found = std::find(known.begin(), known.end(), name.text);
    if (found != known.end())
        return static_cast<std::size_t>(found - known.begin());
    const std::string names =
        known.empty() ? "there is none" : fmt::format("{}", fmt::join(known, ", "));
    name.place.fail(fmt::format("{} ({})", what, names),
                    fmt::format("\"{}\"{}", printable(name.text), did_you_mean(name.text, known)));
}

void require_distinct(const std::vector<PlacedText>& names, const std::string& what) {
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (names[i].text == names[k].text)
                names[i].place.fail(
                    what, fmt::format("\"{}\" again{}", names[i].text,
                                      names[k].place.line > 0
                                          ? fmt::format(", as on line {}", names[k].place.line)
                                          : std::string()));
}

std::string counted(std::size_t count, const std::string& thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

bool has_key(const Table& table, const std::string& key) {
    return std::any_of(table.begin(), table.end(),
                       [&](const auto& entry) { return entry.key == key; });
}

void refuse_keys(const Table& table, const Place& place, std::initializer_list<const char*> keys,
                 const std::string& message) {
    for (const auto& [key, node] : table)
        if (std::find(keys.begin(), keys.end(), key) != keys.end())
            place.entry(key, node.line).fail(message);
}

void at_most_one_of(const Table& table, const Place& place, const std::vector<std::string>& keys) {
    const std::string* first = nullptr;
    for (const auto& [key, node] : table) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            continue;
        if (first != nullptr)
            place.entry(key, node.line)
                .fail(fmt::format("at most one of {}", fmt::join(keys, ", ")),
                      fmt::format("{} and {}", *first, key));
        first = &key;
    }
}

} // namespace sidejump::input
