// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/published_forms.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::coefficients {
namespace {

using std::numbers::pi;
constexpr double fermi_energy = 0.5;

TwoMomentParameters& operator+=(TwoMomentParameters& a, const TwoMomentParameters& b) {
    a.transport_rate += b.transport_rate;
    a.spin_relaxation_rate += b.spin_relaxation_rate;
    a.skew_rate += b.skew_rate;
    a.swap_rate += b.swap_rate;
    a.omega_c += b.omega_c;
    a.omega_cs += b.omega_cs;
    a.omega_sc += b.omega_sc;
    a.omega_0 += b.omega_0;
    a.omega_1 += b.omega_1;
    a.omega_2 += b.omega_2;
    return a;
}

} // namespace

TwoMomentParameters printed_parameters(double eta_0, double eta_1, double eta_2, double c) {
    using std::cos;
    using std::sin;
    const double rate = fermi_energy * c / (9.0 * pi);
    TwoMomentParameters p;
    p.transport_rate = 4.0 * rate *
                       (9.0 - cos(2.0 * (eta_0 - eta_1)) - 2.0 * cos(2.0 * (eta_0 - eta_2)) -
                        cos(2.0 * eta_1) - 4.0 * cos(2.0 * eta_2));                           // S94
    p.spin_relaxation_rate = 16.0 * rate * std::pow(sin(eta_1 - eta_2), 2);                   // S95
    p.skew_rate = 16.0 * rate * sin(eta_0) * sin(eta_0 - eta_1 - eta_2) * sin(eta_1 - eta_2); // S96
    p.swap_rate = 16.0 * rate * sin(eta_0) * cos(eta_0 - eta_1 - eta_2) * sin(eta_1 - eta_2); // S97
    const double jump = 2.0 * c / (3.0 * pi);
    p.omega_c =
        2.0 * jump * sin(eta_0) *
        (3.0 * cos(eta_0) - cos(eta_0 - 2.0 * eta_1) - 2.0 * cos(eta_0 - 2.0 * eta_2)); // S98
    p.omega_cs = jump / 3.0 *
                 (4.0 + 3.0 * cos(2.0 * (eta_0 - eta_1)) + 3.0 * cos(2.0 * eta_1) -
                  3.0 * cos(2.0 * (eta_0 - eta_2)) - 4.0 * cos(2.0 * (eta_1 - eta_2)) -
                  3.0 * cos(2.0 * eta_2)); // S99
    p.omega_sc =
        2.0 * jump * cos(eta_0) * (cos(eta_0 - 2.0 * eta_1) - cos(eta_0 - 2.0 * eta_2)); // S100
    p.omega_0 =
        2.0 * jump * sin(eta_1) *
        (3.0 * cos(2.0 * eta_0 - eta_1) + cos(eta_1) - 4.0 * cos(eta_1 - 2.0 * eta_2)); // S101
    p.omega_1 = jump * (3.0 * sin(2.0 * eta_0) - 2.0 * sin(2.0 * (eta_0 - eta_1)) -
                        sin(2.0 * (eta_0 - eta_2)) - 2.0 * sin(2.0 * (eta_1 - eta_2)) -
                        3.0 * sin(2.0 * eta_2)); // S102
    p.omega_2 =
        2.0 * jump * sin(eta_2) *
        (3.0 * cos(2.0 * eta_0 - eta_2) - 2.0 * cos(2.0 * eta_1 - eta_2) - cos(eta_2)); // S103
    return p;
}

TwoMomentParameters corrected_parameters(double eta_0, double eta_1, double eta_2, double c) {
    const TwoMomentParameters printed = printed_parameters(eta_0, eta_1, eta_2, c);
    TwoMomentParameters p = printed;
    // S94: twice the term - cos 2 eta_1; S78, S95: 4/3; S72..S86: (2 eps_F)^-1; S99, S100:
    // exchanged.
    p.transport_rate -= 4.0 * fermi_energy * c / (9.0 * pi) * std::cos(2.0 * eta_1);
    p.spin_relaxation_rate *= 4.0 / 3.0;
    p.omega_c *= 0.5;
    p.omega_cs = 0.5 * printed.omega_sc;
    p.omega_sc = 0.5 * printed.omega_cs;
    p.omega_0 *= 0.5;
    p.omega_1 *= 0.5;
    p.omega_2 *= 0.5;
    return p;
}

TransportCoefficients two_moment_coefficients(const TwoMomentParameters& p) {
    const double tau = 1.0 / p.transport_rate;
    const double theta_sk = p.skew_rate * tau;
    const double gamma_0 = 1.0 - 2.0 * p.swap_rate * tau;
    const double gamma_1 = 1.0 - p.swap_rate * tau;
    const double gamma_2 = 1.0 + p.swap_rate * tau;
    const double drude = tau / 3.0;
    const double denominator = gamma_1 + 2.0 * theta_sk * theta_sk;

    TransportCoefficients c;
    c.transport_rate = p.transport_rate;
    c.spin_relaxation_rate = p.spin_relaxation_rate;
    c.skew_rate = p.skew_rate;
    c.swap_rate = p.swap_rate;
    c.omega_c = p.omega_c;
    c.omega_cs = p.omega_cs;
    c.omega_sc = p.omega_sc;
    c.omega_0 = p.omega_0;
    c.omega_1 = p.omega_1;
    c.omega_2 = p.omega_2;
    c.drude_diffusion = drude;
    const double theta_sh =
        ((1.0 - p.omega_c - p.omega_1) * theta_sk - p.omega_cs - p.omega_sc * gamma_1) /
        denominator; // K-11
    c.charge_diffusion =
        drude * (gamma_1 * (1.0 - 2.0 * p.omega_c) + 4.0 * theta_sk * p.omega_cs) / denominator;
    c.spin_diffusion_1 =
        drude * (1.0 - 2.0 * p.omega_1 + 4.0 * theta_sk * p.omega_sc) / denominator;
    c.spin_diffusion_0 = drude * (1.0 - 2.0 * p.omega_0) / gamma_0;
    c.spin_diffusion_2 = drude * (1.0 - 2.0 * p.omega_2) / gamma_2;
    c.spin_hall_diffusion = drude * theta_sh;
    c.spin_hall_diffusion_dressed = c.spin_hall_diffusion;
    const double skew_part = drude * theta_sk / denominator;
    complete_derived(c, skew_part, c.spin_hall_diffusion - skew_part);
    return c;
}

TransportCoefficients published_coefficients(const std::vector<impurity::Impurity>& impurities) {
    TwoMomentParameters sum;
    for (const auto& species : impurities) {
        require_published_channels(species);
        double eta[3] = {0.0, 0.0, 0.0};
        for (const auto& channel : species.channels)
            eta[channel.l + (channel.twice_j == 3 ? 1 : 0)] = channel.phase_shift;
        sum += printed_parameters(eta[0], eta[1], eta[2], species.concentration);
    }
    return two_moment_coefficients(sum);
}

void require_published_channels(const impurity::Impurity& species) {
    for (const auto& channel : species.channels)
        if (channel.l > 1 || channel.inelastic != 1.0 || channel.off_shell_exponent != channel.l)
            throw std::invalid_argument("the published formulas hold for elastic channels s1/2, "
                                        "p1/2 and p3/2 with off_shell_exponent = l only; use form "
                                        "= \"kinetic\"");
}

} // namespace sidejump::coefficients
