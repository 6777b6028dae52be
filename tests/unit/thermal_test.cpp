// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/impurity/phase_shift_type.hpp"
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

namespace sidejump::coefficients {
namespace thermal_test {

using testing::HasSubstr;

constexpr double pi = std::numbers::pi;
constexpr double k_over_e = units::boltzmann / units::elementary_charge;
constexpr double milli_electron_volt = 1e-3 * units::elementary_charge;

AlloyFile alloy(const std::string& channels, const std::string& thermal = "") {
    return read_alloy_text(
        "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = 0.01\nchannels = [ " + channels +
            " ]\n" + thermal,
        "alloy.toml");
}

ShellModel model(const std::string& channels) {
    const auto file = alloy(channels);
    return {file.alloy, file.laws};
}

const std::string resonant =
    R"({ l = 0, j = 0.5, phase_shift = 0.3 },
       { l = 1, j = 0.5, phase_shift = { position = "3 meV", width = "20 meV" } },
       { l = 1, j = 1.5, phase_shift = 0.05 })";

ThermalOptions options(ChemicalPotential held = ChemicalPotential::fixed) {
    ThermalOptions o;
    o.chemical_potential = held;
    o.tolerance = 1e-10;
    return o;
}

TEST(Resonance, FillsItsChannel) {
    const impurity::PhaseShiftLaw law = impurity::Resonance{0.005, 0.002};
    EXPECT_NEAR(impurity::phase_shift_at(law, 0.005), 0.5 * pi, 1e-15);
    EXPECT_NEAR(impurity::phase_shift_at(law, 0.007), 0.75 * pi, 1e-15);
    EXPECT_NEAR(impurity::phase_shift_at(law, -1e6), 0.0, 1e-8);
    EXPECT_NEAR(impurity::phase_shift_at(law, 1e6), pi, 1e-8);
}

TEST(EnergyShells, FollowAParabolicBand) {
    const auto shells = model("{ l = 0, j = 0.5, phase_shift = 0.4 }");
    const double fermi = shells.host().fermi_energy();
    const auto at_fermi = shells.shell(0.0);
    const auto above = shells.shell(0.5 * fermi);
    EXPECT_NEAR(above.density_of_states / at_fermi.density_of_states, std::sqrt(1.5), 1e-14);
    // sigma ~ n_c tau with tau ~ k/n_i: eps^2 for a constant phase shift.
    EXPECT_NEAR(above.charge_conductivity / at_fermi.charge_conductivity, 1.5 * 1.5, 1e-12);
    EXPECT_THROW((void)shells.shell(-1.01 * fermi), std::domain_error);
}

TEST(EnergyShells, MeetTheCoefficientsCommandAtTheFermiEnergy) {
    const auto file = alloy(resonant);
    const auto shell = ShellModel(file.alloy, file.laws).shell(0.0);
    const auto c = transport_coefficients(file.alloy);
    const auto unit = [&](units::Dimension d) { return units::reduced_unit(file.alloy.host, d); };
    EXPECT_NEAR(shell.spin_hall_conductivity /
                    (c.spin_hall_conductivity * unit(units::Dimension::conductivity)),
                1.0, 1e-14);
    EXPECT_NEAR(shell.spin_relaxation_rate /
                    (c.spin_relaxation_rate * unit(units::Dimension::rate)),
                1.0, 1e-14);
}

// int (-f') eps^2 = mu^2 + pi^2 (kT)^2/3, with the band bottom below 1e-15.
TEST(ThermalAverages, ExactForAnSWaveOfConstantPhaseShift) {
    const auto shells = model("{ l = 0, j = 0.5, phase_shift = 0.4 }");
    const double fermi = shells.host().fermi_energy();
    const double zero = shells.shell(0.0).charge_conductivity;
    for (const double temperature : {1.0, 300.0, 1500.0}) {
        const double t = units::boltzmann * temperature / fermi;
        const auto c = thermal_coefficients(shells, temperature, options());
        EXPECT_NEAR(c.charge_conductivity / zero, 1.0 + pi * pi * t * t / 3.0, 1e-9);
        // L_1 = 2 mu pi^2 (kT)^2/3 and L_2 = pi^2/3 + 7 pi^4 t^2/15 in units of (kT)^2.
        EXPECT_NEAR(c.seebeck /
                        (-k_over_e * 2.0 * pi * pi * t / 3.0 / (1.0 + pi * pi * t * t / 3.0)),
                    1.0, 1e-7);
        const double L2 = pi * pi / 3.0 + 7.0 * std::pow(pi, 4) * t * t / 15.0;
        const double L1 = 2.0 * pi * pi * t / 3.0;
        const double L0 = 1.0 + pi * pi * t * t / 3.0;
        EXPECT_NEAR(c.lorenz_number / (k_over_e * k_over_e * (L2 / L0 - L1 * L1 / (L0 * L0))), 1.0,
                    1e-8);
        EXPECT_NEAR(c.spin_hall_angle, 0.0, 1e-12);
        EXPECT_TRUE(c.warnings.empty());
    }
}

TEST(ThermalAverages, SommerfeldLimits) {
    const auto shells = model(resonant);
    const double temperature = 0.5; // kT = 0.04 meV against a width of 20 meV
    const auto c = thermal_coefficients(shells, temperature, options());
    const auto at_fermi = shells.shell(0.0);
    EXPECT_NEAR(c.charge_conductivity / at_fermi.charge_conductivity, 1.0, 1e-4);
    EXPECT_NEAR(c.spin_hall_conductivity / at_fermi.spin_hall_conductivity, 1.0, 1e-4);
    EXPECT_NEAR(c.spin_relaxation_rate / at_fermi.spin_relaxation_rate, 1.0, 1e-4);
    // Wiedemann-Franz, Mott, and the analogue of Mott for the spin Nernst conductivity.
    EXPECT_NEAR(c.lorenz_number / (pi * pi / 3.0 * k_over_e * k_over_e), 1.0, 1e-4);
    const double step = 0.02 * milli_electron_volt;
    const auto slope = [&](double EnergyShell::*member) {
        return (shells.shell(step).*member - shells.shell(-step).*member) / (2.0 * step);
    };
    const double mott = -pi * pi / 3.0 * units::boltzmann * k_over_e * temperature;
    EXPECT_NEAR(c.seebeck / (mott * slope(&EnergyShell::charge_conductivity) /
                             at_fermi.charge_conductivity),
                1.0, 1e-3);
    EXPECT_NEAR(c.spin_nernst_conductivity / (mott * slope(&EnergyShell::spin_hall_conductivity)),
                1.0, 1e-3);
}

TEST(ThermalAverages, CorrectionsAreOfSecondOrderInTemperature) {
    const auto shells = model(resonant);
    const double zero = shells.shell(0.0).charge_conductivity;
    const double at_2 =
        thermal_coefficients(shells, 2.0, options()).charge_conductivity / zero - 1.0;
    const double at_4 =
        thermal_coefficients(shells, 4.0, options()).charge_conductivity / zero - 1.0;
    EXPECT_NEAR(at_4 / at_2, 4.0, 0.02);
}

// Resonances much narrower than kT: compared with a plain sum on a grid that resolves them.
TEST(ThermalAverages, ResolvesANarrowResonance) {
    const auto shells = model(
        R"({ l = 0, j = 0.5, phase_shift = 0.3 },
           { l = 1, j = 0.5, phase_shift = { position = "7 meV", width = "0.001 meV" } })");
    const double temperature = 300.0;
    const auto c = thermal_coefficients(shells, temperature, options());
    // Where the p1/2 phase shift passes that of the s wave, helicity is conserved and D_0 infinite.
    EXPECT_THAT(c.warnings,
                testing::ElementsAre(HasSubstr("spin_diffusion_longitudinal at 300 K")));
    EXPECT_TRUE(std::isnan(c.spin_diffusion_longitudinal));
    const double kT = units::boltzmann * temperature;
    double sum = 0.0;
    const auto add = [&](double from, double to, int steps) {
        for (int i = 0; i < steps; ++i) {
            const double energy = from + (to - from) * (i + 0.5) / steps;
            const double cosh = std::cosh(0.5 * energy / kT);
            sum += (to - from) / steps / (4.0 * kT * cosh * cosh) *
                   shells.shell(energy).charge_conductivity;
        }
    };
    const double position = 7.0 * milli_electron_volt;
    const double near = 0.2 * milli_electron_volt;
    add(-36.0 * kT, position - near, 40000);
    add(position - near, position + near, 40000);
    add(position + near, 36.0 * kT, 40000);
    EXPECT_NEAR(c.charge_conductivity / sum, 1.0, 1e-6);
}

TEST(ChemicalPotential, KeepsTheDensity) {
    units::Host host;
    host.fermi_wavenumber = 1e10;
    const double fermi = host.fermi_energy();
    for (const double t : {1e-4, 1e-2, 1.0 / 40.0}) {
        const double temperature = t * fermi / units::boltzmann;
        const double shift = chemical_potential_shift(host, temperature) / fermi;
        // Sommerfeld: -pi^2 t^2/12 - pi^4 t^4/80.
        EXPECT_NEAR(shift, -pi * pi * t * t / 12.0 - std::pow(pi * t, 4) / 80.0,
                    10.0 * std::pow(t, 6) + 1e-14);
    }
}

TEST(ThermalAverages, RefuseTheBandBottom) {
    const auto shells = model("{ l = 0, j = 0.5, phase_shift = 0.4 }");
    EXPECT_THROW((void)thermal_coefficients(shells, 3000.0, options()), std::domain_error);
}

class TableFile : public testing::Test {
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
    std::string error(const std::string& text) {
        try {
            (void)impurity::read_phase_shift_table(write("eta.tsv", text), "meV");
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    }
    std::filesystem::path folder_;
};

TEST_F(TableFile, ReadsAndInterpolates) {
    const auto table = impurity::read_phase_shift_table(
        write("eta.tsv", "# energy (meV), eta, |s|\n-10, 0.1, 1\n0\t0.2\t0.9\n\n10 0.4 0.8\n"),
        "meV");
    EXPECT_DOUBLE_EQ(table->phase_shift(0.0), 0.2);
    EXPECT_DOUBLE_EQ(table->inelastic(0.010).value(), 0.8);
    EXPECT_DOUBLE_EQ(table->phase_shift(1.0), 0.4) << "beyond the end the last value holds";
    EXPECT_GT(table->phase_shift(0.005), 0.2);
    EXPECT_LT(table->phase_shift(0.005), 0.4);
}

TEST_F(TableFile, MayBeLong) {
    // A resonance as a table of 20001 rows meets the resonance itself.
    const impurity::Resonance resonance{0.003, 0.02};
    std::string rows;
    for (int i = -10000; i <= 10000; ++i) {
        const double energy = 5e-5 * i;
        rows += fmt::format("{} {}\n", energy, impurity::phase_shift_at(resonance, energy));
    }
    write("eta.tsv", rows);
    const auto file = read_alloy_file(write(
        "alloy.toml", "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = 0.01\nchannels = [ "
                      "{ l = 1, j = 1.5, phase_shift = { table = \"eta.tsv\" } } ]\n"));
    auto exact = file.laws;
    exact[0].channels[0].phase_shift = resonance;
    ThermalOptions coarse;
    coarse.tolerance = 1e-7;
    const auto table = thermal_coefficients(ShellModel(file.alloy, file.laws), 30.0, coarse);
    const auto level = thermal_coefficients(ShellModel(file.alloy, exact), 30.0, coarse);
    EXPECT_GT(table.charge_conductivity, 0.0);
    EXPECT_NEAR(table.charge_conductivity / level.charge_conductivity, 1.0, 1e-6);
    EXPECT_NEAR(table.seebeck / level.seebeck, 1.0, 1e-4);
}

TEST_F(TableFile, MistakesHaveALine) {
    EXPECT_THAT(error("0 0.1\n1 0.2\n1 0.3\n"),
                HasSubstr("eta.tsv:3: expected energies that increase"));
    EXPECT_THAT(error("0 0.1\n1 x\n2 0.3\n"), HasSubstr("eta.tsv:2: expected 2 or 3 numbers"));
    EXPECT_THAT(error("0 0.1\n1 0.2 0.9\n"),
                HasSubstr("eta.tsv:2: expected 2 columns, as above, found 3"));
    EXPECT_THAT(error("0 0.1 1\n1 0.2 1.5\n"), HasSubstr("eta.tsv:2: expected |s| in (0, 1]"));
    EXPECT_THAT(error("0 0.1\n1 0.2\n"), HasSubstr("at least three rows, found 2"));
    EXPECT_THAT(error("0 0.1\n1 nan\n"), HasSubstr("eta.tsv:2"));
}

TEST_F(TableFile, IsTakenFromTheFolderOfTheAlloyFile) {
    write("eta.tsv", "-10 0.1\n0 0.2\n10 0.4\n");
    const std::string path =
        write("alloy.toml",
              "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = 0.01\nchannels = [ { l = 0, "
              "j = 0.5, phase_shift = { table = \"eta.tsv\", energy_unit = \"meV\" } } ]\n");
    const auto file = read_alloy_file(path);
    EXPECT_DOUBLE_EQ(file.alloy.impurities[0].channels[0].phase_shift, 0.2);
    EXPECT_EQ(file.echo["impurity"][0]["channels"][0]["phase_shift"]["energy_unit"], "meV");
}

TEST(ThermalInput, MistakesAreTold) {
    const auto error = [](const std::string& channels, const std::string& thermal) {
        try {
            (void)alloy(channels, thermal);
        } catch (const input::InputError& mistake) {
            return std::string(mistake.what());
        }
        return std::string("no error");
    };
    const std::string constant = "{ l = 0, j = 0.5, phase_shift = 0.1 }";
    EXPECT_THAT(error(constant, "[thermal]\ntemperature = 300\n"),
                HasSubstr("thermal.temperature: needs a unit, e.g. \"300 K\""));
    EXPECT_THAT(error(constant, "[thermal]\ntemperature = [\"1 K\", \"-1 K\"]\n"),
                HasSubstr("thermal.temperature[1]: expected a quantity > 0"));
    EXPECT_THAT(error(constant, "[thermal]\ntemperature = []\n"),
                HasSubstr("at least one element"));
    EXPECT_THAT(error("{ l = 0, j = 0.5, phase_shift = { position = \"1 meV\" } }", ""),
                HasSubstr("phase_shift.width: missing key"));
    EXPECT_THAT(
        error("{ l = 0, j = 0.5, phase_shift = { position = \"1 meV\", width = \"0 meV\" } }", ""),
        HasSubstr("phase_shift.width: expected a quantity > 0"));
    EXPECT_THAT(error("{ l = 0, j = 0.5, phase_shift = { table = \"missing.tsv\" } }", ""),
                HasSubstr("missing.tsv: the table cannot be read"));
    EXPECT_THAT(
        error("{ l = 0, j = 0.5, phase_shift = { table = \"a\", energy_unit = \"m\" } }", ""),
        HasSubstr("phase_shift.energy_unit: expected a unit of energy"));
}

} // namespace thermal_test
} // namespace sidejump::coefficients
