// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy.hpp"

#include <string>
#include <vector>

namespace sidejump::coefficients {

/// A law of the collision operator, and how far this run's operator is from it.
struct ConsistencyCheck {
    std::string name;
    std::string statement;
    double residual = 0.0;
    double tolerance = 0.0;
    [[nodiscard]] bool passed() const { return residual <= tolerance; }
};

/// The collision operator is the exact one of the alloy's impurities, whatever the options say of
/// published formulas or of other forms of the side jump.
///
/// Checks charge conservation, optical theorem, Onsager-Casimir reciprocity and positivity on the
/// operator of this alloy. The residuals are found, not assumed: out-scattering is taken from Im t
/// and in-scattering from t t*; both off-diagonal blocks of each superoperator are evaluated from
/// their own formulas; amplitudes are integrated by quadrature; all blocks up to lambda = 2 l_max +
/// 1 are diagonalised.
std::vector<ConsistencyCheck> consistency_checks(const Alloy& alloy);

/// How far the velocity superoperator is from reciprocity, relative to its largest element or
/// the scattering rate, whichever is larger, when
/// its gradient acts as given: zero for both momenta, not for one.
double velocity_reciprocity_residual(const Alloy& alloy, bool both_gradients);

} // namespace sidejump::coefficients
