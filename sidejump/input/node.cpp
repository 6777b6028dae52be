// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/node.hpp"

#include "sidejump/input/text_encoding.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::input {

std::string printable(std::string_view text) {
    constexpr std::size_t longest = 80;
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = utf8_character(text.substr(at));
        if (at + std::max<std::size_t>(length, 1) > longest)
            return result + "...";
        const auto byte = static_cast<unsigned char>(text[at]);
        result += length == 0 || byte < 0x20 || byte == 0x7f ? fmt::format("\\x{:02x}", byte)
                                                             : text.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
    return result;
}

namespace {

struct Describe {
    std::string operator()(const Node::Unsupported& other) const { return "a " + other.kind; }
    std::string operator()(bool truth) const {
        return truth ? "the boolean true" : "the boolean false";
    }
    std::string operator()(std::int64_t number) const {
        return fmt::format("the number {}", number);
    }
    std::string operator()(double number) const { return fmt::format("the number {}", number); }
    std::string operator()(const std::string& text) const {
        return fmt::format("the text \"{}\"", printable(text));
    }
    std::string operator()(const List& list) const {
        return fmt::format("a list of {} element{}", list.size(), list.size() == 1 ? "" : "s");
    }
    std::string operator()(const Table&) const { return "a table"; }
};

} // namespace

std::string describe(const Node& node) {
    return std::visit(Describe{}, node.value);
}

} // namespace sidejump::input
