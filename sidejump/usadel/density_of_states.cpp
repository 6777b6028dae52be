// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/density_of_states.hpp"

#include "sidejump/usadel/spectral_currents.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

using Densities = std::vector<SpinDensityOfStates>;

/// A spectrum at one energy.
struct AtEnergy {
    Densities densities;
    std::vector<double> currents;
};

/// Gives what is known at the energies of this process to all others, and takes theirs.
void exchange(std::vector<AtEnergy>& energies, math::Processes& processes) {
    constexpr std::size_t values = 4; // of a density
    std::vector<double> mine;
    for (std::size_t place = 0; place < energies.size(); ++place) {
        const auto& [densities, currents] = energies[place];
        if (densities.empty() && currents.empty())
            continue;
        mine.push_back(static_cast<double>(place));
        mine.push_back(static_cast<double>(densities.size()));
        mine.push_back(static_cast<double>(currents.size()));
        for (const SpinDensityOfStates& density : densities)
            mine.insert(mine.end(),
                        {density.total, density.spin.x(), density.spin.y(), density.spin.z()});
        mine.insert(mine.end(), currents.begin(), currents.end());
    }
    for (const std::vector<double>& numbers : processes.exchange_numbers(mine))
        for (std::size_t k = 0; k < numbers.size();) {
            auto& [densities, currents] = energies.at(static_cast<std::size_t>(numbers[k]));
            densities.resize(static_cast<std::size_t>(numbers[k + 1]));
            currents.resize(static_cast<std::size_t>(numbers[k + 2]));
            k += 3;
            for (SpinDensityOfStates& density : densities) {
                density.total = numbers[k];
                density.spin = {numbers[k + 1], numbers[k + 2], numbers[k + 3]};
                k += values;
            }
            for (double& current : currents)
                current = numbers[k++];
        }
}

std::vector<AtEnergy> solve_at(const DiscreteStructure& structure,
                               const std::vector<Complex>& order_parameters,
                               const std::vector<double>& energies,
                               const SpectrumContents& contents, const RetardedOptions& options,
                               math::Processes* processes) {
    for (const std::size_t node : contents.nodes)
        if (node >= structure.nodes.size())
            throw std::invalid_argument("a spectrum is asked for at a node that is not there");
    std::optional<ChainJoints> joints;
    if (contents.currents)
        joints.emplace(structure);
    std::vector<AtEnergy> result(energies.size());
    ChunkShare share;
    if (processes != nullptr)
        share = {static_cast<std::size_t>(processes->rank()),
                 static_cast<std::size_t>(processes->size())};
    math::together(processes, [&] {
        visit_retarded(
            structure, order_parameters, energies, options,
            [&](std::size_t place, const std::vector<LocalFrame>& frames) {
                for (const std::size_t node : contents.nodes)
                    result[place].densities.push_back(density_of_states(frames[node]));
                if (joints)
                    for (const Complex derivative : joints->phase_derivatives(frames))
                        result[place].currents.push_back(spectral_current(derivative));
            },
            share);
    });
    if (processes != nullptr)
        exchange(result, *processes);
    return result;
}

double difference(const SpinDensityOfStates& one, const SpinDensityOfStates& other) {
    return std::max(std::abs(one.total - other.total),
                    (one.spin - other.spin).cwiseAbs().maxCoeff());
}

/// Where new energies stand between the old ones: merges both.
void insert(LocalSpectrum& spectrum, const std::vector<double>& energies,
            std::vector<AtEnergy> found) {
    spectrum.energies.insert(spectrum.energies.end(), energies.begin(), energies.end());
    for (AtEnergy& at : found) {
        spectrum.densities.push_back(std::move(at.densities));
        spectrum.currents.push_back(std::move(at.currents));
    }
    std::vector<std::size_t> order(spectrum.energies.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t k) { return spectrum.energies[k]; });
    LocalSpectrum sorted{spectrum.nodes, {}, {}, {}};
    for (const std::size_t k : order) {
        sorted.energies.push_back(spectrum.energies[k]);
        sorted.densities.push_back(std::move(spectrum.densities[k]));
        sorted.currents.push_back(std::move(spectrum.currents[k]));
    }
    spectrum = std::move(sorted);
}

/// The largest deviation at energy `middle`, which stands between the others, from the cubic
/// through the four energies around it.
double interpolation_error(const LocalSpectrum& spectrum, std::size_t middle) {
    std::array<std::size_t, 4> points{};
    const std::size_t count = spectrum.energies.size();
    // Two on either side, or more on one side at an end of the grid.
    const std::size_t first = std::min(middle < 2 ? 0 : middle - 2, count - 5);
    for (std::size_t k = 0, place = first; k < 4; ++place)
        if (place != middle)
            points[k++] = place;
    std::array<double, 4> weights{};
    for (std::size_t k = 0; k < 4; ++k) {
        weights[k] = 1.0;
        for (std::size_t l = 0; l < 4; ++l)
            if (l != k)
                weights[k] *= (spectrum.energies[middle] - spectrum.energies[points[l]]) /
                              (spectrum.energies[points[k]] - spectrum.energies[points[l]]);
    }
    double largest = 0.0;
    for (std::size_t node = 0; node < spectrum.nodes.size(); ++node) {
        SpinDensityOfStates interpolated;
        interpolated.total = 0.0;
        for (std::size_t k = 0; k < 4; ++k) {
            interpolated.total += weights[k] * spectrum.densities[points[k]][node].total;
            interpolated.spin += weights[k] * spectrum.densities[points[k]][node].spin;
        }
        largest = std::max(largest, difference(interpolated, spectrum.densities[middle][node]));
    }
    return largest;
}

} // namespace

SpinDensityOfStates density_of_states(const LocalFrame& frame) {
    const NambuMatrix& g = frame.green_function();
    SpinDensityOfStates result;
    result.total = 0.5 * (g(0, 0) + g(1, 1)).real();
    result.spin = {0.5 * (g(0, 1) + g(1, 0)).real(), 0.5 * (g(1, 0) - g(0, 1)).imag(),
                   0.5 * (g(0, 0) - g(1, 1)).real()};
    return result;
}

LocalSpectrum local_spectrum(const DiscreteStructure& structure,
                             const std::vector<Complex>& order_parameters,
                             const std::vector<double>& energies, const SpectrumContents& contents,
                             const RetardedOptions& options, math::Processes* processes) {
    LocalSpectrum spectrum{contents.nodes, {}, {}, {}};
    insert(spectrum, energies,
           solve_at(structure, order_parameters, energies, contents, options, processes));
    return spectrum;
}

LocalSpectrum adaptive_spectrum(const DiscreteStructure& structure,
                                const std::vector<Complex>& order_parameters,
                                const EnergyGrid& grid, const SpectrumContents& contents,
                                const RetardedOptions& options, math::Processes* processes) {
    constexpr std::size_t fewest_intervals = 4;
    if (!(grid.lowest < grid.highest))
        throw std::invalid_argument("the energies of a spectrum begin below where they end");
    if (grid.first_intervals < fewest_intervals)
        throw std::invalid_argument("an adaptive grid of energies begins with 4 or more intervals");
    if (!(grid.tolerance > 0.0) || !(grid.smallest_interval >= 0.0))
        throw std::invalid_argument("an adaptive grid of energies needs a positive tolerance");
    const double smallest =
        grid.smallest_interval > 0.0 ? grid.smallest_interval : options.broadening / 4.0;
    std::vector<double> energies;
    const double spacing = (grid.highest - grid.lowest) / static_cast<double>(grid.first_intervals);
    for (std::size_t k = 0; k <= grid.first_intervals; ++k)
        energies.push_back(k == grid.first_intervals
                               ? grid.highest
                               : grid.lowest + spacing * static_cast<double>(k));
    // Enough chunks for some threads and processes, not for all that there happen to be: results
    // depend on chunks in their last digits.
    const auto in_chunks = [&](std::size_t count) {
        constexpr std::size_t chunks = 8;
        constexpr std::size_t smallest_chunk = 8;
        RetardedOptions chosen = options;
        chosen.chunk =
            std::min(options.chunk, std::max(smallest_chunk, (count + chunks - 1) / chunks));
        return chosen;
    };
    LocalSpectrum spectrum = local_spectrum(structure, order_parameters, energies, contents,
                                            in_chunks(energies.size()), processes);
    // The left ends of the intervals that are still to be looked at.
    std::vector<double> open(energies.begin(), energies.end() - 1);
    while (!open.empty()) {
        std::vector<double> middles;
        std::vector<double> halves;
        for (const double left : open) {
            const auto place = std::ranges::lower_bound(spectrum.energies, left);
            const double width = *std::next(place) - left;
            if (width <= smallest)
                continue;
            middles.push_back(left + 0.5 * width);
        }
        insert(spectrum, middles,
               solve_at(structure, order_parameters, middles, contents, in_chunks(middles.size()),
                        processes));
        for (const double middle : middles) {
            const auto place = static_cast<std::size_t>(
                std::ranges::lower_bound(spectrum.energies, middle) - spectrum.energies.begin());
            if (interpolation_error(spectrum, place) > grid.tolerance) {
                halves.push_back(spectrum.energies[place - 1]);
                halves.push_back(middle);
            }
        }
        open = std::move(halves);
    }
    return spectrum;
}

std::vector<double> missing_states(const LocalSpectrum& spectrum) {
    const auto& energies = spectrum.energies;
    if (energies.size() < 3)
        throw std::invalid_argument("an integral over energies needs three of them or more");
    std::vector<double> integrals(spectrum.nodes.size());
    const std::size_t last = energies.size() - 1;
    for (std::size_t node = 0; node < integrals.size(); ++node) {
        const auto excess = [&](std::size_t k) { return spectrum.densities[k][node].total - 1.0; };
        // Of the parabola through three energies.
        const auto slope = [&](std::size_t k) {
            const std::size_t middle = std::clamp(k, std::size_t{1}, last - 1);
            const double left = energies[middle] - energies[middle - 1];
            const double right = energies[middle + 1] - energies[middle];
            const double before = (excess(middle) - excess(middle - 1)) / left;
            const double behind = (excess(middle + 1) - excess(middle)) / right;
            const double curvature = (behind - before) / (left + right);
            return before + curvature * (left + 2.0 * (energies[k] - energies[middle]));
        };
        double& sum = integrals[node];
        sum = std::abs(energies.front()) * excess(0) + std::abs(energies.back()) * excess(last);
        for (std::size_t k = 0; k < last; ++k) {
            const double width = energies[k + 1] - energies[k];
            sum += 0.5 * width * (excess(k) + excess(k + 1)) +
                   width * width / 12.0 * (slope(k) - slope(k + 1));
        }
    }
    return integrals;
}

} // namespace sidejump::usadel
