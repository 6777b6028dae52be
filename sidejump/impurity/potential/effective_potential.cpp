// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/effective_potential.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace sidejump::impurity::potential {
namespace {

constexpr double parts_of_length = 256.0;  // at least, from the origin to the end
constexpr double samples_per_octave = 8.0; // at least, where potentials change as powers

} // namespace

EffectivePotential::EffectivePotential(const RadialPotential& potential, PartialWave wave) {
    const double end = potential.end();
    const double ratio = std::exp2(1.0 / samples_per_octave);
    // Towards the origin until U is nothing beside 1/(4 x^2).
    const double inner = std::min(potential.inner_radius(), end);
    double first = inner;
    constexpr double negligible = 1e-2;
    constexpr double smallest_part = 1e-18;
    while (first > smallest_part * inner) {
        const auto [v, w] = potential.at(first);
        const double interaction = v + w * spin_orbit_product(wave.l, wave.twice_j);
        if (std::abs(interaction) * first * first < negligible)
            break;
        first *= 0.5;
    }
    double x = first;
    for (const double edge : potential.breaks())
        while (x < edge) {
            add(potential, wave, x);
            x = std::min({x * ratio, x + end / parts_of_length, edge});
        }
    add(potential, wave, end);

    double lowest = std::numeric_limits<double>::infinity();
    for (std::size_t i = samples_.size(); i-- > 0;) {
        lowest = std::min(lowest, samples_[i].effective);
        samples_[i].lowest_beyond = lowest;
    }
    const double shell = potential.shell() * spin_orbit_product(wave.l, wave.twice_j);
    for (const Sample& sample : samples_) {
        const double zero_point = shell < 0.0 ? 0.0 : 0.25 / (sample.x * sample.x);
        lower_bound_ = std::min(lower_bound_, sample.effective + zero_point);
    }
    if (shell < 0.0)
        lower_bound_ -= 0.25 * shell * shell;
}

void EffectivePotential::add(const RadialPotential& potential, PartialWave wave, double x) {
    const auto [v, w] = potential.at(x);
    const double spin_orbit = w * spin_orbit_product(wave.l, wave.twice_j);
    const double centrifugal = wave.l * (wave.l + 1) / (x * x);
    samples_.push_back({x, v + spin_orbit, centrifugal + v + spin_orbit, 0.0});
    if (wave.l > 0 && centrifugal + spin_orbit < 0.0)
        overcomes_barrier_ = true;
}

double EffectivePotential::forbidden_from(double energy) const {
    const auto found =
        std::partition_point(samples_.begin(), samples_.end(), [&](const Sample& sample) {
            return !(sample.lowest_beyond > energy);
        });
    return found == samples_.end() ? samples_.back().x : found->x;
}

double EffectivePotential::phase(double energy) const {
    double sum = samples_.front().x * std::sqrt(std::abs(energy - samples_.front().interaction));
    for (std::size_t i = 1; i < samples_.size(); ++i) {
        const Sample& from = samples_[i - 1];
        const Sample& to = samples_[i];
        sum += 0.5 * (to.x - from.x) *
               (std::sqrt(std::abs(energy - from.interaction)) +
                std::sqrt(std::abs(energy - to.interaction)));
    }
    return sum;
}

void require_bounded_work(const RadialPotential& potential, PartialWave wave, double energy) {
    if (potential.is_wall())
        return;
    const double phase = EffectivePotential(potential, wave).phase(energy);
    if (!(phase <= largest_phase))
        throw std::runtime_error(fmt::format(
            "the potential is too deep or too wide for partial waves: the wave l = {}, j = {}/2 "
            "would go through {:.3g} radians or e-foldings in it, more than {:g}; reduce the "
            "strength, the range or the spin-orbit term",
            wave.l, wave.twice_j, phase, largest_phase));
}

std::optional<std::string> barrier_remark(const RadialPotential& potential, PartialWave wave) {
    if (potential.is_wall() || !EffectivePotential(potential, wave).overcomes_barrier())
        return std::nullopt;
    return fmt::format("the spin-orbit term overcomes the centrifugal barrier of l = {}, j = {}/2: "
                       "reduce spin_orbit or give a (larger) core_radius",
                       wave.l, wave.twice_j);
}

} // namespace sidejump::impurity::potential
