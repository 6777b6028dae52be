// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps over the parameters of superconductor files.
#include "sidejump/superconductor/superconductor_run.hpp"
#include "sidejump/superconductor_sweep/superconductor_base.hpp"
#include "sidejump/sweep/study_warnings.hpp"
#include "tests/support/swept_base.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::superconductor_sweep {
namespace superconductor_sweep_test {

using sweep::Study;
using test::axis;
using test::study;
using testing::HasSubstr;

const std::string bulk = R"(units = "reduced"
[structure]
kind = "bulk"
metal = "S"
[[metal]]
name = "S"
critical_temperature = 1.0
exchange_field = [0, 0, 0.1]
[study]
temperature = 0.5
)";
const std::string transition = R"(units = "reduced"
[structure]
kind = "bulk"
metal = "S"
[[metal]]
name = "S"
critical_temperature = 1.0
[study]
kind = "critical-temperature"
)";
const std::string bilayer = R"(units = "reduced"
[structure]
kind = "layers"
phase_gradient = 0.3
[[metal]]
name = "S"
critical_temperature = 1.0
[[metal]]
name = "F"
exchange_field = [0, 0, 1]
[[layer]]
metal = "S"
thickness = 2.0
cells = 4
[[layer]]
metal = "F"
thickness = 1.0
cells = 3
[study]
temperature = 0.3
)";

std::string replaced(std::string text, const std::string& old, const std::string& with) {
    return text.replace(text.find(old), old.size(), with);
}

class SuperconductorSweep : public test::SweptBase {
  protected:
    SuperconductorSweep() : SweptBase(superconductor_kind()) {}
};

TEST_F(SuperconductorSweep, TcFallsAsAbrikosovAndGorkovSay) {
    const auto found =
        values(read(transition, study(axis("metal[0].spin_flip_rate", "0.0, 0.1, 0.2, 0.95"),
                                      "\"critical_temperature\"")));
    EXPECT_NEAR(found[0][0], 1.0, 1e-9);
    // ln(1/t) = psi(1/2 + x) - psi(1/2), x = Gamma/(2 pi t): from t to Gamma and back.
    for (const std::size_t point : {std::size_t{1}, std::size_t{2}}) {
        const double t = found[point][0];
        double sum = std::log(t);
        const double x = (point == 1 ? 0.1 : 0.2) / (2.0 * std::acos(-1.0) * t);
        // The sum of 1/(n + 1/2) - 1/(n + 1/2 + x), with the tail as an integral.
        constexpr int terms = 20000;
        for (int n = 0; n < terms; ++n)
            sum += x / ((n + 0.5) * (n + 0.5 + x));
        sum += std::log1p(x / terms);
        EXPECT_NEAR(sum, 0.0, 1e-7) << t;
    }
    EXPECT_EQ(found[3][0], 0.0) << "no transition at all";
}

TEST_F(SuperconductorSweep, TcHasACertificate) {
    // The law of a transition of first order is looked for where it is asked for.
    const auto found =
        values(read(transition, study(axis("metal[0].exchange_field", "0.3, 1.15"),
                                      "\"certificate.transition\", \"certificate.coexistence\"")));
    EXPECT_LT(found[0][0], 1e-8);
    EXPECT_TRUE(std::isnan(found[0][1])) << "of second order";
    EXPECT_LT(found[1][0], 1e-8);
    EXPECT_LT(found[1][1], 1e-5);
    EXPECT_THAT(error(bulk, study(axis("study.temperature", "0.3"), "\"certificate.transition\"")),
                HasSubstr("certificate.transition"));
}

TEST_F(SuperconductorSweep, PointsAreThoseOfTheCommand) {
    const auto found = values(
        read(bilayer, study(axis("metal[1].exchange_field", "0.5, 2.0"),
                            "\"pair_potential\", \"spin_z\", \"current_across\", "
                            "\"free_energy.grid_change\", \"certificate.grid\", \"nodes\"")));
    const auto alone = superconductor::run_superconductor(superconductor::read_superconductor_text(
        replaced(bilayer, "[0, 0, 1]", "2.0"), "alone.toml"));
    EXPECT_EQ(found[1][0], alone.points.find("pair_potential")->values[0]);
    EXPECT_EQ(found[1][1], alone.points.find("spin_z")->values[0]);
    EXPECT_EQ(found[1][2], alone.points.find("current_across")->values[0]);
    EXPECT_EQ(found[1][3], alone.points.find("free_energy")->grid_changes[0]);
    EXPECT_EQ(found[1][4], alone.certificate.back().value);
    EXPECT_EQ(found[1][5], 8.0);
    EXPECT_NE(found[0][1], found[1][1]);
}

TEST_F(SuperconductorSweep, NormalPointsAreZero) {
    const auto found = values(read(bulk, study(axis("study.temperature", "0.9, 1.2"),
                                               "\"pair_potential\", \"free_energy\", \"spin_z\", "
                                               "\"certificate.square\"")));
    EXPECT_GT(found[0][0], 0.5);
    EXPECT_LT(found[0][1], 0.0);
    for (const std::size_t output : {0U, 1U, 2U})
        EXPECT_EQ(found[1][output], 0.0) << output;
    EXPECT_LT(found[1][3], 1e-12);
}

TEST_F(SuperconductorSweep, ThreadsDoNotMatter) {
    const Study one = read(bilayer, study(axis("layer[1].thickness", "0.5, 1.0, 1.5"),
                                          "\"pair_potential\", \"spin_z\""));
    expect_same_on_threads(one);
}

TEST_F(SuperconductorSweep, AxesLeadIntoAlloys) {
    files_.write("alloy.toml", test::StudyFiles::alloy_text());
    const std::string of_alloy = R"([structure]
kind = "bulk"
metal = "S"
[[metal]]
name = "S"
critical_temperature = "9 K"
exchange_field = "1 K"
alloy = { file = "alloy.toml" }
[study]
temperature = "2 K"
)";
    const Study one =
        read(of_alloy, study(axis("metal[0].alloy.impurity[0].concentration", "0.001, 0.01"),
                             "\"pair_potential\", \"spin_z\""));
    const auto found = values(one);
    // Spin-orbit scattering makes spin: without it none is left over at low temperature.
    EXPECT_NE(found[0][1], found[1][1]);
    EXPECT_EQ(one.outputs[0].declaration.unit, "K");
    EXPECT_EQ(one.other_files.size(), 1U);
    EXPECT_EQ(one.base->echo()["metal"][0]["alloy"]["host"]["name"], "Cu");
    EXPECT_THAT(
        error(of_alloy, study(axis("metal[0].alloy.file", "\"none.toml\""), "\"pair_potential\"")),
        HasSubstr("metal[0].alloy.file"));
    EXPECT_NO_THROW((void)sweep::study_warnings(one));
}

TEST_F(SuperconductorSweep, MistakesAreTold) {
    const std::string ok = axis("study.temperature", "0.3, 0.4");
    EXPECT_THAT(error(bulk, study(ok, "\"pair_potentials\"")),
                testing::AllOf(HasSubstr("certificate.square"), HasSubstr("did you mean")));
    EXPECT_THAT(error(replaced(bulk, "temperature = 0.5", "temperature = [0.5, 0.6]"),
                      study(axis("metal[0].spin_flip_rate", "0.1"), "\"spin_z\"")),
                HasSubstr("study.temperature: expected one temperature"));
    EXPECT_EQ(error(replaced(bulk, "temperature = 0.5", "temperature = [0.5, 0.6]"),
                    study(ok, "\"spin_z\"")),
              "no error");
    EXPECT_THAT(error(replaced(bulk, "temperature = 0.5",
                               "kind = \"branch\"\ntemperature = 0.5\nparameter = "
                               "\"temperature\"\nfrom = 1\nto = 2"),
                      study(axis("metal[0].spin_flip_rate", "0.1"), "\"nodes\"")),
                HasSubstr("found a branch"));
    EXPECT_THAT(error(bulk, study(axis("metal[0].spin_flip_rates", "0.1"), "\"spin_z\"")),
                HasSubstr("spin_flip_rate"));
    // Points that fail do not stop the others.
    const Study one =
        read(bulk, study(axis("metal[0].critical_temperature", "1.0, -1.0"), "\"pair_potential\""));
    const auto report = run(one, "out.h5", 2);
    EXPECT_EQ(report.failed, 1U);
    EXPECT_THAT(report.first_failure, HasSubstr("critical_temperature"));
}

TEST_F(SuperconductorSweep, WarningsOfPointsAreTold) {
    // Above the field of Clogston and Chandrasekhar the gap is that of a metastable state.
    const Study one =
        read(replaced(bulk, "temperature = 0.5", "temperature = 0.1"),
             study(axis("metal[0].exchange_field", "0.1, 1.5, 1.3, 0.2"), "\"pair_potential\""));
    const auto report = run(one, "out.h5", 2);
    ASSERT_EQ(report.warnings.size(), 1U);
    EXPECT_THAT(report.warnings.front(),
                testing::AllOf(testing::StartsWith("2 of 4 computed points, first point 1 (a = "),
                               HasSubstr("1.5"), HasSubstr("it is metastable")));
    const Study none = read(bulk, study(axis("study.temperature", "0.5"), "\"pair_potential\""));
    const auto plan = sweep::evaluation_plan(none);
    std::vector<double> value(1);
    plan->evaluator()->evaluate(0, value);
    EXPECT_THAT(plan->warnings(), testing::IsEmpty());
}

TEST_F(SuperconductorSweep, WarningsOfTheFileAreNotRepeated) {
    const Study one =
        read(bilayer, study(axis("metal[1].exchange_field", "40.0"), "\"pair_potential\""));
    const auto plan = sweep::evaluation_plan(one);
    std::vector<double> value(1);
    plan->evaluator()->evaluate(0, value);
    EXPECT_THAT(plan->warnings(), testing::Each(testing::Not(HasSubstr("largest cell"))));
    EXPECT_THAT(sweep::study_warnings(one), testing::Contains(HasSubstr("largest cell")));
}

TEST_F(SuperconductorSweep, ReciprocityIsOfferedWhereItIsChecked) {
    const std::string asks = study(axis("study.temperature", "0.3"), "\"certificate.reciprocity\"");
    EXPECT_THAT(error(bilayer, asks), HasSubstr("certificate.reciprocity"));
    const auto found =
        values(read(bilayer + "[solver]\nreciprocity_check = true\ngrid_check = false\n", asks));
    EXPECT_LT(found[0][0], 1e-6);
}

TEST_F(SuperconductorSweep, CurrentsOfOnePhaseOrTheLargest) {
    const std::string junction = R"(units = "reduced"
[structure]
kind = "layers"
[[metal]]
name = "S"
pair_potential = 5.0
[[metal]]
name = "N"
[[layer]]
metal = "N"
thickness = 1.0
cells = 4
[left]
metal = "S"
[right]
metal = "S"
[study]
kind = "current-phase"
temperature = 1.0
self_consistent = false
phases = [1.0]
[solver]
grid_check = false
)";
    const auto one =
        values(read(junction, study(axis("study.phases[0]", "0.0, 1.0, 1.5"), "\"current_left\"")));
    EXPECT_NEAR(one[0][0], 0.0, 1e-12);
    EXPECT_GT(one[2][0], one[1][0]);
    const std::string several = replaced(junction, "[1.0]", "[0.0, 1.0, 1.5, 2.0, 3.0]");
    const auto largest = values(read(several, study(axis("study.temperature", "1.0"),
                                                    "\"critical_current\", \"critical_phase\"")));
    EXPECT_GE(largest[0][0], one[2][0]);
    EXPECT_THAT(error(several, study(axis("study.temperature", "1.0"), "\"current_left\"")),
                HasSubstr("critical_current"));
}

} // namespace superconductor_sweep_test
} // namespace sidejump::superconductor_sweep
