// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/scattering/optical_theorem.hpp"

#include "sidejump/math/quadrature.hpp"
#include "sidejump/scattering/partial_waves.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sidejump::scattering {

double optical_theorem_residual(const std::vector<impurity::Channel>& channels) {
    int l_max = 0;
    double lost = 0.0;
    for (const auto& channel : channels) {
        l_max = std::max(l_max, channel.l);
        // 1 - |s|^2 from |s| itself: for weak scatterers |s|^2 of the complex number would bury
        // the amplitudes in rounding.
        lost +=
            0.125 * (channel.twice_j + 1.0) * (1.0 - channel.inelastic) * (1.0 + channel.inelastic);
    }
    const auto rule = math::gauss_legendre(2 * l_max + 2);
    double scattered = 0.0;
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
        const double x = rule.nodes[i];
        const auto [A, B] = amplitudes(channels, x);
        scattered += 0.5 * rule.weights[i] * (std::norm(A) + std::norm(B) * (1.0 - x * x));
    }
    const double forward = -amplitudes(channels, 1.0).A.imag();
    if (forward == 0.0)
        return std::abs(scattered + lost);
    return std::abs(forward - scattered - lost) / forward;
}

} // namespace sidejump::scattering
