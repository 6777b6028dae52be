// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/thermal_energies.hpp"

#include "sidejump/math/bracketed_root.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/rashba/fermi_contour.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::rashba {

ThermalRule thermal_rule(const SpinOrbitField& field, double chemical_potential,
                         double temperature) {
    if (temperature == 0.0)
        return {{chemical_potential}, {1.0}};
    constexpr int pieces = 9; // on each side
    std::vector<double> ends;
    for (int i = -pieces; i <= pieces; ++i)
        ends.push_back(chemical_potential + i * thermal_reach / pieces * temperature);
    const double bottom = contour_bottom(field);
    const double first = std::max(bottom, ends.front());
    const double last = std::min(band_top(field), ends.back());
    ends.insert(ends.end(), {0.0, first, last});
    std::sort(ends.begin(), ends.end());
    static const math::QuadratureRule rule = math::gauss_legendre(10);
    ThermalRule result;
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        const double length = ends[i + 1] - ends[i];
        if (ends[i] < first || ends[i + 1] > last || length <= 0.0)
            continue;
        for (std::size_t k = 0; k < rule.nodes.size(); ++k) {
            const double x = 0.5 * (1.0 + rule.nodes[k]);
            const bool at_bottom = ends[i] == bottom;
            const double energy = ends[i] + length * (at_bottom ? x * x : x);
            const double c = std::cosh(0.5 * (energy - chemical_potential) / temperature);
            result.energies.push_back(energy);
            result.weights.push_back(0.5 * length * rule.weights[k] * (at_bottom ? 2.0 * x : 1.0) /
                                     (4.0 * temperature * c * c));
        }
    }
    return result;
}

double thermal_carrier_density(const SpinOrbitField& field, double chemical_potential,
                               double temperature) {
    const auto rule = thermal_rule(field, chemical_potential, temperature);
    double sum = 0.0;
    for (std::size_t i = 0; i < rule.energies.size(); ++i)
        sum += rule.weights[i] * carrier_density(field, rule.energies[i]);
    return sum;
}

double chemical_potential(const SpinOrbitField& field, double carriers, double temperature) {
    const double degenerate = fermi_energy(field, carriers);
    if (temperature == 0.0)
        return degenerate;
    const auto excess = [&](double energy) {
        return std::log(thermal_carrier_density(field, energy, temperature) / carriers);
    };
    // Doubling the way until there are too few carriers, and too many.
    double down = temperature;
    while (excess(degenerate - down) > 0.0)
        down *= 2.0;
    double up = temperature;
    while (excess(degenerate + up) < 0.0)
        up *= 2.0;
    return math::bracketed_root(excess, degenerate - down, degenerate + up, 0.0);
}

} // namespace sidejump::rashba
