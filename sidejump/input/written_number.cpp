// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/written_number.hpp"

#include <cstdint>
#include <variant>

namespace sidejump::input {

std::optional<double> number_of(const Node& node) {
    if (const auto* integer = std::get_if<std::int64_t>(&node.value))
        return static_cast<double>(*integer);
    if (const auto* number = std::get_if<double>(&node.value))
        return *number;
    return std::nullopt;
}

} // namespace sidejump::input
