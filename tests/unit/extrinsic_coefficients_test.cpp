// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/extrinsic_coefficients.hpp"

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/units/host.hpp"
#include "sidejump/usadel/action_terms.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::superconductor {
namespace extrinsic_coefficients_test {

using namespace std::complex_literals;
using usadel::Complex;
using usadel::NambuMatrix;

/// With B = lambda^2 p_F^2 t_0, omega_1 tau = lambda^2 p_F^2 and omega_2 tau = p_F a omega_1 tau.
TEST(ExtrinsicCoefficients, ObeyTheOpticalTheorem) {
    for (const double a : {1e-3, -2.0}) {
        const ExtrinsicCoefficients c = extrinsic_coefficients(
            {.concentration = 0.01, .scattering_length = a, .spin_orbit = 0.05});
        const double rate = 4.0 * 0.01 / (3.0 * std::numbers::pi) * a * a / (1.0 + a * a);
        EXPECT_NEAR(c.scattering_rate / rate, 1.0, 1e-12);
        EXPECT_NEAR(c.spin_orbit_rate_1 / (0.05 * rate), 1.0, 1e-12);
        EXPECT_NEAR(c.spin_orbit_rate_2 / (0.05 * rate), a, 1e-12);
        EXPECT_NEAR(c.spin_hall_angle, 0.05 * (2.0 / 3.0 * a + 2.0 * rate), 1e-15);
        EXPECT_NEAR(c.swapping, 0.05 * (2.0 / 3.0 - 2.0 * a * rate), 1e-15);
        EXPECT_NEAR(c.spin_relaxation_rate / (8.0 / 9.0 * 0.05 * 0.05 * rate), 1.0 + a * a, 1e-12)
            << "U-56 where p_F a is small";
    }
    EXPECT_THROW((void)extrinsic_coefficients({}), std::invalid_argument);
}

/// Deviations of an alloy's coefficients from U's closed forms, relative: theta, kappa, 1/tau_so,
/// and its departure. Its s wave has the phase shift eta; its p waves have no mean phase shift, so
/// that pi N_F t_0 = -tan(eta) and pi N_F B = 3 splitting.
std::array<double, 4> deviations(double eta, double splitting, double concentration) {
    const std::string text = fmt::format(
        "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = {}\nchannels = [\n"
        "{{ l = 0, j = 0.5, phase_shift = {} }},\n{{ l = 1, j = 0.5, phase_shift = {} }},\n"
        "{{ l = 1, j = 1.5, phase_shift = {} }} ]\n",
        concentration, eta, -2.0 * splitting, splitting);
    const coefficients::AlloyFile file = coefficients::read_alloy_text(text, "alloy.toml");
    const AlloyCoefficients alloy =
        alloy_coefficients(coefficients::diffusion_coefficients(file, std::nullopt));
    const ExtrinsicCoefficients closed =
        extrinsic_coefficients({.concentration = concentration,
                                .scattering_length = -std::tan(eta),
                                .spin_orbit = -3.0 * splitting / std::tan(eta)});
    const double rate = units::reduced_unit(file.alloy.host, units::Dimension::rate);
    EXPECT_NEAR(alloy.diffusion * 3.0 * closed.scattering_rate * rate /
                    std::pow(file.alloy.host.fermi_velocity(), 2),
                1.0, 10.0 * std::abs(splitting))
        << "D = v_F^2 tau/3";
    EXPECT_NEAR(alloy.density_of_states / file.alloy.host.density_of_states(), 1.0, 1e-12);
    return {alloy.spin_hall_angle / closed.spin_hall_angle - 1.0,
            alloy.swapping / closed.swapping - 1.0,
            alloy.spin_orbit_rate / (closed.spin_relaxation_rate * rate) - 1.0, alloy.departure};
}

TEST(ExtrinsicCoefficients, OfAlloysAreThoseOfUForWeakSpinOrbitCoupling) {
    for (const double eta : {0.3, -0.8, 1.4})
        for (const double concentration : {1e-3, 1e-2}) {
            const auto large = deviations(eta, 2e-3, concentration);
            const auto small = deviations(eta, 1e-3, concentration);
            for (std::size_t i = 0; i < 4; ++i) {
                EXPECT_LT(std::abs(small[i]), 5e-3) << i;
                // theta and kappa deviate in the next order, rates in the second.
                EXPECT_NEAR(large[i] / small[i], i < 2 ? 2.0 : 4.0, 0.1) << i;
            }
        }
}

/// The Green function of a normal metal, retarded, Keldysh and advanced blocks: it obeys the same
/// action in place of the Nambu matrix. K = n + S.sigma.
NambuMatrix normal_metal(double n, const Eigen::Vector3d& spin) {
    NambuMatrix g = NambuMatrix::Zero();
    g.diagonal() << 1.0, 1.0, -1.0, -1.0;
    Eigen::Matrix2cd keldysh;
    keldysh << n + spin.z(), Complex(spin.x(), -spin.y()), Complex(spin.x(), spin.y()),
        n - spin.z();
    g.topRightCorner<2, 2>() = keldysh;
    return g;
}

/// The densities n, S_x, S_y, S_z of the Keldysh block.
Eigen::Vector4d densities(const NambuMatrix& g) {
    const Eigen::Matrix2cd k = g.topRightCorner<2, 2>();
    return {0.5 * std::real(k(0, 0) + k(1, 1)), 0.5 * std::real(k(0, 1) + k(1, 0)),
            0.5 * std::real(1i * (k(0, 1) - k(1, 0))), 0.5 * std::real(k(0, 0) - k(1, 1))};
}

/// Currents along x out of the right side of a square with densities that grow linearly: the charge
/// current and the three components of the spin current, U-80 and U-81.
TEST(ExtrinsicCoefficients, GiveTheNormalCurrentsOfTheDiffusionEquation) {
    constexpr double d = 0.7;
    constexpr double theta = 0.3;
    constexpr double kappa = -0.4;
    const Eigen::Vector4d along_x(0.5, -0.2, 0.3, 0.9);
    const Eigen::Vector4d along_y(-0.6, 0.8, 0.25, -0.35);
    usadel::DiscreteAction action(4);
    const usadel::Plaquette cell{{0, 1, 2, 3}, {}};
    for (std::size_t i = 0; i < 4; ++i)
        usadel::add_link(action, i, (i + 1) % 4, 0.5 * d);
    usadel::add_spin_hall_plaquette(action, cell, d * theta);
    usadel::add_swapping_plaquette(action, cell, d * kappa);
    std::vector<usadel::LocalFrame> frames;
    for (const auto& [x, y] : {std::pair{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}}) {
        const Eigen::Vector4d here = x * along_x + y * along_y;
        frames.emplace_back(normal_metal(here(0), here.tail<3>()));
    }
    const auto gradient = action.gradient(frames);
    Eigen::Vector4d current = Eigen::Vector4d::Zero();
    for (const std::size_t right : {std::size_t{1}, std::size_t{2}}) {
        const NambuMatrix& g = frames[right].green_function();
        current -= densities(g * gradient[right] - gradient[right] * g);
    }
    // -D kappa (delta_kb d_a S^a - d_b S^k) and D theta eps_bkj d_j n, D theta eps_akj d_j S^a.
    EXPECT_NEAR(current(0), -d * along_x(0) + d * theta * along_y(3), 1e-12);
    EXPECT_NEAR(current(1), -d * along_x(1) - d * kappa * along_y(2), 1e-12);
    EXPECT_NEAR(current(2), -d * along_x(2) + d * kappa * along_y(1), 1e-12);
    EXPECT_NEAR(current(3), -d * along_x(3) + d * theta * along_y(0), 1e-12);
}

TEST(ExtrinsicCoefficients, RelaxNormalSpinsAtTheSpinOrbitRate) {
    usadel::DiscreteAction action(1);
    usadel::add_spin_orbit_relaxation(action, 0, 1.0, 0.6);
    const NambuMatrix g = normal_metal(0.4, {0.1, -0.2, 0.3});
    const NambuMatrix slope = action.gradient({usadel::LocalFrame(g)}).front();
    const Eigen::Vector4d loss = densities(g * slope - slope * g);
    EXPECT_NEAR((loss - 0.6 * Eigen::Vector4d(0.0, 0.1, -0.2, 0.3)).norm(), 0.0, 1e-14);
}

} // namespace extrinsic_coefficients_test
} // namespace sidejump::superconductor
