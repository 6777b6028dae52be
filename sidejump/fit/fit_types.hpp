// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/value_types.hpp"

#include <string>
#include <variant>
#include <vector>

/// The types of values in a fit file that other files have not.
namespace sidejump::fit {

using input::Json;
using input::Place;
using input::PlacedText;

/// A number, with a unit or without, as it is written; what it has to be is known from the model.
struct WrittenQuantity {
    double number = 0.0;
    std::string unit; ///< empty if there is none
    Place place;

    [[nodiscard]] std::string text() const;
    /// @param unit_  in which the value is wanted, "1" for a plain number
    /// @throws InputError if it has another dimension, or no unit where it needs one
    [[nodiscard]] double in(const std::string& unit_) const;
    /// The same for a difference of two values: zeros of temperature scales do not matter.
    [[nodiscard]] double difference_in(const std::string& unit_) const;
};

class WrittenQuantityType {
  public:
    using value_type = WrittenQuantity;
    [[nodiscard]] static WrittenQuantity read(const input::Node& node, const Place& place);
    [[nodiscard]] static std::string describe() {
        return "a finite number, or one with a unit, as the model needs it";
    }
    [[nodiscard]] static Json schema() { return {{"type", {"number", "string"}}}; }
    [[nodiscard]] static Json echo(const WrittenQuantity& value);
};

/// Quantities by names that the declaration does not know.
struct NamedQuantity {
    std::string name;
    WrittenQuantity value;
};

class NamedQuantitiesType {
  public:
    using value_type = std::vector<NamedQuantity>;
    [[nodiscard]] static std::vector<NamedQuantity> read(const input::Node& node,
                                                         const Place& place);
    [[nodiscard]] static std::string describe() {
        return "a table of inputs of the model with their values";
    }
    [[nodiscard]] static Json schema();
    [[nodiscard]] static Json echo(const std::vector<NamedQuantity>& values);
};

/// A column of a data file: its name in the header, or its number from 1.
struct ColumnName {
    std::variant<std::string, int> name;
    Place place;
};

class ColumnNameType {
  public:
    using value_type = ColumnName;
    [[nodiscard]] static ColumnName read(const input::Node& node, const Place& place);
    [[nodiscard]] static std::string describe() {
        return "the name of a column, or its number from 1";
    }
    [[nodiscard]] static Json schema();
    [[nodiscard]] static Json echo(const ColumnName& value);
};

/// Parts of 1, strictly between 0 and 1.
class LevelsType {
  public:
    using value_type = std::vector<double>;
    [[nodiscard]] static std::vector<double> read(const input::Node& node, const Place& place);
    [[nodiscard]] static std::string describe() { return "a list of numbers in (0, 1)"; }
    [[nodiscard]] static Json schema();
    [[nodiscard]] static Json echo(const std::vector<double>& levels) { return levels; }
};

/// Multiplies numbers by `scale` and adds `offset`, to go from one unit to another.
struct UnitChange {
    double scale = 1.0;
    double offset = 0.0;
    [[nodiscard]] double value(double number) const { return scale * number + offset; }
    [[nodiscard]] double difference(double number) const { return scale * number; }
};

/// @throws units::QuantityError if the units have different dimensions or are none
UnitChange change_of_unit(const std::string& from, const std::string& to);

} // namespace sidejump::fit
