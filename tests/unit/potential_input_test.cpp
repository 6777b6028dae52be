// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/input/input_error.hpp"
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
namespace potential_input_test {

using testing::HasSubstr;

constexpr double pi = std::numbers::pi;

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

TEST(PotentialInput, GivesCoefficients) {
    const auto file = alloy(gaussian_keys + "spin_orbit = \"0.02 angstrom^2\"\n");
    ASSERT_FALSE(file.alloy.impurities[0].channels.empty());
    const auto c = coefficients::transport_coefficients(file.alloy);
    EXPECT_GT(c.charge_conductivity, 0.0);
    EXPECT_NE(c.spin_hall_conductivity, 0.0);
    EXPECT_EQ(file.echo["impurity"][0]["potential"]["shape"], "gaussian");
    EXPECT_EQ(file.echo["impurity"][0]["potential"]["off_shell"], "computed");
}

TEST(PotentialInput, EveryShapeScatters) {
    const std::string strong = "strength = \"-3 eV\"\nrange = \"0.7 angstrom\"\n";
    for (const std::string& keys :
         {"shape = \"square-well\"\n" + strong, "shape = \"gaussian\"\n" + strong,
          "shape = \"yukawa\"\n" + strong,
          "shape = \"woods-saxon\"\ndiffuseness = \"0.1 angstrom\"\n" + strong,
          std::string("shape = \"hard-sphere\"\nrange = \"0.7 angstrom\"\n")}) {
        const auto file = alloy("tolerance = 1e-3\n" + keys);
        EXPECT_GT(coefficients::transport_coefficients(file.alloy).charge_conductivity, 0.0)
            << keys;
        for (const SumRule& rule : file.laws[0].model->report().sum_rules)
            EXPECT_TRUE(rule.passed()) << keys << rule.name;
    }
}

TEST(PotentialInput, HasItsOwnDependenceOnEnergy) {
    // The Seebeck coefficient follows Mott's formula with the phase shifts of every shell.
    const auto file = alloy(gaussian_keys + "spin_orbit = \"0.02 angstrom^2\"\n");
    const coefficients::ShellModel shells(file.alloy, file.laws);
    const double temperature = 20.0;
    const auto c = coefficients::thermal_coefficients(shells, temperature, {});
    const double step = 1e-3 * units::elementary_charge;
    const double slope =
        (shells.shell(step).charge_conductivity - shells.shell(-step).charge_conductivity) /
        (2.0 * step);
    const double k_over_e = units::boltzmann / units::elementary_charge;
    const double mott = -pi * pi / 3.0 * units::boltzmann * k_over_e * temperature * slope /
                        shells.shell(0.0).charge_conductivity;
    EXPECT_NEAR(c.seebeck / mott, 1.0, 1e-3);
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
    EXPECT_THAT(error(yukawa_keys + "core_radius = \"0.6 angstrom\"\n"),
                HasSubstr("alloy.toml:12: impurity[0].potential.core_radius: expected a "
                          "core_radius of at most the range"));
    for (const char* bad : {"\"inf eV\"", "\"nan eV\"", "\"2 m\"", "2"})
        EXPECT_THAT(error(fmt::format(
                        "shape = \"gaussian\"\nrange = \"1 angstrom\"\nstrength = {}\n", bad)),
                    HasSubstr("alloy.toml:9: impurity[0].potential.strength"));
    EXPECT_THAT(error(gaussian_keys + "largest_l = 13\n"), HasSubstr("potential.largest_l"));
    EXPECT_THAT(error("shape = \"square-well\"\nstrength = \"-2 eV\"\nrange = \"2 nm\"\n"),
                HasSubstr("12 partial waves are not enough: |eta| = "));
}

// Minutes of work otherwise.
TEST(PotentialInput, RefusesPotentialsThatAreNotThoseOfImpurities) {
    const std::string edge =
        "shape = \"woods-saxon\"\nstrength = \"-6 eV\"\nrange = \"1 angstrom\"\n"
        "diffuseness = \"0.1 angstrom\"\n";
    EXPECT_THAT(error(edge + "spin_orbit = \"-1e-12 m2\"\n"),
                HasSubstr("alloy.toml:11: impurity[0].potential.spin_orbit: expected a quantity"));
    EXPECT_THAT(error("shape = \"gaussian\"\nstrength = \"-6 eV\"\nrange = \"1e-6 m\"\n"),
                HasSubstr("alloy.toml:9: impurity[0].potential.range: expected a quantity"));
    EXPECT_THAT(error("shape = \"gaussian\"\nstrength = \"-1e6 eV\"\nrange = \"10 nm\"\n"
                      "largest_l = 0\n"),
                HasSubstr("the potential is too deep or too wide for partial waves"));
}

TEST(PotentialInput, TheSamePotentialIsSolvedOnce) {
    const auto model = [](const std::string& text) {
        return coefficients::read_alloy_text(text, "alloy.toml").laws[0].model;
    };
    const std::string text = text_of(gaussian_keys);
    const auto first = model(text);
    EXPECT_EQ(model(text), first);
    std::string diluted = text;
    diluted.replace(diluted.find("0.01"), 4, "0.02");
    EXPECT_EQ(model(diluted), first);
    EXPECT_NE(model(text_of(gaussian_keys + "off_shell = \"solid-harmonics\"\n")), first);
    std::string other_host = text;
    other_host.replace(other_host.find("Cu"), 2, "Au");
    EXPECT_NE(model(other_host), first);
    for (int i = 1; i <= 8; ++i) // as many as are kept
        (void)model(
            text_of(gaussian_keys + fmt::format("spin_orbit = \"0.00{} angstrom^2\"\n", i)));
    EXPECT_NE(model(text), first);
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

TEST_F(PotentialTableFile, AChangedFileIsReadAgain) {
    const std::string path =
        write("alloy.toml", text_of("shape = \"table\"\ntable = \"v.tsv\"\ntolerance = 1e-3\n"));
    const auto model = [&](const char* rows) {
        write("v.tsv", rows);
        return coefficients::read_alloy_file(path).laws[0].model;
    };
    const auto first = model("0 -1\n0.3 -0.8\n0.6 -0.3\n1 -0.1\n1.5 0\n");
    EXPECT_EQ(model("# r V\n0 -1\n0.3 -0.8\n0.6 -0.3\n1 -0.1\n1.5 0\n"), first);
    EXPECT_NE(model("0 -1\n0.3 -0.8\n0.6 -0.3\n1 -0.2\n1.5 0\n"), first);
}

TEST_F(PotentialTableFile, MistakesHaveALine) {
    EXPECT_THAT(table_error("0 -1\n1 -0.5\n1 -0.1\n2 0\n"),
                HasSubstr("v.tsv:3: expected radii that increase"));
    EXPECT_THAT(table_error("-1 -1\n1 -0.5\n2 -0.1\n3 0\n"),
                HasSubstr("v.tsv:1: expected a radius"));
    EXPECT_THAT(table_error("0 -1\n1 -0.5\n2 -0.1\n3 0\n", "length_unit = \"m\"\n"),
                HasSubstr("v.tsv:2: expected a radius from 0 to 1e-08 m"));
    EXPECT_THAT(table_error("0 -1\n1 -0.5\n2 -0.1\n3 -0.01\n"),
                HasSubstr("v.tsv:4: V does not fall to zero"));
    EXPECT_THAT(table_error("0 -1 0\n1 -0.5 1\n2 -0.1 1\n3 0 1\n"),
                HasSubstr("v.tsv:4: W does not fall to zero"));
    EXPECT_THAT(table_error("0 -1\n1 nan\n2 -0.1\n3 0\n"), HasSubstr("v.tsv:2"));
    EXPECT_THAT(table_error("0 -1\n1 0\n"), HasSubstr("at least 4 rows"));
    EXPECT_THAT(table_error("0 -1\n1 -2e6\n2 -0.1\n3 0\n"),
                HasSubstr("v.tsv:2: expected energies of at most 1e+06 eV, found the number -2"));
    std::string many;
    for (int i = 0; i <= 5000; ++i)
        many += fmt::format("{} {}\n", 1e-3 * i, i < 5000 ? -1 : 0);
    EXPECT_THAT(table_error(many), HasSubstr("a table of at most 5000 rows, found 5001"));
    EXPECT_THAT(table_error("0 -1\n1 -1\n2 -1\n3 0\n", "length_unit = \"eV\"\n"),
                HasSubstr("potential.length_unit: expected a unit such as \"angstrom\""));
    EXPECT_THAT(table_error("0 -1 0\n1 -1 0\n2 -1 0\n3 0 0\n", "spin_orbit = \"1 angstrom^2\"\n"),
                HasSubstr("potential.spin_orbit: the table has a third column"));
    EXPECT_THAT(error("shape = \"table\"\ntable = \"missing.tsv\"\n"),
                HasSubstr("missing.tsv: the table cannot be read: No such file"));
}

} // namespace potential_input_test
} // namespace sidejump::impurity::potential
