// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps over the parameters of gas files.
#include "sidejump/electron_gas_sweep/electron_gas_base.hpp"
#include "sidejump/sweep/study_warnings.hpp"
#include "tests/support/swept_base.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::electron_gas_sweep {
namespace electron_gas_sweep_test {

using sweep::Study;
using test::axis;
using test::study;
using testing::HasSubstr;

const std::string gas = R"([gas]
effective_mass = 0.05
carrier_density = "1e12 1/cm^2"
rashba = "3 meV nm"
)";
const std::string delta = "[[impurity]]\npotential = \"delta\"\nscattering_time = \"1 ps\"\n";
const std::string modes = "[spin_modes]\nwavenumber = [\"0 1/um\", \"1 1/um\"]\n";
const std::string frequencies = "[study]\nfrequency = [\"0 Hz\", \"1 THz\"]\n";

class ElectronGasSweep : public test::SweptBase {
  protected:
    ElectronGasSweep() : SweptBase(electron_gas_kind()) {}
};

// Of two numbers that may both be unknown or infinite.
void expect_same(double found, double expected, const std::string& name) {
    EXPECT_TRUE(found == expected || (std::isnan(found) && std::isnan(expected)))
        << name << ": " << found << " and " << expected;
}

TEST_F(ElectronGasSweep, PointsAreThoseOfTheCommand) {
    const std::string axes = axis("gas.rashba", "\"2 meV nm\", \"0.5 meV nm\"") +
                             axis("study.frequency", "\"0.5 THz\"", "f") +
                             axis("spin_modes.wavenumber", "\"1 1/um\"", "q");
    const Study first = read(gas + delta, study(axes, "\"splitting\""));
    std::string names;
    for (const auto& declaration : first.base->output_groups().front()->declarations())
        names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", declaration.name);
    const Study all = read(gas + delta, study(axes, names));
    const auto found = values(all).at(1);
    const auto run = electron_gas::run_gas(electron_gas::read_gas_text(
        "[gas]\neffective_mass = 0.05\ncarrier_density = \"1e12 1/cm^2\"\nrashba = \"0.5 meV "
        "nm\"\n" +
            delta + "[study]\nfrequency = \"0.5 THz\"\n[spin_modes]\nwavenumber = \"1 1/um\"\n",
        "alone.toml"));
    std::size_t place = 0;
    const auto next = [&](const std::string& name) {
        EXPECT_EQ(all.outputs.at(place).name, name);
        return found.at(place++);
    };
    const auto is_relaxation = [](const std::string& name) {
        return name.find("spin_relaxation_time") != std::string::npos;
    };
    for (const auto& finding : run.findings)
        if (!is_relaxation(finding.name))
            expect_same(next(finding.name), finding.value, finding.name);
    for (const auto& column : run.columns) {
        expect_same(next(column.name + ".real"), column.values[0].real(), column.name);
        expect_same(next(column.name + ".imaginary"), column.values[0].imag(), column.name);
    }
    for (const std::string axis : {"x", "y", "z"})
        expect_same(next("spin_relaxation_time_" + axis),
                    run.finding("spin_relaxation_time_" + axis), axis);
    EXPECT_EQ(next("longest_spin_relaxation_time"), run.finding("longest_spin_relaxation_time"));
    for (std::size_t k = 0; k < 4; ++k) {
        const auto rate = run.spin_modes->modes[0][k].rate;
        expect_same(next(fmt::format("spin_mode_{}.real", k + 1)), rate.real(), "rate");
        expect_same(next(fmt::format("spin_mode_{}.imaginary", k + 1)), rate.imag(), "rate");
    }
    for (const std::string name : {"scattering", "spin_torque", "spin_modes"}) {
        const auto check = std::ranges::find(run.certificate, name, &electron_gas::Check::name);
        EXPECT_EQ(next("certificate." + name), check->value);
    }
    EXPECT_EQ(place, found.size());
}

TEST_F(ElectronGasSweep, NoSpinCurrentAtAnyStrength) {
    const Study one = read(
        gas + delta,
        study(
            axis("gas.rashba", "\"0.1 meV nm\", \"1 meV nm\", \"20 meV nm\""),
            "\"spin_current_yz.real\", \"rotation.real\", \"acceleration.real\", \"spin_y.real\""));
    EXPECT_EQ(one.outputs[0].declaration.unit, "1");
    const auto found = values(one);
    for (const auto& point : found) {
        EXPECT_NEAR(point[0], 0.0, 1e-9);
        EXPECT_NEAR(point[1], -1.0, 1e-9);
        EXPECT_NEAR(point[2], 1.0, 1e-9);
    }
    // Edelstein: linear in the coupling for impurities of no range.
    EXPECT_NEAR(found[2][3] / found[0][3], 200.0, 1e-6);
}

TEST_F(ElectronGasSweep, DirectionsAreNotJudgedByASpinThatIsZero) {
    const std::string smooth = "[[impurity]]\npotential = \"gaussian\"\nrange = \"5 nm\"\n"
                               "transport_time = \"1 ps\"\n";
    const auto found =
        values(read(gas + smooth, study(axis("gas.rashba", "\"0 meV nm\", \"1 meV nm\""),
                                        "\"angular_error\", \"directions\"")));
    for (const auto& point : found)
        EXPECT_LT(point[0], 1e-9);
    EXPECT_LE(found[0][1], found[1][1]) << "without coupling there is no spin to resolve";
}

TEST_F(ElectronGasSweep, AxesLeadIntoPhaseShifts) {
    const std::string spin_orbit =
        "[[impurity]]\npotential = \"phase-shifts\"\ndensity = \"1e9 1/cm^2\"\n"
        "waves = [\"30 degree\", { aligned = 0.1, antialigned = 0.1 }]\n";
    const auto found =
        values(read(gas + spin_orbit, study(axis("impurity[0].waves[1].aligned", "0.1, 0.2"),
                                            "\"spin_current_yz.real\"")));
    EXPECT_NEAR(found[0][0], 0.0, 1e-9) << "the impurity does not depend on the spin";
    EXPECT_GT(std::abs(found[1][0]), 1e-3);
}

TEST_F(ElectronGasSweep, TablesAreReadOnce) {
    files_.write("one.txt", "0 1\n0.2 0.8\n0.8 0.1\n");
    files_.write("other.txt", "0 1\n0.2 1\n0.8 1\n");
    const std::string table = "[[impurity]]\npotential = \"table\"\ntable = \"one.txt\"\n"
                              "scattering_time = \"1 ps\"\n";
    const Study one =
        read(gas + table, study(axis("impurity[0].table", "\"one.txt\", \"other.txt\""),
                                "\"free_transport_time\", \"spin_current_yz.real\""));
    EXPECT_EQ(one.other_files.size(), 2U);
    files_.write("one.txt", "nothing");
    files_.write("other.txt", "nothing");
    const auto found = values(one);
    EXPECT_GT(found[0][0], 1.05);
    EXPECT_NEAR(found[1][0], 1.0, 1e-9) << "no range";
    EXPECT_NEAR(found[0][1], 0.0, 1e-9);
}

TEST_F(ElectronGasSweep, ThreadsDoNotMatter) {
    const Study one =
        read(gas + delta, study(axis("gas.dresselhaus", "\"0 meV nm\", \"1 meV nm\", \"2 meV nm\""),
                                "\"spin_y.real\", \"longest_spin_relaxation_time\""));
    expect_same_on_threads(one);
}

TEST_F(ElectronGasSweep, BelowTheCrossingNoSpinRelaxationIsTold) {
    const std::string below = "[gas]\neffective_mass = 0.05\nfermi_energy = \"-0.5 meV\"\n"
                              "rashba = \"50 meV nm\"\n";
    const auto found =
        values(read(below + delta + modes,
                    study(axis("gas.fermi_energy", "\"-0.5 meV\", \"1 meV\""),
                          "\"spin_current_yz.real\", \"spin_relaxation_time_x\", \"splitting\"")));
    EXPECT_TRUE(std::isnan(found[0][1]));
    EXPECT_FALSE(std::isnan(found[1][1]));
    for (const auto& point : found)
        EXPECT_NEAR(point[0], 0.0, 1e-9);
}

TEST_F(ElectronGasSweep, MistakesAreTold) {
    const std::string ok = axis("gas.rashba", "\"1 meV nm\"");
    EXPECT_THAT(error(gas + delta, study(ok, "\"spin_current_xy.real\"")),
                testing::AllOf(HasSubstr("spin_current_yz.real"), HasSubstr("did you mean")));
    EXPECT_THAT(error(gas + delta + frequencies, study(ok, "\"spin_y.real\"")),
                HasSubstr("study.frequency: expected one frequency"));
    EXPECT_EQ(error(gas + delta + frequencies,
                    study(axis("study.frequency", "\"1 THz\", \"2 THz\""), "\"spin_y.real\"")),
              "no error");
    EXPECT_THAT(error(gas + delta, study(ok, "\"spin_mode_1.real\"")),
                HasSubstr("spin_modes.wavenumber: expected one wavenumber for the output "
                          "spin_mode_1.real"));
    EXPECT_THAT(error(gas + delta + modes, study(ok, "\"spin_mode_1.real\"")),
                HasSubstr("found 2 of them"));
    EXPECT_EQ(error(gas + delta + modes, study(ok, "\"spin_relaxation_time_x\"")), "no error");
    EXPECT_THAT(error(gas + delta, study(axis("gas.rashbas", "\"1 meV nm\""), "\"splitting\"")),
                HasSubstr("rashba"));
    // Points that fail do not stop the others.
    const Study one =
        read(gas + delta, study(axis("gas.effective_mass", "0.05, -1.0"), "\"splitting\""));
    const auto report = run(one, "out.h5", 2);
    EXPECT_EQ(report.failed, 1U);
    EXPECT_THAT(report.first_failure, HasSubstr("effective_mass"));
}

TEST_F(ElectronGasSweep, WarningsAreTold) {
    const Study one =
        read(gas + delta,
             study(axis("impurity[0].scattering_time", "\"0.01 ps\", \"1 ps\""), "\"splitting\""));
    EXPECT_THAT(sweep::study_warnings(one), testing::Contains(HasSubstr("e_F tau/hbar")));
    // A wavelength far below the mean free path is beyond diffusion.
    const std::string small_angles = "[[impurity]]\npotential = \"gaussian\"\n"
                                     "range = \"10 nm\"\ntransport_time = \"1 ps\"\n";
    const std::string wavenumber = "[spin_modes]\nwavenumber = \"10 1/um\"\n";
    const Study steep = read(
        gas + small_angles + wavenumber,
        study(axis("impurity[0].range", "\"10 nm\", \"40 nm\""), "\"certificate.spin_modes\""));
    const auto plan = sweep::evaluation_plan(steep);
    std::vector<double> value(1);
    for (const std::uint64_t point : {0U, 1U})
        plan->evaluator()->evaluate(point, value);
    EXPECT_THAT(plan->warnings(),
                testing::ElementsAre(testing::AllOf(testing::StartsWith("1 of 2 computed points"),
                                                    HasSubstr("spin_modes is"))));
}

} // namespace electron_gas_sweep_test
} // namespace sidejump::electron_gas_sweep
