// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/retarded_solution.hpp"

namespace sidejump::usadel {

struct MinigapOptions {
    double accuracy = 1e-8;   ///< relative to the gap; looked for
    double acceptable = 1e-6; ///< likewise, where rounding allows no better
    double smallest = 1e-6;   ///< below this part of the largest energy looked at there is no gap
    NewtonOptions newton{1e-13, 8};
};

/// The energy up to which there are no states at any node, without broadening; 0 if there are
/// states at the Fermi energy. Inside the gap the solution on the real axis itself is followed
/// upwards from zero energy. It ends where states begin, and there |dg/d epsilon| diverges like
/// (gap - epsilon)^-p, p = 1/2 in a proximity system and with pair breaking, 3/2 in a bulk
/// superconductor: the gap is where the two last steps say that this is.
/// @param highest  energies up to this are looked at, or 0: up to that of the structure
/// @throws std::runtime_error if the solution cannot be followed to the acceptable accuracy, or
/// there are no states up to
///         `highest`; std::invalid_argument if that is negative or not finite, or 0 for a structure
///         that is normal by itself
double minigap(const DiscreteStructure& structure, const std::vector<Complex>& order_parameters,
               double highest = 0.0, const MinigapOptions& options = {});

} // namespace sidejump::usadel
