// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/coefficients_run.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/units/constants.hpp"
#include "tests/support/device_texts.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::device {
namespace device_region_test {

using testing::HasSubstr;

int row(int j, int a) {
    return 4 * j + a;
}

DeviceFile device(const std::string& text) {
    return read_device_text(test::on_a_film(text), "device.toml");
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

TEST(RegionMedium, WarmAlloysHaveTheNumbersOfTheThermalCommand) {
    const DeviceFile file =
        device(alloy_region(tested, "moments = \"full\"", "temperature = \"600 K\"\n"));
    const RegionInput& region = file.input.region[0];
    const Medium medium = region_medium(region, file.alloys, Vector3::Zero());
    const auto& alloy = file.alloys.alloy(*region.alloy);
    const auto thermal = coefficients::thermal_coefficients({alloy.alloy, alloy.laws}, 600.0, {});
    const auto ratio = [](double a, double b) { EXPECT_NEAR(a / b, 1.0, 1e-7); };
    ratio(medium.conduction(0, 0), thermal.charge_conductivity);
    ratio(medium.conduction(1, 1) / medium.relaxation(1, 1),
          thermal.spin_diffusion_longitudinal / thermal.spin_relaxation_rate);
    ratio(medium.conduction(2, 2) / medium.relaxation(1, 1),
          thermal.spin_diffusion_transverse / thermal.spin_relaxation_rate);
    ratio(medium.storage(1, 1) / medium.relaxation(1, 1),
          thermal.slow_mode_weight / thermal.spin_relaxation_rate);
}

} // namespace device_region_test
} // namespace sidejump::device
