// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidejump::kinetics {

/// How many moments of the density matrix are kept.
struct MomentTruncation {
    static constexpr int exact_order = 3; ///< from here on the diffusion tensors do not change

    int order = exact_order;
    bool full = true; ///< all moments were asked for, rather than a number of them
};

/// Where the coefficients come from: the collision operator, or the formulas printed in K.
enum class KineticForm { kinetic, published };

/// Treatment of the side jump.
enum class SideJump {
    first_order,   ///< exact V, tensors to first order in n_i/n_c
    with_products, ///< exact V, products of two V kept
    lyo_holstein,  ///< V with the bare (Born) amplitudes, K-S41
    levy,          ///< V with the gradient on incoming momenta alone, K-S42
    none           ///< V = 0
};

/// The options of the section [kinetics].
struct KineticsOptions {
    MomentTruncation moments;
    KineticForm form = KineticForm::kinetic;
    SideJump side_jump = SideJump::first_order;
};

} // namespace sidejump::kinetics
