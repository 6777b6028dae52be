// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/potential_model.hpp"

#include "sidejump/impurity/potential/bound_states.hpp"
#include "sidejump/impurity/potential/low_energy.hpp"
#include "sidejump/impurity/potential/phase_shift_solver.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <fmt/format.h>
#include <limits>
#include <numbers>
#include <utility>

namespace sidejump::impurity::potential {
namespace {

constexpr double pi = std::numbers::pi;
constexpr int handful = 6; // of bound levels

double fermi_energy_of(const PotentialState& state) {
    return state.host().fermi_energy() / units::elementary_charge;
}

void add_low_energy(const PotentialState& state, const EffectiveRangeExpansion& expansion,
                    ModelReport& report) {
    const units::Host& host = state.host();
    const double a = expansion.scattering_length; // k_F a
    const double mass = host.effective_mass * units::electron_mass;
    const double t_0 = 2.0 * pi * units::planck_reduced * units::planck_reduced * a /
                       (host.fermi_wavenumber * mass);
    const std::complex<double> t_F = t_0 / std::complex<double>(1.0, a);
    report.findings.insert(
        report.findings.end(),
        {{"scattering_length", a / host.fermi_wavenumber, "m",
          "a in the s wave, k cot eta = -1/a + r_e k^2/2"},
         {"effective_range", expansion.effective_range / host.fermi_wavenumber, "m",
          "r_e in the s wave"},
         {"contact_coupling", t_0, "J m3", "t_0 = 2 pi hbar^2 a/m*"},
         {"fermi_amplitude_real", t_F.real(), "J m3", "Re t_F, t_F = t_0/(1 + i k_F a) (U-37)"},
         {"fermi_amplitude_imaginary", t_F.imag(), "J m3", "Im t_F"}});
}

// eta at a wavenumber where it is close to its limit at the band bottom. The s wave comes to it
// only below 1/a; the bound keeps the free solutions in the range of numbers.
double phase_shift_at_threshold(const PotentialState& state, PartialWave wave,
                                double scattering_length) {
    const double end = state.potential().end();
    const double length =
        wave.l == 0 ? std::clamp(std::abs(scattering_length), end, 1e8 * end) : end;
    const double wavenumber = 1e-3 / length;
    return phase_shift(state.potential(), wave, wavenumber * wavenumber,
                       state.options().step_tolerance());
}

struct BoundCount {
    int levels = 0;
    int electrons = 0; // in all 2j + 1 states of each level
};

BoundCount add_bound_states(const PotentialState& state, double scattering_length,
                            ModelReport& report) {
    constexpr double tolerance = 0.02;
    const double fermi_energy = fermi_energy_of(state);
    BoundCount count;
    double phases = 0.0;
    for (const Channel& channel : state.fermi_channels()) {
        const PartialWave wave{channel.l, channel.twice_j};
        const auto energies =
            bound_states(state.potential(), wave, state.options().step_tolerance());
        for (const double energy : energies)
            report.levels.push_back({"bound state", wave.l, wave.twice_j,
                                     fermi_energy * (energy - 1.0), 0.0,
                                     static_cast<double>(wave.twice_j + 1)});
        if (state.potential().is_wall())
            continue;
        const double turns = phase_shift_at_threshold(state, wave, scattering_length) / pi;
        if (!energies.empty())
            report.sum_rules.push_back(
                {fmt::format("levinson_l{}_2j{}", wave.l, wave.twice_j), turns,
                 static_cast<double>(energies.size()), tolerance,
                 fmt::format("Levinson's theorem: eta/pi at the band bottom is the number of bound "
                             "states of l = {}, j = {}/2",
                             wave.l, wave.twice_j)});
        phases += (wave.twice_j + 1) * turns;
        count.levels += static_cast<int>(energies.size());
        count.electrons += (wave.twice_j + 1) * static_cast<int>(energies.size());
    }
    if (!state.potential().is_wall())
        report.sum_rules.push_back({"levinson", phases, static_cast<double>(count.electrons),
                                    tolerance * static_cast<double>(state.fermi_channels().size()),
                                    "Levinson's theorem, (1/pi) sum (2j+1) eta at the band bottom "
                                    "against the electrons that bound states hold"});
    return count;
}

void add_resonances(const PotentialState& state, ModelReport& report) {
    const double fermi_energy = fermi_energy_of(state);
    for (const auto& [wave, resonance] : state.resonances())
        report.levels.push_back(
            {"resonance", wave.l, wave.twice_j, fermi_energy * (resonance.energy - 1.0),
             fermi_energy * resonance.width, std::numeric_limits<double>::quiet_NaN()});
}

void add_warnings(const PotentialState& state, const BoundCount& bound, ModelReport& report) {
    if (bound.levels > 0)
        report.warnings.push_back(fmt::format(
            "the potential binds {} level{} with room for {} electrons, which friedel_charge "
            "counts; core electrons of the host are not to be counted against it",
            bound.levels, bound.levels == 1 ? "" : "s", bound.electrons));
    if (bound.levels > handful)
        report.warnings.push_back(
            fmt::format("more than {} bound levels: a potential of the core rather than of an "
                        "impurity, whose phase shifts depend on its details",
                        handful));
    for (const Channel& channel : state.fermi_channels())
        if (std::abs(channel.off_shell_exponent) > large_exponent)
            report.warnings.push_back(fmt::format(
                "the off-shell exponent of l = {}, j = {}/2 is {:.4g}: its T matrix is close to a "
                "zero, and a gradient expansion of it is not reliable",
                channel.l, channel.twice_j, channel.off_shell_exponent));
    const double neglected = state.neglected_phase_shift();
    if (neglected > state.options().tolerance)
        report.warnings.push_back(fmt::format(
            "|eta| = {:.3g} at l = {}, which `largest_l` leaves out, is above the tolerance {:g}",
            neglected, state.fermi_channels().back().l + 1, state.options().tolerance));
}

} // namespace

PotentialModel::PotentialModel(std::unique_ptr<const RadialPotential> potential,
                               const units::Host& host, const PotentialOptions& options)
    : state_(std::make_shared<const PotentialState>(std::move(potential), host, options)) {}

std::shared_ptr<const ImpurityState> PotentialModel::at_temperature(double) const {
    return state_;
}

ModelReport PotentialModel::report() const {
    ModelReport report;
    double charge = 0.0;
    for (const Channel& channel : state_->fermi_channels())
        charge += (channel.twice_j + 1) * channel.phase_shift / pi;
    report.findings.push_back({"friedel_charge", charge, "1",
                               "(1/pi) sum (2j+1) eta at the Fermi energy: electrons that the "
                               "impurity attracts, bound ones included"});
    const auto expansion =
        effective_range_expansion(state_->potential(), state_->options().step_tolerance());
    add_low_energy(*state_, expansion, report);
    const BoundCount bound = add_bound_states(*state_, expansion.scattering_length, report);
    report.findings.push_back({"bound_electrons", static_cast<double>(bound.electrons), "1",
                               "electrons that the bound states can hold"});
    add_resonances(*state_, report);
    add_warnings(*state_, bound, report);
    return report;
}

} // namespace sidejump::impurity::potential
