// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/potential/potential_model.hpp"
#include "sidejump/impurity/potential/potential_section.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::impurity::potential {
namespace {

using testing::HasSubstr;

constexpr double pi = std::numbers::pi;

units::Host host() {
    units::Host copper;
    copper.fermi_wavenumber = 1.36e10;
    return copper;
}

std::string text_of(const std::string& keys) {
    return "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = 0.01\nmodel = \"potential\"\n"
           "[impurity.potential]\n" +
           keys;
}

coefficients::AlloyFile alloy(const std::string& keys) {
    return coefficients::read_alloy_text(text_of(keys), "alloy.toml");
}

std::string error(const std::string& keys) {
    try {
        (void)alloy(keys);
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

const std::string gaussian_keys =
    "shape = \"gaussian\"\nstrength = \"-2 eV\"\nrange = \"1 angstrom\"\ntolerance = 1e-4\n";

double finding(const ModelReport& report, const std::string& name) {
    for (const Finding& found : report.findings)
        if (found.name == name)
            return found.value;
    ADD_FAILURE() << name << " is not reported";
    return 0.0;
}

TEST(PotentialModel, KeepsTheWavesThatMatter) {
    PotentialOptions options;
    for (const double tolerance : {1e-3, 1e-6}) {
        options.tolerance = tolerance;
        const PotentialModel model(gaussian({-0.5, 1.4, 0.0, 0.0, 0.02}, 1e-9), host(), options);
        const auto channels = model.at_temperature(0.0)->channels(0.0);
        const int last = channels.back().l;
        ASSERT_EQ(channels.size(), static_cast<std::size_t>(2 * last + 1));
        EXPECT_GE(std::abs(channels.back().phase_shift), tolerance);
        options.largest_l = last + 2;
        const PotentialModel longer(gaussian({-0.5, 1.4, 0.0, 0.0, 0.02}, 1e-9), host(), options);
        const auto more = longer.at_temperature(0.0)->channels(0.0);
        for (std::size_t c = 0; c < more.size(); ++c)
            if (c < channels.size()) {
                EXPECT_NEAR(more[c].phase_shift, channels[c].phase_shift, 1e-9);
            } else {
                EXPECT_LT(std::abs(more[c].phase_shift), tolerance);
            }
        options.largest_l.reset();
    }
}

TEST(PotentialModel, HasTheSameExponentsAtAllEnergies) {
    const PotentialModel model(gaussian({-1.5, 1.4, 0.0, 0.0, 0.02}, 1e-9), host(), {});
    const auto state = model.at_temperature(300.0);
    const auto at_fermi = state->channels(0.0);
    const auto close = state->channels(1e-6);
    const auto above = state->channels(1.0);
    ASSERT_EQ(at_fermi.size(), above.size());
    for (std::size_t c = 0; c < above.size(); ++c) {
        EXPECT_EQ(above[c].off_shell_exponent, at_fermi[c].off_shell_exponent);
        EXPECT_NEAR(close[c].phase_shift, at_fermi[c].phase_shift, 1e-6);
    }
    EXPECT_NE(above[0].phase_shift, at_fermi[0].phase_shift);
    EXPECT_THROW((void)state->channels(-100.0), std::domain_error);
    EXPECT_FALSE(model.depends_on_temperature());
}

TEST(PotentialModel, ReportsLowEnergiesAndLevels) {
    // K R = 5 in units of 1/k_F: bound states and, in waves with l > 0, a resonance.
    const PotentialModel model(square_well({-25.0, 1.0}), host(), {});
    const auto report = model.report();
    const double k_F = host().fermi_wavenumber;
    const double a = 1.0 - std::tan(5.0) / 5.0; // k_F a
    EXPECT_NEAR(finding(report, "scattering_length") * k_F, a, 1e-9);
    const double mass = units::electron_mass;
    const double t_0 = 2.0 * pi * std::pow(units::planck_reduced, 2) * a / (k_F * mass);
    EXPECT_NEAR(finding(report, "contact_coupling") / t_0, 1.0, 1e-9);
    EXPECT_NEAR(finding(report, "fermi_amplitude_real") / t_0, 1.0 / (1.0 + a * a), 1e-9);
    EXPECT_NEAR(finding(report, "fermi_amplitude_imaginary") / t_0, -a / (1.0 + a * a), 1e-9);
    EXPECT_NEAR(finding(report, "friedel_charge"),
                scattering::friedel_sum(model.at_temperature(0.0)->channels(0.0)), 1e-12);
    double electrons = 0.0;
    for (const Level& level : report.levels)
        if (level.kind == "bound state") {
            electrons += level.occupation;
            EXPECT_LT(level.energy, -host().fermi_energy() / units::elementary_charge);
        }
    EXPECT_GT(electrons, 2.0);
    EXPECT_EQ(finding(report, "bound_electrons"), electrons);
    EXPECT_GE(report.sum_rules.size(), 2U);
    for (const SumRule& rule : report.sum_rules)
        EXPECT_TRUE(rule.passed()) << rule.name << ": " << rule.found;
    EXPECT_THAT(report.warnings, testing::Contains(HasSubstr("the potential binds")));
}

TEST(PotentialModel, WeakPotentialsAreQuiet) {
    const PotentialModel model(gaussian({0.2, 1.0, 0.0, 0.0, 0.0}, 1e-9), host(), {});
    const auto report = model.report();
    EXPECT_TRUE(report.warnings.empty());
    EXPECT_TRUE(report.levels.empty());
    EXPECT_TRUE(model.at_temperature(0.0)->characteristic_energies().empty());
    EXPECT_TRUE(model.at_temperature(0.0)->report().findings.empty());
}

// U-37 and the first Born approximation: B = (lambda^2/2) k_F^2 A at every angle.
TEST(PotentialModel, SpinOrbitAmplitudeInTheBornLimit) {
    const double lambda_squared = 0.01; // times k_F^2
    PotentialOptions options;
    options.tolerance = 1e-11;
    const PotentialModel model(gaussian({1e-3, 1.0, 0.0, 0.0, lambda_squared}, 1e-12), host(),
                               options);
    const auto channels = model.at_temperature(0.0)->channels(0.0);
    for (const double x : {-0.9, -0.3, 0.2, 0.8, 1.0}) {
        const auto [A, B] = scattering::amplitudes(channels, x);
        EXPECT_NEAR(B.real() / A.real(), 0.5 * lambda_squared, 0.5 * lambda_squared * 1e-2);
    }
}

// To first order in the potential T(p, k) = V_{p-k} [1 + i (lambda^2/2) (p x k).sigma], and as
// (grad_p + grad_k) V_{p-k} = 0 only the product p x k makes a side jump: per transport rate it is
// lambda^2/2 (k_F = 1) whatever the shape. With alpha = l that holds for short ranges alone.
TEST(PotentialModel, ComputedExponentsGiveTheSideJumpOfTheBornLimit) {
    const double lambda_squared = 1e-3;
    const auto side_jump = [&](double range, OffShell off_shell) {
        PotentialOptions options;
        options.off_shell = off_shell;
        options.largest_l = 7;
        const PotentialModel model(gaussian({1e-4, range, 0.0, 0.0, lambda_squared}, 1e-12), host(),
                                   options);
        const Impurity impurity{"x", 0.01, model.at_temperature(0.0)->channels(0.0)};
        const auto c =
            coefficients::CoefficientEngine({host(), {impurity}, {}}).evaluate({impurity});
        return std::pair(c.omega_cs / c.transport_rate / (0.5 * lambda_squared),
                         c.omega_sc / c.transport_rate / (0.5 * lambda_squared));
    };
    for (const double range : {0.2, 0.6, 1.0, 1.6}) {
        const auto [charge_to_spin, spin_to_charge] = side_jump(range, OffShell::computed);
        EXPECT_NEAR(charge_to_spin, 1.0, 5e-4) << range;
        EXPECT_NEAR(spin_to_charge, 1.0, 5e-4) << range;
    }
    EXPECT_NEAR(side_jump(0.2, OffShell::solid_harmonics).first, 1.0, 5e-4);
    EXPECT_GT(std::abs(side_jump(1.0, OffShell::solid_harmonics).first - 1.0), 1e-2);
}

TEST(PotentialInput, GivesCoefficients) {
    const auto file = alloy(gaussian_keys + "spin_orbit = \"0.02 angstrom^2\"\n");
    ASSERT_FALSE(file.alloy.impurities[0].channels.empty());
    const auto c = coefficients::transport_coefficients(file.alloy);
    EXPECT_GT(c.charge_conductivity, 0.0);
    EXPECT_NE(c.spin_hall_conductivity, 0.0);
    EXPECT_EQ(file.echo["impurity"][0]["potential"]["shape"], "gaussian");
    EXPECT_EQ(file.echo["impurity"][0]["potential"]["off_shell"], "computed");
}

TEST(PotentialInput, MistakesHaveALineAndAKey) {
    EXPECT_THAT(error("shape = \"gauss\"\n"), HasSubstr("alloy.toml:7: impurity[0].potential."
                                                        "shape: expected \"square-well\""));
    EXPECT_THAT(error("shape = \"gaussian\"\nstrength = \"-2 eV\"\n"),
                HasSubstr("potential.range: missing key: shape = \"gaussian\" needs it"));
    EXPECT_THAT(error(gaussian_keys + "diffuseness = \"1 angstrom\"\n"),
                HasSubstr("alloy.toml:11: impurity[0].potential.diffuseness: shape = \"gaussian\" "
                          "has no such key; it belongs to \"woods-saxon\""));
    EXPECT_THAT(error(gaussian_keys + "core_radius = \"1 angstrom\"\n"),
                HasSubstr("it belongs to \"yukawa\""));
    EXPECT_THAT(
        error("shape = \"hard-sphere\"\nrange = \"1 angstrom\"\nspin_orbit = \"1 angstrom^2\"\n"),
        HasSubstr("potential.spin_orbit: shape = \"hard-sphere\" has no such key"));
    EXPECT_THAT(error("shape = \"hard-sphere\"\nrange = \"0 angstrom\"\n"),
                HasSubstr("potential.range: expected a quantity"));
    const std::string yukawa_keys =
        "shape = \"yukawa\"\nstrength = \"-2 eV\"\nrange = \"0.5 angstrom\"\ntolerance = 1e-3\n"
        "spin_orbit = \"0.001 angstrom^2\"\n";
    EXPECT_THAT(error(yukawa_keys), HasSubstr("alloy.toml:11: impurity[0].potential.spin_orbit: "
                                              "the spin-orbit term of a Yukawa potential grows"));
    EXPECT_EQ(error(yukawa_keys + "core_radius = \"0.1 angstrom\"\n"), "no error");
    for (const char* bad : {"\"inf eV\"", "\"nan eV\"", "\"2 m\"", "2"})
        EXPECT_THAT(error(fmt::format(
                        "shape = \"gaussian\"\nrange = \"1 angstrom\"\nstrength = {}\n", bad)),
                    HasSubstr("alloy.toml:9: impurity[0].potential.strength"));
    EXPECT_THAT(error(gaussian_keys + "largest_l = 13\n"), HasSubstr("potential.largest_l"));
    EXPECT_THAT(error("shape = \"square-well\"\nstrength = \"-2 eV\"\nrange = \"2 nm\"\n"),
                HasSubstr("12 partial waves are not enough: |eta| = "));
}

class PotentialTableFile : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "sidejump-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::string write(const char* name, const std::string& text) {
        std::ofstream(folder_ / name) << text;
        return (folder_ / name).string();
    }
    std::string table_error(const std::string& rows, const std::string& keys = "") {
        write("v.tsv", rows);
        try {
            (void)coefficients::read_alloy_file(
                write("alloy.toml", text_of("shape = \"table\"\ntable = \"v.tsv\"\n" + keys)));
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    }
    std::filesystem::path folder_;
};

TEST_F(PotentialTableFile, MeetsTheShapeItSamples) {
    std::string rows = "# r (nm), V (meV), W (meV)\n";
    const double range = 0.1;       // nm
    const double spin_orbit = 2e-4; // nm^2
    for (int i = 0; i <= 120; ++i) {
        const double r = 0.005 * i;
        const double v = -2000.0 * std::exp(-r * r / (range * range));
        rows +=
            fmt::format("{:.17g} {:.17g} {:.17g}\n", r, v, -2.0 * spin_orbit / (range * range) * v);
    }
    write("v.tsv", rows);
    const auto table = coefficients::read_alloy_file(
        write("alloy.toml", text_of("shape = \"table\"\ntable = \"v.tsv\"\nlength_unit = \"nm\"\n"
                                    "energy_unit = \"meV\"\ntolerance = 1e-4\n")));
    const auto exact = alloy(gaussian_keys + "spin_orbit = \"0.02 angstrom^2\"\n");
    const auto& found = table.alloy.impurities[0].channels;
    const auto& expected = exact.alloy.impurities[0].channels;
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t c = 0; c < found.size(); ++c) {
        EXPECT_NEAR(found[c].phase_shift, expected[c].phase_shift, 1e-6);
        EXPECT_NEAR(found[c].off_shell_exponent, expected[c].off_shell_exponent, 1e-4);
    }
    EXPECT_EQ(table.echo["impurity"][0]["potential"]["table"], (folder_ / "v.tsv").string());
}

TEST_F(PotentialTableFile, MistakesHaveALine) {
    EXPECT_THAT(table_error("0 -1\n1 -0.5\n1 -0.1\n2 0\n"),
                HasSubstr("v.tsv:3: expected radii that increase"));
    EXPECT_THAT(table_error("-1 -1\n1 -0.5\n2 -0.1\n3 0\n"),
                HasSubstr("v.tsv:1: expected a radius"));
    EXPECT_THAT(table_error("0 -1\n1 -0.5\n2 -0.1\n3 -0.01\n"),
                HasSubstr("v.tsv:4: V does not fall to zero"));
    EXPECT_THAT(table_error("0 -1 0\n1 -0.5 1\n2 -0.1 1\n3 0 1\n"),
                HasSubstr("v.tsv:4: W does not fall to zero"));
    EXPECT_THAT(table_error("0 -1\n1 nan\n2 -0.1\n3 0\n"), HasSubstr("v.tsv:2"));
    EXPECT_THAT(table_error("0 -1\n1 0\n"), HasSubstr("at least 4 rows"));
    EXPECT_THAT(table_error("0 -1\n1 -1\n2 -1\n3 0\n", "length_unit = \"eV\"\n"),
                HasSubstr("potential.length_unit: expected a unit such as \"angstrom\""));
    EXPECT_THAT(table_error("0 -1 0\n1 -1 0\n2 -1 0\n3 0 0\n", "spin_orbit = \"1 angstrom^2\"\n"),
                HasSubstr("potential.spin_orbit: the table has a third column"));
    EXPECT_THAT(error("shape = \"table\"\ntable = \"missing.tsv\"\n"), HasSubstr("missing.tsv"));
}

} // namespace
} // namespace sidejump::impurity::potential
