// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/impurity_model.hpp"
#include "sidejump/impurity/potential/phase_shift_solver.hpp"
#include "sidejump/impurity/potential/radial_potential.hpp"
#include "sidejump/impurity/potential/resonances.hpp"
#include "sidejump/units/host.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace sidejump::impurity::potential {

/// Where the off-shell exponents come from: the half-off-shell T matrix, or alpha = l.
enum class OffShell { computed, solid_harmonics };

/// How the partial waves are to be found.
struct PotentialOptions {
    std::optional<int> largest_l; ///< where it is not given, `tolerance` decides
    double tolerance = 1e-5;      ///< phase shifts below it are left out
    OffShell off_shell = OffShell::computed;

    /// Relative error of a step of the radial integration. The tolerance says which waves to leave
    /// out; those that are kept are accurate at least to 1e-8.
    [[nodiscard]] double step_tolerance() const;
};

/// Above it an off-shell exponent deserves a word: t is close to a zero.
inline constexpr double large_exponent = 100.0;

/// The least |sin eta| of a channel with such an exponent.
inline constexpr double smallest_sine = 1e-12;

/// A channel with the phase shift and the computed exponent of an element. Only the product alpha t
/// with t = sin eta has a meaning where t has a zero, and stays finite there: an exponent above
/// large_exponent is dt/d ln p over sin eta itself, and a phase shift with |sin eta| below
/// smallest_sine is moved to it, away from the nearest multiple of pi. alpha = l without a
/// potential.
Channel off_shell_channel(PartialWave wave, const OffShellElement& element);

/// The partial waves of a potential at all energies. Safe to use from several threads.
class PotentialState : public ImpurityState {
  public:
    static constexpr int most_l = 12;
    static constexpr double highest_resonance = 4.0; ///< eps_F from the band bottom

    struct ChannelResonance {
        PartialWave wave;
        ScatteringResonance resonance;
    };

    /// Finds the partial waves at the Fermi energy: those up to the last l before two successive
    /// ones whose phase shifts are below the tolerance.
    /// @throws std::runtime_error if l = 12 is not enough, or the equation cannot be integrated
    PotentialState(std::unique_ptr<const RadialPotential> potential, const units::Host& host,
                   const PotentialOptions& options);

    /// @throws std::domain_error at or below the bottom of the band
    [[nodiscard]] std::vector<Channel> channels(double energy) const override;
    [[nodiscard]] std::vector<double> characteristic_energies() const override;
    /// Empty: nothing depends on temperature.
    [[nodiscard]] ModelReport report() const override { return {}; }

    [[nodiscard]] const RadialPotential& potential() const { return *potential_; }
    [[nodiscard]] const units::Host& host() const { return host_; }
    [[nodiscard]] const PotentialOptions& options() const { return options_; }
    [[nodiscard]] const std::vector<Channel>& fermi_channels() const { return fermi_channels_; }
    /// All resonances up to highest_resonance, found when first asked for.
    [[nodiscard]] const std::vector<ChannelResonance>& resonances() const;
    /// |eta| at the Fermi energy of the first l that is left out.
    [[nodiscard]] double neglected_phase_shift() const;

  private:
    void find_fermi_channels();

    std::unique_ptr<const RadialPotential> potential_;
    units::Host host_;
    PotentialOptions options_;
    double fermi_energy_; // eV
    std::vector<Channel> fermi_channels_;
    mutable std::once_flag resonances_found_;
    mutable std::vector<ChannelResonance> resonances_;
};

} // namespace sidejump::impurity::potential
