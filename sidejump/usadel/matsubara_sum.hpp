// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_structure.hpp"
#include "sidejump/usadel/matsubara_points.hpp"

#include <vector>

namespace sidejump::usadel {

/// Points and weights for sums over all positive frequencies, without a cut-off. What a sum leaves
/// out beyond w is a series in w^-1/2, w^-1, w^-3/2 ... for energies of a gap, edges, contacts
/// and pair breaking. The partial sums A_0, A_1, ... end where the frequency doubles, so that
///   (A_{k+1} - 2^-p A_k)/(1 - 2^-p)
/// has no term w^-p any more; done for p = 1/2, 1, ... 3 (or for the powers of another rule) the
/// result is a linear function of the
/// summands, which is to say new weights. Everything that is summed with them is summed alike: the
/// derivative of a sum is the sum of the derivatives.
/// @param cut_off  where asymptotic behaviour is reached; at least a block more than the rule has
/// powers is taken
/// @throws std::invalid_argument unless temperature > 0 and cut_off is finite
MatsubaraPoints endless_matsubara_points(double temperature, double cut_off,
                                         const MatsubaraRule& rule = {});

/// The weights of the same rule without its last block. A sum changes by at least ten times the
/// error of the full rule, the first power that is left being w^-7/2; by five times for four
/// powers.
std::vector<double> weights_without_last_block(const MatsubaraPoints& points);

/// How fast the metals mix that one node holds: conductances of its links over its weight, D/h^2,
/// for nodes with pairing sites that are not all of it; 0 for others. Above this frequency a grid
/// does not resolve what is next to an interface.
std::vector<double> mixing_rates(const DiscreteStructure& structure);

/// The largest energy of a structure that frequencies have to exceed: temperature, critical
/// temperatures, pair potentials, exchange fields and rates, those of mixing among them; not the
/// diffusion between other nodes.
double largest_energy(const DiscreteStructure& structure, double temperature);

/// The cut-off for endless_matsubara_points with which sums have about a relative error by the rule
/// of that error.
double cut_off_for(const DiscreteStructure& structure, double temperature, double relative_error);

} // namespace sidejump::usadel
