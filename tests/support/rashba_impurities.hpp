// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/collision_operator.hpp"

#include <complex>
#include <numbers>

namespace sidejump::rashba {

inline constexpr double pi = std::numbers::pi;
using Complex = std::complex<double>;

/// Delta-like impurities with the scattering time tau of electrons without spin-orbit coupling.
inline Impurities delta(double tau) {
    return {std::make_shared<BornScatterers>(1.0, [tau](double) { return 1.0 / tau; })};
}

} // namespace sidejump::rashba
