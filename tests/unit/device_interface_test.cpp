// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/interface_law.hpp"
#include "sidejump/math/dense_algebra.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <random>

namespace sidejump::device {
namespace device_interface_test {

using Eigen::MatrixXd;

class Dice {
  public:
    double operator()(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(engine_);
    }
    Vector3 direction() {
        std::normal_distribution<double> normal;
        return Vector3(normal(engine_), normal(engine_), normal(engine_)).normalized();
    }
    MagneticInterface magnetic() {
        const double g = (*this)(0.1, 3.0);
        return {g, (*this)(-1.0, 1.0),
                MixingConductance{(*this)(0.5, 2.0) * g, (*this)(-2.0, 2.0)}};
    }

  private:
    std::mt19937 engine_{7};
};

double smallest_eigenvalue(const MatrixXd& matrix) {
    return math::symmetric_eigenvalues(0.5 * (matrix + matrix.transpose())).minCoeff();
}

void expect_lawful(const InterfaceLaw& law) {
    EXPECT_GT(smallest_eigenvalue(law), -1e-13);
    EXPECT_LT((law.row(0) + law.row(4)).cwiseAbs().maxCoeff(), 1e-14) << "charge conserved";
    Eigen::Matrix<double, 8, 1> equal = Eigen::Matrix<double, 8, 1>::Zero();
    equal[0] = equal[4] = 1.0;
    EXPECT_LT((law * equal).norm(), 1e-13) << "no current at equal potentials";
}

TEST(InterfaceLaws, DissipateAndConserveCharge) {
    Dice dice;
    for (int trial = 0; trial < 50; ++trial) {
        expect_lawful(normal_interface({dice(0.0, 2.0), dice(0.0, 3.0), dice(0.0, 9.0)}));
        expect_lawful(normal_interface(spin_memory_loss(dice(0.1, 2.0), dice(0.0, 4.0))));
        for (const auto side : {MagneticSide::first, MagneticSide::second, MagneticSide::both})
            expect_lawful(magnetic_interface(dice.magnetic(), dice.direction(), side));
    }
}

TEST(InterfaceLaws, SpinMemoryLossIsATwoPort) {
    const double g = 2.0;
    const double d = 0.7;
    const InterfaceLaw law = normal_interface(spin_memory_loss(g, d));
    EXPECT_NEAR(law(1, 1), g * d / std::tanh(d), 1e-14);
    EXPECT_NEAR(law(1, 5), -g * d / std::sinh(d), 1e-14);
    EXPECT_NEAR(law(5, 1), law(1, 5), 1e-14);
    EXPECT_DOUBLE_EQ(law(0, 0), g);
    EXPECT_TRUE(
        normal_interface(spin_memory_loss(g, 1e-5)).isApprox(normal_interface({g, {}, 0.0}), 1e-9));
    EXPECT_EQ(normal_interface(spin_memory_loss(g, 0.0)), normal_interface({g, {}, 0.0}));
}

TEST(InterfaceLaws, UnpolarisedFerromagnetIsNormalOnTheNormalSide) {
    Dice dice;
    const Vector3 m = dice.direction();
    const InterfaceLaw magnetic =
        magnetic_interface({1.5, 0.0, std::nullopt}, m, MagneticSide::second);
    const InterfaceLaw normal = normal_interface({1.5, {}, 0.0});
    EXPECT_TRUE((magnetic.topLeftCorner<4, 4>().isApprox(normal.topLeftCorner<4, 4>(), 1e-14)));
    const InterfaceLaw first = magnetic_interface({1.5, 0.3, {}}, m, MagneticSide::first);
    const InterfaceLaw second = magnetic_interface({1.5, 0.3, {}}, m, MagneticSide::second);
    EXPECT_TRUE((first.topLeftCorner<4, 4>().isApprox(second.bottomRightCorner<4, 4>())));
}

TEST(InterfaceLaws, TransverseSpinsBecomeATorque) {
    const InterfaceLaw law = magnetic_interface({1.0, 0.5, MixingConductance{0.75, 0.2}},
                                                Vector3::UnitZ(), MagneticSide::second);
    Eigen::Matrix<double, 8, 1> u = Eigen::Matrix<double, 8, 1>::Zero();
    u[1] = 1.0; // normal side, spin x, m along z
    const Eigen::Matrix<double, 8, 1> current = law * u;
    EXPECT_DOUBLE_EQ(current[1], 1.5);
    EXPECT_DOUBLE_EQ(current[2], -0.4) << "2 G_i x^ x z^ = -2 G_i y^";
    EXPECT_EQ(current.tail<4>(), Eigen::Vector4d::Zero());
    u = Eigen::Matrix<double, 8, 1>::Unit(5);
    EXPECT_EQ((law * u).norm(), 0.0) << "spins across m do not leave the ferromagnet";
    u = Eigen::Matrix<double, 8, 1>::Unit(0);
    EXPECT_DOUBLE_EQ((law * u)[3], 0.5) << "the current is polarised";
}

TEST(InterfaceLaws, RefuseImpossibleParameters) {
    const Vector3 z = Vector3::UnitZ();
    const auto side = MagneticSide::second;
    EXPECT_THROW(magnetic_interface({1.0, 1.01, {}}, z, side), std::invalid_argument);
    EXPECT_THROW(magnetic_interface({1.0, 0.5, MixingConductance{0.49, 0.0}}, z, side),
                 std::invalid_argument);
    EXPECT_THROW(magnetic_interface({-1.0, 0.5, {}}, z, side), std::invalid_argument);
    EXPECT_THROW(magnetic_interface({1.0, 0.5, {}}, 2.0 * z, side), std::invalid_argument);
    EXPECT_THROW(normal_interface({-1.0, {}, 0.0}), std::invalid_argument);
    EXPECT_THROW(spin_memory_loss(1.0, -0.1), std::invalid_argument);
    EXPECT_THROW(ferromagnetic_contact({}, {}, z), std::invalid_argument);
    EXPECT_THROW(ferromagnetic_contact({}, FerromagnetBehind{1.0, 1.0, {}}, z),
                 std::invalid_argument);
}

TEST(Contacts, AreReservoirsBlockingOrSinks) {
    using Fixed = std::array<bool, 4>;
    EXPECT_EQ(ohmic_contact(ContactSpin::reservoir).fixed, (Fixed{true, true, true, true}));
    EXPECT_EQ(ohmic_contact(ContactSpin::blocking).fixed, (Fixed{true, false, false, false}));
    EXPECT_EQ(spin_sink().fixed, (Fixed{false, true, true, true}));
    EXPECT_EQ(ohmic_contact(ContactSpin::blocking).exchange, FieldMatrix::Zero());
    EXPECT_EQ(normal_contact({2.0, {}, 0.0}).exchange, 2.0 * FieldMatrix::Identity());
}

TEST(Contacts, BehindAnInterfaceAreItsFirstSide) {
    Dice dice;
    for (int trial = 0; trial < 20; ++trial) {
        const MagneticInterface magnetic = dice.magnetic();
        const Vector3 m = dice.direction();
        const auto law = magnetic_interface(magnetic, m, MagneticSide::second);
        const auto contact = ferromagnetic_contact(magnetic, {}, m);
        EXPECT_TRUE(contact.exchange.isApprox(law.topLeftCorner<4, 4>(), 1e-13));
        const FerromagnetBehind behind{dice(0.1, 5.0), dice(-0.9, 0.9), {}};
        EXPECT_GT(smallest_eigenvalue(ferromagnetic_contact(magnetic, behind, m).exchange), -1e-13);
        EXPECT_GT(smallest_eigenvalue(ferromagnetic_contact({}, behind, m).exchange), 0.0);
    }
}

TEST(Contacts, SeriesGoesToItsLimits) {
    const Vector3 z = Vector3::UnitZ();
    const MagneticInterface tunnel{1e-6, 0.5, {}};
    const FerromagnetBehind behind{1.0, 0.4, {}};
    EXPECT_TRUE(ferromagnetic_contact(tunnel, behind, z)
                    .exchange.isApprox(ferromagnetic_contact(tunnel, {}, z).exchange, 1e-5));
    const MagneticInterface open{1e9, 0.0, {}};
    const FieldMatrix transparent = ferromagnetic_contact({}, behind, z).exchange;
    const FieldMatrix nearly = ferromagnetic_contact(open, behind, z).exchange;
    for (const int i : {0, 3})
        for (const int k : {0, 3})
            EXPECT_NEAR(nearly(i, k), transparent(i, k), 1e-7);
    EXPECT_NEAR(transparent(1, 1), 1.0 / (1.0 - 0.16), 1e-14) << "1/(rho lambda)";
    const MagneticInterface half_metal{1.0, 1.0, {}};
    EXPECT_TRUE(ferromagnetic_contact(half_metal, behind, z).exchange.allFinite());
}

// The ferromagnet as a half space solved by itself: J_m - p J_0 = u_m/r_F and
// V = u_0 + p u_m - rho lambda J_0 at the interface.
TEST(Contacts, TransparentFerromagnetObeysItsDiffusionEquation) {
    const double p = 0.4;
    const double r = 3.0;
    const FieldMatrix law =
        ferromagnetic_contact({}, FerromagnetBehind{r, p, {}}, Vector3::UnitZ()).exchange;
    const Eigen::Vector4d u(0.7, 0.0, 0.0, -0.2);
    const Eigen::Vector4d current = law * u;
    EXPECT_NEAR(current[3] - p * current[0], u[3] / r, 1e-15);
    EXPECT_NEAR(u[0] + p * u[3], (1.0 - p * p) * r * current[0], 1e-15);
}

// Two ferromagnets on an infinite normal wire: u_m = (R_N/2) sum_i J_i e^{-|x - x_i|/lambda}.
TEST(Contacts, LateralSpinValveIsThatOfTakahashiAndMaekawa) {
    const double channel = 2.0; // R_N
    const double l = 0.8;       // distance over lambda
    struct Side {
        double g, P, r_F, p;
    };
    const Side sides[2] = {{1.7, 0.3, 0.4, 0.5}, {0.9, -0.6, 0.2, 0.35}};
    Eigen::Matrix2d contact[2];
    for (int i = 0; i < 2; ++i) {
        const Side& s = sides[i];
        const FieldMatrix law =
            ferromagnetic_contact(MagneticInterface{s.g, s.P, {}},
                                  FerromagnetBehind{s.r_F, s.p, {}}, Vector3::UnitZ())
                .exchange;
        contact[i] << law(0, 0), law(0, 3), law(3, 0), law(3, 3);
    }
    // Unknown: u_m at 1 and 2, and V - u_0 at 1 and 2; the current 1 enters at 1 and none at 2. A
    // current into the device is minus the current into the contact.
    Eigen::Matrix4d equations = Eigen::Matrix4d::Zero();
    Eigen::Vector4d given(-1.0, 0.0, 0.0, 0.0);
    for (int i = 0; i < 2; ++i) {
        equations(i, 2 + i) = -contact[i](0, 0);
        equations(i, i) = contact[i](0, 1);
        // u_i + (R_N/2) sum_k e^{-|ik|} J_k = 0, J_k into the contact.
        equations(2 + i, i) += 1.0;
        for (int k = 0; k < 2; ++k) {
            const double green = 0.5 * channel * std::exp(i == k ? 0.0 : -l);
            equations(2 + i, k) += green * contact[k](1, 1);
            equations(2 + i, 2 + k) -= green * contact[k](1, 0);
        }
    }
    const Eigen::Vector4d solution = math::solve(MatrixXd(equations), given);
    double numerator = 2.0 * channel * std::exp(-l);
    double denominator = 1.0;
    for (const Side& s : sides) {
        const double r = 1.0 / (s.g * (1.0 - s.P * s.P));
        numerator *= (s.P * r + s.p * s.r_F) / channel;
        denominator *= 1.0 + 2.0 * (r + s.r_F) / channel;
    }
    EXPECT_NEAR(solution[3], numerator / (denominator - std::exp(-2.0 * l)), 1e-13);
}

TEST(Contacts, MagneticInsulatorTakesNoChargeAndNoSpinAlongIt) {
    const Vector3 m = Vector3(1.0, 2.0, 2.0) / 3.0;
    const BoundaryLaw law = magnetic_insulator({0.5, 0.1}, m);
    Eigen::Vector4d along;
    along << 1.0, m;
    EXPECT_LT((law.exchange * along).norm(), 1e-15);
    EXPECT_NEAR(smallest_eigenvalue(law.exchange), 0.0, 1e-15);
}

} // namespace device_interface_test
} // namespace sidejump::device
