// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/input/input_error.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::coefficients {
namespace alloy_file_test {

using testing::HasSubstr;

const std::string host = "[host]\nfermi_wavenumber = \"1.36 1/angstrom\"\n";
const std::string channels = "channels = [ { l = 1, j = 0.5, phase_shift = 0.2 } ]\n";
const std::string impurity = "[[impurity]]\nconcentration = 0.01\n" + channels;

AlloyFile read(const std::string& text) {
    return read_alloy_text(text, "alloy.toml");
}

std::string error(const std::string& text) {
    try {
        read(text);
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

TEST(AlloyFile, ReadsTheExampleOfTheReadme) {
    const auto [alloy, laws, thermal, response, spectrum, echo] = read(R"(
[host]
name = "Cu"
fermi_wavenumber = "1.36 1/angstrom"
effective_mass = 1.0
[[impurity]]
name = "Ce"
concentration = 0.01
channels = [ { l = 0, j = 0.5, phase_shift = 0.1 },
             { l = 1, j = 0.5, phase_shift = "90 degree" },
             { l = 1, j = 1.5, phase_shift = 0.05, inelastic = 0.9, off_shell_exponent = 0.5 } ]
[kinetics]
moments = 2
form = "kinetic"
side_jump = "with-products"
)");
    EXPECT_DOUBLE_EQ(alloy.host.fermi_wavenumber, 1.36e10);
    ASSERT_EQ(alloy.impurities.size(), 1u);
    const auto& species = alloy.impurities[0];
    EXPECT_EQ(species.name, "Ce");
    EXPECT_EQ(species.concentration, 0.01);
    ASSERT_EQ(species.channels.size(), 3u);
    EXPECT_EQ(species.channels[1].twice_j, 1);
    EXPECT_DOUBLE_EQ(species.channels[1].phase_shift, 0.5 * std::numbers::pi);
    EXPECT_EQ(species.channels[1].inelastic, 1.0);
    EXPECT_EQ(species.channels[1].off_shell_exponent, 1.0);
    EXPECT_EQ(species.channels[2].twice_j, 3);
    EXPECT_EQ(species.channels[2].inelastic, 0.9);
    EXPECT_EQ(species.channels[2].off_shell_exponent, 0.5);
    EXPECT_EQ(alloy.kinetics.moments.order, 2);
    EXPECT_EQ(alloy.kinetics.side_jump, kinetics::SideJump::with_products);
    EXPECT_EQ(echo["kinetics"]["moments"], 2);
    EXPECT_EQ(echo["impurity"][0]["channels"][0]["off_shell_exponent"], 0.0);
}

TEST(AlloyFile, DefaultsAreFullAndFirstOrder) {
    const auto [alloy, laws, thermal, response, spectrum, echo] = read(host + impurity);
    EXPECT_TRUE(alloy.kinetics.moments.full);
    EXPECT_EQ(alloy.kinetics.form, kinetics::KineticForm::kinetic);
    EXPECT_EQ(echo["kinetics"]["moments"], "full");
    EXPECT_EQ(echo["kinetics"]["side_jump"], "first-order");
    EXPECT_EQ(echo["host"]["effective_mass"], 1.0);
}

TEST(AlloyFile, CarrierDensityInsteadOfFermiWavenumber) {
    const auto table = read("[host]\nname = \"Cu\"\n" + impurity);
    const auto density = read("[host]\ncarrier_density = \"8.47e22 1/cm3\"\n" + impurity);
    EXPECT_NEAR(density.alloy.host.fermi_wavenumber / table.alloy.host.fermi_wavenumber, 1.0,
                1e-12);
    EXPECT_THAT(error(host + "carrier_density = \"8e28 1/m3\"\n" + impurity),
                HasSubstr("host.carrier_density: expected one of fermi_wavenumber and "
                          "carrier_density, found both"));
}

TEST(AlloyFile, ThreeWaysToGiveTheAmount) {
    const std::string copper = "[host]\nname = \"Cu\"\n";
    const auto by_density = read(copper + "[[impurity]]\ndensity = \"8.47e26 1/m^3\"\n" + channels);
    EXPECT_NEAR(by_density.alloy.impurities[0].concentration, 0.01, 1e-6);
    const auto by_fraction = read(copper + "[[impurity]]\natomic_fraction = 0.01\n" + channels);
    EXPECT_NEAR(by_fraction.alloy.impurities[0].concentration, 0.01, 1e-12)
        << "one conduction electron per atom";
    const auto aluminium =
        read("[host]\nname = \"Al\"\n[[impurity]]\natomic_fraction = 0.03\n" + channels);
    EXPECT_NEAR(aluminium.alloy.impurities[0].concentration, 0.01, 1e-12)
        << "three conduction electrons per atom";
}

// The echo, written as TOML, reads to the same alloy and the same echo.
std::string as_toml(const input::Json& value) {
    if (value.is_object()) {
        std::string text = "{";
        for (const auto& [key, entry] : value.items())
            text += fmt::format("{}{} = {}", text.size() > 1 ? ", " : "", key, as_toml(entry));
        return text + "}";
    }
    if (value.is_array()) {
        std::string text = "[";
        for (const auto& entry : value)
            text += (text.size() > 1 ? ", " : "") + as_toml(entry);
        return text + "]";
    }
    return value.dump();
}

TEST(AlloyFile, EchoIsAnInputOfTheSameAlloy) {
    const auto first =
        read(host + "effective_mass = 1.2\natomic_density = \"8e28 1/m3\"\n" + impurity +
             "[[impurity]]\ndensity = \"1.234567e25 1/m3\"\nname = \"B\"\n" + channels +
             "[kinetics]\nmoments = \"two-moment\"\n");
    std::string text;
    for (const auto& [key, value] : first.echo.items())
        text += key + " = " + as_toml(value) + "\n";
    const auto second = read(text);
    EXPECT_EQ(first.echo, second.echo);
    EXPECT_EQ(first.alloy.impurities[1].concentration, second.alloy.impurities[1].concentration);
    EXPECT_EQ(first.alloy.host.fermi_wavenumber, second.alloy.host.fermi_wavenumber);
}

struct Mistake {
    const char* name;
    std::string text;
    std::string message;
};

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreToldPrecisely) {
    EXPECT_THAT(error(GetParam().text), HasSubstr(GetParam().message));
}

std::string with_channel(const std::string& channel) {
    return host + "[[impurity]]\nconcentration = 0.01\nchannels = [ " + channel + " ]\n";
}

INSTANTIATE_TEST_SUITE_P(
    Input, Mistakes,
    testing::Values(
        Mistake{"wavenumber_without_unit", "[host]\nfermi_wavenumber = 1.36\n" + impurity,
                "alloy.toml:2: host.fermi_wavenumber: needs a unit, e.g. \"1.36 1/angstrom\""},
        Mistake{"wavenumber_as_length", "[host]\nfermi_wavenumber = \"1.36 angstrom\"\n" + impurity,
                "host.fermi_wavenumber: expected a quantity in [1e+06, 1e+12] that "
                "converts to 1/m, e.g. \"1.36 "
                "1/angstrom\", found \"1.36 angstrom\""},
        Mistake{"negative_wavenumber", "[host]\nfermi_wavenumber = \"-1 1/m\"\n" + impurity,
                "found \"-1 1/m\""},
        Mistake{"no_host", impurity, "alloy.toml: host: missing key: expected a table"},
        Mistake{"no_impurity", host, "impurity: missing key"},
        Mistake{"unknown_host", "[host]\nname = \"Unobtainium\"\n" + impurity,
                "alloy.toml:2: host.name: expected a host of the built-in table (Li, Na, K"},
        Mistake{"near_host", "[host]\nname = \"cu\"\n" + impurity, "did you mean \"Cu\"?"},
        Mistake{"empty_host", "[host]\n" + impurity,
                "alloy.toml:1: host: expected at least one of name, fermi_wavenumber or "
                "carrier_density"},
        Mistake{"misspelt_key", "[host]\nfermi_wavenumer = \"1 1/m\"\n" + impurity,
                "alloy.toml:2: host.fermi_wavenumer: unknown key; did you mean "
                "\"fermi_wavenumber\"?"},
        Mistake{"negative_mass", host + "effective_mass = -1\n" + impurity,
                "host.effective_mass: expected a finite number in [0.0001, 10000], found the "
                "number -1"},
        Mistake{"zero_concentration", host + "[[impurity]]\nconcentration = 0\n" + channels,
                "alloy.toml:4: impurity[0].concentration: expected a finite number in [1e-15, 1], "
                "found "
                "the number 0"},
        Mistake{"concentration_with_unit",
                host + "[[impurity]]\nconcentration = \"1 percent\"\n" + channels,
                "expected a finite number in [1e-15, 1], found the text \"1 percent\""},
        Mistake{"two_amounts",
                host + "[[impurity]]\nconcentration = 0.01\natomic_fraction = 0.01\n" + channels,
                "alloy.toml:3: impurity[0]: expected exactly one of concentration, density or "
                "atomic_fraction, found concentration and atomic_fraction"},
        Mistake{"no_amount", host + "[[impurity]]\n" + channels, "found none of them"},
        Mistake{"fraction_without_atoms",
                host + "[[impurity]]\natomic_fraction = 0.01\n" + channels,
                "impurity[0].atomic_fraction: expected an atomic_density in [host]"},
        Mistake{"too_dense", host + "[[impurity]]\ndensity = \"1e30 1/m3\"\n" + channels,
                "expected at most one impurity per conduction electron"},
        Mistake{"too_many_in_all",
                host + "[[impurity]]\nconcentration = 0.6\n" + channels +
                    "[[impurity]]\nconcentration = 0.6\n" + channels,
                "in all, found n_i/n_c = 1.2"},
        Mistake{"no_channels", host + "[[impurity]]\nconcentration = 0.01\n",
                "impurity[0].channels: missing key"},
        Mistake{"j_of_another_l", with_channel("{ l = 1, j = 2.5, phase_shift = 0.1 }"),
                "impurity[0].channels[0].j: expected j = l +- 1/2, that is 0.5 or 1.5, for l = 1, "
                "found the number 2.5"},
        Mistake{"j_of_the_s_wave", with_channel("{ l = 0, j = 1.5, phase_shift = 0.1 }"),
                "expected j = 0.5 for l = 0"},
        Mistake{"integer_j", with_channel("{ l = 1, j = 1, phase_shift = 0.1 }"),
                "expected a half-integer such as 0.5 or 1.5, found the number 1"},
        Mistake{"nothing_scatters",
                with_channel("{ l = 1, j = 0.5, phase_shift = \"180 degree\" }"),
                "impurity: expected at least one channel that scatters"},
        Mistake{"more_impurities_than_sites",
                "[host]\nname = \"Al\"\n[[impurity]]\natomic_fraction = 0.6\n" + channels +
                    "[[impurity]]\natomic_fraction = 0.6\n" + channels,
                "expected at most one impurity per lattice site in all, found 1.2 of them"},
        Mistake{"wild_off_shell_exponent",
                with_channel("{ l = 1, j = 0.5, phase_shift = 0.1, off_shell_exponent = 1e9 }"),
                "expected a finite number in [-100, 100]"},
        Mistake{"impurity_under_host", host + "impurity = []\n", "host.impurity: unknown key"},
        Mistake{"negative_l", with_channel("{ l = -1, j = 0.5, phase_shift = 0.1 }"),
                "channels[0].l: expected an integer from 0 to 12, found the number -1"},
        Mistake{"same_channel_twice",
                with_channel("{ l = 1, j = 0.5, phase_shift = 0.1 }, { l = 1, j = 0.5, phase_shift "
                             "= 0.2 }"),
                "impurity[0].channels[1]: expected each channel once, found l = 1, j = 0.5 again"},
        Mistake{"amplifying_channel",
                with_channel("{ l = 1, j = 0.5, phase_shift = 0.1, inelastic = 1.2 }"),
                "channels[0].inelastic: expected a finite number in (0, 1], found the number 1.2"},
        Mistake{
            "phase_shift_nan", with_channel("{ l = 1, j = 0.5, phase_shift = nan }"),
            "channels[0].phase_shift: expected a number of radians up to 1000 or an angle with a "
            "unit, found the number nan"},
        Mistake{"phase_shift_bare_text", with_channel("{ l = 1, j = 0.5, phase_shift = \"90\" }"),
                "needs a unit, e.g. \"90 degree\""},
        Mistake{"phase_shift_length", with_channel("{ l = 1, j = 0.5, phase_shift = \"1 m\" }"),
                "found \"1 m\""},
        Mistake{"moments_word", host + impurity + "[kinetics]\nmoments = \"ful\"\n",
                "kinetics.moments: expected \"full\", \"two-moment\" or an integer from 1 to 100, "
                "found the text \"ful\"; did you mean \"full\"?"},
        Mistake{"moments_zero", host + impurity + "[kinetics]\nmoments = 0\n",
                "found the number 0"},
        Mistake{"side_jump_word", host + impurity + "[kinetics]\nside_jump = \"lyo-holstain\"\n",
                "did you mean \"lyo-holstein\"?"},
        Mistake{"published_needs_two_moments",
                host + impurity + "[kinetics]\nform = \"published\"\n",
                "kinetics.moments: expected \"two-moment\", the only truncation with published "
                "formulas, found \"full\""},
        Mistake{"published_needs_first_order",
                host + impurity +
                    "[kinetics]\nform = \"published\"\nmoments = \"two-moment\"\nside_jump = "
                    "\"levy\"\n",
                "kinetics.side_jump: expected \"first-order\""},
        Mistake{"published_needs_its_channels",
                with_channel("{ l = 2, j = 2.5, phase_shift = 0.1 }") +
                    "[kinetics]\nform = \"published\"\nmoments = \"two-moment\"\n",
                "impurity[0].channels: the published formulas hold for elastic channels"},
        Mistake{"empty_file", "", "host: missing key"},
        Mistake{"host_is_no_table", "host = 3\n" + impurity, "host: expected a table"}),
    [](const auto& mistake) { return std::string(mistake.param.name); });

} // namespace alloy_file_test
} // namespace sidejump::coefficients
