// SPDX-License-Identifier: GPL-3.0-or-later
// What the studies of superconductor files refuse, warn of and judge.
#include "sidejump/input/input_error.hpp"
#include "sidejump/superconductor/certificate.hpp"
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/superconductor_report.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"
#include "sidejump/superconductor/vortex_count.hpp"
#include "sidejump/units/constants.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::superconductor {
namespace superconductor_studies_test {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SuperconductorRun run(const std::string& text) {
    return run_superconductor(read_superconductor_text(text, "wire.toml"));
}

std::string error(const std::string& text) {
    try {
        (void)run(text);
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

std::string bulk(const std::string& study, const std::string& metal = "",
                 const std::string& structure = "") {
    return "units = \"reduced\"\n[study]\n" + study + "[structure]\nkind = \"bulk\"\n" + structure +
           "metal = \"S\"\n[[metal]]\nname = \"S\"\ncritical_temperature = 1.0\n" + metal;
}

std::string branch(const std::string& parameter, double from, double to,
                   const std::string& more = "") {
    return fmt::format("kind = \"branch\"\ntemperature = 0.5\nparameter = \"{}\"\nfrom = {}\n"
                       "to = {}\n{}",
                       parameter, from, to, more);
}

/// A normal metal between two superconducting reservoirs.
std::string junction(const std::string& study, const std::string& left = "",
                     const std::string& metal = "") {
    return "units = \"reduced\"\n[study]\n" + study +
           "[structure]\nkind = \"layers\"\n[[metal]]\nname = \"S\"\npair_potential = 5.0\n"
           "[[metal]]\nname = \"N\"\n" +
           metal + "[[layer]]\nmetal = \"N\"\nthickness = 1.0\ncells = 4\n[left]\nmetal = \"S\"\n" +
           left + "[right]\nmetal = \"S\"\n";
}

std::string plane(const std::string& more, const std::string& study = "temperature = 0.5\n") {
    return "units = \"reduced\"\n[study]\n" + study +
           "[solver]\ngrid_check = false\nmatsubara_accuracy = 1e-4\n[[metal]]\nname = \"S\"\n"
           "critical_temperature = 1.0\n[structure]\nkind = \"plane\"\nmetal = \"S\"\nwidth = 2\n"
           "height = 2\ncells = [4, 4]\n" +
           more;
}

TEST(Studies, RefusePhasesThatDoNotIncrease) {
    const std::string study = "kind = \"current-phase\"\ntemperature = 1.0\n";
    EXPECT_EQ(
        error(junction(study + "phases = [1.0, 0.5]\n")),
        "wire.toml:5: study.phases: expected phases that increase, found 0.5 rad after 1 rad");
    EXPECT_THAT(error(junction(study + "phases = [1.0, 1.0, 1.0]\n")),
                HasSubstr("study.phases: expected phases that increase, found 1 rad after 1 rad"));
}

TEST(Studies, RefuseBranchesThatCannotBe) {
    EXPECT_EQ(error(bulk(branch("temperature", -1.0, 1.0))),
              "wire.toml:6: study.from: expected a factor > 0 of the temperature, found -1");
    EXPECT_THAT(error(bulk(branch("temperature", 1.0, 0.0))),
                HasSubstr("wire.toml:7: study.to: expected a factor > 0 of the temperature"));
    EXPECT_THAT(error(bulk(branch("temperature", 1.0, 1e-4))),
                HasSubstr("study.to: expected a temperature within a factor of 1000"));
    EXPECT_THAT(error(bulk(branch("exchange-field", 0.0, 1.0))),
                HasSubstr("wire.toml:5: study.parameter: expected an exchange_field or a "
                          "zeeman_field in the structure, which the branch multiplies, found "
                          "none"));
    EXPECT_THAT(error(bulk(branch("phase-gradient", 0.0, 1.0))),
                HasSubstr("study.parameter: expected a structure with a phase_gradient"));
    EXPECT_THAT(error(junction(branch("phase", 0.0, 3.0))),
                HasSubstr("study.kind: expected a metal with a critical_temperature or a coupling "
                          "in the structure, whose pair potential a branch follows"));
    EXPECT_THAT(error(bulk(branch("temperature", 1.0, 0.5, "self_consistent = false\n"))),
                HasSubstr("study.self_consistent: expected true, as a branch is one of solutions "
                          "of the gap equation, found false"));
}

TEST(Studies, TellWhereABranchMayStart) {
    // T = 1.5 at the start, 0.75 in the middle.
    const std::string text = error(bulk(branch("temperature", 3.0, 1.0)));
    EXPECT_THAT(text, HasSubstr("wire.toml:6: study.from: expected a start at which there is a "
                                "gap, which the branch follows, found the normal state at 3, "
                                "temperature 1.5; there is one at 1.8"));
    EXPECT_THAT(error(bulk(branch("temperature", 3.0, 2.5))),
                HasSubstr("nor is one found on the way to `to`"));
}

TEST(Studies, EndABranchWhereItIsWanted) {
    const SuperconductorRun field =
        run(bulk(branch("exchange-field", 0.0, 0.8, "points = 9\n"), "exchange_field = 1.0\n"));
    const std::vector<double>& parameters = field.points.find("parameter")->values;
    ASSERT_EQ(parameters.size(), 9U);
    EXPECT_EQ(parameters.front(), 0.0);
    EXPECT_EQ(parameters.back(), 0.8);
    EXPECT_THAT(field.warnings, IsEmpty());
    // In a field of 0.8 at this temperature by itself.
    const SuperconductorRun alone = run(bulk("temperature = 0.5\n", "exchange_field = 0.8\n"));
    EXPECT_NEAR(field.points.find("pair_potential")->values.back(),
                alone.points.find("pair_potential")->values.front(), 1e-7);
    const SuperconductorRun warmer = run(bulk(branch("temperature", 1.0, 3.0)));
    EXPECT_EQ(warmer.points.rows(), 50U);
    EXPECT_THAT(warmer.warnings,
                ElementsAre(testing::ContainsRegex("the branch does not reach 3: it ends at "
                                                   "1\\.99.*, where its pair potential vanishes")));
}

TEST(Studies, KeepTheSumsOfABranchThatCools) {
    const SuperconductorRun cooled = run(bulk(branch("temperature", 1.8, 0.02, "points = 5\n")));
    EXPECT_EQ(cooled.points.find("temperature")->values.back(), 0.01);
    EXPECT_NEAR(cooled.points.find("pair_potential")->values.back(), bcs_ratio, 1e-7);
    EXPECT_THAT(cooled.warnings, IsEmpty());
}

TEST(Studies, RefuseKeysWithoutAnEffect) {
    EXPECT_THAT(
        error(junction("temperature = 1\n", "law = \"spin-active\"\nconductance = 1\n"
                                            "magnetisation = [0, 0, 1]\n"
                                            "spin_mixing_right = 5\n")),
        HasSubstr("left.spin_mixing_right: not used: the outer side of an end is a reservoir"));
    EXPECT_EQ(error(plane("[[structure.vortex]]\nat = [50, 1]\n")),
              "wire.toml:17: structure.vortex[0].at: expected the centre of a vortex inside the "
              "plane, found 50, outside its width from 0 to 2");
    EXPECT_THAT(error(plane("[[structure.vortex]]\nat = [1, 1]\nwinding = 0\n")),
                HasSubstr("structure.vortex[0].winding: expected turns of the phase, found 0"));
    EXPECT_THAT(error(plane("gauge = \"along-x\"\n")),
                HasSubstr("structure.gauge: not used without a `field`"));
    const auto solver = [](const std::string& study, const std::string& keys) {
        return error(bulk(study, "[solver]\n" + keys));
    };
    EXPECT_THAT(solver("temperature = 0.5\n", "newton_tolerance = 1e-9\n"),
                HasSubstr("solver.newton_tolerance: not used by a study of kind = "
                          "\"equilibrium\""));
    const std::string transition = "kind = \"critical-temperature\"\n";
    for (const char* key : {"method = \"newton\"", "gap_tolerance = 1e-6",
                            "matsubara_accuracy = 1e-6", "largest_iterations = 9", "stable = true"})
        EXPECT_THAT(solver(transition, std::string(key) + "\n"),
                    HasSubstr("not used by a study of kind = \"critical-temperature\""));
    EXPECT_THAT(solver("temperature = 0.5\n", "grid_check = true\n"),
                HasSubstr("solver.grid_check: not used by a structure of kind = \"bulk\""));
    EXPECT_THAT(error(junction("temperature = 1\n", "", "[solver]\ngrid_check = false\n") +
                      "[[layer]]\nmetal = \"N\"\nname = \"b\"\nthickness = 1\ncells = 4\n"
                      "exchange_turns = 1\n"),
                HasSubstr("layer[1].exchange_turns: expected an exchange_field of the layer or of "
                          "its metal"));
    EXPECT_THAT(run(bulk("temperature = 0.5\n", "[[metal]]\nname = \"Cu\"\n")).warnings,
                ElementsAre("metal \"Cu\": nothing is made of it"));
}

TEST(Studies, AddTheZeemanFieldToThatOfALayer) {
    const std::string text =
        "[study]\ntemperature = \"1 K\"\n[structure]\nkind = \"layers\"\n"
        "[[metal]]\nname = \"S\"\ncritical_temperature = \"9 K\"\ndiffusion = \"5 cm^2/s\"\n"
        "exchange_field = \"7 K\"\nzeeman_field = [\"0 T\", \"2 T\", \"0 T\"]\n"
        "[[layer]]\nmetal = \"S\"\nthickness = \"4 nm\"\ncells = 4\n";
    const double zeeman = 2.0 * units::bohr_magneton / units::boltzmann;
    const auto at = [](const std::string& file, std::size_t node) -> Eigen::Vector3d {
        const auto model = build_model(read_superconductor_text(file, "wire.toml"));
        const usadel::NodeMatter& matter = model.structure.nodes[node];
        return matter.exchange_field / matter.weight;
    };
    EXPECT_LT((at(text, 2) - Eigen::Vector3d(0, zeeman, 7)).norm(), 1e-12);
    EXPECT_LT((at(text + "exchange_field = \"3 K\"\n", 2) - Eigen::Vector3d(0, zeeman, 3)).norm(),
              1e-12);
    // In the middle of half a turn the exchange field points along -y; the mean over two cells is
    // shorter.
    const double shorter = std::cos(std::numbers::pi / 8.0);
    EXPECT_LT((at(text + "exchange_turns = 0.5\n", 2) - Eigen::Vector3d(0, zeeman - 7 * shorter, 0))
                  .norm(),
              1e-12);
}

TEST(Studies, BreakPairsOfGivenGapsByAGradient) {
    const std::string layers =
        "units = \"reduced\"\n[structure]\nkind = \"layers\"\nphase_gradient = 0.8\n"
        "[[metal]]\nname = \"S\"\ncritical_temperature = 1.0\ndiffusion = 0.7\n"
        "[[layer]]\nmetal = \"S\"\nthickness = 4\ncells = 4\n[solver]\ngrid_check = false\n"
        "[study]\ntemperature = 0.3\n";
    const auto gap = [&](const std::string& more) {
        return run(layers + more).points.find("pair_potential")->values.front();
    };
    // A uniform film has the gap of its bulk anyway.
    EXPECT_NEAR(gap("self_consistent = false\n"), gap(""), 1e-7);
}

TEST(Reciprocity, HoldsWherePairPotentialsAreGiven) {
    const std::string text =
        "units = \"reduced\"\n[structure]\nkind = \"layers\"\nphase_gradient = 0.6\n"
        "[[metal]]\nname = \"S\"\ncritical_temperature = 1.0\n[[metal]]\nname = \"F\"\n"
        "critical_temperature = 0.6\nexchange_field = [0, 0.3, 0.2]\nspin_orbit_rate = 0.3\n"
        "[[layer]]\nmetal = \"F\"\nthickness = 2.0\ncells = 4\nspin_hall_angle = [0.0, 0.2]\n"
        "[left]\nmetal = \"S\"\nlaw = \"tunnel\"\nconductance = 0.8\n[solver]\n"
        "grid_check = false\nreciprocity_check = true\n[study]\ntemperature = 0.3\n"
        "self_consistent = ";
    for (const char* self_consistent : {"true", "false"}) {
        const auto certificate = run(text + self_consistent + "\n").certificate;
        const auto check = std::ranges::find(certificate, "reciprocity", &Check::name);
        ASSERT_NE(check, certificate.end());
        EXPECT_LT(check->value, 1e-7) << self_consistent;
    }
}

TEST(Certificate, JudgesItsLaws) {
    Certificate certificate;
    certificate.add("square", 1e-15);
    certificate.add("charge_divergence", 1e-2);
    certificate.add("frequencies", unknown);
    certificate.add("grid", 0.12);
    EXPECT_THAT(certificate.judge({}, "free_energy"),
                ElementsAre(HasSubstr("frequencies is nan"),
                            HasSubstr("charge_divergence is 1.0e-02, "
                                      "where at most 1e-04"),
                            HasSubstr("grid is 1.2e-01, where at most 5e-02 is expected (largest "
                                      "relative change of a result on a grid twice as fine): "
                                      "free_energy changes most; try more `cells`")));
    EXPECT_TRUE(certificate.checks()[0].is_kept());
    EXPECT_FALSE(certificate.checks()[1].is_kept());
    SolverInput loose;
    loose.gap_tolerance = 1e-5;
    loose.matsubara_accuracy = 1e-5;
    Certificate other;
    other.add("charge_divergence", 1e-2);
    EXPECT_THAT(other.judge(loose, ""), IsEmpty());
}

TEST(Certificate, JudgesTheGapEquationOfTheNormalState) {
    const SuperconductingModel model =
        build_model(read_superconductor_text(bulk("temperature = 1.5\n"), "wire.toml"));
    usadel::SelfConsistentState solution;
    solution.state = usadel::solved_state(
        model.structure, 1.5,
        usadel::endless_matsubara_points(1.5, usadel::cut_off_for(model.structure, 1.5, 1e-8)),
        {1e-10});
    Certificate certificate;
    certificate.add(model.structure, solution, true);
    const auto check = std::ranges::find(certificate.checks(), "gap_equation", &Check::name);
    // Delta ln(T/Tc), which is much of Delta and nothing of the gap of the metal.
    EXPECT_NEAR(check->value * bcs_ratio, 1e-10 * std::log(1.5), 1e-14);
}

TEST(Certificate, ComparesWhatTheStudyIsAbout) {
    // Two cells of a normal metal: everything changes on a finer grid.
    const std::string current = junction("kind = \"current-phase\"\ntemperature = 1.0\n"
                                         "phases = [1.0]\n");
    const SuperconductorRun of_current = run(current);
    const double change = of_current.points.find("current_left")->grid_changes.front() /
                          of_current.points.find("current_left")->values.front();
    EXPECT_NEAR(of_current.certificate.back().value, std::abs(change), 1e-12);
    EXPECT_GT(std::abs(of_current.points.find("free_energy")->grid_changes.front() /
                       of_current.points.find("free_energy")->values.front()),
              0.0);
    const std::string table =
        superconductor_table(read_superconductor_text(current, "wire.toml"), of_current);
    const bool told = std::ranges::any_of(of_current.warnings, [](const std::string& warning) {
        return warning.find("certificate: grid") != std::string::npos;
    });
    EXPECT_EQ(table.find("TOO LARGE") != std::string::npos, told);
}

TEST(Certificate, DoesNotCompareCurrentsThatAreForbidden) {
    const auto at = [](const std::string& phase) {
        const auto found =
            run("units = \"reduced\"\n[structure]\nkind = \"layers\"\n[[metal]]\nname = \"S\"\n"
                "critical_temperature = 1.0\n[[metal]]\nname = \"R\"\npair_potential = 1.7\n"
                "[[layer]]\nmetal = \"S\"\nthickness = 2.0\ncells = 8\n[left]\nmetal = \"R\"\n"
                "[right]\nmetal = \"R\"\nphase = " +
                phase + "\n[study]\ntemperature = 0.5\n");
        double current = 0.0;
        for (const double value : found.points.find("current_left")->grid_changes)
            current = std::abs(value / found.points.find("current_left")->values.front());
        return std::pair{found.certificate.back(), current};
    };
    // At pi the current is what the gap equation leaves over, and changes at will.
    const auto [forbidden, of_forbidden] = at("3.141592653589793");
    EXPECT_EQ(forbidden.name, "grid");
    EXPECT_TRUE(forbidden.is_kept()) << forbidden.value;
    const auto [allowed, of_allowed] = at("1.0");
    EXPECT_GE(allowed.value, of_allowed);
    EXPECT_GT(of_allowed, 0.0);
}

TEST(Certificate, TellsWhatOnlyTheFinerGridShows) {
    // At this field the free energy changes its sign between the grids.
    const auto warnings =
        run("units = \"reduced\"\n[structure]\nkind = \"layers\"\n[[metal]]\nname = \"S\"\n"
            "critical_temperature = 1.0\nexchange_field = 1.115\n[[metal]]\nname = \"N\"\n"
            "[[layer]]\nmetal = \"S\"\nthickness = 3.0\ncells = 6\n[[layer]]\nmetal = \"N\"\n"
            "thickness = 1.0\ncells = 2\n[study]\ntemperature = 0.1\n")
            .warnings;
    EXPECT_THAT(warnings, Contains(testing::StartsWith(
                              "on the grid twice as fine: at the temperature 0.1 the solution has "
                              "a free energy above that of the normal state")));
    EXPECT_THAT(warnings, testing::Not(Contains(testing::StartsWith("at the temperature"))));
    EXPECT_THAT(warnings, testing::Not(Contains(
                              HasSubstr("on the grid twice as fine: metal \"S\": the largest "))));
}

TEST(Solver, TakesTheMethodThatIsAskedFor) {
    const std::string layers = "units = \"reduced\"\n[structure]\nkind = \"layers\"\n"
                               "[[metal]]\nname = \"S\"\ncritical_temperature = 1.0\n"
                               "[[metal]]\nname = \"N\"\n[[layer]]\nmetal = \"S\"\n"
                               "thickness = 3.0\ncells = 6\n[[layer]]\nmetal = \"N\"\n"
                               "thickness = 1.0\ncells = 3\n[study]\ntemperature = 0.3\n"
                               "[solver]\ngrid_check = false\n";
    const auto gap = [&](const std::string& solver) {
        return run(layers + solver).points.find("pair_potential")->values.front();
    };
    const double by_newton = gap("method = \"newton\"\n");
    EXPECT_EQ(gap("method = \"automatic\"\n"), by_newton);
    EXPECT_NE(gap("method = \"anderson\"\n"), by_newton) << "to all digits";
    EXPECT_NEAR(gap("method = \"anderson\"\n"), by_newton, 1e-6);
    const auto advice = [&](const std::string& solver) -> std::string {
        try {
            (void)gap("largest_iterations = 1\n" + solver);
        } catch (const std::runtime_error& failure) {
            return failure.what();
        }
        return "no failure";
    };
    EXPECT_THAT(advice("method = \"newton\"\n"),
                HasSubstr("(`method = \"anderson\"` in [solver]), more `largest_iterations`, "
                          "`stable = false` or a finer grid may help"));
    EXPECT_THAT(advice("method = \"newton\"\nstable = false\n"),
                HasSubstr("more `largest_iterations` or a finer grid may help"));
    EXPECT_THAT(advice("method = \"anderson\"\ngap_tolerance = 1e-13\n"),
                HasSubstr("(`method = \"newton\"` in [solver])"));
    EXPECT_THAT(error(layers + "method = \"mixing\"\n"), HasSubstr("solver.method: expected"));
}

TEST(Certificate, HasNoTitleWithoutLaws) {
    const std::string text = bulk("kind = \"critical-temperature\"\n");
    const auto file = read_superconductor_text(text, "wire.toml");
    EXPECT_THAT(superconductor_table(file, {}), testing::Not(HasSubstr("Certificate")));
    EXPECT_THAT(superconductor_table(file, run(text)), HasSubstr("Certificate"));
}

TEST(Vortices, AreCounted) {
    const auto count = [](const std::string& more) {
        const auto model = build_model(read_superconductor_text(plane(more), "wire.toml"));
        return count_vortices(model, model.starting_order);
    };
    EXPECT_EQ(count(""), (VortexCount{0, 0, 0}));
    EXPECT_EQ(count("[[structure.vortex]]\nat = [1.1, 0.9]\n"), (VortexCount{1, 0, 1}));
    EXPECT_EQ(count("[[structure.vortex]]\nat = [1, 1]\n"), (VortexCount{1, 0, 1}))
        << "on a node, in one of the cells that meet there";
    EXPECT_EQ(count("field = 0.7\n[[structure.vortex]]\nat = [0.6, 0.7]\nwinding = -1\n"
                    "[[structure.vortex]]\nat = [1.3, 1.4]\n"),
              (VortexCount{1, 1, 0}));
    // Around a hole there is no cell.
    EXPECT_EQ(count("[[structure.vortex]]\nat = [1.1, 1.1]\nwinding = 2\n[[region]]\nempty = true\n"
                    "rectangle = { from = [0.5, 0.5], to = [1.5, 1.5] }\n"),
              (VortexCount{0, 0, 2}));
}

TEST(Vortices, ThatLeaveAreTold) {
    const auto small = [](const std::string& more) {
        std::string text = plane(more);
        for (const auto& [from, to] : {std::pair{"[4, 4]", "[2, 2]"},
                                       {"width = 2", "width = 1"},
                                       {"height = 2", "height = 1"}})
            text.replace(text.find(from), std::string(from).size(), to);
        return run(text).warnings;
    };
    EXPECT_THAT(small("[[structure.vortex]]\nat = [0.8, 0.3]\n"),
                Contains(HasSubstr("the iteration has not kept the vortices of the start: 1 "
                                   "counter-clockwise and 0 clockwise (the phase turns 1 times "
                                   "along the edge) there, 0 counter-clockwise")));
    EXPECT_THAT(small(""), testing::Not(Contains(HasSubstr("vortices of the start"))));
}

} // namespace superconductor_studies_test
} // namespace sidejump::superconductor
