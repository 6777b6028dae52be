// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"

#include <string>
#include <vector>

/// Texts that remember where they stand (see value_types.hpp).
namespace sidejump::input {

/// A text together with the place where it stands.
struct PlacedText {
    std::string text;
    Place place;
};

/// A text that later messages have to point to.
class PlacedTextType {
  public:
    using value_type = PlacedText;
    [[nodiscard]] static PlacedText read(const Node& node, const Place& place);
    [[nodiscard]] static std::string describe() { return Text::describe(); }
    [[nodiscard]] static Json schema() { return Text::schema(); }
    [[nodiscard]] static Json echo(const PlacedText& value) { return value.text; }
};

/// A list of such texts, not empty.
class PlacedTexts {
  public:
    using value_type = std::vector<PlacedText>;
    [[nodiscard]] static std::vector<PlacedText> read(const Node& node, const Place& place);
    [[nodiscard]] static std::string describe() { return "a list of texts"; }
    [[nodiscard]] static Json schema();
    [[nodiscard]] static Json echo(const std::vector<PlacedText>& value);
};

} // namespace sidejump::input
