// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/result_declarations.hpp"

#include <array>
#include <fmt/format.h>

namespace sidejump::coefficients {
namespace {

using C = TransportCoefficients;
using units::Dimension;

constexpr const char* charge = "Charge transport";
constexpr const char* hall = "Spin Hall effect";
constexpr const char* spin = "Spin transport";
constexpr const char* rates = "Collision rates";
constexpr const char* jump = "Side-jump coefficients";

constexpr std::array transport_results = {
    ResultDeclaration{"charge_conductivity", charge, Dimension::conductivity,
                      &C::charge_conductivity, "sigma_c = 2 e^2 N_F D_c, both spins"},
    ResultDeclaration{"resistivity", charge, Dimension::resistivity, &C::resistivity, "1/sigma_c"},
    ResultDeclaration{"mean_free_path", charge, Dimension::length, &C::mean_free_path, "3 D_c/v_F"},
    ResultDeclaration{"charge_diffusion", charge, Dimension::diffusion, &C::charge_diffusion,
                      "D_c, charge diffusion constant"},
    ResultDeclaration{"drude_diffusion", charge, Dimension::diffusion, &C::drude_diffusion,
                      "D = v_F^2 tau_tr/3, without side-jump corrections of the velocity"},
    ResultDeclaration{"spin_hall_angle", hall, Dimension::none, &C::spin_hall_angle,
                      "sigma_SH/sigma_c"},
    ResultDeclaration{"spin_hall_angle_skew", hall, Dimension::none, &C::spin_hall_angle_skew,
                      "skew-scattering part of the spin Hall angle"},
    ResultDeclaration{"spin_hall_angle_side_jump", hall, Dimension::none,
                      &C::spin_hall_angle_side_jump, "side-jump part of the spin Hall angle"},
    ResultDeclaration{"spin_hall_conductivity", hall, Dimension::conductivity,
                      &C::spin_hall_conductivity,
                      "sigma_SH = 2 e^2 N_F D theta_SH, conventional spin current, charge units"},
    ResultDeclaration{"spin_hall_conductivity_skew", hall, Dimension::conductivity,
                      &C::spin_hall_conductivity_skew, "skew-scattering part of sigma_SH"},
    ResultDeclaration{"spin_hall_conductivity_side_jump", hall, Dimension::conductivity,
                      &C::spin_hall_conductivity_side_jump, "side-jump part of sigma_SH"},
    ResultDeclaration{"theta_sh", hall, Dimension::none, &C::theta_sh,
                      "D theta_SH over the Drude constant D, theta_SH of Huang et al."},
    ResultDeclaration{"spin_hall_diffusion", hall, Dimension::diffusion, &C::spin_hall_diffusion,
                      "D theta_SH of the conventional (l = 1) spin current"},
    ResultDeclaration{"spin_hall_diffusion_dressed", hall, Dimension::diffusion,
                      &C::spin_hall_diffusion_dressed,
                      "D theta_SH of the slow spin density, torque on eliminated moments included"},
    ResultDeclaration{"spin_relaxation_rate", spin, Dimension::rate, &C::spin_relaxation_rate,
                      "R, relaxation rate of the slow spin density"},
    ResultDeclaration{"spin_diffusion_longitudinal", spin, Dimension::diffusion,
                      &C::spin_diffusion_longitudinal,
                      "D_L = (D_0 + 2 D_2)/3, spin along the gradient"},
    ResultDeclaration{"spin_diffusion_transverse", spin, Dimension::diffusion,
                      &C::spin_diffusion_transverse,
                      "D_T = (D_1 + D_2)/2, spin across the gradient"},
    ResultDeclaration{"spin_diffusion_0", spin, Dimension::diffusion, &C::spin_diffusion_0,
                      "D_0, trace of the spin gradient"},
    ResultDeclaration{"spin_diffusion_1", spin, Dimension::diffusion, &C::spin_diffusion_1,
                      "D_1, antisymmetric spin gradient"},
    ResultDeclaration{"spin_diffusion_2", spin, Dimension::diffusion, &C::spin_diffusion_2,
                      "D_2, symmetric traceless spin gradient"},
    ResultDeclaration{"swapping", spin, Dimension::diffusion, &C::swapping,
                      "kappa = (D_2 - D_0)/3, spin current swapping"},
    ResultDeclaration{"spin_diffusion_length_longitudinal", spin, Dimension::length,
                      &C::spin_diffusion_length_longitudinal, "sqrt(D_L/R)"},
    ResultDeclaration{"spin_diffusion_length_transverse", spin, Dimension::length,
                      &C::spin_diffusion_length_transverse, "sqrt(D_T/R)"},
    ResultDeclaration{"slow_mode_weight", spin, Dimension::none, &C::slow_mode_weight,
                      "Z in Z d_t s + R s + div J = Y omega_L x s; 1 in two-moment theory"},
    ResultDeclaration{"slow_mode_precession", spin, Dimension::none, &C::slow_mode_precession,
                      "Y, weight of the Larmor torque on the slow spin density"},
    ResultDeclaration{"transport_rate", rates, Dimension::rate, &C::transport_rate,
                      "1/tau_tr, relaxation rate of the charge current"},
    ResultDeclaration{"skew_rate", rates, Dimension::rate, &C::skew_rate,
                      "omega_sk, charge current into transverse spin current"},
    ResultDeclaration{
        "swap_rate", rates, Dimension::rate, &C::swap_rate,
        "omega_sw, interference of A and B that splits the rates of the spin currents"},
    ResultDeclaration{"omega_c", jump, Dimension::none, &C::omega_c,
                      "Omega_c, correction of the charge velocity"},
    ResultDeclaration{"omega_cs", jump, Dimension::none, &C::omega_cs,
                      "Omega_cs, charge current carried by spin moments"},
    ResultDeclaration{"omega_sc", jump, Dimension::none, &C::omega_sc,
                      "Omega_sc, spin current carried by charge moments"},
    ResultDeclaration{"omega_0", jump, Dimension::none, &C::omega_0,
                      "Omega_0, correction of the spin velocity, m = 0"},
    ResultDeclaration{"omega_1", jump, Dimension::none, &C::omega_1,
                      "Omega_1, correction of the spin velocity, m = 1"},
    ResultDeclaration{"omega_2", jump, Dimension::none, &C::omega_2,
                      "Omega_2, correction of the spin velocity, m = 2"},
};

} // namespace

std::span<const ResultDeclaration> result_declarations() {
    return transport_results;
}

std::string result_reference_page() {
    std::string page;
    const char* group = nullptr;
    for (const auto& result : transport_results) {
        if (group != result.group) {
            group = result.group;
            page +=
                fmt::format("\n## {}\n\n| result | unit | meaning |\n| --- | --- | --- |\n", group);
        }
        page += fmt::format("| `{}` | {} | {} |\n", result.name, units::si_unit(result.dimension),
                            result.meaning);
    }
    return page;
}

} // namespace sidejump::coefficients
