// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy.hpp"
#include "sidejump/coefficients/gold_standards.hpp"

#include <vector>

namespace sidejump::coefficients {

/// An alloy with the channels s1/2, p1/2, p3/2 of the letter, phase shifts in that order.
/// @param order  highest moment kept
Alloy three_channel_alloy(double eta_0, double eta_1, double eta_2, double concentration,
                          int order = kinetics::MomentTruncation::exact_order);

/// Adds the numbers of two sets of phase shifts that were verified by quadrature of the defining
/// integrals (docs/theory/verification).
void add_verified_numbers(std::vector<GoldStandard>& list);

} // namespace sidejump::coefficients
