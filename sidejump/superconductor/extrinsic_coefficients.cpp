// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/extrinsic_coefficients.hpp"

#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::superconductor {

ExtrinsicCoefficients extrinsic_coefficients(const WeakSpinOrbitImpurity& impurity) {
    using std::numbers::pi;
    if (!(impurity.concentration > 0.0) || impurity.scattering_length == 0.0)
        throw std::invalid_argument("an impurity that scatters has a positive concentration and a "
                                    "scattering length");
    constexpr double states = 1.0 / (2.0 * pi * pi);                                          // N_F
    const double density = impurity.concentration / (3.0 * pi * pi);                          // n_i
    const double bare = impurity.scattering_length / (pi * states);                           // t_0
    const std::complex<double> scalar = bare / std::complex(1.0, impurity.scattering_length); // t_F
    const double spin_orbit = impurity.spin_orbit * bare;                                     // B
    const double rate = 2.0 * pi * density * states;

    ExtrinsicCoefficients c;
    c.scattering_rate = rate * std::norm(scalar);
    c.spin_orbit_rate_1 = rate * std::real(std::conj(scalar) * spin_orbit);
    c.spin_orbit_rate_2 = rate * std::imag(std::conj(scalar) * spin_orbit);
    const double tau = 1.0 / c.scattering_rate;
    const double path = tau; // p_F l with v_F = 1
    c.spin_hall_angle =
        2.0 / 3.0 * c.spin_orbit_rate_2 * tau + 2.0 * c.spin_orbit_rate_1 * tau / path;
    c.swapping = 2.0 / 3.0 * c.spin_orbit_rate_1 * tau - 2.0 * c.spin_orbit_rate_2 * tau / path;
    c.spin_relaxation_rate = 8.0 / 9.0 * rate * spin_orbit * spin_orbit;
    return c;
}

AlloyCoefficients alloy_coefficients(const coefficients::DiffusionCoefficients& alloy) {
    constexpr double charge_squared = units::elementary_charge * units::elementary_charge;
    const auto& [d_0, d_1, d_2] = alloy.spin_conductivity;
    const double sigma = alloy.charge_conductivity;
    AlloyCoefficients c;
    c.conductivity = sigma;
    c.diffusion = sigma / alloy.states;
    c.density_of_states = alloy.states / (2.0 * charge_squared);
    c.spin_hall_angle = -alloy.spin_hall_conductivity_dressed / sigma;
    c.swapping = -(d_2 - d_0) / (3.0 * sigma);
    c.spin_orbit_rate = alloy.relaxation / alloy.states;
    c.mean_free_path = alloy.mean_free_path;
    c.departure = std::max({std::abs(0.5 * (d_1 + d_2) / sigma - 1.0), std::abs(alloy.weight - 1.0),
                            std::abs(0.5 * (d_2 - d_1) / sigma + c.swapping)});
    return c;
}

} // namespace sidejump::superconductor
