// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/gold_standard_numbers.hpp"

#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/kinetics/collision_operator.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace sidejump::coefficients {
namespace {

using kinetics::SideJump;
using C = TransportCoefficients;

using std::numbers::pi;
constexpr double nine_digits = 1e-9;

// The smaller eigenvalue of Lambda between spin density and spin quadrupole.
double slower_spin_rate(const Alloy& alloy) {
    const kinetics::CollisionOperator collisions(alloy.impurities,
                                                 kinetics::MomentumGradient::both);
    const double a = collisions.relaxation(kinetics::spin_density, kinetics::spin_density);
    const double b = collisions.relaxation(kinetics::spin_density, kinetics::spin_quadrupole);
    const double d = collisions.relaxation(kinetics::spin_quadrupole, kinetics::spin_quadrupole);
    return 0.5 * (a + d) - std::hypot(0.5 * (a - d), b);
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
                    {-11.731525445, 0.44444444444}},
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

} // namespace

Alloy three_channel_alloy(double eta_0, double eta_1, double eta_2, double concentration,
                          int order) {
    Alloy alloy;
    alloy.host.fermi_wavenumber = 1.36e10;
    alloy.impurities = {
        {"test",
         concentration,
         {{0, 1, eta_0, 1.0, 0.0}, {1, 1, eta_1, 1.0, 1.0}, {1, 3, eta_2, 1.0, 1.0}}}};
    alloy.kinetics.moments = {order, order >= kinetics::MomentTruncation::exact_order};
    return alloy;
}

void add_verified_numbers(std::vector<GoldStandard>& list) {
    const double eta[2][3] = {{0.3, 1.1, -0.2}, {0.0, 0.5 * pi, 0.0}};
    const char* const group[2] = {"eta = (0.3, 1.1, -0.2), n_i/n_c = 0.01, hbar = k_F = m* = 1",
                                  "eta = (0, pi/2, 0), n_i/n_c = 0.01, hbar = k_F = m* = 1"};
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
    const C two = transport_coefficients(three_channel_alloy(0.3, 1.1, -0.2, 0.01, 1));
    const char* const rounded = "eta = (0.3, 1.1, -0.2), further numbers";
    list.push_back({rounded, "Z", 2.245, c.slow_mode_weight, 2.5e-4});
    list.push_back({rounded, "Y", 0.378, c.slow_mode_precession, 1.4e-3});
    list.push_back({rounded, "mean free path", 251.1, c.mean_free_path, 2e-4});
    list.push_back({rounded, "sqrt(D_T/R), full", 338.4, c.spin_diffusion_length_transverse, 2e-4});
    list.push_back(
        {rounded, "sqrt(D_L/R), full", 241.0, c.spin_diffusion_length_longitudinal, 3e-4});
    list.push_back(
        {rounded, "sqrt(D_T/R), two moments", 157.9, two.spin_diffusion_length_transverse, 4e-4});
    list.push_back(
        {rounded, "sqrt(D_L/R), two moments", 162.9, two.spin_diffusion_length_longitudinal, 4e-4});
    list.push_back({rounded, "slowest rate of the homogeneous operator", 5.84e-4,
                    slower_spin_rate(three_channel_alloy(0.3, 1.1, -0.2, 0.01)), 1e-3});
    list.push_back({rounded, "skew part of D theta_SH", -11.969333858,
                    c.spin_hall_angle_skew * c.charge_diffusion, nine_digits});
    list.push_back({rounded, "side-jump part of D theta_SH", 0.238541893,
                    c.spin_hall_angle_side_jump * c.charge_diffusion, 3.0 * nine_digits});
}

} // namespace sidejump::coefficients
