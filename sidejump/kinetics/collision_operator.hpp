// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/kinetics/collision_forms.hpp"

#include <vector>

namespace sidejump::kinetics {

/// The collision superoperators of an alloy between any two moments, summed over its species.
///
/// Evaluates the forms afresh at each call: for blocks of any size, not for inner loops.
class CollisionOperator {
  public:
    CollisionOperator(const std::vector<impurity::Impurity>& impurities, MomentumGradient gradient);

    /// Lambda(row, column), reduced rate.
    [[nodiscard]] double relaxation(Moment row, Moment column) const;
    /// Reduced element of V_mu(row, column), reduced velocity (CollisionForms::side_jump).
    [[nodiscard]] double side_jump(Moment row, Moment column) const;
    /// Out-scattering rate, to which Lambda tends for high moments.
    [[nodiscard]] double outflow_rate() const;

  private:
    struct Species {
        double concentration;
        CollisionForms forms;
        std::vector<double> products;
    };
    std::vector<Species> species_;
    MomentumGradient gradient_;
};

/// The moments of total J and parity (-1)^parity with lambda <= lambda_max: the block that
/// rotations and inversion leave of Lambda, in the order of lambda, charge before spin.
std::vector<Moment> block_moments(int J, int parity, int lambda_max);

/// The factor that turns the reduced element (even, odd) of a vector superoperator into the form
/// of its transpose (odd, even): p^ itself is symmetric in this sense.
double transposition_factor(Moment odd, Moment even);

} // namespace sidejump::kinetics
