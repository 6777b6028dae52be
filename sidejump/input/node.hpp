// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sidejump::input {

struct Node;
struct Entry;
using List = std::vector<Node>;
using Table = std::vector<Entry>; ///< in the order of the file

/// A value of an input file together with the line it stands on.
struct Node {
    /// A kind of value that no parameter takes (a date, say), by its name.
    struct Unsupported {
        std::string kind;
    };
    std::variant<Unsupported, bool, std::int64_t, double, std::string, List, Table> value;
    int line = 0;
};

/// A key of a table with its value.
struct Entry {
    std::string key;
    Node node;
};

/// A text for one line of a message: control characters and bytes that are not UTF-8 escaped,
/// cut at 80 bytes.
std::string printable(std::string_view text);

/// The value in words for an error message: `the number 1.36`, `the text "Cu"`, `a table` ...
std::string describe(const Node& node);

} // namespace sidejump::input
