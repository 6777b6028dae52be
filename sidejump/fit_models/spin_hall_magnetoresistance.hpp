// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::fit_models {

/// A film of a normal metal on a magnetic insulator; SI units.
struct MagnetoresistiveFilm {
    double thickness = 0.0; ///< d, m
    double spin_hall_angle = 0.0;
    double spin_diffusion_length = 0.0;        ///< lambda, m
    double conductivity = 0.0;                 ///< sigma, S/m
    double mixing_conductance = 0.0;           ///< real part G_r of the mixing conductance, S/m^2
    double imaginary_mixing_conductance = 0.0; ///< G_i, S/m^2
};

/// Delta rho_1/rho, by which the resistance falls when the magnetisation turns from across the spin
/// polarisation of the spin Hall current into it:
/// theta^2 (lambda/d) Re{2 lambda G tanh^2(d/2 lambda)/(sigma + 2 lambda G coth(d/lambda))},
/// G = G_r + i G_i. Along the current rho_long = rho + Delta rho_0 + Delta rho_1 (1 - m_y^2), m_y
/// the component in the plane across the current; the transverse one is Delta rho_1 m_x m_y.
///
/// Source: Y.-T. Chen, S. Takahashi, H. Nakayama, M. Althammer, S. T. B. Goennenwein, E. Saitoh,
/// G. E. W. Bauer, Phys. Rev. B 87, 144411 (2013).
double magnetoresistance_ratio(const MagnetoresistiveFilm& film);

} // namespace sidejump::fit_models
