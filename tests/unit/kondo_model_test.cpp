// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/kondo/kondo_model.hpp"
#include "sidejump/impurity/kondo/kondo_section.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::coefficients {
namespace kondo_model_test {

using impurity::ModelReport;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr double pi = std::numbers::pi;
constexpr double boltzmann = units::boltzmann / units::elementary_charge; // eV/K

AlloyFile alloy(const std::string& table, const std::string& channels = "") {
    return read_alloy_text("[host]\nfermi_wavenumber = \"1.3 1/angstrom\"\n[[impurity]]\n"
                           "name = \"Ce\"\nconcentration = 0.01\nmodel = \"kondo-mean-field\"\n" +
                               channels + "[impurity.kondo-mean-field]\n" + table + "\n",
                           "alloy.toml");
}

std::shared_ptr<const impurity::ImpurityModel> model(const std::string& table) {
    return alloy(table).laws[0].model;
}

std::string error(const std::string& table, const std::string& channels = "") {
    try {
        (void)alloy(table, channels);
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

double finding(const ModelReport& report, const std::string& name) {
    for (const auto& found : report.findings)
        if (found.name == name)
            return found.value;
    ADD_FAILURE() << "no finding " << name;
    return 0.0;
}

std::vector<std::string> names(const ModelReport& report) {
    std::vector<std::string> names;
    for (const auto& found : report.findings)
        names.push_back(found.name);
    return names;
}

const std::string doublet = "l = 1\nj = 0.5\nkondo_temperature = \"5 K\"\n";

TEST(KondoModel, ScattersAtTheUnitarityLimit) {
    const auto file = alloy(doublet + "band = \"wide\"");
    const auto channels = file.laws[0].model->at_temperature(0.0)->channels(0.0);
    ASSERT_EQ(channels.size(), 1U);
    EXPECT_EQ(channels[0].l, 1);
    EXPECT_EQ(channels[0].twice_j, 1);
    EXPECT_EQ(channels[0].off_shell_exponent, 1.0);
    EXPECT_NEAR(channels[0].phase_shift, 0.5 * pi, 1e-12);
    const auto given = read_alloy_text(
        "[host]\nfermi_wavenumber = \"1.3 1/angstrom\"\n[[impurity]]\nconcentration = 0.01\n"
        "channels = [ { l = 1, j = 0.5, phase_shift = \"90 deg\" }, "
        "{ l = 0, j = 0.5, phase_shift = 0.1 } ]\n",
        "alloy.toml");
    const auto beside = alloy(doublet + "band = \"wide\"",
                              "channels = [ { l = 0, j = 0.5, phase_shift = 0.1 } ]\n");
    const auto a = transport_coefficients(beside.alloy);
    const auto b = transport_coefficients(given.alloy);
    EXPECT_NEAR(a.charge_conductivity / b.charge_conductivity, 1.0, 1e-11);
    EXPECT_NEAR(a.spin_hall_conductivity / b.spin_hall_conductivity, 1.0, 1e-11);
    EXPECT_NEAR(a.spin_relaxation_rate / b.spin_relaxation_rate, 1.0, 1e-11);
}

TEST(KondoModel, QuartetHasAQuarterOfPi) {
    const auto state = model("l = 1\ndegeneracy = 4\nkondo_temperature = \"5 K\"\nband = \"wide\"")
                           ->at_temperature(0.0);
    EXPECT_EQ(state->channels(0.0)[0].twice_j, 3);
    EXPECT_NEAR(state->channels(0.0)[0].phase_shift, 0.25 * pi, 1e-12);
    EXPECT_LT(state->channels(-1.0)[0].phase_shift, 1e-3);
    EXPECT_GT(state->channels(1.0)[0].phase_shift, pi - 1e-3);
}

TEST(KondoModel, FindsTheTemperatureItWasGiven) {
    for (const auto& [convention, name] :
         {std::pair{"mean-field", "kondo_temperature_mean_field"},
          std::pair{"T0", "kondo_temperature_t0"}, std::pair{"wilson", "kondo_temperature_wilson"},
          std::pair{"half-conductance", "kondo_temperature_half_conductance"},
          std::pair{"haldane", "kondo_temperature_haldane"}}) {
        const auto report =
            model(doublet + "convention = \"" + convention + "\"\nband = \"wide\"")->report();
        EXPECT_NEAR(finding(report, name), 5.0, 1e-11) << convention;
        const double T0 = finding(report, "kondo_temperature_t0");
        EXPECT_NEAR(finding(report, "specific_heat_coefficient") * T0, pi * pi / 6.0, 1e-11);
        EXPECT_NEAR(finding(report, "susceptibility_corrected") * 4.0 * boltzmann * T0, 1.0, 1e-11);
        EXPECT_NEAR(finding(report, "wilson_ratio_corrected"), 2.0, 1e-15);
        for (const auto& rule : report.sum_rules)
            EXPECT_TRUE(rule.passed()) << rule.name;
        EXPECT_THAT(report.warnings, IsEmpty());
    }
    const auto energy = model("l = 1\nj = 0.5\nkondo_temperature = \"0.4 meV\"")->report();
    EXPECT_NEAR(finding(energy, "kondo_temperature_mean_field"), 4e-4 / boltzmann, 1e-10);
    EXPECT_THAT(names(energy),
                ElementsAre("kondo_temperature_mean_field", "kondo_temperature_t0",
                            "kondo_temperature_wilson", "kondo_temperature_half_conductance",
                            "kondo_temperature_haldane", "transition_temperature", "exchange",
                            "level_at_zero_temperature", "width_at_zero_temperature",
                            "specific_heat_coefficient", "susceptibility_mean_field",
                            "susceptibility_corrected", "wilson_ratio_mean_field",
                            "wilson_ratio_corrected"));
}

TEST(KondoModel, DecouplesAboveTheTransitionAndSaysSo) {
    const auto kondo = model(doublet);
    const double transition = finding(kondo->report(), "transition_temperature");
    EXPECT_NEAR(transition, 5.0 * 1.13387, 1e-3);
    const auto cold = kondo->at_temperature(0.5 * transition);
    const auto hot = kondo->at_temperature(1.01 * transition);
    EXPECT_EQ(hot->channels(0.0)[0].phase_shift, 0.0);
    EXPECT_EQ(hot->channels(0.1)[0].phase_shift, 0.0);
    EXPECT_THAT(hot->report().warnings, ElementsAre(HasSubstr("artefact")));
    EXPECT_THAT(kondo->at_temperature(0.2 * transition)->report().warnings, IsEmpty());
    EXPECT_GT(finding(cold->report(), "entropy"), std::numbers::ln2);
    EXPECT_THAT(cold->report().warnings, ElementsAre(HasSubstr("more than the 0.693 k_B")));
    EXPECT_EQ(names(cold->report()), names(hot->report()));
    EXPECT_NEAR(finding(hot->report(), "entropy"), 2.0 * std::numbers::ln2, 1e-9);
    EXPECT_EQ(finding(hot->report(), "amplitude"), 0.0);
    EXPECT_NEAR(std::pow(finding(cold->report(), "amplitude"), 2),
                finding(cold->report(), "relative_width"), 1e-14);
    EXPECT_THROW((void)kondo->at_temperature(-1.0), std::invalid_argument);
    for (const auto& state : {cold, hot})
        EXPECT_TRUE(state->report().sum_rules.at(0).passed());
}

TEST(KondoModel, HasCrystalFieldLevels) {
    const auto kondo = model(doublet + "excited = [ { energy = \"5 meV\", j = 1.5, width_ratio = "
                                       "0.5 } ]");
    for (const double temperature : {0.0, 3.0, 40.0}) {
        const auto state = kondo->at_temperature(temperature);
        const auto channels = state->channels(0.001);
        ASSERT_EQ(channels.size(), 2U);
        EXPECT_EQ(channels[1].twice_j, 3);
        const auto report = state->report();
        ASSERT_EQ(report.levels.size(), 2U);
        EXPECT_NEAR(report.levels[1].energy - report.levels[0].energy, 0.005, 1e-15);
        EXPECT_NEAR(report.levels[1].width, 0.5 * report.levels[0].width, 1e-15);
        EXPECT_NEAR(report.levels[0].occupation + report.levels[1].occupation, 1.0, 1e-12);
    }
    EXPECT_NEAR(finding(kondo->report(), "kondo_temperature_mean_field"), 5.0, 1e-9);
    EXPECT_TRUE(kondo->report().sum_rules.at(0).passed());
    EXPECT_FALSE(kondo->at_temperature(0.0)->characteristic_energies().empty());
}

// Half the thermal average of 1 - Re s, the conductance of a point contact: with the completion
// of |s|, 1 - (pi^4/16)(T/T_0)^2 + O(T^4).
TEST(KondoModel, FermiLiquidConductance) {
    const auto kondo = model("l = 1\nj = 0.5\nkondo_temperature = \"5 K\"\nconvention = \"T0\"\n"
                             "band = \"wide\"\nfermi_liquid = true");
    const auto rule = math::gauss_legendre(300);
    const auto loss = [&](double share) {
        const double temperature = 5.0 * share;
        const auto state = kondo->at_temperature(temperature);
        double sum = 0.0;
        for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
            const double x = 40.0 * rule.nodes[i];
            const double weight = 40.0 * rule.weights[i] / (4.0 * std::pow(std::cosh(0.5 * x), 2));
            const auto channel = state->channels(x * boltzmann * temperature)[0];
            EXPECT_GT(channel.inelastic, 0.0);
            EXPECT_LE(channel.inelastic, 1.0);
            sum += weight * 0.5 *
                   (1.0 - channel.inelastic * std::cos(2.0 * (channel.phase_shift - 0.5 * pi)));
        }
        return sum / (share * share);
    };
    const double extrapolated = (4.0 * loss(0.005) - loss(0.01)) / 3.0;
    EXPECT_NEAR(extrapolated / (std::pow(pi, 4) / 16.0), 1.0, 1e-4);
    EXPECT_THAT(kondo->at_temperature(0.1)->report().warnings, IsEmpty());
    EXPECT_THAT(kondo->at_temperature(2.0)->report().warnings,
                ElementsAre(HasSubstr("far below T_K")));
}

// A single doublet channel: 1/rho = <1/(1 - Re s)>, so that the resistivity falls as
// 1 - pi^2 T^2/T_N^2 = 1 - (pi^4/16)(T/T_0)^2, through the shells, the collision operator and the
// thermal average.
TEST(KondoModel, FermiLiquidResistivity) {
    const auto file = alloy("l = 1\nj = 0.5\nkondo_temperature = \"5 K\"\nconvention = \"T0\"\n"
                            "fermi_liquid = true\n");
    const ShellModel shells(file.alloy, file.laws);
    const double zero = 1.0 / shells.shell(0.0).charge_conductivity;
    const auto coefficient = [&](double ratio) {
        const auto at = thermal_coefficients(shells, 5.0 * ratio, {{}, ChemicalPotential::fixed});
        return (1.0 - at.resistivity / zero) / (ratio * ratio);
    };
    const double extrapolated = (4.0 * coefficient(0.01) - coefficient(0.02)) / 3.0;
    EXPECT_NEAR(extrapolated / (std::pow(pi, 4) / 16.0), 1.0, 1e-4);
}

TEST(KondoModel, FollowsFromAnAndersonLevel) {
    const std::string start =
        "l = 1\nj = 0.5\nband = \"wide\"\n[impurity.kondo-mean-field.anderson]\n";
    const auto symmetric =
        model(start + "level = \"-1.5 eV\"\nrepulsion = \"3 eV\"\nwidth = \"0.2 eV\"")->report();
    EXPECT_NEAR(1.0 / finding(symmetric, "exchange"), pi * 3.0 / 1.6, 1e-12);
    EXPECT_NEAR(finding(symmetric, "potential_scattering"), 0.0, 1e-15);
    EXPECT_GT(finding(symmetric, "haldane_temperature_anderson"), 0.0);
    EXPECT_THAT(symmetric.warnings, IsEmpty());
    const auto broad =
        model(start + "level = \"-1 eV\"\nrepulsion = \"8 eV\"\nwidth = \"0.5 eV\"")->report();
    EXPECT_THAT(broad.warnings, testing::Contains(HasSubstr("Schrieffer-Wolff")));
    EXPECT_THAT(error(start + "level = \"1 eV\"\nrepulsion = \"8 eV\"\nwidth = \"0.5 eV\""),
                HasSubstr("kondo-mean-field.anderson.level: expected a level below the Fermi"));
    EXPECT_THAT(error(start + "level = \"-2 eV\"\nrepulsion = \"1 eV\"\nwidth = \"0.5 eV\""),
                HasSubstr("anderson.repulsion: expected level + repulsion > 0"));
    EXPECT_THAT(error(start + "level = \"-2 eV\"\nrepulsion = \"-1 eV\"\nwidth = \"0.5 eV\""),
                HasSubstr("anderson.repulsion: expected a quantity in (0,"));
    EXPECT_THAT(error(start + "level = \"-9 eV\"\nrepulsion = \"18 eV\"\nwidth = \"0.5 eV\""),
                HasSubstr("outside the band"));
}

TEST(KondoInput, MistakesAreTold) {
    EXPECT_THAT(error("l = 1\nj = 2.5\nexchange = 0.1"),
                HasSubstr("alloy.toml:9: impurity[0].kondo-mean-field.j: expected j = l +- 1/2"));
    EXPECT_THAT(error("l = 1\ndegeneracy = 3\nexchange = 0.1"),
                HasSubstr("degeneracy: expected 2j + 1"));
    EXPECT_THAT(error("l = 1\ndegeneracy = 1\nexchange = 0.1"), HasSubstr("degeneracy: expected"));
    EXPECT_THAT(error("l = 1\nexchange = 0.1"), HasSubstr("exactly one of j or degeneracy"));
    EXPECT_THAT(error(doublet + "exchange = 0.1"),
                HasSubstr("exactly one of kondo_temperature, exchange or anderson"));
    EXPECT_THAT(error(doublet + "occupation = 2"), HasSubstr("occupation: expected fewer"));
    EXPECT_THAT(error("l = 1\nj = 1.5\nkondo_temperature = \"5 K\"\nconvention = \"wilson\""),
                HasSubstr("convention: expected a doublet"));
    EXPECT_THAT(error("l = 1\nj = 0.5\nexchange = 0.1\nconvention = \"T0\""),
                HasSubstr("convention: expected a `kondo_temperature`"));
    EXPECT_THAT(error("l = 1\nj = 0.5\nkondo_temperature = 5"), HasSubstr("needs a unit"));
    EXPECT_THAT(error("l = 1\nj = 0.5\nkondo_temperature = \"5 m\""), HasSubstr("converts to K"));
    EXPECT_THAT(error("l = 1\nj = 0.5\nkondo_temperature = \"-5 K\""), HasSubstr("1e-09"));
    EXPECT_THAT(error("l = 1\nj = 0.5\nkondo_temperature = \"9e4 K\""),
                HasSubstr("try a smaller Kondo temperature"));
    EXPECT_THAT(error(doublet + "excited = [ { energy = \"5 meV\", j = 0.5 } ]"),
                HasSubstr("excited[0].j: expected each j of the shell once"));
    EXPECT_THAT(error(doublet + "excited = [ { energy = \"-5 meV\", j = 1.5 } ]"),
                HasSubstr("excited[0].energy: expected a quantity > 0"));
    EXPECT_THAT(error(doublet + "excited = [ { energy = \"50 eV\", j = 1.5 } ]"),
                HasSubstr("alloy.toml:11: impurity[0].kondo-mean-field.excited[0]: expected an "
                          "excitation energy below the depth"));
    EXPECT_THAT(error(doublet + "fermi_liquid = 1"), HasSubstr("expected true or false"));
    EXPECT_THAT(error("l = 1\nj = 1.5\nexchange = 0.1\nfermi_liquid = true"),
                HasSubstr("fermi_liquid: expected a doublet"));
    EXPECT_THAT(error(doublet, "channels = [ { l = 1, j = 0.5, phase_shift = 0.1 } ]\n"),
                HasSubstr("which it computes"));
    EXPECT_THAT(model("l = 1\nj = 0.5\nexchange = 0.9")->report().warnings,
                ElementsAre(HasSubstr("depth of the band"), HasSubstr("J N_F = 0.9")));
}

TEST(KondoInput, EnergiesAndTemperaturesStandForEachOther) {
    const auto written = [](const std::string& kondo, const std::string& excited) {
        const auto echo = alloy("l = 1\nj = 0.5\nkondo_temperature = \"" + kondo +
                                "\"\nexcited = [ { energy = \"" + excited + "\", j = 1.5 } ]")
                              .echo["impurity"][0]["kondo-mean-field"];
        const auto number = [](const input::Json& value) {
            return std::stod(value.get<std::string>());
        };
        return std::pair(number(echo["kondo_temperature"]), number(echo["excited"][0]["energy"]));
    };
    const auto temperatures = written("10 K", "65 K");
    EXPECT_NEAR(temperatures.first, 10.0, 1e-12);
    EXPECT_NEAR(temperatures.second, 65.0 * boltzmann, 1e-15);
    const auto energies = written("1 meV", "5 meV");
    EXPECT_NEAR(energies.first, 1e-3 / boltzmann, 1e-9);
    EXPECT_NEAR(energies.second, 5e-3, 1e-15);
    EXPECT_THAT(error("l = 1\nj = 0.5\nkondo_temperature = \"5 m\""),
                HasSubstr("expected a quantity in [1e-09, 100000] that converts to K"));
}

TEST(KondoInput, EchoesItself) {
    const auto file = alloy("l = 1\nj = 0.5\nkondo_temperature = \"0.4 meV\"\n"
                            "excited = [ { energy = \"5 meV\", j = 1.5 } ]");
    const auto& echo = file.echo["impurity"][0]["kondo-mean-field"];
    EXPECT_EQ(echo["convention"], "mean-field");
    EXPECT_EQ(echo["band"], "finite");
    EXPECT_EQ(echo["fermi_liquid"], false);
    EXPECT_EQ(echo["excited"][0]["width_ratio"], 1.0);
    EXPECT_THAT(echo["kondo_temperature"].get<std::string>(), testing::EndsWith(" K"));
    const auto schema = input::section_schema(impurity::kondo::kondo_section().info());
    EXPECT_EQ(schema["allOf"].size(), 2U) << "j or degeneracy, and what gives the strength";
}

} // namespace kondo_model_test
} // namespace sidejump::coefficients
