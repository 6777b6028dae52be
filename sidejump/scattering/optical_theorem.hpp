// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"

#include <vector>

namespace sidejump::scattering {

/// How far the amplitudes are from the optical theorem (K-S26 forward), as a relative number:
///   -Im A(1) = int dOmega/4pi (|A|^2 + |B|^2 sin^2) + sum_c (2j+1)/2 (1 - |s_c|^2)/4
/// in units of 1/(pi N_F), the last sum being what inelastic channels lose. The angular integral
/// is done by Gauss-Legendre quadrature over the summed amplitudes, so it knows nothing of the
/// orthogonality of partial waves.
double optical_theorem_residual(const std::vector<impurity::Channel>& channels);

} // namespace sidejump::scattering
