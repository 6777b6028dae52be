// SPDX-License-Identifier: GPL-3.0-or-later
// Spin injection and detection in a channel seen from the side (docs/theory/devices). The formulas
// hold for contacts that are points on a line. Contacts of width 2 t on a channel of thickness t
// differ from that by O(t/lambda), the resistance of the current's way into the contact; it is
// taken away by extrapolation from t, t/2, t/4.
#include "tests/support/device_problems.hpp"

#include <Eigen/LU>
#include <cmath>
#include <complex>
#include <gtest/gtest.h>

namespace sidejump::test {
namespace {

using device::BoundaryLaw;
using device::ContactSpin;
using device::DiffusionProblem;
using device::Drive;
using device::Vector3;

// Resistances times the area of the channel over rho lambda = 1: R_N = 1.
struct Contact {
    double resistance = 0.0;       ///< R_i of the interface, 0 if it is transparent
    double polarisation = 0.0;     ///< P
    double ferromagnet = 0.0;      ///< R_F = (1-p^2) f, 0 if there is none
    double ferromagnet_bulk = 0.0; ///< p
};

BoundaryLaw law_of(const Contact& contact, double thickness, double width, double sign) {
    const double area = width / thickness;
    std::optional<device::MagneticInterface> interface;
    std::optional<device::FerromagnetBehind> behind;
    if (contact.resistance > 0.0)
        interface = {1.0 / (contact.resistance * area), contact.polarisation, {}};
    const double p = contact.ferromagnet_bulk;
    if (contact.ferromagnet > 0.0)
        behind = {contact.ferromagnet / (1.0 - p * p) * area, p, {}};
    return device::ferromagnetic_contact(interface, behind, Vector3(0.0, sign, 0.0));
}

// The current drives a large potential through the long channel. What rounding leaves of its
// balance (1e-8) is a voltage that does not depend on the magnetisations: half the difference
// between the parallel and the antiparallel state is free of it, as it is in experiments.
//
// A unit current enters by contact 0 and leaves at the left end; the voltage is that of contact 1
// against the right end.
double transfer_resistance(const DiffusionProblem& problem, double thickness) {
    const auto state = make_solver(problem, 2).solve(problem);
    return (state.terminals[1].potential - state.terminals[3].potential).real() * thickness;
}

void add_ends(DiffusionProblem& problem) {
    const BoundaryLaw end = device::ohmic_contact(ContactSpin::blocking);
    add_terminal(problem, "left", end, Drive::current, -1.0);
    add_terminal(problem, "right", end, Drive::potential);
}

double valve(const Contact& injector, const Contact& detector, double distance, double sign,
             double thickness) {
    const double width = 2.0 * thickness;
    DiffusionProblem problem = channel_problem(
        {.thickness = thickness, .contacts = {0.0, distance}, .contact_width = width});
    problem.media = {metal(1.0, 1.0)};
    add_terminal(problem, "c0", law_of(injector, thickness, width, 1.0), Drive::current, 1.0);
    add_terminal(problem, "c1", law_of(detector, thickness, width, sign), Drive::current, 0.0);
    add_ends(problem);
    return transfer_resistance(problem, thickness);
}

// Takahashi and Maekawa, Phys. Rev. B 67, 052409 (2003).
double takahashi_maekawa(const Contact& injector, const Contact& detector, double l) {
    double numerator = 2.0 * std::exp(-l);
    double product = 1.0;
    for (const Contact& c : {injector, detector}) {
        const double r = c.resistance / (1.0 - c.polarisation * c.polarisation);
        const double f = c.ferromagnet / (1.0 - c.ferromagnet_bulk * c.ferromagnet_bulk);
        numerator *= c.polarisation * r + c.ferromagnet_bulk * f;
        product *= 1.0 + 2.0 * (r + f);
    }
    return numerator / (product - std::exp(-2.0 * l));
}

void expect_valve(const Contact& injector, const Contact& detector, double distance) {
    const double expected = takahashi_maekawa(injector, detector, distance);
    const auto found = [&](double sign) {
        return extrapolated([&](double t) { return valve(injector, detector, distance, sign, t); },
                            0.016);
    };
    const double parallel = found(1.0);
    const double antiparallel = found(-1.0);
    EXPECT_NEAR(0.5 * (parallel - antiparallel) / expected, 1.0, 1e-5);
    EXPECT_NEAR(parallel / expected, 1.0, 1e-4);
    EXPECT_NEAR(antiparallel / expected, -1.0, 1e-4);
}

TEST(DeviceSpinValve, Tunnel) {
    const Contact tunnel{1e4, 0.3, 0.0, 0.0};
    expect_valve(tunnel, tunnel, 1.0);
    EXPECT_NEAR(takahashi_maekawa(tunnel, tunnel, 1.0), 0.09 * std::exp(-1.0) / 2.0, 1e-5);
}

TEST(DeviceSpinValve, Transparent) {
    const Contact transparent{0.0, 0.0, 0.4, 0.5};
    expect_valve(transparent, transparent, 0.7);
}

TEST(DeviceSpinValve, InBetween) {
    expect_valve({0.5, 0.4, 0.1, 0.6}, {2.0, 0.2, 0.05, 0.3}, 1.3);
    expect_valve({0.2, 0.9, 0.0, 0.0}, {0.0, 0.0, 0.5, 0.7}, 0.4);
}

// Spins turn in the plane about a field along z; along x a contact relaxes them with g_l = 1/r_l,
// across with g_t. The channel between the nodes and its two long ends, for u_x + i u_y, then the
// contacts, in units of 1/R_N.
double hanle_network(double along, double across, double p1, double p2, double l, double omega) {
    const std::complex<double> q = std::sqrt(std::complex<double>(1.0, omega));
    const std::complex<double> self = q * (1.0 + std::cosh(l * q) / std::sinh(l * q));
    const std::complex<double> mutual = -q / std::sinh(l * q);
    Eigen::Matrix4d admittance;
    for (int i = 0; i < 2; ++i)
        for (int k = 0; k < 2; ++k) {
            const std::complex<double> y = i == k ? self : mutual;
            // (-d^2 + 1) u = omega z x u, hence u_x + i u_y goes with 1 - i omega.
            admittance.block<2, 2>(2 * i, 2 * k) << y.real(), y.imag(), -y.imag(), y.real();
        }
    admittance.diagonal() += Eigen::Vector4d(along, across, along, across);
    return p2 * (admittance.inverse() * Eigen::Vector4d(p1, 0.0, 0.0, 0.0))(2);
}

BoundaryLaw hanle_contact(double length, double polarisation, double across, double sign,
                          double area) {
    // The interface of the conductance g (1-P^2) = 1/length for the spins along it.
    const double p = polarisation;
    const double conductance = 1.0 / (length * (1.0 - p * p) * area);
    BoundaryLaw law;
    law.exchange.diagonal() << conductance, conductance, across / area, across / area;
    law.exchange(0, 1) = law.exchange(1, 0) = sign * p * conductance;
    return law;
}

double hanle(const BoundaryLaw& injector, const BoundaryLaw& detector, double distance,
             double omega, double thickness) {
    DiffusionProblem problem = channel_problem(
        {.thickness = thickness, .contacts = {0.0, distance}, .contact_width = 2.0 * thickness});
    problem.media = {metal(1.0, 1.0)};
    problem.media[0].relaxation += device::larmor_precession(1.0, Vector3(0.0, 0.0, omega));
    add_terminal(problem, "c0", injector, Drive::current, 1.0);
    add_terminal(problem, "c1", detector, Drive::current, 0.0);
    add_ends(problem);
    return transfer_resistance(problem, thickness);
}

TEST(DeviceHanle, ContactsThatRelaxAllSpinsAlike) {
    const double p1 = 0.5;
    const double p2 = 0.3;
    const double l = 1.2;
    struct Case {
        double r0, r1, omega;
    };
    for (const auto& [r0, r1, omega] :
         {Case{0.4, 1.5, 0.0}, Case{0.4, 1.5, 0.8}, Case{0.4, 1.5, 10.0}, Case{50.0, 20.0, -0.8},
          Case{50.0, 20.0, 3.0}}) {
        const std::complex<double> q = std::sqrt(std::complex<double>(1.0, omega));
        const double expected = p1 * p2 *
                                (1.0 / (2.0 * (q + 0.5 * (1.0 / r0 + 1.0 / r1)) * std::exp(l * q) +
                                        std::sinh(l * q) / (q * r0 * r1)))
                                    .real();
        const auto found = [&](double sign) {
            return extrapolated(
                [&](double t) {
                    return hanle(hanle_contact(r0, p1, 1.0 / r0, 1.0, 2.0),
                                 hanle_contact(r1, p2, 1.0 / r1, sign, 2.0), l, omega, t);
                },
                0.016);
        };
        const double half = 0.5 * (found(1.0) - found(-1.0));
        EXPECT_NEAR(half, expected, 2e-7);
    }
}

// A real interface relaxes spins across its magnetisation faster, 2 G_r >= G > G (1 - P^2).
TEST(DeviceHanle, ContactsWithSpinMixing) {
    const double p = 0.6;
    const double conductance = 1.5;
    for (const double omega : {0.5, -2.0}) {
        const double found = extrapolated(
            [&](double t) {
                const device::MagneticInterface interface {
                    0.5 * conductance, p, device::MixingConductance { 1.0, 0.0 }
                };
                const auto law =
                    device::ferromagnetic_contact(interface, {}, Vector3(1.0, 0.0, 0.0));
                return hanle(law, law, 0.9, omega, t);
            },
            0.016);
        EXPECT_NEAR(found, hanle_network(conductance * (1.0 - p * p), 4.0, p, p, 0.9, omega), 2e-6);
    }
}

// A wire on the channel halfway between tunnel contacts takes spins up with the resistance
// R_M = rho_M lambda_M coth(h/lambda_M)/w: the signal is R_M/(R_M + R_N/2) of what it was.
TEST(DeviceSpinAbsorption, WireInTheMiddle) {
    const double l = 1.0;
    const double height = 0.2;
    const double length = 0.1;
    for (const double spin_resistance : {0.2, 2.0}) {
        const double found = extrapolated(
            [&](double t) {
                DiffusionProblem problem = channel_problem({.thickness = t,
                                                            .contacts = {0.0, 0.5 * l, l},
                                                            .contact_width = 2.0 * t,
                                                            .wire_height = height,
                                                            .wire_at = 1});
                // R_M of the wire as wide as 2 t, in units of rho lambda/t.
                const double conductivity =
                    length / (2.0 * spin_resistance * std::tanh(height / length));
                problem.media = {metal(1.0, 1.0), metal(conductivity, length)};
                const auto tunnel = law_of({1e5, 0.3, 0.0, 0.0}, t, 2.0 * t, 1.0);
                add_terminal(problem, "c0", tunnel, Drive::current, 1.0);
                add_terminal(problem, "c2", tunnel, Drive::current, 0.0);
                add_ends(problem);
                return transfer_resistance(problem, t);
            },
            0.016);
        const double expected =
            0.5 * 0.09 * std::exp(-l) * spin_resistance / (spin_resistance + 0.5);
        EXPECT_NEAR(found / expected, 1.0, 1e-4);
    }
}

} // namespace
} // namespace sidejump::test
