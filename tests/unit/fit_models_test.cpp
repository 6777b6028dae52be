// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit_models/hanle.hpp"
#include "sidejump/fit_models/kondo_resistivity.hpp"
#include "sidejump/fit_models/lateral_spin_valve.hpp"
#include "sidejump/fit_models/spin_hall_magnetoresistance.hpp"
#include "sidejump/fit_models/spin_hall_strip.hpp"
#include "sidejump/response/hanle.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <complex>
#include <functional>
#include <gtest/gtest.h>
#include <numbers>
#include <vector>

namespace {

using namespace sidejump::fit_models;
using Complex = std::complex<double>;
using std::numbers::pi;

// Simpson's rule.
double integral(const std::function<double(double)>& f, double a, double b, int panels) {
    double sum = f(a) + f(b);
    const double h = (b - a) / (2.0 * panels);
    for (int i = 1; i < 2 * panels; ++i)
        sum += (i % 2 == 1 ? 4.0 : 2.0) * f(a + i * h);
    return sum * h / 3.0;
}

double precession(double g, double field) {
    return g * sidejump::units::bohr_magneton * field / sidejump::units::planck_reduced;
}

HanleWire graphene() {
    HanleWire wire;
    wire.distance = 3e-6;
    wire.width = 2.2e-6;
    wire.sheet_conductivity = 0.5e-3;
    wire.spin_lifetime = 130e-12;
    wire.diffusion_constant = 0.021;
    wire.injector_polarisation = 0.1;
    wire.detector_polarisation = 0.2;
    wire.injector_contact_length = 1e-6;
    wire.detector_contact_length = 3e-6;
    return wire;
}

// Tridiagonal equations by elimination.
std::vector<Complex> solved(std::vector<Complex> below, std::vector<Complex> middle,
                            std::vector<Complex> above, std::vector<Complex> right) {
    const std::size_t n = middle.size();
    for (std::size_t i = 1; i < n; ++i) {
        const Complex factor = below[i] / middle[i - 1];
        middle[i] -= factor * above[i - 1];
        right[i] -= factor * right[i - 1];
    }
    for (std::size_t i = n; i-- > 0;) {
        if (i + 1 < n)
            right[i] -= above[i] * right[i + 1];
        right[i] /= middle[i];
    }
    return right;
}

// The Bloch-Torrey equation D mu'' = (1/tau + i omega) mu of a long wire on a grid: a unit charge
// current I injects p_1 I of spin at 0, contacts take up sigma W mu/r, the detector reads p_2
// mu(L).
double wire_on_a_grid(const HanleWire& wire, double field, int cells_between) {
    const double h = wire.distance / cells_between;
    const double lambda = std::sqrt(wire.diffusion_constant * wire.spin_lifetime);
    const auto outside = static_cast<std::size_t>(30.0 * lambda / h);
    const std::size_t n = 2 * outside + static_cast<std::size_t>(cells_between) + 1;
    const std::size_t injector = outside;
    const std::size_t detector = outside + static_cast<std::size_t>(cells_between);
    const Complex decay =
        Complex(1.0, precession(wire.g_factor, field) * wire.spin_lifetime) / (lambda * lambda);
    std::vector<Complex> below(n, -1.0 / (h * h)), above(n, -1.0 / (h * h));
    std::vector<Complex> middle(n, 2.0 / (h * h) + decay), right(n, 0.0);
    middle[injector] += 1.0 / (wire.injector_contact_length * h);
    middle[detector] += 1.0 / (wire.detector_contact_length * h);
    right[injector] = wire.injector_polarisation / (wire.sheet_conductivity * wire.width * h);
    return wire.detector_polarisation * solved(below, middle, above, right)[detector].real();
}

TEST(Hanle, IsTheSolutionOfTheDiffusionEquation) {
    const HanleWire wire = graphene();
    for (const double field : {0.0, 0.03, -0.1, 0.3}) {
        const double coarse = wire_on_a_grid(wire, field, 200);
        const double fine = wire_on_a_grid(wire, field, 400);
        // Second order in the step.
        const double limit = fine + (fine - coarse) / 3.0;
        const double expected = hanle_resistance(wire, field);
        EXPECT_NEAR(limit, expected, 1e-6 * std::abs(hanle_resistance(wire, 0.0)));
        EXPECT_GT(std::abs(coarse - expected), 3.0 * std::abs(fine - expected));
    }
}

TEST(Hanle, OfTunnellingContactsIsTheIntegralOverTransitTimes) {
    HanleWire wire = graphene();
    wire.injector_contact_length = wire.detector_contact_length =
        std::numeric_limits<double>::infinity();
    const double scale = hanle_resistance(wire, 0.0);
    for (const double field : {0.0, 0.05, 0.2}) {
        const double omega = precession(wire.g_factor, field);
        // With t = tau s^2 the integrand is smooth at 0.
        const auto integrand = [&](double s) {
            const double t = wire.spin_lifetime * s * s;
            if (t == 0.0)
                return 0.0;
            const double spread = wire.diffusion_constant * t;
            return 2.0 * s * wire.spin_lifetime / std::sqrt(4.0 * pi * spread) *
                   std::exp(-wire.distance * wire.distance / (4.0 * spread) -
                            t / wire.spin_lifetime) *
                   std::cos(omega * t);
        };
        const double transit = integral(integrand, 0.0, 6.0, 4000);
        const double expected = wire.injector_polarisation * wire.detector_polarisation *
                                wire.diffusion_constant * transit /
                                (wire.sheet_conductivity * wire.width);
        EXPECT_NEAR(hanle_resistance(wire, field), expected, 1e-9 * scale);
    }
}

// The same physics in another layer: spin that leaves a plane in an infinite medium.
TEST(Hanle, OfTunnellingContactsIsThatOfTheResponse) {
    HanleWire wire = graphene();
    wire.injector_contact_length = wire.detector_contact_length =
        std::numeric_limits<double>::infinity();
    sidejump::kinetics::SlowEquation slow;
    slow.relaxation_rate = 1.0 / wire.spin_lifetime;
    for (auto& diffusion : slow.spin_diffusion)
        diffusion.drift = wire.diffusion_constant;
    const sidejump::response::HanleGeometry geometry{wire.distance, Eigen::Vector3d::UnitX(),
                                                     Eigen::Vector3d::UnitY(),
                                                     Eigen::Vector3d::UnitY()};
    for (const double field : {0.0, 0.05, 0.2}) {
        const Eigen::Vector3d larmor(0.0, 0.0, precession(wire.g_factor, field));
        // A density s of spin has the potential s D/(W sigma) of a unit current.
        const double expected = wire.injector_polarisation * wire.detector_polarisation *
                                wire.diffusion_constant / (wire.width * wire.sheet_conductivity) *
                                diffusive_hanle_signal(slow, larmor, geometry);
        EXPECT_NEAR(hanle_resistance(wire, field), expected, 1e-12 * hanle_resistance(wire, 0.0));
    }
}

TEST(Hanle, IsEvenInTheField) {
    EXPECT_EQ(hanle_resistance(graphene(), 0.07), hanle_resistance(graphene(), -0.07));
}

TEST(Hanle, StaysFiniteFarAway) {
    HanleWire wire = graphene();
    wire.distance = 1.0;
    EXPECT_EQ(hanle_resistance(wire, 1.0), 0.0);
}

// One wire, two formulas: contacts given by their resistances, and by their lengths.
TEST(Hanle, WithoutFieldIsTheSpinValve) {
    LateralSpinValve valve;
    valve.distance = 300e-9;
    valve.spin_diffusion_length = 450e-9;
    valve.resistivity = 2e-8;
    valve.cross_section = 100e-9 * 60e-9;
    valve.interface_resistance = 0.7;
    valve.interface_polarisation = 0.4;
    valve.magnet_spin_resistance = 0.3;
    valve.magnet_polarisation = 0.6;
    const double interface = 0.7 / (1.0 - 0.16);
    const double magnet = 0.3 / (1.0 - 0.36);
    HanleWire wire;
    wire.distance = valve.distance;
    wire.width = 100e-9;
    wire.sheet_conductivity = 60e-9 / valve.resistivity;
    wire.spin_lifetime = 1e-12;
    wire.diffusion_constant =
        valve.spin_diffusion_length * valve.spin_diffusion_length / wire.spin_lifetime;
    wire.injector_polarisation = wire.detector_polarisation =
        (0.4 * interface + 0.6 * magnet) / (interface + magnet);
    wire.injector_contact_length = wire.detector_contact_length =
        wire.width * wire.sheet_conductivity * (interface + magnet);
    EXPECT_NEAR(hanle_resistance(wire, 0.0) / spin_valve_resistance(valve), 1.0, 1e-13);
}

TEST(LateralSpinValve, HasTheTunnellingAndTheTransparentLimit) {
    LateralSpinValve valve{500e-9, 400e-9, 2e-8, 6e-15, 1e9, 0.3, 0.2, 0.5};
    const double wire = 2e-8 * 400e-9 / 6e-15;
    EXPECT_NEAR(spin_valve_resistance(valve) / (0.09 * wire * std::exp(-1.25) / 2.0), 1.0, 1e-8);
    valve.interface_resistance = 0.0;
    valve.magnet_spin_resistance = 1e-7;
    const double magnet = 1e-7 / 0.75;
    EXPECT_NEAR(spin_valve_resistance(valve) / (0.25 * magnet * magnet / (wire * std::sinh(1.25))),
                1.0, 1e-6);
}

SpinHallStrip strip() {
    return {4e-6, 0.5e-6, 400.0, 0.1, 2e-6, 100e-12, 2.0};
}

TEST(SpinHallStrip, NarrowIsTheLimitOfWide) {
    SpinHallStrip narrow = strip();
    narrow.width = 1e-9;
    for (const double field : {0.0, 0.1})
        EXPECT_NEAR(wide_strip_resistance(narrow, field) / narrow_strip_resistance(narrow, field),
                    1.0, 1e-6);
}

// Direct and inverse effect each add a derivative along the strip to the propagation of spin.
TEST(SpinHallStrip, NarrowIsTheCurvatureOfTheHanleCurveAlongTheStrip) {
    const SpinHallStrip of = strip();
    const double h = 1e-9;
    for (const double field : {0.0, 0.05, 0.2}) {
        const auto propagated = [&](double distance) {
            HanleWire wire;
            wire.distance = distance;
            wire.width = of.width;
            wire.sheet_conductivity = 1.0 / of.sheet_resistance;
            wire.spin_lifetime = of.spin_lifetime;
            wire.diffusion_constant =
                of.spin_diffusion_length * of.spin_diffusion_length / of.spin_lifetime;
            wire.injector_polarisation = of.spin_hall_angle * of.width;
            wire.detector_polarisation = of.spin_hall_angle * of.width;
            return hanle_resistance(wire, field);
        };
        const double curvature = (propagated(of.distance + h) - 2.0 * propagated(of.distance) +
                                  propagated(of.distance - h)) /
                                 (h * h);
        EXPECT_NEAR(narrow_strip_resistance(of, field), curvature,
                    1e-4 * narrow_strip_resistance(of, 0.0));
    }
}

// The two-dimensional problem by Fourier transform along the strip: charge potential of point
// contacts at the edges, spin from the normal component at the edges, and back. To order theta^2
// V(k) = 2 theta^2 rho tanh^2(k w/2) coth(K w/2)/K, K^2 = k^2 + 1/lambda^2, beside the ohmic tail.
TEST(SpinHallStrip, WideIsTheFarFieldOfTheTwoDimensionalProblem) {
    SpinHallStrip of = strip();
    of.width = 2e-6;
    of.spin_diffusion_length = 2e-6;
    of.distance = 12e-6;
    const auto transform = [&](double k) {
        const double decay = std::hypot(k, 1.0 / of.spin_diffusion_length);
        const double charge = std::tanh(0.5 * k * of.width);
        return 2.0 * charge * charge / (std::tanh(0.5 * decay * of.width) * decay);
    };
    // tanh^2 coth/K - 1/K falls exponentially; the transform of 1/K is the Bessel function K_0.
    const auto smooth = [&](double k) {
        const double decay = std::hypot(k, 1.0 / of.spin_diffusion_length);
        return (transform(k) - 2.0 / decay) * std::cos(k * of.distance) / pi;
    };
    const double integrated =
        integral(smooth, 0.0, 40.0 / of.width, 20000) +
        2.0 / pi * std::cyl_bessel_k(0.0, of.distance / of.spin_diffusion_length);
    const double expected =
        of.spin_hall_angle * of.spin_hall_angle * of.sheet_resistance * integrated;
    // What is left of the ohmic poles at k = i pi/w, from the size of the answer without them.
    const double tail = std::exp(-(pi / of.width - 1.0 / of.spin_diffusion_length) * of.distance);
    EXPECT_NEAR(wide_strip_resistance(of, 0.0) / -expected, 1.0,
                30.0 * of.distance / of.width * tail);
}

// Spin diffusion across the film on a grid: mu'' = mu/lambda^2, spin currents in units of that of
// the spin Hall effect: zero at the vacuum side, (2 lambda G/sigma) mu at the magnet where it takes
// up spin, and zero where it does not. The resistance follows from the mean inverse spin Hall
// effect.
double magnetoresistance_on_a_grid(const MagnetoresistiveFilm& film, int cells) {
    const double d = film.thickness / film.spin_diffusion_length;
    const double h = d / cells;
    const Complex taken = 2.0 * film.spin_diffusion_length *
                          Complex(film.mixing_conductance, film.imaginary_mixing_conductance) /
                          film.conductivity;
    const auto difference = [&](Complex conductance) {
        const auto n = static_cast<std::size_t>(cells) + 1;
        std::vector<Complex> below(n, -1.0 / (h * h)), above(n, -1.0 / (h * h));
        std::vector<Complex> middle(n, 2.0 / (h * h) + 1.0), right(n, 0.0);
        above[0] = below[n - 1] = -2.0 / (h * h);
        // The gradient is 1 at an end without spin current.
        middle[0] += 2.0 * conductance / h;
        right[0] = -2.0 / h;
        right[n - 1] = 2.0 / h;
        const auto mu = solved(below, middle, above, right);
        return mu[n - 1] - mu[0]; // integral of the gradient
    };
    // The current changes by theta^2 (1 - mean gradient); more gradient is less resistance.
    const Complex change = (difference(0.0) - difference(taken)) / d;
    return film.spin_hall_angle * film.spin_hall_angle * change.real();
}

TEST(SpinHallMagnetoresistance, IsTheSolutionOfTheDiffusionEquation) {
    for (const double thickness : {1e-9, 4e-9, 20e-9})
        for (const double imaginary : {0.0, 3e14}) {
            const MagnetoresistiveFilm film{thickness, 0.07, 1.5e-9, 2e6, 4e14, imaginary};
            const double coarse = magnetoresistance_on_a_grid(film, 200);
            const double fine = magnetoresistance_on_a_grid(film, 400);
            EXPECT_NEAR((fine + (fine - coarse) / 3.0) / magnetoresistance_ratio(film), 1.0, 1e-6);
        }
}

TEST(BlochGrueneisen, HasItsLimits) {
    EXPECT_EQ(bloch_grueneisen_resistivity(1e-8, 300.0, 0.0), 0.0);
    // 5! zeta(5)
    EXPECT_NEAR(bloch_grueneisen_resistivity(1.0, 300.0, 3.0) / std::pow(0.01, 5),
                120.0 * std::riemann_zeta(5.0), 1e-8);
    // A T/(4 Theta) (1 - (Theta/T)^2/18)
    EXPECT_NEAR(bloch_grueneisen_resistivity(1.0, 300.0, 30000.0), 25.0 * (1.0 - 1e-4 / 18.0),
                1e-7);
    const double middle = integral(
        [](double x) {
            return x == 0.0 ? 0.0 : std::pow(x, 5) / (std::expm1(x) * -std::expm1(-x));
        },
        0.0, 4.0, 2000);
    EXPECT_NEAR(bloch_grueneisen_resistivity(1.0, 400.0, 100.0), middle / 1024.0, 1e-10);
}

TEST(Kondo, PartsAreHalfAtTheKondoTemperature) {
    for (const double exponent : {0.16, 0.22, 1.0})
        EXPECT_NEAR(empirical_kondo_part(3.0, 3.0, exponent), 0.5, 1e-14);
    EXPECT_NEAR(hamann_kondo_part(3.0, 3.0, 0.5), 0.5, 1e-14);
}

TEST(Kondo, EmpiricalPartStartsAsAFermiLiquidDoes) {
    EXPECT_EQ(empirical_kondo_part(0.0, 3.0, 0.22), 1.0);
    const double curvature = (1.0 - empirical_kondo_part(0.003, 3.0, 0.22)) / 1e-6;
    EXPECT_NEAR(curvature, 0.22 * (std::exp2(1.0 / 0.22) - 1.0), 1e-3);
}

TEST(Kondo, HamannPartFallsWithTheLogarithm) {
    const double step = 1e-4;
    const double slope =
        (hamann_kondo_part(3.0 * std::exp(step), 3.0, 0.5) - hamann_kondo_part(3.0, 3.0, 0.5)) /
        step;
    EXPECT_NEAR(slope, -0.5 / (pi * std::sqrt(0.75)), 1e-7);
    EXPECT_EQ(hamann_kondo_part(0.0, 3.0, 0.5), 1.0);
}

} // namespace
