// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/thermal_declarations.hpp"

#include <array>
#include <fmt/format.h>

namespace sidejump::coefficients {
namespace {

using Thermal = ThermalCoefficients;

constexpr std::array thermal_results = {
    ThermalDeclaration{"chemical_potential", "J", &Thermal::chemical_potential,
                       "mu from the Fermi energy"},
    ThermalDeclaration{"charge_conductivity", "S/m", &Thermal::charge_conductivity,
                       "sigma_c = int (-f') sigma_c(eps)"},
    ThermalDeclaration{"resistivity", "ohm m", &Thermal::resistivity, "1/sigma_c"},
    ThermalDeclaration{"seebeck", "V/K", &Thermal::seebeck, "S = -L_1/(e T L_0)"},
    ThermalDeclaration{"thermal_conductivity", "W/(m K)", &Thermal::thermal_conductivity,
                       "electrons, (L_2 - L_1^2/L_0)/(e^2 T)"},
    ThermalDeclaration{"lorenz_number", "W ohm/K2", &Thermal::lorenz_number, "kappa/(sigma_c T)"},
    ThermalDeclaration{"spin_hall_conductivity", "S/m", &Thermal::spin_hall_conductivity,
                       "sigma_SH = int (-f') sigma_SH(eps)"},
    ThermalDeclaration{"spin_hall_conductivity_skew", "S/m", &Thermal::spin_hall_conductivity_skew,
                       "skew-scattering part"},
    ThermalDeclaration{"spin_hall_conductivity_side_jump", "S/m",
                       &Thermal::spin_hall_conductivity_side_jump, "side-jump part"},
    ThermalDeclaration{"spin_hall_angle", "1", &Thermal::spin_hall_angle, "sigma_SH/sigma_c"},
    ThermalDeclaration{"spin_nernst_conductivity", "A/(m K)", &Thermal::spin_nernst_conductivity,
                       "alpha_SN = -L_1^SH/(e T), no electric field"},
    ThermalDeclaration{"spin_nernst_open_circuit", "A/(m K)", &Thermal::spin_nernst_open_circuit,
                       "alpha_SN - sigma_SH S, no charge current"},
    ThermalDeclaration{"spin_nernst_angle", "1", &Thermal::spin_nernst_angle,
                       "alpha_SN/(sigma_c S)"},
    ThermalDeclaration{"spin_relaxation_rate", "1/s", &Thermal::spin_relaxation_rate,
                       "R, weighted with the density of states"},
    ThermalDeclaration{"spin_diffusion_longitudinal", "m2/s", &Thermal::spin_diffusion_longitudinal,
                       "D_L, weighted with the density of states"},
    ThermalDeclaration{"spin_diffusion_transverse", "m2/s", &Thermal::spin_diffusion_transverse,
                       "D_T, weighted with the density of states"},
    ThermalDeclaration{"slow_mode_weight", "1", &Thermal::slow_mode_weight,
                       "Z, weighted with the density of states"},
    ThermalDeclaration{"slow_mode_precession", "1", &Thermal::slow_mode_precession,
                       "Y, weighted with the density of states"},
};

} // namespace

std::span<const ThermalDeclaration> thermal_declarations() {
    return thermal_results;
}

std::string thermal_reference_page() {
    std::string page = "\n| result | unit | meaning |\n| --- | --- | --- |\n";
    for (const auto& result : thermal_results)
        page += fmt::format("| `{}` | {} | {} |\n", result.name, result.unit, result.meaning);
    return page;
}

} // namespace sidejump::coefficients
