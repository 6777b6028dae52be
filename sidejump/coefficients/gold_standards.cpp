// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/gold_standards.hpp"

#include "sidejump/coefficients/consistency_checks.hpp"
#include "sidejump/coefficients/gold_standard_numbers.hpp"
#include "sidejump/coefficients/impurity_gold_standards.hpp"
#include "sidejump/coefficients/published_forms.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/kinetics/collision_operator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace sidejump::coefficients {
namespace {

using C = TransportCoefficients;

using std::numbers::pi;
constexpr double standard_rounding = 1e-11;

// All channels up to l_max, with phase shifts spread over (-pi/2, pi/2) by the golden ratio.
Alloy many_channel_alloy(int l_max, double inelastic) {
    Alloy alloy;
    alloy.host.fermi_wavenumber = 1.36e10;
    impurity::Impurity species{"test", 0.01, {}};
    double position = 0.1;
    for (int l = 0; l <= l_max; ++l)
        for (const int twice_j : {2 * l - 1, 2 * l + 1}) {
            if (twice_j < 0)
                continue;
            position = std::fmod(position + std::numbers::phi, 1.0);
            species.channels.push_back({l, twice_j, pi * (position - 0.5), inelastic, double(l)});
        }
    alloy.impurities.push_back(species);
    return alloy;
}

void add_kondo_limit(std::vector<GoldStandard>& list) {
    const char* const group = "single p1/2 channel";
    const C c = transport_coefficients(three_channel_alloy(0.0, 0.5 * pi, 0.0, 0.01));
    list.push_back({group, "sigma_SH = 4/(9 pi^2) e^2 k_F/hbar", 4.0 / (9.0 * pi * pi),
                    c.spin_hall_conductivity, standard_rounding});
    const C weak = transport_coefficients(three_channel_alloy(0.0, 0.4, 0.0, 0.003));
    list.push_back({group, "the same at another eta and n_i", 4.0 / (9.0 * pi * pi),
                    weak.spin_hall_conductivity, standard_rounding});
    list.push_back(
        {group, "Z of the conserved pseudospin", 9.0, c.slow_mode_weight, standard_rounding});
    list.push_back(
        {group, "Y of the conserved pseudospin", -3.0, c.slow_mode_precession, standard_rounding});
    list.push_back(
        {group, "spin that remains, 1/Z", 1.0 / 9.0, 1.0 / c.slow_mode_weight, standard_rounding});
    units::Host host;
    host.fermi_wavenumber = 1.36e10;
    list.push_back(
        {group, "sigma_SH/k_F in S (given to five digits)", 1.0961e-5,
         c.spin_hall_conductivity * units::reduced_unit(host, units::Dimension::conductivity) /
             host.fermi_wavenumber,
         5e-5});
    // K-19 and K-20 as they follow from K-11..K-14: derivatives at eta_1 = pi/2 by central
    // differences.
    const double step = 1e-4;
    const double concentration = 0.01;
    const auto hall = [&](double eta_0) {
        return transport_coefficients(three_channel_alloy(eta_0, 0.5 * pi, 0.0, concentration, 1))
            .spin_hall_conductivity_skew;
    };
    list.push_back({group, "d sigma_SH(skew)/d eta_0 = -n_c/(6 pi n_i)",
                    -1.0 / (6.0 * pi * concentration), (hall(step) - hall(-step)) / (2.0 * step),
                    1e-6});
    const auto anisotropy = [&](double eta_0, double eta_2) {
        const C d =
            transport_coefficients(three_channel_alloy(eta_0, 0.5 * pi, eta_2, concentration, 1));
        return d.spin_diffusion_longitudinal / d.spin_diffusion_transverse;
    };
    const auto dilute_anisotropy = [](double eta_0) {
        const C d = transport_coefficients(three_channel_alloy(eta_0, 0.5 * pi, 0.0, 1e-9, 1));
        return d.spin_diffusion_longitudinal / d.spin_diffusion_transverse;
    };
    list.push_back({group, "d(D_L/D_T)/d eta_0 = -16 n_i/(27 pi n_c)",
                    -16.0 * concentration / (27.0 * pi),
                    (anisotropy(step, 0.0) - anisotropy(-step, 0.0)) / (2.0 * step), 1e-6});
    const double second = 1e-2;
    list.push_back(
        {group, "d^2(D_L/D_T)/d eta_0^2 = 8/9, dilute", 8.0 / 9.0,
         (dilute_anisotropy(second) + dilute_anisotropy(-second) - 2.0 * dilute_anisotropy(0.0)) /
             (second * second),
         1e-3});
    list.push_back({group, "d(D_L/D_T)/d eta_2", 0.0,
                    (anisotropy(0.0, step) - anisotropy(0.0, -step)) / (2.0 * step), 1e-9});
}

// The map n -> (sigma.p^) n (sigma.p^): (l, j) and (2j - l, j) have the same spectrum.
void add_partner_channels(std::vector<GoldStandard>& list) {
    const auto spin_block = [](int l, int twice_j) {
        const kinetics::CollisionOperator collisions(
            {{"single", 0.01, {{l, twice_j, 0.8, 1.0, static_cast<double>(l)}}}},
            kinetics::MomentumGradient::both);
        const double a = collisions.relaxation(kinetics::spin_density, kinetics::spin_density);
        const double b = collisions.relaxation(kinetics::spin_density, kinetics::spin_quadrupole);
        const double d =
            collisions.relaxation(kinetics::spin_quadrupole, kinetics::spin_quadrupole);
        return std::pair(a + d, a * d - b * b);
    };
    const char* const group = "partner channels p3/2 and d3/2, J = 1 even";
    const auto [trace_p, determinant_p] = spin_block(1, 3);
    const auto [trace_d, determinant_d] = spin_block(2, 3);
    list.push_back({group, "trace of the relaxation", trace_p, trace_d, standard_rounding});
    list.push_back({group, "determinant", determinant_p, determinant_d, standard_rounding});
}

void add_laws(std::vector<GoldStandard>& list) {
    for (const int l_max : {1, 2, 3, 6})
        for (const double inelastic : {1.0, 0.6}) {
            const std::string group = "laws, l up to " + std::to_string(l_max) +
                                      (inelastic < 1.0 ? ", inelastic" : ", elastic");
            for (const auto& check : consistency_checks(many_channel_alloy(l_max, inelastic)))
                list.push_back({group, check.name, 0.0, check.residual, check.tolerance});
        }
    // Equal phase shifts for j = l +- 1/2: spin is conserved and nothing turns charge into spin.
    Alloy scalar = many_channel_alloy(3, 1.0);
    for (auto& channel : scalar.impurities[0].channels)
        channel.phase_shift = 0.3 * (channel.l + 1);
    const C c = transport_coefficients(scalar);
    const char* const group = "no spin-orbit coupling";
    list.push_back({group, "spin relaxation rate", 0.0, c.spin_relaxation_rate, standard_rounding});
    list.push_back({group, "spin Hall angle", 0.0, c.spin_hall_angle, standard_rounding});
    list.push_back(
        {group, "D_L = D_c", c.charge_diffusion, c.spin_diffusion_longitudinal, standard_rounding});
    list.push_back(
        {group, "D_T = D_c", c.charge_diffusion, c.spin_diffusion_transverse, standard_rounding});
}

void add_closed_forms(std::vector<GoldStandard>& list) {
    const double eta[3] = {-0.7, 0.9, 0.25};
    const C found = transport_coefficients(three_channel_alloy(eta[0], eta[1], eta[2], 0.02, 1));
    const C expected = two_moment_coefficients(corrected_parameters(eta[0], eta[1], eta[2], 0.02));
    const char* const group = "K-S94..S103 and K-11..K-14, errata applied";
    const std::array<std::pair<const char*, double C::*>, 15> members = {{
        {"1/tau_tr", &C::transport_rate},
        {"1/tau_s", &C::spin_relaxation_rate},
        {"omega_sk", &C::skew_rate},
        {"omega_sw", &C::swap_rate},
        {"Omega_c", &C::omega_c},
        {"Omega_cs", &C::omega_cs},
        {"Omega_sc", &C::omega_sc},
        {"Omega_0", &C::omega_0},
        {"Omega_1", &C::omega_1},
        {"Omega_2", &C::omega_2},
        {"theta_SH", &C::theta_sh},
        {"D_c", &C::charge_diffusion},
        {"D_0", &C::spin_diffusion_0},
        {"D_1", &C::spin_diffusion_1},
        {"D_2", &C::spin_diffusion_2},
    }};
    for (const auto& [quantity, member] : members)
        list.push_back({group, quantity, expected.*member, found.*member, standard_rounding});
}

// An s-wave of any strength with a weak spin-orbit amplitude: U-4, U-5, U-37, U-44, U-45, U-56.
void add_weak_spin_orbit_limit(std::vector<GoldStandard>& list) {
    const char* const group = "weak spin-orbit limit, U-4, U-5, U-56";
    const double concentration = 0.01;
    const double eta_0 = 0.6;
    const double coupling = 1e-5; // lambda^2 p_F^2
    // t_0 = -tan(eta_0)/(pi N_F), B = lambda^2 p_F^2 t_0 = -(t_1 - t_2)/(pi N_F), t_1 + 2 t_2 = 0.
    const double amplitude = coupling * std::tan(eta_0);
    const C c = transport_coefficients(
        three_channel_alloy(eta_0, 2.0 * amplitude / 3.0, -amplitude / 3.0, concentration, 1));
    const double in_scattering = 4.0 * concentration / (3.0 * pi);    // 2 pi n_i N_F/(pi N_F)^2
    const double rate = in_scattering * std::pow(std::sin(eta_0), 2); // U-37
    const double t_real = -std::sin(eta_0) * std::cos(eta_0);         // pi N_F t_F
    const double t_imaginary = -std::pow(std::sin(eta_0), 2);
    const double b = -amplitude;
    const double omega_1 = in_scattering * t_real * b;                        // U-44, Re t_F^* B
    const double omega_2 = -in_scattering * t_imaginary * b;                  // U-45, Im t_F^* B
    const double theta = (2.0 / 3.0 * omega_2 + 2.0 * omega_1 * rate) / rate; // p_F l = 1/rate
    const double kappa = (2.0 / 3.0 * omega_1 - 2.0 * omega_2 * rate) / rate;
    list.push_back({group, "theta = -theta_SH", theta, -c.theta_sh, 1e-4});
    list.push_back({group, "kappa = -kappa_SH/D", kappa, -c.swapping / c.drude_diffusion, 1e-4});
    list.push_back({group, "1/tau_so", 8.0 / 9.0 * in_scattering * std::pow(amplitude, 2),
                    c.spin_relaxation_rate, 1e-4});
}

// An s-wave scatterer conserves the spin, a p1/2 scatterer the pseudospin; together they relax
// both, in series: 1/R = 1/(8 Gamma_s) + 9/(8 Gamma_p), Z = 1 + 8 Gamma_p^2/(Gamma_p + 9
// Gamma_s)^2.
void add_two_species(std::vector<GoldStandard>& list) {
    const char* const group = "p1/2 and s-wave species together";
    Alloy alloy = three_channel_alloy(0.0, 1.2, 0.0, 0.009);
    alloy.impurities.push_back({"ordinary", 0.001, {{0, 1, 0.5, 1.0, 0.0}}});
    const C c = transport_coefficients(alloy);
    const double gamma_p = 4.0 * 0.009 / (3.0 * pi) * std::pow(std::sin(1.2), 2);
    const double gamma_s = 4.0 * 0.001 / (3.0 * pi) * std::pow(std::sin(0.5), 2);
    list.push_back({group, "1/R = 1/(8 Gamma_s) + 9/(8 Gamma_p)",
                    1.0 / (8.0 * gamma_s) + 9.0 / (8.0 * gamma_p), 1.0 / c.spin_relaxation_rate,
                    standard_rounding});
    list.push_back({group, "Z", 1.0 + 8.0 * std::pow(gamma_p / (gamma_p + 9.0 * gamma_s), 2),
                    c.slow_mode_weight, standard_rounding});
    list.push_back({group, "1/tau_tr = Gamma_s + Gamma_p", gamma_s + gamma_p, c.transport_rate,
                    standard_rounding});
    list.push_back({group, "skew part: no interference between species", 0.0,
                    c.spin_hall_angle_skew, standard_rounding});
}

} // namespace

double GoldStandard::error() const {
    const double difference = std::abs(found - expected);
    return expected != 0.0 ? difference / std::abs(expected) : difference;
}

std::vector<GoldStandard> gold_standards() {
    std::vector<GoldStandard> list;
    add_verified_numbers(list);
    add_kondo_limit(list);
    add_two_species(list);
    add_partner_channels(list);
    add_laws(list);
    add_closed_forms(list);
    add_weak_spin_orbit_limit(list);
    add_impurity_models(list);
    return list;
}

} // namespace sidejump::coefficients
