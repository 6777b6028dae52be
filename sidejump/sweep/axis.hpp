// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node_path.hpp"
#include "sidejump/sweep/sobol_points.hpp"
#include "sidejump/sweep/study_section.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace sidejump::sweep {

/// A parameter of the base and the values it takes. Values of ranges are computed when they
/// are asked for, so that an axis takes no memory however long it is.
class Axis {
  public:
    /// @param sobol, dimension  the point set of all random axes, and the coordinate of this one;
    ///                          for a random axis only
    Axis(std::string name, input::NodePath path, const AxisInput& input,
         std::shared_ptr<const SobolPoints> sobol, unsigned dimension);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const input::NodePath& path() const { return path_; }
    [[nodiscard]] const std::string& written_path() const { return written_path_; }
    [[nodiscard]] const std::string& unit() const { return unit_; } ///< empty if there is none
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] bool is_numeric() const { return numeric_; }
    [[nodiscard]] bool is_random() const { return std::holds_alternative<Random>(values_); }

    /// The value of a numeric axis, in its unit. Equal on all machines up to the last bit of `pow`.
    [[nodiscard]] double number(std::uint64_t index) const;
    /// The value as it would be written in the base.
    [[nodiscard]] input::Node node(std::uint64_t index) const;
    /// The value for a person, with its unit.
    [[nodiscard]] std::string text(std::uint64_t index) const;

  private:
    struct Linear {
        double from, to;
    };
    struct Logarithmic {
        double from, to;
    };
    struct Random {
        double from, to;
        std::shared_ptr<const SobolPoints> sobol;
        unsigned dimension;
    };

    std::string name_;
    std::string written_path_;
    input::NodePath path_;
    std::string unit_;
    std::uint64_t size_ = 0;
    bool numeric_ = true;
    bool integers_ = false; // both ends of a range are integers
    std::variant<ValueList, Linear, Logarithmic, Random> values_;
};

} // namespace sidejump::sweep
