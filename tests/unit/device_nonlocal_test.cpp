// SPDX-License-Identifier: GPL-3.0-or-later
// Nonlocal resistances of devices with the spin Hall effect: a strip in the plane against its
// Fourier integral, reciprocity and the balance of power (docs/theory/devices).
#include "tests/support/device_problems.hpp"

#include <Eigen/Geometry>
#include <cmath>
#include <complex>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::test {
namespace {

using device::ContactSpin;
using device::DiffusionProblem;
using device::Drive;
using device::Vector3;
using Number = std::complex<double>;

constexpr double contact_width = 0.1;

// A current through a strip of unit width, from a contact on its upper edge to one on its lower,
// drives the voltage R_nl(x) between points of its edges. In e^{ikx} u_0 = A sinh(ky), u_z = B
// cosh(kappa y), kappa^2 = k^2 + q^2/lambda^2, and J.n on the edges is the current given, or 0 for
// the spins:
//   R_nl(k) = (2/k) tanh(k/2) / [1 + theta^2 k tanh(k/2) coth(kappa/2)/kappa] (sin(kb/2)/(kb/2))^2,
// the last factor for contacts of the width b at both places. In a field along the strip
// u_z +- i u_y have q^2 = 1 +- i omega tau, and u_z is half their sum. The integral over k is taken
// along a line in the upper half plane below the poles, which lie near the imaginary axis.
double nonlocal_resistance(double x, double theta, double length, double omega) {
    const Number i(0.0, 1.0);
    const double height = 0.4 / length;
    const double slope = 0.5;
    const auto integrand = [&](double t) {
        const Number k = t * Number(1.0, slope) + i * height;
        Number response = 0.0;
        for (const double sign : {1.0, -1.0}) {
            const Number kappa = std::sqrt(k * k + Number(1.0, sign * omega) / (length * length));
            response += 0.5 / (kappa * std::tanh(0.5 * kappa));
        }
        const Number ohmic = std::tanh(0.5 * k);
        const Number phase = 0.5 * k * contact_width;
        const Number contact = std::sin(phase) / phase;
        return (std::exp(i * k * x) * 2.0 / k * ohmic /
                (1.0 + theta * theta * k * ohmic * response) * contact * contact *
                Number(1.0, slope) / std::numbers::pi)
            .real();
    };
    return integral(integrand, 0.0, 100.0 / x, 800);
}

struct StripVoltages {
    std::vector<double> resistances;
    double charge_balance = 0.0;
};

StripVoltages strip_voltages(const std::vector<double>& places, double theta, double length,
                             double omega) {
    const double end = 10.0 * length + 4.0;
    const double half = 0.5 * contact_width;
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"strip", {-end, -0.5}, {end, 0.5}}};
    geometry.patches = {{"end", {-end, -0.5}, {-end, 0.5}}};
    device::GridOptions options;
    options.element_size = {0.18, 0.12, 0.0};
    options.edge_size = 0.01;
    options.grading = 1.5;
    options.graded_towards[1] = {-0.5, 0.5};
    std::vector<double> all{0.0};
    all.insert(all.end(), places.begin(), places.end());
    for (std::size_t k = 0; k < all.size(); ++k) {
        const double low = all[k] - half;
        const double high = all[k] + half;
        geometry.patches.push_back({"upper" + std::to_string(k), {low, 0.5}, {high, 0.5}});
        geometry.patches.push_back({"lower" + std::to_string(k), {low, -0.5}, {high, -0.5}});
        if (k == 0) // the current is only singular at the contacts that carry it
            options.graded_towards[0] = {low, high};
    }
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.media = {metal(1.0, length, theta)};
    problem.media[0].relaxation +=
        device::larmor_precession(1.0 / (length * length), Vector3(omega, 0.0, 0.0));
    for (std::size_t k = 0; k < all.size(); ++k) {
        add_probe(problem, "upper" + std::to_string(k), k == 0 ? 1.0 : 0.0);
        add_probe(problem, "lower" + std::to_string(k), k == 0 ? -1.0 : 0.0);
    }
    add_terminal(problem, "end", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    const auto state = make_solver(problem, 3).solve(problem);
    StripVoltages found{{}, state.charge_balance};
    for (std::size_t k = 1; k < all.size(); ++k)
        found.resistances.push_back(
            (state.terminals[2 * k].potential - state.terminals[2 * k + 1].potential).real());
    return found;
}

void expect_nonlocal(double theta, double length, double omega) {
    const std::vector<double> places{1.0, 2.0, 4.0};
    const auto found = strip_voltages(places, theta, length, omega);
    EXPECT_LT(found.charge_balance, 1e-9);
    for (std::size_t k = 0; k < places.size(); ++k) {
        const double expected = nonlocal_resistance(places[k], theta, length, omega);
        EXPECT_NEAR(found.resistances[k], expected, 1e-5 * std::abs(expected));
    }
}

TEST(DeviceNonlocal, StripHasItsFourierIntegral) {
    expect_nonlocal(0.1, 1.0, 0.0);
    expect_nonlocal(0.6, 1.0, 0.0);
}

TEST(DeviceNonlocal, HanleCurveOfTheStrip) {
    for (const double omega : {0.5, -2.0})
        expect_nonlocal(0.2, 1.0, omega);
}

// The integral itself: (2 lambda/w) tan^2(w/2 lambda) theta^2 e^{-x/lambda} times
// [sinh(b/2 lambda)/(b/2 lambda)]^2 far away for small theta (Abanin et al., Phys. Rev. B 79,
// 035304 (2009), have w/2 lambda, for lambda >> w), and the ohmic tail
// without it.
TEST(DeviceNonlocal, LimitsOfTheFourierIntegral) {
    const double theta = 1e-3;
    for (const double length : {1.0, 3.0}) {
        const double x = 8.0;
        const double spin =
            nonlocal_resistance(x, theta, length, 0.0) - nonlocal_resistance(x, 0.0, length, 0.0);
        const double tangent = std::tan(0.5 / length);
        const double b = 0.5 * contact_width / length;
        const double electrodes = std::pow(std::sinh(b) / b, 2);
        const double expected =
            theta * theta * 2.0 * length * tangent * tangent * std::exp(-x / length) * electrodes;
        EXPECT_NEAR(spin / expected, 1.0, 1e-4);
    }
    // tanh(k/2) has its first pole at i pi.
    const double b = 0.5 * contact_width * std::numbers::pi;
    const double ohmic =
        4.0 / std::numbers::pi * std::exp(-3.0 * std::numbers::pi) * std::pow(std::sinh(b) / b, 2);
    EXPECT_NEAR(nonlocal_resistance(3.0, 0.0, 1.0, 0.0) / ohmic, 1.0, 1e-6);
}

// Without the spin Hall effect a voltage is left that falls as e^{-pi x/w}; where
// lambda < w/pi it outweighs that of the spins.
TEST(DeviceNonlocal, OhmicTail) {
    const auto found = strip_voltages({1.0, 2.0, 3.0}, 0.0, 0.5, 0.0).resistances;
    EXPECT_NEAR(found[1] / found[2], std::exp(std::numbers::pi), 1e-3);
    for (const double x : {1.0, 2.0, 3.0})
        EXPECT_NEAR(found[static_cast<std::size_t>(x) - 1] / nonlocal_resistance(x, 0.0, 1.0, 0.0),
                    1.0, 1e-5);
}

// A normal film with the spin Hall effect, an in-plane field and four contacts, one of them
// ferromagnetic, and in the middle a ferromagnet behind an interface. `sign` reverses the field and
// all magnetisations.
DiffusionProblem four_contacts(double sign, bool all_ohmic) {
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"film", {0.0, 0.0}, {2.0, 1.0}}, {"magnet", {0.8, 0.4}, {1.3, 1.3}}};
    geometry.patches = {{"west", {0.0, 0.2}, {0.0, 0.8}},
                        {"east", {2.0, 0.0}, {2.0, 0.5}},
                        {"south", {0.3, 0.0}, {0.7, 0.0}},
                        {"north", {1.5, 1.0}, {1.8, 1.0}}};
    device::GridOptions options;
    options.element_size = {0.1, 0.1, 0.0};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.media = {metal({1.0, 0.4, 1.4, 1.0, 0.8}, 6.0), {}};
    problem.media[0].relaxation += device::larmor_precession(3.0, sign * Vector3(1.0, 0.5, -0.3));
    const Vector3 m = sign * Vector3(0.4, 0.6, 0.7).normalized();
    problem.media[1].conduction = device::ferromagnet_conduction(0.7, 0.5, 0.2, m);
    problem.media[1].relaxation = device::ferromagnet_relaxation(0.7, 0.5, 0.2, 0.15, 0.1, m);
    problem.interfaces = {
        {0, 1,
         device::magnetic_interface({2.0, 0.6, device::MixingConductance{1.5, 0.4}}, m,
                                    device::MagneticSide::second)}};
    const auto ohmic = device::ohmic_contact(ContactSpin::reservoir);
    const auto magnetic = device::ferromagnetic_contact(
        device::MagneticInterface{3.0, 0.7, device::MixingConductance{2.0, -0.5}}, {},
        sign * Vector3(0.0, 0.8, 0.6));
    add_terminal(problem, "west", ohmic, Drive::current);
    add_terminal(problem, "east", device::ohmic_contact(ContactSpin::blocking), Drive::current);
    add_terminal(problem, "south", all_ohmic ? ohmic : magnetic, Drive::current);
    add_terminal(problem, "north", all_ohmic ? ohmic : device::normal_contact({4.0, 3.0, 1.0}),
                 Drive::current);
    return problem;
}

double four_terminal_resistance(DiffusionProblem problem, std::size_t source, std::size_t drain,
                                std::size_t plus, std::size_t minus) {
    problem.terminals[source].value = 1.0;
    problem.terminals[drain].value = -1.0;
    const auto state = make_solver(problem, 2).solve(problem);
    EXPECT_LT(state.charge_balance, 1e-11);
    return (state.terminals[plus].potential - state.terminals[minus].potential).real();
}

TEST(DeviceNonlocal, ResistancesAreReciprocal) {
    const DiffusionProblem problem = four_contacts(1.0, false);
    const DiffusionProblem reversed = four_contacts(-1.0, false);
    const double resistance = four_terminal_resistance(problem, 0, 2, 1, 3);
    EXPECT_NEAR(four_terminal_resistance(reversed, 1, 3, 0, 2), resistance, 1e-11);
    EXPECT_GT(std::abs(four_terminal_resistance(problem, 1, 3, 0, 2) - resistance), 1e-4);
    // Two contacts: the same in both fields.
    EXPECT_NEAR(four_terminal_resistance(problem, 0, 3, 0, 3),
                four_terminal_resistance(reversed, 0, 3, 0, 3), 1e-11);
}

// Contacts that hold the potentials, or let no spin pass, take up no power: what they supply
// becomes heat in the regions and interfaces.
TEST(DeviceNonlocal, PowerBecomesHeat) {
    DiffusionProblem problem = four_contacts(1.0, true);
    const std::array<double, 4> currents{1.0, -0.4, 0.7, -1.3};
    for (std::size_t k = 0; k < 4; ++k)
        problem.terminals[k].value = currents[k];
    const auto state = make_solver(problem, 2).solve(problem);
    double power = 0.0;
    for (const auto& terminal : state.terminals)
        power += (terminal.potential * terminal.current).real();
    double heat = state.interface_heat;
    for (const double part : state.heat) {
        EXPECT_GT(part, 0.0);
        heat += part;
    }
    EXPECT_GT(state.interface_heat, 0.0);
    EXPECT_NEAR(heat, power, 1e-11 * power);
    EXPECT_LT(state.charge_balance, 1e-11);
}

} // namespace
} // namespace sidejump::test
