// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/phase_shift_curves.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

namespace sidejump::impurity {
namespace {

constexpr double largest_error = 1e-3;
constexpr std::size_t most_points = 4000;
constexpr int first_points = 65;
// The band begins with diverging slopes; the first point lies this part of it above the bottom.
constexpr double margin_above_bottom = 1e-3;

using Samples = std::map<double, std::vector<Channel>>;

double distance_from_line(const std::vector<Channel>& low, const std::vector<Channel>& middle,
                          const std::vector<Channel>& high) {
    double worst = 0.0;
    for (std::size_t c = 0; c < middle.size(); ++c) {
        worst = std::max(worst, std::abs(middle[c].phase_shift -
                                         0.5 * (low[c].phase_shift + high[c].phase_shift)));
        worst = std::max(
            worst, std::abs(middle[c].inelastic - 0.5 * (low[c].inelastic + high[c].inelastic)));
    }
    return worst;
}

// Halves the intervals in which the curves are not straight, in rounds from coarse to fine.
void refine(const ImpuritySpectrum& spectrum, double least_step, Samples& samples) {
    std::vector<std::pair<double, double>> intervals;
    for (auto at = samples.begin(); std::next(at) != samples.end(); ++at)
        intervals.emplace_back(at->first, std::next(at)->first);
    while (!intervals.empty()) {
        std::vector<std::pair<double, double>> bent;
        for (const auto& [low, high] : intervals) {
            const double middle = 0.5 * (low + high);
            if (samples.size() >= most_points || high - low < least_step)
                continue;
            const auto channels = spectrum.at(middle).channels;
            const double error = distance_from_line(samples.at(low), channels, samples.at(high));
            samples.emplace(middle, channels);
            if (error > largest_error) {
                bent.emplace_back(low, middle);
                bent.emplace_back(middle, high);
            }
        }
        intervals = std::move(bent);
    }
}

} // namespace

PhaseShiftCurves phase_shift_curves(const ImpuritySpectrum& spectrum,
                                    const SpectrumOptions& options, double band_bottom) {
    const double low = options.lowest.value_or(band_bottom * (1.0 - margin_above_bottom));
    const double high = options.highest.value_or(-band_bottom);
    if (!(low > band_bottom && low < high))
        throw std::domain_error(
            fmt::format("the energies from {:.6g} to {:.6g} eV do not lie above "
                        "the band bottom at {:.6g} eV in rising order",
                        low, high, band_bottom));
    Samples samples;
    const auto sample = [&](double energy) {
        if (energy >= low && energy <= high)
            samples.emplace(energy, spectrum.at(energy).channels);
    };
    const int points = options.points.value_or(first_points);
    for (int i = 0; i < points; ++i)
        sample(i + 1 == points ? high : low + (high - low) * i / (points - 1));
    if (!options.points) {
        sample(0.0);
        for (const double energy : spectrum.characteristic_energies())
            sample(energy);
        refine(spectrum, 4.0 * std::numeric_limits<double>::epsilon() * std::max(-low, high),
               samples);
    }
    PhaseShiftCurves curves;
    for (auto& [energy, channels] : samples) {
        curves.energies.push_back(energy);
        curves.channels.push_back(std::move(channels));
    }
    return curves;
}

} // namespace sidejump::impurity
