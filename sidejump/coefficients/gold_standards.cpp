#include "sidejump/coefficients/gold_standards.hpp"

#include "sidejump/coefficients/consistency_checks.hpp"
#include "sidejump/coefficients/published_forms.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace sidejump::coefficients {
namespace {

using kinetics::SideJump;
using C = TransportCoefficients;

constexpr double pi = std::numbers::pi;
constexpr double nine_digits = 1e-9;
constexpr double rounding = 1e-11;

Alloy three_channel_alloy(double eta_0, double eta_1, double eta_2, double concentration,
                          int order = kinetics::MomentTruncation::exact_order) {
    Alloy alloy;
    alloy.host.fermi_wavenumber = 1.36e10;
    alloy.impurities = {
        {"test",
         concentration,
         {{0, 1, eta_0, 1.0, 0.0}, {1, 1, eta_1, 1.0, 1.0}, {1, 3, eta_2, 1.0, 1.0}}}};
    alloy.kinetics.moments = {order, order >= kinetics::MomentTruncation::exact_order};
    return alloy;
}

// Elastic channels s1/2 to f7/2 with phase shifts spread over (-pi/2, pi/2) by the golden ratio.
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

struct TabulatedNumber {
    const char* quantity;
    double C::*member;
    int order;
    SideJump side_jump;
    double expected[2]; // eta = (0.3, 1.1, -0.2) and (0, pi/2, 0)
};

constexpr SideJump first = SideJump::first_order;
constexpr SideJump products = SideJump::with_products;

// n_i/n_c = 0.01, k_F = m* = 1. Values found independently by quadrature of the defining integrals.
constexpr std::array tabulated = {
    TabulatedNumber{"1/tau_tr", &C::transport_rate, 1, first, {3.8489700176e-3, 4.2441318158e-3}},
    TabulatedNumber{
        "R, two moments", &C::spin_relaxation_rate, 1, first, {3.5026136162e-3, 3.7725616140e-3}},
    TabulatedNumber{"omega_sk", &C::skew_rate, 1, first, {-4.5492130382e-4, 0.0}},
    TabulatedNumber{"omega_sw", &C::swap_rate, 1, first, {6.6495662604e-4, 0.0}},
    TabulatedNumber{"Omega_c", &C::omega_c, 1, first, {1.0407665183e-3, 0.0}},
    TabulatedNumber{"Omega_cs", &C::omega_cs, 1, first, {-2.2059553531e-3, -4.2441318158e-3}},
    TabulatedNumber{"Omega_sc", &C::omega_sc, 1, first, {4.2100485909e-4, -1.4147106053e-3}},
    TabulatedNumber{"Omega_0", &C::omega_0, 1, first, {5.3017827432e-3, 0.0}},
    TabulatedNumber{"Omega_1", &C::omega_1, 1, first, {3.1712746307e-3, 0.0}},
    TabulatedNumber{"Omega_2", &C::omega_2, 1, first, {-1.0897415941e-3, 0.0}},
    TabulatedNumber{"D_c", &C::charge_diffusion, 1, first, {83.705109653, 78.539816340}},
    TabulatedNumber{
        "D_c, with products", &C::charge_diffusion, 1, products, {83.704104874, 78.536986919}},
    TabulatedNumber{
        "D theta_SH", &C::spin_hall_diffusion, 1, first, {-11.730791965, 0.44444444444}},
    TabulatedNumber{"D theta_SH, with products",
                    &C::spin_hall_diffusion,
                    1,
                    products,
                    {-11.731525440, 0.44444444444}},
    TabulatedNumber{
        "D theta_SH dressed", &C::spin_hall_diffusion_dressed, 3, first, {-20.695386872, 2.0}},
    TabulatedNumber{"R, full", &C::spin_relaxation_rate, 2, first, {2.1210490939e-3, 0.0}},
    TabulatedNumber{
        "D_L, two moments", &C::spin_diffusion_longitudinal, 1, first, {92.978170232, 78.53981634}},
    TabulatedNumber{
        "D_T, two moments", &C::spin_diffusion_transverse, 1, first, {87.306708907, 78.53981634}},
    TabulatedNumber{
        "D_L, full", &C::spin_diffusion_longitudinal, 3, first, {123.17563908, 706.85834706}},
    TabulatedNumber{
        "D_T, full", &C::spin_diffusion_transverse, 3, first, {242.87885562, 706.85834706}},
};

void add_tabulated(std::vector<GoldStandard>& list) {
    const double eta[2][3] = {{0.3, 1.1, -0.2}, {0.0, 0.5 * pi, 0.0}};
    const char* const group[2] = {"eta = (0.3, 1.1, -0.2)", "eta = (0, pi/2, 0)"};
    for (int set = 0; set < 2; ++set)
        for (const auto& number : tabulated) {
            Alloy alloy =
                three_channel_alloy(eta[set][0], eta[set][1], eta[set][2], 0.01, number.order);
            alloy.kinetics.side_jump = number.side_jump;
            const C c = transport_coefficients(alloy);
            list.push_back(
                {group[set], number.quantity, number.expected[set], c.*number.member, nine_digits});
        }
    const C c = transport_coefficients(three_channel_alloy(0.3, 1.1, -0.2, 0.01));
    // Given to four digits in the sources.
    list.push_back({group[0], "Z", 2.245, c.slow_mode_weight, 2.5e-4});
    list.push_back({group[0], "Y", 0.378, c.slow_mode_precession, 1.4e-3});
    list.push_back({group[0], "skew part of D theta_SH", -11.969333858,
                    c.spin_hall_angle_skew * c.charge_diffusion, nine_digits});
    list.push_back({group[0], "side-jump part of D theta_SH", 0.238541893,
                    c.spin_hall_angle_side_jump * c.charge_diffusion, 3.0 * nine_digits});
}

void add_kondo_limit(std::vector<GoldStandard>& list) {
    const char* const group = "single p1/2 channel";
    const C c = transport_coefficients(three_channel_alloy(0.0, 0.5 * pi, 0.0, 0.01));
    list.push_back({group, "sigma_SH = 4/(9 pi^2) e^2 k_F/hbar", 4.0 / (9.0 * pi * pi),
                    c.spin_hall_conductivity, rounding});
    const C weak = transport_coefficients(three_channel_alloy(0.0, 0.4, 0.0, 0.003));
    list.push_back({group, "the same at another eta and n_i", 4.0 / (9.0 * pi * pi),
                    weak.spin_hall_conductivity, rounding});
    list.push_back({group, "Z of the conserved pseudospin", 9.0, c.slow_mode_weight, rounding});
    list.push_back(
        {group, "Y of the conserved pseudospin", -3.0, c.slow_mode_precession, rounding});
    list.push_back(
        {group, "spin that remains, 1/Z", 1.0 / 9.0, 1.0 / c.slow_mode_weight, rounding});
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
    list.push_back({group, "d(D_L/D_T)/d eta_0 = -16 n_i/(27 pi n_c)",
                    -16.0 * concentration / (27.0 * pi),
                    (anisotropy(step, 0.0) - anisotropy(-step, 0.0)) / (2.0 * step), 1e-6});
    list.push_back({group, "d(D_L/D_T)/d eta_2", 0.0,
                    (anisotropy(0.0, step) - anisotropy(0.0, -step)) / (2.0 * step), 1e-9});
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
    list.push_back({group, "spin relaxation rate", 0.0, c.spin_relaxation_rate, rounding});
    list.push_back({group, "spin Hall angle", 0.0, c.spin_hall_angle, rounding});
    list.push_back(
        {group, "D_L = D_c", c.charge_diffusion, c.spin_diffusion_longitudinal, rounding});
    list.push_back({group, "D_T = D_c", c.charge_diffusion, c.spin_diffusion_transverse, rounding});
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
        list.push_back({group, quantity, expected.*member, found.*member, rounding});
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
                    rounding});
    list.push_back({group, "Z", 1.0 + 8.0 * std::pow(gamma_p / (gamma_p + 9.0 * gamma_s), 2),
                    c.slow_mode_weight, rounding});
    list.push_back(
        {group, "1/tau_tr = Gamma_s + Gamma_p", gamma_s + gamma_p, c.transport_rate, rounding});
    list.push_back({group, "skew part: no interference between species", 0.0,
                    c.spin_hall_angle_skew, rounding});
}

} // namespace

double GoldStandard::error() const {
    const double difference = std::abs(found - expected);
    return expected != 0.0 ? difference / std::abs(expected) : difference;
}

std::vector<GoldStandard> gold_standards() {
    std::vector<GoldStandard> list;
    add_tabulated(list);
    add_kondo_limit(list);
    add_two_species(list);
    add_laws(list);
    add_closed_forms(list);
    add_weak_spin_orbit_limit(list);
    return list;
}

} // namespace sidejump::coefficients
