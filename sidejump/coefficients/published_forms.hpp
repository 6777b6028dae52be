// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/transport_coefficients.hpp"

#include <vector>

namespace sidejump::coefficients {

/// The rates and velocity corrections of K for the channels s1/2, p1/2, p3/2, per species and in
/// reduced units (hbar = k_F = m* = 1).
struct TwoMomentParameters {
    double transport_rate = 0.0;
    double spin_relaxation_rate = 0.0;
    double skew_rate = 0.0;
    double swap_rate = 0.0;
    double omega_c = 0.0;
    double omega_cs = 0.0;
    double omega_sc = 0.0;
    double omega_0 = 0.0;
    double omega_1 = 0.0;
    double omega_2 = 0.0;
};

/// K-S94..S103 letter by letter, misprints included; only the n_c that S101 lacks is supplied.
/// @param eta_0, eta_1, eta_2  phase shifts of s1/2, p1/2, p3/2
/// @param concentration        n_i/n_c
TwoMomentParameters printed_parameters(double eta_0, double eta_1, double eta_2,
                                       double concentration);

/// The same formulas with the errata of docs/theory/errata applied: what the collision operator
/// gives for these channels.
TwoMomentParameters corrected_parameters(double eta_0, double eta_1, double eta_2,
                                         double concentration);

/// Coefficients by K-11..K-14 from two-moment parameters.
TransportCoefficients two_moment_coefficients(const TwoMomentParameters& parameters);

/// The coefficients that the printed formulas give for an alloy.
/// @throws std::invalid_argument as require_published_channels
TransportCoefficients published_coefficients(const std::vector<impurity::Impurity>& impurities);

/// @throws std::invalid_argument if the species has other channels than s1/2, p1/2, p3/2, an
///         inelastic one, or an off-shell exponent other than l
void require_published_channels(const impurity::Impurity& species);

} // namespace sidejump::coefficients
