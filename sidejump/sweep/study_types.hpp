// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/value_types.hpp"

#include <string>
#include <vector>

/// The types of values in a study file that other files have not.
namespace sidejump::sweep {

using input::PlacedText;
using input::PlacedTexts;
using input::PlacedTextType;

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
