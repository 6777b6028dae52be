// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy.hpp"

#include <random>
#include <vector>

namespace sidejump::test {

/// Both channels j = l +- 1/2 of every l up to l_max, phase shifts uniform in (-pi/2, pi/2); with
/// `inelastic`, |s| uniform in (0.2, 1).
std::vector<impurity::Channel> random_channels(std::mt19937& random, int l_max,
                                               bool inelastic = false);

/// An alloy of one species with such channels.
coefficients::Alloy random_alloy(std::mt19937& random, int l_max, bool inelastic = false);

/// An alloy with the channels s1/2, p1/2, p3/2.
coefficients::Alloy three_channel_alloy(double eta_0, double eta_1, double eta_2,
                                        double concentration = 0.01, int order = 3);

} // namespace sidejump::test
