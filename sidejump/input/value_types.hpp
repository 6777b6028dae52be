// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/input_error.hpp"
#include "sidejump/input/node.hpp"
#include "sidejump/input/suggestion.hpp"

#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

/// The types a parameter can have. Each reads its value from a node, describes itself in words and
/// as JSON Schema, and writes a value back for the echo of the input. A new type is a class with
/// the same members.
namespace sidejump::input {

using Json = nlohmann::ordered_json;

/// The values a number may take.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool low_open = false;
    bool high_open = false;

    [[nodiscard]] bool contains(double value) const; ///< false for NaN and infinities
    [[nodiscard]] std::string describe() const;      ///< " > 0", " in (0, 1]", or empty
    void add_to_schema(Json& schema) const;
};

inline Range any_number() {
    return {};
}
inline Range positive() {
    return {.low = 0.0, .low_open = true};
}
inline Range positive_up_to(double high) {
    return {.low = 0.0, .high = high, .low_open = true};
}

/// A dimensionless number. A text is refused, even one with a number in it.
class Number {
  public:
    using value_type = double;
    explicit Number(Range range = any_number()) : range_(range) {}
    [[nodiscard]] double read(const Node& node, const Place& place) const;
    [[nodiscard]] std::string describe() const;
    [[nodiscard]] Json schema() const;
    [[nodiscard]] static Json echo(double value) { return value; }

  private:
    Range range_;
};

/// An integer from low to high.
class Integer {
  public:
    using value_type = int;
    Integer(int low, int high) : low_(low), high_(high) {}
    [[nodiscard]] int read(const Node& node, const Place& place) const;
    [[nodiscard]] std::string describe() const;
    [[nodiscard]] Json schema() const;
    [[nodiscard]] static Json echo(int value) { return value; }

  private:
    int low_;
    int high_;
};

/// Half of an odd positive integer.
class HalfInteger {
  public:
    using value_type = double;
    [[nodiscard]] static double read(const Node& node, const Place& place);
    [[nodiscard]] static std::string describe() { return "a half-integer such as 0.5 or 1.5"; }
    [[nodiscard]] static Json schema();
    [[nodiscard]] static Json echo(double value) { return value; }
};

/// true or false.
class Boolean {
  public:
    using value_type = bool;
    [[nodiscard]] static bool read(const Node& node, const Place& place);
    [[nodiscard]] static std::string describe() { return "true or false"; }
    [[nodiscard]] static Json schema() { return {{"type", "boolean"}}; }
    [[nodiscard]] static Json echo(bool value) { return value; }
};

/// A text that is not empty.
class Text {
  public:
    using value_type = std::string;
    [[nodiscard]] static std::string read(const Node& node, const Place& place);
    [[nodiscard]] static std::string describe() { return "text"; }
    [[nodiscard]] static Json schema() { return {{"type", "string"}, {"minLength", 1}}; }
    [[nodiscard]] static Json echo(const std::string& value) { return value; }
};

/// A physical quantity: a text with a number and a unit, kept in `unit`.
class Quantity {
  public:
    using value_type = double;
    /// @param unit     unit of the value that is kept, UDUNITS-2 syntax
    /// @param example  a text that would be right, for the messages
    Quantity(std::string unit, std::string example, Range range = any_number())
        : unit_(std::move(unit)), example_(std::move(example)), range_(range) {}
    [[nodiscard]] double read(const Node& node, const Place& place) const;
    [[nodiscard]] std::string describe() const;
    [[nodiscard]] Json schema() const;
    [[nodiscard]] Json echo(double value) const;

  private:
    std::string unit_;
    std::string example_;
    Range range_;
};

/// One quantity or a list of them.
class Quantities {
  public:
    using value_type = std::vector<double>;
    explicit Quantities(Quantity element) : element_(std::move(element)) {}
    [[nodiscard]] std::vector<double> read(const Node& node, const Place& place) const;
    [[nodiscard]] std::string describe() const {
        return element_.describe() + ", or a list of such";
    }
    [[nodiscard]] Json schema() const;
    [[nodiscard]] Json echo(const std::vector<double>& values) const;

  private:
    Quantity element_;
};

/// An angle: a number in radians, or a text with a unit.
class Angle {
  public:
    using value_type = double;
    [[nodiscard]] static double read(const Node& node, const Place& place);
    [[nodiscard]] static std::string describe();
    [[nodiscard]] static Json schema();
    [[nodiscard]] static Json echo(double value) { return value; }
};

/// One of a list of words.
template <class E>
class Choice {
  public:
    using value_type = E;
    explicit Choice(std::vector<std::pair<std::string, E>> words) : words_(std::move(words)) {}

    [[nodiscard]] E read(const Node& node, const Place& place) const {
        const auto* text = std::get_if<std::string>(&node.value);
        std::vector<std::string> names;
        for (const auto& [name, value] : words_) {
            if (text != nullptr && *text == name)
                return value;
            names.push_back(name);
        }
        place.fail(describe(), input::describe(node) +
                                   (text != nullptr ? did_you_mean(*text, names) : std::string()));
    }
    [[nodiscard]] std::string describe() const {
        std::string all;
        for (std::size_t i = 0; i < words_.size(); ++i)
            all += fmt::format("{}\"{}\"",
                               i == 0                   ? ""
                               : i + 1 == words_.size() ? " or "
                                                        : ", ",
                               words_[i].first);
        return all;
    }
    [[nodiscard]] Json schema() const {
        Json names = Json::array();
        for (const auto& [name, value] : words_)
            names.push_back(name);
        return {{"enum", names}};
    }
    [[nodiscard]] Json echo(const E& value) const {
        for (const auto& [name, of] : words_)
            if (of == value)
                return name;
        return nullptr;
    }

  private:
    std::vector<std::pair<std::string, E>> words_;
};

} // namespace sidejump::input
