// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/thermal_declarations.hpp"

#include <array>
#include <fmt/format.h>

namespace sidejump::coefficients {
namespace {

using C = ThermalCoefficients;

constexpr std::array declarations = {
    ThermalDeclaration{"chemical_potential", "J", &C::chemical_potential,
                       "mu from the Fermi energy"},
    ThermalDeclaration{"charge_conductivity", "S/m", &C::charge_conductivity,
                       "sigma_c = int (-f') sigma_c(eps)"},
    ThermalDeclaration{"resistivity", "ohm m", &C::resistivity, "1/sigma_c"},
    ThermalDeclaration{"seebeck", "V/K", &C::seebeck, "S = -L_1/(e T L_0)"},
    ThermalDeclaration{"thermal_conductivity", "W/(m K)", &C::thermal_conductivity,
                       "electrons, (L_2 - L_1^2/L_0)/(e^2 T)"},
    ThermalDeclaration{"lorenz_number", "W ohm/K2", &C::lorenz_number, "kappa/(sigma_c T)"},
    ThermalDeclaration{"spin_hall_conductivity", "S/m", &C::spin_hall_conductivity,
                       "sigma_SH = int (-f') sigma_SH(eps)"},
    ThermalDeclaration{"spin_hall_conductivity_skew", "S/m", &C::spin_hall_conductivity_skew,
                       "skew-scattering part"},
    ThermalDeclaration{"spin_hall_conductivity_side_jump", "S/m",
                       &C::spin_hall_conductivity_side_jump, "side-jump part"},
    ThermalDeclaration{"spin_hall_angle", "1", &C::spin_hall_angle, "sigma_SH/sigma_c"},
    ThermalDeclaration{"spin_nernst_conductivity", "A/(m K)", &C::spin_nernst_conductivity,
                       "alpha_SN = -L_1^SH/(e T), no electric field"},
    ThermalDeclaration{"spin_nernst_open_circuit", "A/(m K)", &C::spin_nernst_open_circuit,
                       "alpha_SN - sigma_SH S, no charge current"},
    ThermalDeclaration{"spin_nernst_angle", "1", &C::spin_nernst_angle, "alpha_SN/(sigma_c S)"},
    ThermalDeclaration{"spin_relaxation_rate", "1/s", &C::spin_relaxation_rate,
                       "R, weighted with the density of states"},
    ThermalDeclaration{"spin_diffusion_longitudinal", "m2/s", &C::spin_diffusion_longitudinal,
                       "D_L, weighted with the density of states"},
    ThermalDeclaration{"spin_diffusion_transverse", "m2/s", &C::spin_diffusion_transverse,
                       "D_T, weighted with the density of states"},
    ThermalDeclaration{"slow_mode_weight", "1", &C::slow_mode_weight,
                       "Z, weighted with the density of states"},
    ThermalDeclaration{"slow_mode_precession", "1", &C::slow_mode_precession,
                       "Y, weighted with the density of states"},
};

} // namespace

std::span<const ThermalDeclaration> thermal_declarations() {
    return declarations;
}

std::string thermal_reference_page() {
    std::string page = "\n| result | unit | meaning |\n| --- | --- | --- |\n";
    for (const auto& result : declarations)
        page += fmt::format("| `{}` | {} | {} |\n", result.name, result.unit, result.meaning);
    return page;
}

} // namespace sidejump::coefficients
