// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/mean_field.hpp"

#include "sidejump/math/bracketed_root.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::kondo {
namespace {

using Complex = std::complex<double>;
using std::numbers::pi;
constexpr double rounding = std::numeric_limits<double>::epsilon();
constexpr double largest_residual = 1e-9;

Complex level_sum(const MeanField& field, double level, double width, double temperature,
                  bool weighted_with_width) {
    Complex sum = 0.0;
    for (const Multiplet& multiplet : field.multiplets)
        sum += multiplet.degeneracy * (weighted_with_width ? multiplet.width_ratio : 1.0) *
               level_integral(multiplet_position(multiplet, level, width), temperature, field.band);
    return sum;
}

double excess_occupation(const MeanField& field, double level, double width, double temperature) {
    return -level_sum(field, level, width, temperature, false).imag() / pi - field.occupation;
}

double least_level(const Band& band) {
    return band.edge == BandEdge::wide ? -std::numeric_limits<double>::infinity()
                                       : -0.5 * band.depth;
}

[[noreturn]] void no_solution(const std::string& what, double temperature) {
    throw std::runtime_error(fmt::format("the Kondo mean field has no solution at k_B T = {:.6g} "
                                         "eV: {}; try a smaller exchange, a lower "
                                         "temperature, or band = \"wide\"",
                                         temperature, what));
}

MeanFieldSolution checked_solution(const MeanField& field, double level, double width,
                                   double temperature) {
    MeanFieldSolution solution{level, width, excess_occupation(field, level, width, temperature),
                               width > 0.0 ? gap_function(field, level, width, temperature) : 0.0};
    const bool solved =
        std::abs(solution.constraint_residual) <= largest_residual * field.occupation &&
        std::abs(solution.gap_residual) <= largest_residual * std::max(1.0, 1.0 / field.exchange);
    if (!solved)
        no_solution(fmt::format("the occupation is off by {:.3g}, the gap equation by {:.3g}",
                                solution.constraint_residual, solution.gap_residual),
                    temperature);
    return solution;
}

// The gap function on the curve of solutions of the constraint.
double constrained_gap(const MeanField& field, double width, double temperature) {
    return gap_function(field, constrained_level(field, width, temperature), width, temperature);
}

// ln D - 1/(J N_F), for one multiplet the logarithm of T_K.
double logarithmic_scale(const MeanField& field) {
    return std::log(field.band.depth) - 1.0 / field.exchange;
}

// A root of a decreasing function of a logarithm, sought from a start with growing steps.
double decreasing_root(const std::function<double(double)>& function, double start, double lowest,
                       double highest) {
    double low = std::clamp(start, lowest, highest);
    double high = low;
    const bool below = function(low) > 0.0;
    double step = 0.5;
    do {
        if (below) {
            low = high;
            high = std::min(high + step, highest);
        } else {
            high = low;
            low = std::max(low - step, lowest);
        }
        step *= 2.0;
    } while (below ? function(high) > 0.0 && high < highest : function(low) < 0.0 && low > lowest);
    return math::bracketed_root(function, low, high, rounding);
}

} // namespace

Complex multiplet_position(const Multiplet& multiplet, double level, double width) {
    return {level + multiplet.energy, multiplet.width_ratio * width};
}

double multiplet_occupation(const MeanField& field, const Multiplet& multiplet, double level,
                            double width, double temperature) {
    return -multiplet.degeneracy / pi *
           level_integral(multiplet_position(multiplet, level, width), temperature, field.band)
               .imag();
}

double gap_function(const MeanField& field, double level, double width, double temperature) {
    return level_sum(field, level, width, temperature, true).real() /
               field.multiplets.front().degeneracy -
           1.0 / field.exchange;
}

double constrained_level(const MeanField& field, double width, double temperature) {
    const auto excess = [&](double level) {
        return excess_occupation(field, level, width, temperature);
    };
    const double scale = std::max(width, temperature);
    const double least = least_level(field.band);
    double low = 0.0;
    double high = 0.0;
    if (excess(0.0) > 0.0) {
        high = scale;
        for (; excess(high) > 0.0; high *= 2.0)
            low = high;
    } else {
        low = std::max(-scale, least);
        for (; excess(low) < 0.0; low = std::max(2.0 * low, least)) {
            if (low <= least)
                return least;
            high = low;
        }
    }
    return math::bracketed_root(excess, low, high, rounding * scale);
}

double free_energy(const MeanField& field, double level, double width, double temperature) {
    double sum = 0.0;
    for (const Multiplet& multiplet : field.multiplets)
        sum -= multiplet.degeneracy / pi *
               phase_integral(multiplet_position(multiplet, level, width), temperature, field.band);
    return sum + field.multiplets.front().degeneracy * width / (pi * field.exchange) -
           level * field.occupation;
}

double entropy(const MeanField& field, double level, double width, double temperature) {
    double sum = 0.0;
    for (const Multiplet& multiplet : field.multiplets)
        sum += multiplet.degeneracy / pi *
               entropy_integral(multiplet_position(multiplet, level, width), temperature);
    return sum;
}

double free_moment_entropy(const MeanField& field, double temperature) {
    double states = 0.0;
    double energy = 0.0;
    for (const Multiplet& multiplet : field.multiplets) {
        const double weight = multiplet.degeneracy * std::exp(-multiplet.energy / temperature);
        states += weight;
        energy += weight * multiplet.energy;
    }
    return std::log(states) + energy / (states * temperature);
}

double density_of_states(const MeanField& field, const MeanFieldSolution& solution) {
    double sum = 0.0;
    for (const Multiplet& multiplet : field.multiplets) {
        const Complex z = multiplet_position(multiplet, solution.level, solution.width);
        sum += multiplet.degeneracy / pi * z.imag() / std::norm(z);
    }
    return sum;
}

MeanFieldSolution solve_mean_field(const MeanField& field, double temperature) {
    if (temperature > 0.0 && constrained_gap(field, 0.0, temperature) <= 0.0)
        return checked_solution(field, constrained_level(field, 0.0, temperature), 0.0,
                                temperature);
    const auto gap = [&](double logarithm) {
        return constrained_gap(field, std::exp(logarithm), temperature);
    };
    // So close to the transition that its side is rounding, the width is taken as zero.
    const double lowest = temperature > 0.0 ? std::log(1e-9 * temperature)
                                            : std::log(std::numeric_limits<double>::min()) / 2.0;
    if (temperature > 0.0 && gap(lowest) <= 0.0)
        return checked_solution(field, constrained_level(field, 0.0, temperature), 0.0,
                                temperature);
    const double logarithm =
        decreasing_root(gap, logarithmic_scale(field), lowest, std::log(1e3 * field.band.depth));
    const double width = std::exp(logarithm);
    return checked_solution(field, constrained_level(field, width, temperature), width,
                            temperature);
}

Complex zero_temperature_position(const MeanField& field) {
    const Complex zeta = std::polar(std::exp(-1.0 / field.exchange),
                                    pi * field.occupation / field.multiplets.front().degeneracy);
    return field.band.depth * (field.band.edge == BandEdge::wide ? zeta : zeta / (1.0 - zeta));
}

double exchange_from_kondo_temperature(const MeanField& field, double kondo_temperature) {
    // On the circle |z_0| = T_K the occupation grows with the angle, from 0 to at least N_0.
    const auto excess = [&](double angle) {
        const Complex z = std::polar(kondo_temperature, angle);
        return excess_occupation(field, z.real(), z.imag(), 0.0);
    };
    const auto too_large = [&](double inverse) {
        throw std::runtime_error(
            fmt::format("no positive exchange gives k_B T_K = {:.6g} eV in a band of depth {:.6g} "
                        "eV (1/(J N_F) = {:.3g}); try a smaller Kondo temperature",
                        kondo_temperature, field.band.depth, inverse));
    };
    if (kondo_temperature >= field.band.depth)
        too_large(0.0);
    const Complex z =
        std::polar(kondo_temperature, math::bracketed_root(excess, 0.0, pi, rounding));
    MeanField unbound = field;
    unbound.exchange = std::numeric_limits<double>::infinity();
    const double inverse = gap_function(unbound, z.real(), z.imag(), 0.0);
    if (!(inverse > 0.0))
        too_large(inverse);
    return 1.0 / inverse;
}

double transition_temperature(const MeanField& field) {
    const auto gap = [&](double logarithm) {
        return constrained_gap(field, 0.0, std::exp(logarithm));
    };
    // Excited multiplets with a large width ratio can make the width vanish and come back: the
    // highest root is sought from above.
    constexpr double step = 0.25;
    const double highest = std::log(1e3 * field.band.depth);
    const double lowest = std::log(std::numeric_limits<double>::min()) / 2.0;
    double above = std::log(field.band.depth);
    while (gap(above) >= 0.0 && above < highest)
        above += step;
    double below = above;
    while (gap(below) < 0.0 && below > lowest) {
        above = below;
        below -= step;
    }
    if (above >= highest || below <= lowest)
        throw std::runtime_error("the Kondo mean field has no transition temperature within the "
                                 "range of numbers; try an exchange closer to 0.1");
    return std::exp(math::bracketed_root(gap, below, above, rounding));
}

} // namespace sidejump::impurity::kondo
