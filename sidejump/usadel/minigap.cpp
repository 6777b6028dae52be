// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/minigap.hpp"

#include "sidejump/usadel/density_of_states.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

double largest_density(const std::vector<LocalFrame>& frames) {
    double largest = 0.0;
    for (const LocalFrame& frame : frames)
        largest = std::max(largest, std::abs(density_of_states(frame).total));
    return largest;
}

/// |dg/d epsilon| at an energy inside the gap.
struct Slope {
    double energy = 0.0;
    double size = 0.0;
};

Slope slope(RetardedContinuation& continuation) {
    double square = 0.0;
    for (const NambuMatrix& derivative : continuation.energy_derivative())
        square += derivative.squaredNorm();
    return {continuation.energy().real(), std::sqrt(square)};
}

/// Where size^(-1/power), linear in the energy, vanishes; 0 if it does not fall.
double zero(const Slope& one, const Slope& other, double power) {
    const double first = std::pow(one.size, -1.0 / power);
    const double second = std::pow(other.size, -1.0 / power);
    return second < first ? other.energy + (other.energy - one.energy) * second / (first - second)
                          : 0.0;
}

struct Estimate {
    double gap = 0.0;   ///< 0: none yet
    double error = 0.0; ///< the change by the last step
};

Estimate estimate(const std::vector<Slope>& slopes) {
    Estimate best;
    const std::size_t count = slopes.size();
    if (count < 3)
        return best;
    for (const double power : {0.5, 1.5}) {
        const double previous = zero(slopes[count - 3], slopes[count - 2], power);
        const double now = zero(slopes[count - 2], slopes[count - 1], power);
        if (previous == 0.0 || now == 0.0)
            continue;
        const double change = std::abs(now - previous);
        if (best.gap == 0.0 || change < best.error)
            best = {now, change};
    }
    return best;
}

} // namespace

double minigap(const DiscreteStructure& structure, const std::vector<Complex>& order_parameters,
               double highest, const MinigapOptions& options) {
    constexpr double height = 1e-2;    // of the imaginary part that tells whether there is a gap
    constexpr double no_states = 1e-2; // densities of states with that imaginary part
    constexpr double inside = 1e-5;    // densities of states without
    constexpr double first_step = 1.0 / 32.0;
    constexpr double approach = 0.8;
    constexpr double smallest_step = 1e-13;
    constexpr double noise = 3.0;
    RetardedOptions retarded;
    retarded.newton = options.newton;
    RetardedContinuation continuation(structure, order_parameters, retarded);
    if (!(highest >= 0.0) || !std::isfinite(highest))
        throw std::invalid_argument("the largest energy where a gap is looked for is negative");
    const double top = highest > 0.0 ? highest : continuation.energy_scale();
    if (top == 0.0)
        throw std::invalid_argument("a structure that is normal by itself needs an energy up to "
                                    "which its minigap is looked for");
    // A gap as small as the smallest one has no_states of them at this imaginary part.
    const Complex probe(0.0, height * options.smallest * top);
    RetardedContinuation any(structure, order_parameters, {});
    any.start(probe);
    if (largest_density(any.frames()) > no_states)
        return 0.0;
    continuation.start(probe);
    const auto gapped = [&](const std::vector<LocalFrame>& frames) {
        return largest_density(frames) < inside;
    };
    if (!continuation.try_step(0.0, gapped))
        return 0.0;
    std::vector<Slope> slopes{slope(continuation)};
    double step = first_step * top;
    bool went_on = true; // by the last step
    Estimate best;
    while (true) {
        const double energy = continuation.energy().real();
        const Estimate now = estimate(slopes);
        if (now.gap > 0.0 && now.error <= options.accuracy * now.gap)
            return now.gap;
        // Close to the gap rounding ends the convergence, of the estimates or of the solution.
        const bool accurate = best.gap > 0.0 && best.error <= options.acceptable * best.gap;
        if (accurate && now.error > noise * best.error)
            return best.gap;
        if (now.gap > 0.0) {
            step = std::min(step, approach * (now.gap - energy));
            if (best.gap == 0.0 || now.error < best.error)
                best = now;
        }
        if (energy > top)
            throw std::runtime_error(
                fmt::format("no states were found up to the energy {:.6g}", energy));
        if (step < smallest_step * top) {
            if (accurate)
                return best.gap;
            throw std::runtime_error(fmt::format(
                "the solution inside the gap could not be followed beyond the energy {:.6g}; a "
                "larger tolerance than {:.1e} may help",
                energy, options.newton.tolerance));
        }
        if (continuation.try_step(energy + step, gapped)) {
            slopes.push_back(slope(continuation));
            if (went_on)
                step *= 2.0;
            went_on = true;
        } else {
            step /= 2.0;
            went_on = false;
        }
    }
}

} // namespace sidejump::usadel
