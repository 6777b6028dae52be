// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/resonances.hpp"

#include "sidejump/impurity/potential/phase_shift_solver.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::impurity::potential {

std::vector<ScatteringResonance> resonances(const RadialPotential& potential, PartialWave wave,
                                            double highest_energy, double tolerance) {
    constexpr int intervals = 50;
    using std::numbers::pi;
    const auto eta_at = [&](double energy) {
        return phase_shift(potential, wave, energy, tolerance);
    };
    // The number of odd multiples of pi/2 below a phase shift.
    const auto passed = [](double eta) { return static_cast<int>(std::floor(eta / pi + 0.5)); };
    // Waves with l > 0 change as a power of e at the bottom, so the intervals do so as well.
    const auto edge = [&](int i) {
        const double part = static_cast<double>(i) / intervals;
        return highest_energy * part * part;
    };
    std::vector<ScatteringResonance> found;
    double low = lowest_resonance * highest_energy;
    int before = passed(eta_at(low));
    for (int i = 1; i <= intervals; ++i) {
        const double high = edge(i);
        const int after = passed(eta_at(high));
        for (int level = before; level < after; ++level) {
            double below = low;
            double above = high;
            while (above - below > 1e-13 * above) {
                const double middle = 0.5 * (below + above);
                if (middle <= below || middle >= above)
                    break;
                (passed(eta_at(middle)) > level ? above : below) = middle;
            }
            const double energy = 0.5 * (below + above);
            const double width = half_width(potential, wave, energy, tolerance);
            if (width > 0.0)
                found.push_back({energy, width});
        }
        low = high;
        before = after;
    }
    return found;
}

} // namespace sidejump::impurity::potential
