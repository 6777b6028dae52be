// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

/// Where phase shifts come from. A solver is a folder with three things: the declaration of its
/// table in the input file, an ImpurityModel, and one line in model_kinds.cpp.
namespace sidejump::impurity {

/// A number that a model found.
struct Finding {
    std::string name; ///< as a key, e.g. "kondo_temperature_wilson"
    double value = 0.0;
    std::string unit; ///< "1" if it has none
    std::string meaning;
};

/// A level of the impurity: a bound state, a resonance, a level of an Anderson or Kondo model.
struct Level {
    std::string kind;
    int l = 0;
    int twice_j = 1;
    double energy = 0.0; ///< eV from the Fermi energy
    double width = 0.0;  ///< half width, eV; 0 for a bound state
    double occupation =
        0.0; ///< electrons in all 2j + 1 states, not a number where it means nothing
};

/// A relation that must hold, and how well it does.
struct SumRule {
    std::string name;
    double found = 0.0;
    double expected = 0.0;
    double tolerance = 0.0; ///< of the difference
    std::string statement;

    [[nodiscard]] bool passed() const { return std::abs(found - expected) <= tolerance; }
};

/// What a model has to say about itself.
struct ModelReport {
    std::vector<Finding> findings;
    std::vector<Level> levels;
    std::vector<SumRule> sum_rules;
    std::vector<std::string> warnings; ///< what does not hold, one line each
};

/// A model at one temperature. Safe to use from several threads.
class ImpurityState {
  public:
    ImpurityState() = default;
    virtual ~ImpurityState() = default;
    ImpurityState(const ImpurityState&) = delete;
    ImpurityState& operator=(const ImpurityState&) = delete;

    /// The channels at an energy in eV from the Fermi energy: the same (l, j), off-shell exponents
    /// and dipole returns in the same order at all energies and temperatures.
    [[nodiscard]] virtual std::vector<Channel> channels(double energy) const = 0;

    /// Energies in eV from the Fermi energy at which phase shifts change fast, for quadratures.
    [[nodiscard]] virtual std::vector<double> characteristic_energies() const = 0;

    /// What depends on temperature. The names of the findings do not.
    [[nodiscard]] virtual ModelReport report() const = 0;
};

/// An impurity whose phase shifts are computed. Safe to use from several threads.
class ImpurityModel {
  public:
    ImpurityModel() = default;
    virtual ~ImpurityModel() = default;
    ImpurityModel(const ImpurityModel&) = delete;
    ImpurityModel& operator=(const ImpurityModel&) = delete;

    /// @param temperature  K, 0 included
    /// @throws std::runtime_error if there is no solution at that temperature; the message says
    ///         what was left of the equations and what to try
    [[nodiscard]] virtual std::shared_ptr<const ImpurityState>
    at_temperature(double temperature) const = 0;

    /// What does not depend on temperature. May take seconds.
    [[nodiscard]] virtual ModelReport report() const = 0;

    /// The warnings of the report that concern the channels: what every command has to say. Quick.
    [[nodiscard]] virtual std::vector<std::string> warnings() const { return report().warnings; }
};

} // namespace sidejump::impurity
