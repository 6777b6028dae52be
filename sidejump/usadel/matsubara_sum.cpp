// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::usadel {
namespace {

/// What the points of each of the last blocks are multiplied with, the last one first.
std::vector<double> block_factors(std::size_t powers) {
    // Coefficients of the partial sums A_m, A_{m-1}, ... in the extrapolated sum.
    std::vector<double> coefficients{1.0};
    for (std::size_t power = 1; power <= powers; ++power) {
        const double ratio = std::pow(2.0, -0.5 * static_cast<double>(power));
        std::vector<double> next(coefficients.size() + 1, 0.0);
        for (std::size_t k = 0; k < coefficients.size(); ++k) {
            next[k] += coefficients[k] / (1.0 - ratio);
            next[k + 1] -= ratio * coefficients[k] / (1.0 - ratio);
        }
        coefficients = std::move(next);
    }
    // A block is part of its own partial sum and of all later ones.
    std::vector<double> factors;
    double sum = 0.0;
    for (std::size_t k = 0; k + 1 < coefficients.size(); ++k)
        factors.push_back(sum += coefficients[k]);
    return factors;
}

/// @param blocks  how many of the blocks are part of the sum
void extrapolate(MatsubaraPoints& points, std::size_t blocks, bool inverse) {
    const std::vector<double> factors = block_factors(points.rule.powers);
    for (std::size_t k = 0; k < factors.size(); ++k) {
        const std::size_t block = blocks - 1 - k;
        const std::size_t end =
            block + 1 < points.blocks.size() ? points.blocks[block + 1] : points.points.size();
        for (std::size_t p = points.blocks[block]; p < end; ++p)
            points.points[p].weight *= inverse ? 1.0 / factors[k] : factors[k];
    }
}

} // namespace

MatsubaraPoints endless_matsubara_points(double temperature, double cut_off,
                                         const MatsubaraRule& rule) {
    // The blocks begin after the first frequencies; half of these stands off rounding.
    const double least = 2.0 * std::numbers::pi * temperature * static_cast<double>(rule.first) *
                         (std::pow(2.0, static_cast<double>(rule.powers + 1)) - 0.5);
    MatsubaraPoints points = matsubara_points(temperature, std::max(cut_off, least), rule);
    extrapolate(points, points.blocks.size(), false);
    return points;
}

std::vector<double> weights_without_last_block(const MatsubaraPoints& points) {
    MatsubaraPoints shorter = points;
    extrapolate(shorter, shorter.blocks.size(), true);
    extrapolate(shorter, shorter.blocks.size() - 1, false);
    std::vector<double> weights;
    weights.reserve(points.points.size());
    for (std::size_t p = 0; p < points.points.size(); ++p)
        weights.push_back(p < points.blocks.back() ? shorter.points[p].weight : 0.0);
    return weights;
}

std::vector<double> mixing_rates(const DiscreteStructure& structure) {
    std::vector<bool> mixed(structure.nodes.size(), false);
    for (const PairingSite& site : structure.sites) {
        constexpr double rounding = 1e-9;
        const double weight = structure.nodes[site.node].weight;
        if (site.critical_temperature > 0.0 && weight - site.weight > rounding * weight)
            mixed[site.node] = true;
    }
    std::vector<double> rates(structure.nodes.size(), 0.0);
    for (const MetalLink& link : structure.links)
        for (const std::size_t node : {link.i, link.j})
            if (mixed[node])
                rates[node] += link.conductance / structure.nodes[node].weight;
    return rates;
}

double largest_energy(const DiscreteStructure& structure, double temperature) {
    double largest = temperature;
    for (const NodeMatter& node : structure.nodes)
        if (node.weight > 0.0)
            largest = std::max({largest, node.exchange_field.norm() / node.weight,
                                std::abs(node.pair_potential) / node.weight,
                                node.spin_orbit_rate / node.weight, node.orbital_rate / node.weight,
                                node.spin_flip_rate / node.weight});
    for (const Reservoir& metal : structure.reservoirs)
        largest = std::max({largest, metal.exchange_field.norm(), std::abs(metal.pair_potential),
                            metal.spin_orbit_rate, metal.orbital_rate, metal.spin_flip_rate});
    for (const PairingSite& site : structure.sites)
        largest = std::max(largest, 2.0 * site.critical_temperature);
    for (const double rate : mixing_rates(structure))
        largest = std::max(largest, rate);
    return largest;
}

double cut_off_for(const DiscreteStructure& structure, double temperature, double relative_error) {
    // Where the first power that is left falls to the error.
    const bool coarse = matsubara_rule(relative_error).powers < MatsubaraRule{}.powers;
    const double factor = coarse ? 400.0 : 1e3;
    const double error_there = coarse ? 1e-5 : 1e-8;
    const double order = coarse ? 2.5 : 4.5;
    return factor * largest_energy(structure, temperature) *
           std::max(1.0, std::pow(error_there / relative_error, 1.0 / order));
}

} // namespace sidejump::usadel
