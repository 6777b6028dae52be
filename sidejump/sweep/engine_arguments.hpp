// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy.hpp"
#include "sidejump/sweep/alloy_base.hpp"
#include "sidejump/sweep/study.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sidejump::sweep {

/// One of the numbers that the coefficient engine takes: the concentration of a species, or the
/// phase shift or inelasticity of one of its channels.
struct EngineArgument {
    enum class Kind { concentration, phase_shift, inelastic };
    std::size_t species = 0;
    std::size_t channel = 0;
    Kind kind = Kind::concentration;

    [[nodiscard]] double& of(std::vector<impurity::Impurity>& impurities) const;
    friend bool operator==(const EngineArgument&, const EngineArgument&) = default;
};

/// Impurities of all species per conduction electron below which coefficients::check_whole_alloy
/// surely has no objection, whatever the rounding.
double surely_possible_concentration(const units::Host& host);

/// The part of the path of an axis that names a parameter of a species: axes that share it may act
/// on each other, as the position and the width of a resonance do.
std::vector<input::NodePath::Step> parameter_of(const input::NodePath& path);

/// What an axis means for the engine: which of its numbers the axis sets, and to what.
///
/// The species that the axis changes is read as it would be with the axis at each value and all
/// other axes at the reference point, and compared with what it is at the reference point.
class AxisArguments {
  public:
    /// @param reference  a point at which all axes can be read, as nodes of the alloy file
    /// @param alloy      the alloy there
    /// @returns nothing if the axis changes anything but numbers of the engine, or nothing at all
    static std::optional<AxisArguments> find(const AlloyBase& base, const Study& study,
                                             std::size_t axis, const input::Node& reference,
                                             const coefficients::Alloy& alloy);

    /// The numbers that the axis sets.
    [[nodiscard]] const std::vector<EngineArgument>& arguments() const { return arguments_; }

    /// What it sets them to.
    /// @param values  one for each of arguments()
    /// @returns false if this value of the axis is refused, or changes other numbers than those
    bool values(std::uint64_t index, std::vector<double>& values) const;

  private:
    // The species at a value of the axis; nothing if the value is refused.
    [[nodiscard]] std::optional<impurity::Impurity> species_at(std::uint64_t index) const;
    // Adds the numbers in which `other` differs; false if there are other differences.
    bool add_differences(const impurity::Impurity& other,
                         std::vector<EngineArgument>& differences) const;
    bool read_values(std::uint64_t index, std::vector<double>& values) const;

    const AlloyBase* base_ = nullptr;
    const Study* study_ = nullptr;
    std::size_t axis_ = 0;
    std::size_t species_ = 0;
    const input::Node* section_ = nullptr; // of the species, in the reference
    const coefficients::Alloy* alloy_ = nullptr;
    std::vector<EngineArgument> arguments_;
    std::vector<double> table_;  // values of all indices, if the axis is short enough
    std::vector<bool> readable_; // which rows of the table hold
};

} // namespace sidejump::sweep
