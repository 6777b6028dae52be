// SPDX-License-Identifier: GPL-3.0-or-later
// Devices that depend on one coordinate, against closed forms (docs/theory/devices).
#include "sidejump/math/dense_algebra.hpp"
#include "tests/support/device_problems.hpp"

#include <Eigen/Geometry>
#include <cmath>
#include <complex>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::test {
namespace {

using device::BoundaryLaw;
using device::ContactSpin;
using device::DiffusionProblem;
using device::Drive;
using device::Embedding;
using device::Vector3;

double coth(double x) {
    return 1.0 / std::tanh(x);
}

// A bar along one axis, spins 1 V at one end and 0 at the other: u = sinh(k(L-x))/sinh(kL), and
// the current D k coth(kL) enters. L = 0.5.
std::array<double, 3> bar_decay_constants(const DiffusionProblem& bar, double relaxation) {
    const auto state = make_solver(bar, 4).solve(bar);
    std::array<double, 3> constants{};
    for (std::size_t a = 0; a < 3; ++a) {
        // current = (relaxation/k) coth(kL) falls with k.
        const double current = state.terminals[0].spin_current[a].real();
        double low = 1e-3;
        double high = 1e3;
        while (high - low > 1e-14 * high) {
            const double k = 0.5 * (low + high);
            (relaxation / k * coth(0.5 * k) > current ? low : high) = k;
            if (k == low && k == high)
                break;
        }
        constants[a] = 0.5 * (low + high);
    }
    return constants;
}

DiffusionProblem bar(const device::IsotropicConduction& conduction, double relaxation,
                     Embedding::Across across) {
    DiffusionProblem problem = line({0.0, 0.5}, 10);
    problem.media = {metal(conduction, relaxation)};
    problem.embedding.across = {across, across, Embedding::Across::extended};
    BoundaryLaw law = device::ohmic_contact(ContactSpin::reservoir);
    add_terminal(problem, "high", law, Drive::potential);
    law.spin_potential = Vector3::Ones();
    add_terminal(problem, "low", law, Drive::potential);
    std::swap(problem.terminals[0], problem.terminals[1]);
    return problem;
}

TEST(DeviceBar, DecayConstantsInAWideBar) {
    const auto k =
        bar_decay_constants(bar({1.0, 0.0, 1.4, 1.0, 0.8}, 4.0, Embedding::Across::extended), 4.0);
    EXPECT_NEAR(k[0], 2.0, 1e-9);
    EXPECT_NEAR(k[1], 2.1081851, 5e-8);
    EXPECT_NEAR(k[1], 2.0 / std::sqrt(0.9), 1e-9);
    EXPECT_NEAR(k[2], k[1], 1e-12);
}

TEST(DeviceBar, DecayConstantsInAThinWire) {
    const double d0 = 1.4;
    const double d1 = 1.0;
    const double d2 = 0.8;
    const auto k =
        bar_decay_constants(bar({1.0, 0.0, d0, d1, d2}, 4.0, Embedding::Across::thin), 4.0);
    EXPECT_NEAR(k[0], 2.0 * std::sqrt((1.0 / d0 + 2.0 / d2) / 3.0), 1e-9);
    EXPECT_NEAR(k[1], 2.0 * std::sqrt((1.0 / d1 + 1.0 / d2) / 2.0), 1e-9);
    EXPECT_NEAR(k[2], k[1], 1e-12);
    // A pure swapping anisotropy, D_m = D/gamma_m, disappears.
    const double w = 0.3;
    const auto swapping =
        bar_decay_constants(bar({1.0, 0.0, 1.0 / (1.0 - 2.0 * w), 1.0 / (1.0 - w), 1.0 / (1.0 + w)},
                                4.0, Embedding::Across::thin),
                            4.0);
    for (const double constant : swapping)
        EXPECT_NEAR(constant, 2.0, 1e-9);
}

// e^{-i omega t}: D q^2 = R - i omega C.
TEST(DeviceBar, SpinDiffusionAtAFrequency) {
    for (const double omega : {0.0, 0.5, 20.0, -20.0}) {
        DiffusionProblem problem = bar({1.0, 0.0, 1.4, 1.0, 0.8}, 4.0, Embedding::Across::extended);
        problem.media[0].storage.diagonal().tail<3>().setConstant(1.5);
        auto solver = make_solver(problem, 4);
        const auto state = solver.solve(problem, omega);
        const auto sample = solver.sample({{0.2, 0.0, 0.0}}).front();
        for (const std::size_t a : {0U, 1U}) {
            const double diffusion = a == 0 ? 1.0 : 0.9;
            const std::complex<double> q =
                std::sqrt(std::complex<double>(4.0, -1.5 * omega) / diffusion);
            EXPECT_LT(std::abs(sample.potential[a + 1] - std::sinh(0.3 * q) / std::sinh(0.5 * q)),
                      1e-9);
            EXPECT_LT(
                std::abs(state.terminals[0].spin_current[a] - diffusion * q / std::tanh(0.5 * q)),
                1e-9);
        }
    }
}

// Currents along x and y, means over a film of unit thickness in a unit field along x; the magnetic
// insulator is above it. sigma = 1.
struct FilmCurrents {
    double along = 0.0;
    double across = 0.0;
};

FilmCurrents film(double theta, double length, double thickness,
                  const device::MixingConductance& mixing, const Vector3& direction) {
    DiffusionProblem problem = line({0.0, thickness}, 40, 2);
    problem.media = {metal(1.0, length, theta)};
    problem.embedding.applied_field = {1.0, 0.0, 0.0};
    add_terminal(problem, "low", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    add_terminal(problem, "high", device::magnetic_insulator(mixing, direction), Drive::none);
    auto solver = make_solver(problem, 4);
    const auto state = solver.solve(problem);
    EXPECT_LT(std::abs(state.terminals[1].current), 1e-14);
    const auto mean = [&](std::size_t axis) {
        return integral(
                   [&](double z) {
                       return solver.sample({{z, 0.0, 0.0}}).front().current[axis][0].real();
                   },
                   0.0, thickness, 40) /
               thickness;
    };
    return {mean(0), mean(1)};
}

// Chen et al., Phys. Rev. B 87, 144411 (2013): with G = G_r + i G_i,
//   (Delta rho_1 - i Delta rho_2)/rho
//       = theta^2 (lambda/d) 2 lambda G tanh^2(d/2 lambda)/(sigma + 2 lambda G coth(d/lambda)),
// rho_long = rho + Delta rho_0 + Delta rho_1 (1 - m_y^2), rho_trans = Delta rho_1 m_x m_y +
// Delta rho_2 m_z. Their spin current is ours, -sigma grad(mu_s/2e) with mu_s/2e = u, and what
// leaves across m is 2 G u for both. To first order in theta^2 changes of the resistivity are minus
// those of the conductivity, and these are of second order in theta exactly.
TEST(DeviceSpinHallMagnetoresistance, HasTheAmplitudesOfChen) {
    const double theta = 0.3;
    const double length = 0.4;
    const double d = 0.9;
    for (const auto& g : {std::complex<double>(0.5, 0.0), std::complex<double>(2.0, 0.7),
                          std::complex<double>(40.0, -3.0)}) {
        const device::MixingConductance mixing{g.real(), g.imag()};
        const double tangent = std::tanh(0.5 * d / length);
        const std::complex<double> amplitude = theta * theta * length / d * 2.0 * length * g *
                                               tangent * tangent /
                                               (1.0 + 2.0 * length * g * coth(d / length));
        const FilmCurrents without = film(theta, length, d, mixing, Vector3::UnitY());
        EXPECT_NEAR(without.along, 1.0 + theta * theta * 2.0 * length / d * tangent, 1e-9);
        EXPECT_NEAR(without.across, 0.0, 1e-12);
        for (const Vector3& m : {Vector3(Vector3::UnitX()), Vector3(Vector3::UnitZ()),
                                 Vector3(Vector3(0.3, 0.5, -0.7).normalized()),
                                 Vector3(Vector3(-1.0, 2.0, 0.4).normalized())}) {
            const FilmCurrents found = film(theta, length, d, mixing, m);
            EXPECT_NEAR(without.along - found.along, (1.0 - m.y() * m.y()) * amplitude.real(),
                        1e-9);
            // rho_trans = E_y/J_x: minus the current across for a given field.
            EXPECT_NEAR(-found.across, m.x() * m.y() * amplitude.real() - m.z() * amplitude.imag(),
                        1e-9);
        }
    }
}

// The boundary condition once more, with vectors: u = a cosh + b sinh in z/lambda, b from the lower
// face, a from the mixing conductance at the upper.
TEST(DeviceSpinHallMagnetoresistance, SolvesTheVectorEquations) {
    const double theta = -0.5;
    const double length = 0.3;
    const double d = 0.5;
    const device::MixingConductance mixing{1.3, 0.6};
    const Vector3 m = Vector3(0.3, 0.5, -0.7).normalized();
    Eigen::Matrix3d exchange;
    for (int a = 0; a < 3; ++a) {
        const Vector3 u = Vector3::Unit(a);
        exchange.col(a) =
            2.0 * mixing.real * m.cross(u.cross(m)) + 2.0 * mixing.imaginary * u.cross(m);
    }
    const double c = std::cosh(d / length);
    const double s = std::sinh(d / length);
    const Vector3 supply = theta * Vector3::UnitY(); // J_zy = -u_y' + theta E
    const Vector3 b = length * supply;
    const Eigen::Matrix3d one = Eigen::Matrix3d::Identity();
    const Eigen::MatrixXd boundary = one * s / length + exchange * c;
    const Vector3 a = math::solve(boundary, supply - b * c / length - exchange * b * s);
    const Vector3 change = a * (c - 1.0) + b * s; // u(d) - u(0)
    const FilmCurrents found = film(theta, length, d, mixing, m);
    // J_x = E + theta u_y', J_y = - theta u_x'.
    EXPECT_NEAR(found.along, 1.0 + theta * change.y() / d, 1e-9);
    EXPECT_NEAR(found.across, -theta * change.x() / d, 1e-9);
}

// Valet and Fert, Phys. Rev. B 48, 7099 (1993): ferromagnet, normal metal, ferromagnet, all of
// finite thickness between reservoirs. By symmetry u = 0 (parallel) or J_s = 0 (antiparallel) in
// the middle, where half the normal layer has the spin resistance r_N; then J_s/J there follows
// from spin resistances in series, and the drop of u_0 + p u from layer to layer.
struct ValetFert {
    double conductivity = 1.3, polarisation = 0.4, length = 0.3, thickness = 0.5;
    double normal_conductivity = 2.0, normal_length = 1.1, normal_thickness = 0.6;
    double conductance = 0.8, interface_polarisation = 0.7;
    double loss = 0.0;

    [[nodiscard]] double resistance(bool parallel) const {
        const double p = polarisation;
        const double gamma = interface_polarisation;
        const double half = 0.5 * normal_thickness / normal_length;
        const double r_n =
            normal_length / normal_conductivity * (parallel ? std::tanh(half) : coth(half));
        const double r_f = length / (conductivity * (1.0 - p * p)) * std::tanh(thickness / length);
        const double r_b = 1.0 / (conductance * (1.0 - gamma * gamma));
        const double spin = (p * r_f + gamma * r_b) / (r_n + r_f + r_b);
        return 2.0 * (thickness / conductivity + 1.0 / conductance +
                      0.5 * normal_thickness / normal_conductivity + p * p * r_f +
                      gamma * gamma * r_b - (p * r_f + gamma * r_b) * spin);
    }

    [[nodiscard]] device::DeviceState solve(bool parallel, const Vector3& m) const {
        const double t = thickness;
        const double n = normal_thickness;
        DiffusionProblem problem = line({0.0, t, t + n, 2.0 * t + n}, 16);
        const Vector3 other = parallel ? m : Vector3(-m);
        problem.media.resize(3);
        const auto ferromagnet = [&](const Vector3& direction) {
            device::Medium medium;
            medium.conduction =
                device::ferromagnet_conduction(conductivity, polarisation, 0.2, direction);
            medium.relaxation = device::ferromagnet_relaxation(conductivity, polarisation, length,
                                                               0.1, 0.07, direction);
            return medium;
        };
        problem.media = {ferromagnet(m), metal(normal_conductivity, normal_length),
                         ferromagnet(other)};
        const device::MagneticInterface interface {
            conductance, interface_polarisation, {}
        };
        problem.interfaces = {
            {0, 1, device::magnetic_interface(interface, m, device::MagneticSide::first)},
            {1, 2, device::magnetic_interface(interface, other, device::MagneticSide::second)}};
        const auto contact = device::ohmic_contact(ContactSpin::reservoir);
        add_terminal(problem, "low", contact, Drive::current, 1.0);
        add_terminal(problem, "high", contact, Drive::potential);
        return make_solver(problem, 4).solve(problem);
    }
};

TEST(DeviceValetFert, ResistancesOfBothStates) {
    const Vector3 m = Vector3(1.0, -2.0, 0.5).normalized();
    for (const double interface_polarisation : {0.7, -0.3, 0.0}) {
        ValetFert valve;
        valve.interface_polarisation = interface_polarisation;
        for (const bool parallel : {true, false}) {
            const auto state = valve.solve(parallel, m);
            const double expected = valve.resistance(parallel);
            EXPECT_NEAR(state.terminals[0].potential.real(), expected, 1e-9 * expected);
            EXPECT_LT(state.charge_balance, 1e-9);
            // All the power is spent inside: the contacts hold u_0 and no spin.
            double heat = state.interface_heat;
            for (const double part : state.heat)
                heat += part;
            EXPECT_NEAR(heat, expected, 1e-9 * expected);
        }
    }
}

} // namespace
} // namespace sidejump::test
