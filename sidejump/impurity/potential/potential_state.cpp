// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/potential_state.hpp"

#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/impurity/potential/effective_potential.hpp"
#include "sidejump/impurity/potential/phase_shift_solver.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::potential {
namespace {

std::vector<PartialWave> waves_of(int l) {
    if (l == 0)
        return {{0, 1}};
    return {{l, 2 * l - 1}, {l, 2 * l + 1}};
}

// The phase shift of a wave that may be too much work. The highest energy is that of resonances.
double bounded_phase_shift(const RadialPotential& potential, PartialWave wave,
                           double step_tolerance) {
    require_bounded_work(potential, wave, PotentialState::highest_resonance);
    return phase_shift(potential, wave, 1.0, step_tolerance);
}

double largest_phase_shift(const RadialPotential& potential, int l, double step_tolerance) {
    double largest = 0.0;
    for (const PartialWave wave : waves_of(l))
        largest = std::max(largest, std::abs(bounded_phase_shift(potential, wave, step_tolerance)));
    return largest;
}

// The last l that is kept at the Fermi energy.
int last_l(const RadialPotential& potential, const PotentialOptions& options) {
    if (options.largest_l)
        return *options.largest_l;
    const double step = options.step_tolerance();
    int last = 0;
    double rest = 0.0;
    for (int l = 1; l <= PotentialState::most_l + 1; ++l) {
        rest = largest_phase_shift(potential, l, step);
        if (rest >= options.tolerance)
            last = l;
        else if (l >= last + 2)
            return last;
    }
    if (last <= PotentialState::most_l)
        return last;
    throw std::runtime_error(fmt::format(
        "{} partial waves are not enough: |eta| = {:.3g} is left at l = {}, above the tolerance "
        "{:g}; give a larger `tolerance`, or leave out the rest with `largest_l` = {}",
        PotentialState::most_l, rest, PotentialState::most_l + 1, options.tolerance,
        PotentialState::most_l));
}

std::optional<std::string> first_barrier_remark(const RadialPotential& potential) {
    for (int l = 1; l <= PotentialState::most_l + 1; ++l)
        for (const PartialWave wave : waves_of(l))
            if (auto remark = barrier_remark(potential, wave))
                return remark;
    return std::nullopt;
}

} // namespace

Channel off_shell_channel(PartialWave wave, const OffShellElement& element) {
    Channel channel{wave.l, wave.twice_j, element.phase_shift, 1.0, element.exponent, 0.0};
    if (std::isnan(element.exponent)) // 0/0
        channel.off_shell_exponent = wave.l;
    if (!(std::abs(element.exponent) > large_exponent))
        return channel;
    const double from_zero = std::remainder(element.phase_shift, std::numbers::pi);
    if (std::abs(std::sin(from_zero)) < smallest_sine)
        channel.phase_shift =
            element.phase_shift - from_zero + std::copysign(std::asin(smallest_sine), from_zero);
    channel.off_shell_exponent = element.derivative / std::sin(channel.phase_shift);
    return channel;
}

double PotentialOptions::step_tolerance() const {
    return std::clamp(1e-3 * tolerance, 1e-14, 1e-11);
}

PotentialState::PotentialState(std::unique_ptr<const RadialPotential> potential,
                               const units::Host& host, const PotentialOptions& options)
    : potential_(std::move(potential)), host_(host), options_(options),
      fermi_energy_(host.fermi_energy() / units::elementary_charge) {
    try {
        find_fermi_channels();
    } catch (const std::runtime_error& error) {
        // A wave that falls to the origin is the most likely cause.
        const auto remark = first_barrier_remark(*potential_);
        if (!remark)
            throw;
        throw std::runtime_error(fmt::format("{}; {}", error.what(), *remark));
    }
}

void PotentialState::find_fermi_channels() {
    const double step = options_.step_tolerance();
    const int last = last_l(*potential_, options_);
    for (int l = 0; l <= last; ++l)
        for (const PartialWave wave : waves_of(l)) {
            require_bounded_work(*potential_, wave, highest_resonance);
            if (options_.off_shell == OffShell::computed)
                fermi_channels_.push_back(
                    off_shell_channel(wave, off_shell_element(*potential_, wave, 1.0, step)));
            else
                fermi_channels_.push_back({l, wave.twice_j,
                                           phase_shift(*potential_, wave, 1.0, step), 1.0,
                                           static_cast<double>(l), 0.0});
        }
}

std::vector<Channel> PotentialState::channels(double energy) const {
    if (energy == 0.0)
        return fermi_channels_;
    const double reduced = 1.0 + energy / fermi_energy_;
    std::vector<Channel> channels = fermi_channels_;
    for (Channel& channel : channels)
        channel.phase_shift = phase_shift(*potential_, {channel.l, channel.twice_j}, reduced,
                                          options_.step_tolerance());
    return channels;
}

const std::vector<PotentialState::ChannelResonance>& PotentialState::resonances() const {
    std::call_once(resonances_found_, [&] {
        std::vector<ChannelResonance> found; // another call starts anew where one has failed
        for (const Channel& channel : fermi_channels_)
            for (const ScatteringResonance& resonance :
                 potential::resonances(*potential_, {channel.l, channel.twice_j}, highest_resonance,
                                       options_.step_tolerance()))
                found.push_back({{channel.l, channel.twice_j}, resonance});
        resonances_ = std::move(found);
    });
    return resonances_;
}

std::vector<double> PotentialState::characteristic_energies() const {
    std::vector<double> energies;
    for (const auto& [wave, resonance] : resonances())
        add_level_energies(fermi_energy_ * (resonance.energy - 1.0),
                           fermi_energy_ * resonance.width, energies);
    const double highest = (highest_resonance - 1.0) * fermi_energy_;
    std::erase_if(energies,
                  [&](double energy) { return energy <= -fermi_energy_ || energy > highest; });
    return energies;
}

double PotentialState::neglected_phase_shift() const {
    return largest_phase_shift(*potential_, fermi_channels_.back().l + 1,
                               options_.step_tolerance());
}

} // namespace sidejump::impurity::potential
