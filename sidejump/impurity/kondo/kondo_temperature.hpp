// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The definitions of the Kondo temperature of a spin-1/2 impurity with one electron, and what
/// turns one into another. All are ratios to T_0 = 1/(4 chi_0), where chi_0 is the susceptibility
/// at T = 0 with g mu_B = k_B = 1; the specific heat gamma T has gamma T_0 = pi^2/6.
namespace sidejump::impurity::kondo {

enum class TemperatureConvention {
    mean_field,       ///< K-S159: |z| of the mean field at T = 0; its gamma equals that of T_0
    susceptibility,   ///< T_0 = 1/(4 chi_0)
    wilson,           ///< Wilson's: chi_0 = w/(4 T), w the Wilson number; T chi(T) = 0.0701 there
    half_conductance, ///< where the conductance has fallen to half of its value at T = 0
    haldane           ///< 4 chi_0 T = 1, which is T_0; named for formulae in Anderson parameters
};

/// w = e^{gamma + 1/4}/pi^{3/2} = 0.41071, gamma being Euler's constant.
double wilson_number();

/// The Kondo temperature of that convention over T_0.
double ratio_to_susceptibility_temperature(TemperatureConvention convention);

/// A Kondo temperature of one convention as that of another, same unit.
double convert_kondo_temperature(double temperature, TemperatureConvention from,
                                 TemperatureConvention to);

} // namespace sidejump::impurity::kondo
