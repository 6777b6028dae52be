// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/kinetic_response.hpp"
#include "sidejump/rashba/spin_frame.hpp"
#include "sidejump/rashba/spin_modes.hpp"
#include "tests/support/rashba_impurities.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace sidejump::rashba {
namespace {

using PartialWave = ShortRangeScatterers::PartialWave;

Impurities short_range(double density, std::vector<PartialWave> waves) {
    return {std::make_shared<ShortRangeScatterers>(density, std::move(waves), 1.0)};
}

/// Phase shifts of a spin-independent scatterer.
std::vector<PartialWave> scalar_waves(std::vector<double> shifts) {
    std::vector<PartialWave> waves;
    for (const double shift : shifts)
        waves.push_back({shift, shift});
    return waves;
}

const std::vector<PartialWave> spin_orbit_waves{{0.8, 0.8}, {0.5, -0.2}, {0.05, -0.1}};

Complex spin_current(const SpinOrbitField& field, double energy, const Impurities& impurities,
                     double frequency = 0.0, int directions = 32) {
    const KineticEquation equation(fermi_contour(field, energy, directions), impurities);
    return equation.response(frequency).total.spin_current[1];
}

TEST(ShortRange, AmplitudeIsUnitaryOnTheContour) {
    // T(p,k) - T(k,p)^+ = -2 pi i sum_q T(q,p)^+ nu(q) T(q,k), also off the helicity bands.
    for (const SpinOrbitField& field :
         {SpinOrbitField{.rashba = 0.3}, SpinOrbitField{.rashba = 0.3, .dresselhaus = 0.1}}) {
        const auto contour = fermi_contour(field, 0.4, 32);
        const ShortRangeScatterers scatterers(1.0, spin_orbit_waves, 1.0);
        const auto amplitude = scatterers.amplitude(contour);
        for (const double angle : {0.3, 2.0, 4.4}) {
            const Momentum p{0.9, 1.1};
            const Momentum k{1.2, angle};
            Eigen::Matrix2cd sum = Eigen::Matrix2cd::Zero();
            for (const auto& direction : contour.directions)
                for (const auto& point : direction.points) {
                    const Momentum q{point.momentum, direction.angle};
                    sum += contour.step() * point.states * (*amplitude)(q, p).adjoint() *
                           SpinFrame(direction.axis).projector(point.helicity) * (*amplitude)(q, k);
                }
            const Eigen::Matrix2cd left = (*amplitude)(p, k) - (*amplitude)(k, p).adjoint();
            EXPECT_LT((left + Complex(0.0, 2.0 * pi) * sum).norm(), 1e-12 * sum.norm());
        }
    }
}

TEST(ShortRange, FreeGasHasThePhaseShiftsOfTheFile) {
    // -pi N_0 T = e^{i eta} sin(eta) in each wave.
    const auto contour = fermi_contour({}, 0.5, 32);
    const ShortRangeScatterers scatterers(1.0, spin_orbit_waves, 1.0);
    const auto amplitude = scatterers.amplitude(contour);
    for (int m = -2; m <= 2; ++m) {
        Complex up = 0.0;
        for (const auto& direction : contour.directions)
            up -= contour.step() / (4.0 * pi) * std::polar(1.0, -m * direction.angle) *
                  (*amplitude)({1.0, direction.angle}, {1.0, 0.0})(0, 0);
        const auto& wave = spin_orbit_waves[static_cast<std::size_t>(std::abs(m))];
        const double shift = m >= 0 ? wave.aligned : wave.antialigned;
        EXPECT_LT(std::abs(up - std::polar(std::sin(shift), shift)), 1e-13) << m;
    }
}

TEST(ShortRange, ParticlesAreConservedAndEquilibriumIsStatic) {
    for (const double energy : {0.5, 0.01, -0.03})
        for (const SpinOrbitField& field :
             {SpinOrbitField{.rashba = 0.4}, SpinOrbitField{.rashba = 0.5, .dresselhaus = 0.1}}) {
            const CollisionOperator collisions(fermi_contour(field, energy, 32),
                                               short_range(0.1, spin_orbit_waves));
            const Eigen::MatrixXd matrix = collisions.matrix();
            Eigen::VectorXd number = Eigen::VectorXd::Zero(matrix.rows());
            Eigen::VectorXd equilibrium = number;
            for (std::size_t i = 0; i < collisions.contour().directions.size(); ++i)
                for (Eigen::Index c = 0; c < 2; ++c) {
                    const auto row = static_cast<Eigen::Index>(i) * components + c;
                    number(row) = 1.0;
                    equilibrium(row) = collisions.contour()
                                           .directions[i]
                                           .points[static_cast<std::size_t>(c)]
                                           .states;
                }
            const double scale = matrix.cwiseAbs().maxCoeff();
            EXPECT_LT((number.transpose() * matrix).cwiseAbs().maxCoeff(), 1e-12 * scale);
            EXPECT_LT((matrix * equilibrium).cwiseAbs().maxCoeff(),
                      1e-12 * scale * equilibrium.maxCoeff());
        }
}

TEST(ShortRange, SpinIndependentScatterersGiveNoStaticSpinCurrentToAllOrders) {
    for (const double energy : {0.5, 0.02, -0.03})
        for (const auto& shifts : {std::vector<double>{0.2}, {pi / 2.0}, {0.9, 0.6, -0.3}})
            for (const double density : {1e-4, 1e-2, 1.0}) {
                EXPECT_LT(std::abs(spin_current({.rashba = 0.4}, energy,
                                                short_range(density, scalar_waves(shifts)))) *
                              8.0 * pi,
                          1e-11);
                EXPECT_LT(
                    std::abs(spin_current({.rashba = 0.5, .dresselhaus = 0.1}, energy,
                                          short_range(density, scalar_waves(shifts)), 0.0, 64)) *
                        8.0 * pi,
                    1e-10);
            }
}

TEST(ShortRange, WeakScatterersAreThoseOfTheBornApproximation) {
    // T -> K = -tan(eta)/(pi N_0): a delta potential 2 eta.
    const double shift = 1e-4;
    const SpinOrbitField field{.rashba = 0.2};
    const auto exact =
        CollisionOperator(fermi_contour(field, 0.5, 16), short_range(1.0, scalar_waves({shift})))
            .matrix();
    const auto born =
        CollisionOperator(
            fermi_contour(field, 0.5, 16),
            {std::make_shared<BornScatterers>(1.0, [=](double) { return 4.0 * shift * shift; })})
            .matrix();
    EXPECT_LT((exact - born).norm(), 1e-7 * born.norm());
}

TEST(ShortRange, SkewScatteringFollowsFromThePhaseShifts) {
    // Without intrinsic coupling the currents of spin up and down relax at the complex rates
    // n_i v sum_m (1 - e^{2 i (eta_{m+1} - eta_m)})/k, k = v = 1, and turn by opposite angles.
    const double density = 1e-3;
    const KineticEquation free(fermi_contour({}, 0.5, 32), short_range(density, spin_orbit_waves));
    const auto skew = free.response(0.0).acceleration; // without the side jump
    const auto shift = [&](int m) {
        const auto place = static_cast<std::size_t>(std::abs(m));
        if (place >= spin_orbit_waves.size())
            return 0.0;
        return m >= 0 ? spin_orbit_waves[place].aligned : spin_orbit_waves[place].antialigned;
    };
    Complex rate = 0.0;
    for (int m = -4; m <= 4; ++m)
        rate += density * (1.0 - std::polar(1.0, 2.0 * (shift(m + 1) - shift(m))));
    const Complex turned = carrier_density({}, 0.5) / rate;
    EXPECT_NEAR(skew.current[0].real(), turned.real(), 1e-10 / density);
    EXPECT_NEAR(std::abs(skew.spin_current[1].real()), 0.5 * std::abs(turned.imag()),
                1e-10 / density);
    EXPECT_GT(std::abs(skew.spin_current[1]), 0.01 * std::abs(skew.current[0]));
}

/// tau_s/tau_DP of spins in the plane: Elliott-Yafet relaxation, from the collisions without
/// intrinsic coupling, against the precession in the splitting 2 alpha p.
double precession_over_relaxation(double alpha, const Impurities& impurities) {
    const auto contour = fermi_contour({}, 0.5, 32);
    const KineticEquation free(contour, impurities);
    const auto modes = spin_modes(CollisionOperator(contour, impurities), {0.0, 0.0});
    return 0.5 * std::pow(2.0 * alpha, 2) / free.transport_rate() / modes[2].rate.real();
}

TEST(ShortRange, ExtrinsicSpinCurrentAgainstPrecession) {
    // q_yz = q_ext/(1 + tau_s/tau_DP), Raimondi et al., Ann. Phys. (Berlin) 524, 153 (2012):
    // Elliott-Yafet relaxation tau_s of the spin in the plane against Dyakonov and Perel's. However
    // small alpha is, without tau_s nothing is left of q_ext. To second order in the spin-orbit
    // coupling of the impurities: twice as weak a one leaves a quarter of the deviation.
    double last = 1.0;
    for (const double orbit : {0.06, 0.03, 0.015}) {
        double largest = 0.0;
        for (const double scale : {0.001, 0.003, 0.01}) {
            const auto impurities = short_range(1e-3, {{0.7, 0.7}, {orbit, -orbit}});
            const double alpha = scale * orbit;
            const double expected = spin_current({}, 0.5, impurities).real() /
                                    (1.0 + precession_over_relaxation(alpha, impurities));
            const double found = spin_current({.rashba = alpha}, 0.5, impurities).real();
            largest = std::max(largest, std::abs(found / expected - 1.0));
        }
        EXPECT_LT(largest, 0.35 * last) << orbit;
        last = largest;
    }
    EXPECT_LT(last, 5e-3);
}

TEST(SideJumpTerm, WeakScatterersHaveTheTextbookValue) {
    // T = U (1 + i lambda (p x k) sigma_z): the displacement lambda n per force, half of it in the
    // jump velocity and half in the energy that a jump takes from the field.
    const double shift = 1e-3;
    const double orbit = 1e-5; // of the waves +-1
    // K_1 - K_-1 = 2 U lambda/2: (p x k)_z = sin(phi_k - phi_p), U = -2 shift.
    const double lambda = -2.0 * orbit / shift;
    const auto impurities = short_range(1.0, {{shift, shift}, {orbit, -orbit}});
    const KineticEquation free(fermi_contour({}, 0.5, 32), impurities);
    const auto response = free.response(0.0);
    const double carriers = carrier_density({}, 0.5);
    const double jump = response.side_jump.spin_current[1].real();
    EXPECT_NEAR(jump / (lambda * carriers), 1.0, 1e-3);
}

TEST(SideJumpTerm, IsHeldBackByPrecessionAsSkewScatteringIs) {
    // Attractive and repulsive impurities in equal numbers: no skew scattering is left. To first
    // order in the spin-orbit coupling of the impurities; the next one is the Edelstein
    // polarisation that they relax.
    double last = 1.0;
    for (const double orbit : {3e-3, 1e-3, 3e-4}) {
        Impurities impurities = short_range(0.1, {{0.1, 0.1}, {orbit, -orbit}});
        impurities.push_back(short_range(0.1, {{-0.1, -0.1}, {-orbit, orbit}}).front());
        const double extrinsic = spin_current({}, 0.5, impurities).real();
        // lambda n of the test above, to second order in the phase shift.
        EXPECT_NEAR(std::abs(extrinsic) * pi * 0.1 / orbit, 1.0, 0.01);
        double largest = 0.0;
        for (const double scale : {1e-3, 1e-2, 3e-2}) {
            const double alpha = scale * orbit;
            const double expected =
                extrinsic / (1.0 + precession_over_relaxation(alpha, impurities));
            const double found = spin_current({.rashba = alpha}, 0.5, impurities).real();
            largest = std::max(largest, std::abs(found / expected - 1.0));
        }
        const double lambda = 2.0 * orbit / 0.1; // p_F = 1
        EXPECT_LT(largest, lambda);
        EXPECT_LT(largest, 0.5 * last);
        last = largest;
    }
}

TEST(ShortRange, CubicTermLeavesASpinCurrentBesideSpinIndependentScatterers) {
    const auto found =
        spin_current({.cubic_rashba = 0.01}, 0.5, short_range(1e-5, scalar_waves({0.4, 0.2})));
    EXPECT_GT(std::abs(found) * 8.0 * pi, 0.1);
}

} // namespace
} // namespace sidejump::rashba
