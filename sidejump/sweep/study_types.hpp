// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"

#include <string>
#include <vector>

/// The types of values in a study file that other files have not.
namespace sidejump::sweep {

/// A text together with the place where it stands.
struct PlacedText {
    std::string text;
    input::Place place;
};

/// A text that later messages have to point to.
class PlacedTextType {
  public:
    using value_type = PlacedText;
    [[nodiscard]] static PlacedText read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe() { return input::Text::describe(); }
    [[nodiscard]] static input::Json schema() { return input::Text::schema(); }
    [[nodiscard]] static input::Json echo(const PlacedText& value) { return value.text; }
};

/// A list of such texts, not empty.
class PlacedTexts {
  public:
    using value_type = std::vector<PlacedText>;
    [[nodiscard]] static std::vector<PlacedText> read(const input::Node& node,
                                                      const input::Place& place);
    [[nodiscard]] static std::string describe() { return "a list of texts"; }
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const std::vector<PlacedText>& value);
};

/// An end of a range: a number, with or without a unit.
struct Bound {
    double number = 0.0;
    std::string unit;        ///< empty if there is none
    bool is_integer = false; ///< written as an integer
};

class BoundType {
  public:
    using value_type = Bound;
    [[nodiscard]] static Bound read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe() { return "a finite number, or one with a unit"; }
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const Bound& value);
};

/// The values of an axis one by one: numbers, numbers with one unit, or any texts.
struct ValueList {
    std::vector<input::Node> nodes;
    bool are_numbers = false;    ///< all of them, with or without a unit
    std::string unit;            ///< of all of them, empty if there is none
    std::vector<double> numbers; ///< where they are numbers
};

class ValueListType {
  public:
    using value_type = ValueList;
    [[nodiscard]] static ValueList read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe() {
        return "a list of numbers, of numbers with one unit, or of texts";
    }
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const ValueList& value);
};

/// A value of a list as text: the number, or the text without quotation marks.
std::string value_text(const input::Node& node);

} // namespace sidejump::sweep
