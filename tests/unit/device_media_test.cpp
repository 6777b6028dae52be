// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/diffusion_problem.hpp"
#include "sidejump/math/dense_algebra.hpp"

#include <Eigen/Geometry>
#include <gtest/gtest.h>
#include <random>

namespace sidejump::device {
namespace device_media_test {

using Eigen::MatrixXd;

constexpr IsotropicConduction example{
    .charge = 1.0, .spin_hall = 0.1, .spin_0 = 1.4, .spin_1 = 1.0, .spin_2 = 0.8};

double smallest_eigenvalue(const MatrixXd& matrix) {
    return math::symmetric_eigenvalues(0.5 * (matrix + matrix.transpose())).minCoeff();
}

int row(int j, int a) {
    return 4 * j + a;
}

TEST(IsotropicConduction, IsOnsagerCasimirSymmetric) {
    const ConductionTensor tensor = isotropic_conduction(example);
    for (int i = 0; i < 12; ++i)
        for (int k = 0; k < 12; ++k) {
            const bool crosses = (i % 4 == 0) != (k % 4 == 0);
            EXPECT_DOUBLE_EQ(tensor(i, k), (crosses ? -1.0 : 1.0) * tensor(k, i));
        }
    EXPECT_GT(tensor.cwiseAbs().maxCoeff(), 0.0);
}

TEST(IsotropicConduction, HasTheSignsOfTheKineticTheory) {
    const ConductionTensor tensor = isotropic_conduction(example);
    // J_y,z = -sigma_SH eps_yzx... with j = y, a = z, k = x: eps_yxz = -1.
    EXPECT_EQ(tensor(row(1, 3), row(0, 0)), -0.1);
    EXPECT_EQ(tensor(row(0, 0), row(1, 3)), 0.1);
    EXPECT_NEAR(tensor(row(0, 1), row(0, 1)), (1.4 + 2.0 * 0.8) / 3.0, 1e-15) << "D_L";
    EXPECT_NEAR(tensor(row(0, 2), row(0, 2)), (1.0 + 0.8) / 2.0, 1e-15) << "D_T";
    EXPECT_NEAR(tensor(row(0, 1), row(1, 2)), -(0.8 - 1.4) / 3.0, 1e-15) << "-kappa";
    EXPECT_NEAR(tensor(row(0, 2), row(1, 1)), (0.8 - 1.0) / 2.0, 1e-15) << "B";
}

TEST(IsotropicConduction, DoesNotChangeUnderRotations) {
    std::mt19937 random(1);
    std::normal_distribution<double> normal;
    for (int trial = 0; trial < 5; ++trial) {
        Eigen::Quaterniond seed;
        for (int i = 0; i < 4; ++i)
            seed.coeffs()(i) = normal(random);
        const Eigen::Matrix3d rotation = seed.normalized().toRotationMatrix();
        ConductionTensor all;
        for (int j = 0; j < 3; ++j)
            for (int k = 0; k < 3; ++k) {
                Eigen::Matrix4d fields = Eigen::Matrix4d::Identity();
                fields.block<3, 3>(1, 1) = rotation;
                all.block<4, 4>(4 * j, 4 * k) = rotation(j, k) * fields;
            }
        const ConductionTensor tensor = isotropic_conduction(example);
        EXPECT_LT((all * tensor * all.transpose() - tensor).cwiseAbs().maxCoeff(), 1e-14);
    }
}

TEST(IsotropicConduction, DissipatesWhatever) {
    EXPECT_NEAR(smallest_eigenvalue(isotropic_conduction(example)), 0.8, 1e-14);
    EXPECT_GT(smallest_eigenvalue(ferromagnet_conduction(2.0, 0.9, 0.3, Vector3(0.6, 0., 0.8))),
              0.0);
}

TEST(Ferromagnet, SpinsAlongItDecayWithTheSpinFlipLength) {
    const Vector3 m(0.6, 0.0, 0.8);
    const ConductionTensor tensor = ferromagnet_conduction(3.0, 0.5, 0.0, m);
    const Eigen::Matrix4d block = tensor.block<4, 4>(0, 0);
    const FieldMatrix relaxation = ferromagnet_relaxation(3.0, 0.5, 0.2, 0.1, 0.05, m);
    // No charge current: sigma (1 - P^2) u_m'' = relaxation u_m.
    Eigen::Vector4d along;
    along << -0.5, m;
    const Eigen::Vector4d current = block * along;
    EXPECT_NEAR(current[0], 0.0, 1e-15);
    Eigen::Vector4d spin;
    spin << 0.0, m;
    EXPECT_NEAR(current.dot(spin) / (relaxation * along).dot(spin), 0.04, 1e-15);
    const Vector3 across(0.8, 0.0, -0.6);
    Eigen::Vector4d u;
    u << 0.0, across;
    // across = (0.8, 0, -0.6), m x across = +y
    EXPECT_TRUE((relaxation * u)
                    .tail<3>()
                    .isApprox(3.0 / 0.01 * across - 3.0 / 0.0025 * Vector3::UnitY(), 1e-14));
}

TEST(Ferromagnet, AnomalousHallCurrentIsAlongMTimesE) {
    const ConductionTensor tensor = ferromagnet_conduction(1.0, 0.0, 0.1, Vector3::UnitZ());
    // E = -grad u_0 along x: m x E along y.
    Eigen::Matrix<double, 12, 1> gradient = Eigen::Matrix<double, 12, 1>::Zero();
    gradient[row(0, 0)] = -1.0;
    EXPECT_DOUBLE_EQ((-tensor * gradient)[row(1, 0)], 0.1);
}

TEST(Larmor, PrecessesRightHanded) {
    const FieldMatrix relaxation = larmor_precession(2.0, Vector3(0.0, 0.0, 5.0));
    // 2 d_t u = -relaxation u = 2 omega x u: x turns towards y.
    EXPECT_TRUE((-relaxation * Eigen::Vector4d::UnitY()).isApprox(10.0 * Eigen::Vector4d::UnitZ()))
        << "u = (u_0, u_x, u_y, u_z)";
    EXPECT_EQ(relaxation + relaxation.transpose(), FieldMatrix::Zero());
}

Embedding line_across_a_strip(Embedding::Across along_z) {
    Embedding embedding;
    embedding.axes = {1, 0, 2};
    embedding.across = {Embedding::Across::extended, along_z};
    embedding.applied_field = {1.0, 0.0, 0.0};
    return embedding;
}

TEST(Reduce, ExtendedAxisKeepsTheBareSpinHallCurrent) {
    const auto reduced =
        reduce(isotropic_conduction(example), line_across_a_strip(Embedding::Across::extended), 1);
    EXPECT_NEAR(reduced.tensor(3, 3), 0.9, 1e-15);
    EXPECT_NEAR(reduced.driven[3], -0.1, 1e-15) << "J_yz = -theta E";
    EXPECT_NEAR(reduced.across_driven[0], 1.0, 1e-15) << "J_x = sigma E";
    EXPECT_NEAR(reduced.across(0, 3), 0.1, 1e-15) << "J_x0 = -sigma_SH eps_xyz d_y u_z";
    EXPECT_NEAR(reduced.across_driven[4 + 2], 0.1, 1e-15) << "J_zy is not held at zero";
}

// With J_zy = 0: d_z u_y = (theta E - B d_y u_z)/D_T, put into J_yz.
TEST(Reduce, ThinFilmChangesTheSpinHallAngle) {
    const auto reduced =
        reduce(isotropic_conduction(example), line_across_a_strip(Embedding::Across::thin), 1);
    const double d_t = 0.9;
    const double b = 0.5 * (0.8 - 1.0);
    EXPECT_NEAR(reduced.driven[3], -0.1 * (1.0 + b / d_t), 1e-15);
    EXPECT_NEAR(reduced.tensor(3, 3), d_t - b * b / d_t, 1e-15);
    EXPECT_EQ(reduced.across_driven.segment(4, 4), Eigen::Vector4d::Zero());
}

TEST(Reduce, WholeSpaceIsLeftAsItIs) {
    const ConductionTensor tensor = isotropic_conduction(example);
    EXPECT_EQ(reduce(tensor, Embedding(), 3).tensor, MatrixXd(tensor));
}

TEST(Reduce, RefusesWhatHasNoSolution) {
    Embedding thin = line_across_a_strip(Embedding::Across::thin);
    EXPECT_THROW(reduce(ConductionTensor::Zero(), thin, 1), std::invalid_argument);
    thin.applied_field = {0.0, 0.0, 1.0};
    EXPECT_THROW(reduce(isotropic_conduction(example), thin, 1), std::invalid_argument);
    thin.applied_field = {0.0, 1.0, 0.0};
    EXPECT_THROW(reduce(isotropic_conduction(example), thin, 1), std::invalid_argument);
}

} // namespace device_media_test
} // namespace sidejump::device
