// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/potential_report.hpp"

#include "sidejump/impurity/potential/bound_states.hpp"
#include "sidejump/impurity/potential/effective_potential.hpp"
#include "sidejump/impurity/potential/low_energy.hpp"
#include "sidejump/impurity/potential/phase_shift_solver.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <fmt/format.h>
#include <limits>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <utility>

namespace sidejump::impurity::potential {
namespace {

using std::numbers::pi;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
using Resonances = std::vector<PotentialState::ChannelResonance>;
constexpr int handful = 6; // of bound levels

// A search in a report: what it cannot integrate becomes a warning.
template <class Search>
void try_to(const char* what, ModelReport& report, Search search) {
    try {
        search();
    } catch (const std::runtime_error& error) {
        report.warnings.push_back(fmt::format("{} could not be found: {}", what, error.what()));
    } catch (const std::domain_error& error) { // Bessel functions out of the range of numbers
        report.warnings.push_back(fmt::format("{} could not be found: {}", what, error.what()));
    }
}

double fermi_energy_of(const PotentialState& state) {
    return state.host().fermi_energy() / units::elementary_charge;
}

// The amplitude of the s wave at the Fermi energy, which t_F of zero range stands for.
std::complex<double> s_wave_amplitude(const PotentialState& state) {
    const double eta = state.fermi_channels().front().phase_shift;
    return -std::polar(std::sin(eta), eta) / (pi * state.host().density_of_states());
}

// The names of the findings do not depend on whether the expansion was found.
void add_low_energy(const PotentialState& state, const EffectiveRangeExpansion& expansion,
                    ModelReport& report) {
    const units::Host& host = state.host();
    const double a = expansion.scattering_length; // k_F a
    const double mass = host.effective_mass * units::electron_mass;
    const double t_0 = 2.0 * pi * units::planck_reduced * units::planck_reduced * a /
                       (host.fermi_wavenumber * mass);
    const std::complex<double> t_F = t_0 / std::complex<double>(1.0, a);
    const std::complex<double> t_s = s_wave_amplitude(state);
    report.findings.insert(
        report.findings.end(),
        {{"scattering_length", a / host.fermi_wavenumber, "m",
          "a in the s wave, k cot eta = -1/a + r_e k^2/2"},
         {"effective_range", expansion.effective_range / host.fermi_wavenumber, "m",
          "r_e in the s wave"},
         {"contact_coupling", t_0, "J m3", "t_0 = 2 pi hbar^2 a/m*"},
         {"fermi_amplitude_real", t_F.real(), "J m3", "Re t_F, t_F = t_0/(1 + i k_F a) (U-37)"},
         {"fermi_amplitude_imaginary", t_F.imag(), "J m3", "Im t_F"},
         {"s_wave_amplitude_real", t_s.real(), "J m3",
          "Re t_s, t_s = -e^{i eta} sin eta/(pi N_F) of the s wave at the Fermi energy"},
         {"s_wave_amplitude_imaginary", t_s.imag(), "J m3", "Im t_s"}});
    constexpr double close = 0.2;
    const double difference = std::abs(t_F - t_s) / std::abs(t_s);
    if (difference > close)
        report.warnings.push_back(fmt::format(
            "t_F, of zero range, is not the amplitude of the s wave at the Fermi energy: it is off "
            "by {:.2g} of it (k_F a = {:.3g}, k_F r_e = {:.3g}); take s_wave_amplitude",
            difference, a, expansion.effective_range));
}

// eta at this wavenumber is close to its limit at the band bottom. The s wave comes to it only
// below 1/a; the bound keeps the free solutions in the range of numbers.
double threshold_wavenumber(const PotentialState& state, PartialWave wave,
                            double scattering_length) {
    const double end = state.potential().end();
    const double length =
        wave.l == 0 ? std::clamp(std::abs(scattering_length), end, 1e8 * end) : end;
    return 1e-3 / length;
}

// Whether a wave has a level so close to the band bottom that its phase shift has not come to its
// limit at a wavenumber, or that rounding may take it to the other side.
bool has_level_at_threshold(const Resonances& resonances, PartialWave wave, double wavenumber,
                            double scattering_length, const std::vector<double>& bound) {
    const double energy = wavenumber * wavenumber;
    if (wave.l == 0 && std::abs(scattering_length) * wavenumber > 2e-3)
        return true; // beyond the bound of threshold_wavenumber
    if (!bound.empty() && bound.back() > -energy)
        return true;
    return std::any_of(resonances.begin(), resonances.end(), [&](const auto& found) {
        return found.wave.l == wave.l && found.wave.twice_j == wave.twice_j &&
               found.resonance.energy < 4.0 * energy;
    });
}

struct BoundCount {
    int levels = 0;
    int electrons = 0; // in all 2j + 1 states of each level
};

BoundCount add_bound_states(const PotentialState& state, double scattering_length,
                            const Resonances& resonances, ModelReport& report) {
    constexpr double tolerance = 0.02;
    const double fermi_energy = fermi_energy_of(state);
    const double step = state.options().step_tolerance();
    BoundCount count;
    double phases = 0.0;
    int expected = 0; // of the phases, in electrons
    for (const Channel& channel : state.fermi_channels()) {
        const PartialWave wave{channel.l, channel.twice_j};
        const auto energies = bound_states(state.potential(), wave, step);
        for (const double energy : energies)
            report.levels.push_back({"bound state", wave.l, wave.twice_j,
                                     fermi_energy * (energy - 1.0), 0.0,
                                     static_cast<double>(wave.twice_j + 1)});
        if (state.potential().is_wall())
            continue;
        const int electrons = (wave.twice_j + 1) * static_cast<int>(energies.size());
        count.levels += static_cast<int>(energies.size());
        count.electrons += electrons;
        const double wavenumber = threshold_wavenumber(state, wave, scattering_length);
        if (has_level_at_threshold(resonances, wave, wavenumber, scattering_length, energies)) {
            report.warnings.push_back(
                fmt::format("a level of l = {}, j = {}/2 is too close to threshold for Levinson's "
                            "theorem, which leaves this channel out",
                            wave.l, wave.twice_j));
            continue;
        }
        const double turns =
            phase_shift(state.potential(), wave, wavenumber * wavenumber, step) / pi;
        if (!energies.empty())
            report.sum_rules.push_back(
                {fmt::format("levinson_l{}_2j{}", wave.l, wave.twice_j), turns,
                 static_cast<double>(energies.size()), tolerance,
                 fmt::format("Levinson's theorem: eta/pi at the band bottom is the number of bound "
                             "states of l = {}, j = {}/2",
                             wave.l, wave.twice_j)});
        phases += (wave.twice_j + 1) * turns;
        expected += electrons;
    }
    if (!state.potential().is_wall())
        report.sum_rules.push_back({"levinson", phases, static_cast<double>(expected),
                                    tolerance * static_cast<double>(state.fermi_channels().size()),
                                    "Levinson's theorem, (1/pi) sum (2j+1) eta at the band bottom "
                                    "against the electrons that bound states hold"});
    return count;
}

void add_resonances(const PotentialState& state, const Resonances& resonances,
                    ModelReport& report) {
    const double fermi_energy = fermi_energy_of(state);
    for (const auto& [wave, resonance] : resonances)
        report.levels.push_back({"resonance", wave.l, wave.twice_j,
                                 fermi_energy * (resonance.energy - 1.0),
                                 fermi_energy * resonance.width, not_a_number});
}

void add_bound_warnings(const BoundCount& bound, ModelReport& report) {
    if (bound.levels > 0)
        report.warnings.push_back(fmt::format(
            "the potential binds {} level{} with room for {} electrons, which friedel_charge "
            "counts: a valence difference to compare it with has to count them as well",
            bound.levels, bound.levels == 1 ? "" : "s", bound.electrons));
    if (bound.levels > handful)
        report.warnings.push_back(
            fmt::format("more than {} bound levels: a potential of the core rather than of an "
                        "impurity, whose phase shifts depend on its details",
                        handful));
}

// The first partial waves that `largest_l` leaves out.
void add_neglected_waves(const PotentialState& state, std::vector<std::string>& warnings) {
    if (!state.options().largest_l)
        return; // the tolerance has decided
    const int l = state.fermi_channels().back().l + 1;
    try {
        const double neglected = state.neglected_phase_shift();
        if (neglected > state.options().tolerance)
            warnings.push_back(fmt::format("|eta| = {:.3g} at l = {}, which `largest_l` leaves "
                                           "out, is above the tolerance {:g}",
                                           neglected, l, state.options().tolerance));
    } catch (const std::runtime_error& error) {
        warnings.push_back(
            fmt::format("eta at l = {}, which `largest_l` leaves out, could not be found: {}", l,
                        error.what()));
    }
}

} // namespace

std::vector<std::string> channel_warnings(const PotentialState& state) {
    std::vector<std::string> warnings = state.potential().warnings();
    double largest = 0.0;
    for (const Channel& channel : state.fermi_channels()) {
        largest = std::max(largest, std::abs(channel.phase_shift));
        if (auto remark = barrier_remark(state.potential(), {channel.l, channel.twice_j}))
            warnings.push_back(std::move(*remark));
    }
    if (largest < state.options().tolerance)
        warnings.push_back(fmt::format(
            "all phase shifts at the Fermi energy are below the tolerance {:g} (the largest is "
            "{:.3g}): the potential is too weak or too short to scatter",
            state.options().tolerance, largest));
    for (const Channel& channel : state.fermi_channels())
        if (std::abs(channel.off_shell_exponent) > large_exponent)
            warnings.push_back(fmt::format(
                "the channel l = {}, j = {}/2 hardly scatters at the Fermi energy (off-shell "
                "exponent {:.4g}); at zero temperature the side jump is right, but thermal "
                "averages keep this exponent on all shells and are not reliable",
                channel.l, channel.twice_j, channel.off_shell_exponent));
    add_neglected_waves(state, warnings);
    return warnings;
}

ModelReport potential_report(const PotentialState& state) {
    ModelReport report;
    double charge = 0.0;
    for (const Channel& channel : state.fermi_channels())
        charge += (channel.twice_j + 1) * channel.phase_shift / pi;
    report.findings.push_back({"friedel_charge", charge, "1",
                               "(1/pi) sum (2j+1) eta at the Fermi energy: electrons that the "
                               "impurity attracts, bound ones included"});
    EffectiveRangeExpansion expansion{not_a_number, not_a_number};
    try_to("the scattering length", report, [&] {
        expansion = effective_range_expansion(state.potential(), state.options().step_tolerance());
    });
    add_low_energy(state, expansion, report);
    Resonances resonances;
    try_to("resonances", report, [&] { resonances = state.resonances(); });
    double electrons = not_a_number;
    ModelReport levels;
    try_to("bound states", report, [&] {
        const BoundCount bound =
            add_bound_states(state, expansion.scattering_length, resonances, levels);
        electrons = bound.electrons;
        add_bound_warnings(bound, levels);
        report.levels = levels.levels;
        report.sum_rules = levels.sum_rules;
        report.warnings.insert(report.warnings.end(), levels.warnings.begin(),
                               levels.warnings.end());
    });
    report.findings.push_back(
        {"bound_electrons", electrons, "1", "electrons that the bound states can hold"});
    add_resonances(state, resonances, report);
    const auto warnings = channel_warnings(state);
    report.warnings.insert(report.warnings.end(), warnings.begin(), warnings.end());
    return report;
}

} // namespace sidejump::impurity::potential
