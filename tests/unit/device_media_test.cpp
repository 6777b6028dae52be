// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/coefficients_run.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/device/diffusion_problem.hpp"
#include "sidejump/units/constants.hpp"

#include <Eigen/Dense>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace sidejump::device {
namespace {

using Eigen::MatrixXd;
using testing::HasSubstr;

constexpr IsotropicConduction example{
    .charge = 1.0, .spin_hall = 0.1, .spin_0 = 1.4, .spin_1 = 1.0, .spin_2 = 0.8};

double smallest_eigenvalue(const MatrixXd& matrix) {
    return Eigen::SelfAdjointEigenSolver<MatrixXd>(0.5 * (matrix + matrix.transpose()))
        .eigenvalues()
        .minCoeff();
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
        Eigen::Matrix3d seed;
        for (int i = 0; i < 9; ++i)
            seed(i) = normal(random);
        Eigen::Matrix3d rotation = Eigen::HouseholderQR<Eigen::Matrix3d>(seed).householderQ();
        rotation *= rotation.determinant();
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

DeviceFile device(const std::string& text) {
    return read_device_text(text, "device.toml");
}

Medium only_medium(const std::string& text, const Vector3& field = Vector3::Zero()) {
    const DeviceFile file = device(text);
    return region_medium(file.input.region.at(0), file.alloys, field);
}

TEST(RegionMedium, NumbersGiveTheirLengthsBack) {
    const Medium medium = only_medium(R"([[region]]
name = "N"
conductivity = "2e7 S/m"
spin_diffusion_length_longitudinal = "120 nm"
spin_diffusion_length_transverse = "100 nm"
spin_hall_angle = 0.1
swapping = 0.05
diffusion_constant = "0.01 m^2/s")",
                                      Vector3(0.0, 0.0, 0.3));
    const auto sigma = [&](int j, int a, int k, int b) {
        return medium.conduction(row(j, a), row(k, b));
    };
    const double relaxation = medium.relaxation(1, 1);
    EXPECT_NEAR(std::sqrt(sigma(0, 1, 0, 1) / relaxation), 120e-9, 1e-20);
    EXPECT_NEAR(std::sqrt(sigma(0, 2, 0, 2) / relaxation), 100e-9, 1e-20);
    EXPECT_NEAR(sigma(0, 2, 0, 2), 2e7, 1e-6) << "as the charge";
    EXPECT_NEAR(sigma(0, 1, 1, 2) / -0.05e7, 2.0, 1e-14) << "-kappa";
    EXPECT_DOUBLE_EQ(sigma(0, 0, 1, 3), 2e6);
    EXPECT_DOUBLE_EQ(medium.storage(1, 1), 2e9);
    EXPECT_EQ(medium.storage(0, 0), 0.0);
    const double larmor =
        units::electron_g_factor * units::bohr_magneton * 0.3 / units::planck_reduced;
    EXPECT_NEAR(medium.relaxation(2, 1) / (-2e9 * larmor), 1.0, 1e-14);
    EXPECT_NEAR(larmor / 0.3, 1.76085963e11, 1e3) << "gyromagnetic ratio of the electron";
}

TEST(RegionMedium, RelaxationTimeOrDiffusionConstant) {
    const auto storage = [](const std::string& key) {
        return only_medium("[[region]]\nname = \"N\"\nconductivity = \"2e7 S/m\"\n"
                           "spin_diffusion_length = \"100 nm\"\n" +
                           key)
            .storage(3, 3);
    };
    EXPECT_NEAR(storage("spin_relaxation_time = \"1 ps\""), 2e9, 1e-3);
    EXPECT_NEAR(storage("diffusion_constant = \"100 cm^2/s\""), 2e9, 1e-3);
    EXPECT_EQ(storage(""), 0.0);
}

const std::string ferromagnet = R"([[region]]
name = "F"
conductivity = "1e7 S/m"
magnetisation = [0, 0, 2]
polarisation = 0.4
spin_diffusion_length = "5 nm"
)";

TEST(RegionMedium, FerromagnetsHaveSpinFlipAcrossWithoutDephasing) {
    const Medium plain = only_medium(ferromagnet);
    EXPECT_NEAR(plain.relaxation(3, 3), 1e7 * (1.0 - 0.16) / 25e-18, 1e10);
    EXPECT_NEAR(plain.relaxation(1, 1), 1e7 / 25e-18, 1e10);
    EXPECT_EQ(plain.relaxation(1, 2), 0.0);
    const Medium dephased =
        only_medium(ferromagnet + "dephasing_length = \"1 nm\"\nprecession_length = \"2 nm\"\n"
                                  "anomalous_hall_angle = 0.01\n");
    EXPECT_NEAR(dephased.relaxation(1, 1), 1e7 / 1e-18, 1e11);
    EXPECT_NEAR(dephased.relaxation(1, 2), 1e7 / 4e-18, 1e11);
    EXPECT_DOUBLE_EQ(dephased.conduction(row(1, 0), row(0, 0)), 1e5);
}

std::string alloy_region(const std::string& channels, const std::string& kinetics,
                         const std::string& region = "") {
    return "[[alloy]]\nname = \"A\"\n[alloy.host]\nfermi_wavenumber = \"1.36 1/angstrom\"\n"
           "[[alloy.impurity]]\nconcentration = 0.01\nchannels = " +
           channels + "\n[alloy.kinetics]\n" + kinetics +
           "\n[[region]]\nname = \"strip\"\nalloy = \"A\"\n" + region;
}

const std::string cerium = R"([ { l = 0, j = 0.5, phase_shift = 0.1 },
    { l = 1, j = 0.5, phase_shift = "90 degree" }, { l = 1, j = 1.5, phase_shift = 0.05 } ])";
const std::string tested = R"([ { l = 0, j = 0.5, phase_shift = 0.3 },
    { l = 1, j = 0.5, phase_shift = 1.1 }, { l = 1, j = 1.5, phase_shift = -0.2 } ])";

TEST(RegionMedium, AlloysHaveTheNumbersOfTheCoefficientsCommand) {
    const DeviceFile file = device(alloy_region(cerium, "moments = \"full\"", "g_factor = 2\n"));
    const RegionInput& region = file.input.region[0];
    const auto run = coefficients::run_coefficients(file.alloys.alloy(*region.alloy));
    const auto& c = run.coefficients;
    const units::Host& host = run.file.alloy.host;
    const double conductivity = units::reduced_unit(host, units::Dimension::conductivity);
    const double length = units::reduced_unit(host, units::Dimension::length);
    const Medium medium = region_medium(region, file.alloys, Vector3(1.0, 0.0, 0.0));
    const auto ratio = [](double a, double b) { EXPECT_NEAR(a / b, 1.0, 1e-12); };
    ratio(medium.conduction(0, 0), c.charge_conductivity * conductivity);
    ratio(medium.conduction(row(0, 0), row(1, 3)), c.charge_conductivity * conductivity *
                                                       c.spin_hall_diffusion_dressed /
                                                       c.charge_diffusion);
    ratio(std::sqrt(medium.conduction(1, 1) / medium.relaxation(1, 1)),
          c.spin_diffusion_length_longitudinal * length);
    ratio(std::sqrt(medium.conduction(2, 2) / medium.relaxation(1, 1)),
          c.spin_diffusion_length_transverse * length);
    const double states =
        2.0 * units::elementary_charge * units::elementary_charge * host.density_of_states();
    ratio(medium.storage(1, 1), states * c.slow_mode_weight);
    ratio(medium.relaxation(3, 2),
          -states * c.slow_mode_precession * 2.0 * units::bohr_magneton / units::planck_reduced);
}

TEST(RegionMedium, MomentsOfTheAlloyDecide) {
    const Medium full = only_medium(alloy_region(tested, "moments = \"full\""));
    const Medium two = only_medium(alloy_region(tested, "moments = \"two-moment\""));
    EXPECT_NEAR(full.conduction(0, 0) / two.conduction(0, 0), 1.0, 1e-14);
    EXPECT_NEAR(full.relaxation(1, 1) / two.relaxation(1, 1), 2.1210490939 / 3.5026136162, 1e-9);
    EXPECT_NEAR(full.conduction(1, 1) / two.conduction(1, 1), 123.17563908 / 92.978170232, 1e-9);
    EXPECT_NEAR(full.conduction(2, 2) / two.conduction(2, 2), 242.87885562 / 87.306708907, 1e-9);
    EXPECT_NEAR(full.conduction(row(0, 0), row(1, 3)) / two.conduction(row(0, 0), row(1, 3)),
                20.695386872 / 11.730791965, 1e-9);
    EXPECT_NEAR(full.storage(1, 1) / two.storage(1, 1), 2.245, 1e-3);
}

TEST(RegionMedium, ShortSpinDiffusionLengthsAreWarnedOf) {
    EXPECT_THAT(device_warnings(device(alloy_region(tested, "moments = \"full\""))),
                testing::Contains(HasSubstr("below three mean free paths")));
    EXPECT_THAT(device_warnings(device(alloy_region(
                    "[ { l = 0, j = 0.5, phase_shift = 0.5 }, { l = 1, j = 0.5, phase_shift = 0.02 "
                    "} ]",
                    "moments = \"full\""))),
                testing::Not(testing::Contains(HasSubstr("below three mean free paths"))));
}

TEST(RegionMedium, LowTemperatureIsZeroTemperature) {
    const Medium zero = only_medium(alloy_region(tested, "moments = \"full\""));
    const Medium cold =
        only_medium(alloy_region(tested, "moments = \"full\"", "temperature = \"4 K\"\n"));
    EXPECT_LT((cold.conduction - zero.conduction).norm() / zero.conduction.norm(), 1e-6);
    EXPECT_LT((cold.storage - zero.storage).norm() / zero.storage.norm(), 1e-6);
    EXPECT_LT((cold.relaxation - zero.relaxation).norm() / zero.relaxation.norm(), 1e-6);
    const Medium warm =
        only_medium(alloy_region(tested, "moments = \"full\"", "temperature = \"900 K\"\n"));
    EXPECT_GT((warm.conduction - zero.conduction).norm() / zero.conduction.norm(), 1e-6);
}

} // namespace
} // namespace sidejump::device
