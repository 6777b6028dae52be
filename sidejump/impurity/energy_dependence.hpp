// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"
#include "sidejump/impurity/impurity_model.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sidejump::impurity {

/// A resonant level that fills its channel: eta = atan2(width, position - energy), from 0 far below
/// to pi far above. Energies in eV from the Fermi energy.
struct Resonance {
    double position = 0.0;
    double width = 0.0; ///< half width, > 0
};

/// A phase shift, and optionally |s|, given at a list of energies (eV from the Fermi energy) and
/// interpolated between them by Steffen's monotonic cubic; beyond the ends it keeps the last value.
class PhaseShiftTable {
  public:
    /// @param inelastic  |s| at the energies, or empty
    /// @throws std::invalid_argument if there are fewer than three energies, they do not increase,
    ///         or the lists differ in length
    PhaseShiftTable(std::vector<double> energies, const std::vector<double>& phase_shifts,
                    const std::vector<double>& inelastic);
    ~PhaseShiftTable();
    PhaseShiftTable(const PhaseShiftTable&) = delete;
    PhaseShiftTable& operator=(const PhaseShiftTable&) = delete;

    [[nodiscard]] double phase_shift(double energy) const;
    [[nodiscard]] std::optional<double> inelastic(double energy) const;
    [[nodiscard]] const std::vector<double>& energies() const { return energies_; }

  private:
    struct Interpolant;
    std::vector<double> energies_;
    std::unique_ptr<const Interpolant> phase_shift_;
    std::unique_ptr<const Interpolant> inelastic_; // may be null
};

/// How a phase shift depends on energy: a constant, a resonance, or a table with its file name.
struct TabulatedPhaseShift {
    std::string file;
    std::string energy_unit; ///< of the file
    std::shared_ptr<const PhaseShiftTable> table;
};
using PhaseShiftLaw = std::variant<double, Resonance, TabulatedPhaseShift>;

/// The phase shift at an energy in eV from the Fermi energy, in radians.
double phase_shift_at(const PhaseShiftLaw& law, double energy);

/// A channel whose phase shift depends on energy.
struct ChannelLaw {
    int l = 0;
    int twice_j = 1;
    PhaseShiftLaw phase_shift = 0.0;
    double inelastic = 1.0; ///< |s| where a table gives none
    double off_shell_exponent = 0.0;
    double dipole_return = 0.0;
};

/// The model of an impurity whose phase shifts are given.
inline constexpr const char* given_phase_shifts = "phase-shifts";

/// A species: channels whose phase shifts are given as functions of energy, and those that a model
/// computes. The concentration is n_i/n_c at the Fermi energy.
struct ImpurityLaw {
    std::string name;
    double concentration = 0.0;
    std::vector<ChannelLaw> channels;
    std::string model_name = given_phase_shifts;
    std::shared_ptr<const ImpurityModel> model; ///< null if all channels are given
};

/// A species at one temperature, as a function of energy.
class ImpuritySpectrum {
  public:
    /// @param temperature  K
    /// @throws as ImpurityModel::at_temperature
    ImpuritySpectrum(ImpurityLaw law, double temperature);

    /// The species on the shell of an energy in eV from the Fermi energy.
    /// @param shell_density_ratio  n_c of a band filled up to that shell over n_c, (k/k_F)^3
    [[nodiscard]] Impurity at(double energy, double shell_density_ratio = 1.0) const;

    /// Energies at which the channels change fast: a quadrature needs to know of them. Resonances
    /// give their position and points around it at multiples of the width, tables their nodes.
    [[nodiscard]] std::vector<double> characteristic_energies() const;

  private:
    ImpurityLaw law_;
    std::shared_ptr<const ImpurityState> state_; // null if all channels are given
};

/// The species at zero temperature on the shell of an energy in eV from the Fermi energy.
Impurity impurity_at(const ImpurityLaw& law, double energy, double shell_density_ratio = 1.0);

/// Appends the energies around a level at which a quadrature should know of it.
void add_level_energies(double position, double width, std::vector<double>& energies);

} // namespace sidejump::impurity
