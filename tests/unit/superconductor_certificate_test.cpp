// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates of the studies that follow transitions: critical temperatures and branches.
#include "sidejump/input/input_error.hpp"
#include "sidejump/superconductor/certificate.hpp"
#include "sidejump/superconductor/grid_comparison.hpp"
#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::superconductor {
namespace superconductor_certificate_test {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

SuperconductorFile read(const std::string& text) {
    return read_superconductor_text(text, "wire.toml");
}

SuperconductorRun run(const std::string& text) {
    return run_superconductor(read(text));
}

std::vector<std::string> laws(const std::vector<Check>& certificate) {
    std::vector<std::string> names;
    names.reserve(certificate.size());
    for (const Check& check : certificate)
        names.push_back(check.name);
    return names;
}

double value_of(const std::vector<Check>& certificate, const std::string& law) {
    return std::ranges::find(certificate, law, &Check::name)->value;
}

void expect_kept(const SuperconductorRun& of) {
    for (const Check& check : of.certificate) {
        EXPECT_TRUE(check.is_kept()) << check.name << " is " << check.value;
        EXPECT_FALSE(std::isnan(check.limit)) << check.name;
    }
}

std::string bulk(const std::string& metal) {
    return "units = \"reduced\"\n[study]\nkind = \"critical-temperature\"\n"
           "[structure]\nkind = \"bulk\"\nmetal = \"S\"\n[[metal]]\nname = \"S\"\n"
           "critical_temperature = 1.0\n" +
           metal;
}

std::string bilayer(int cells, const std::string& study, const std::string& solver = "",
                    const std::string& layer = "") {
    return fmt::format("units = \"reduced\"\n[study]\n{}[structure]\nkind = \"layers\"\n"
                       "[[metal]]\nname = \"S\"\ncritical_temperature = 1.0\n"
                       "[[metal]]\nname = \"F\"\nexchange_field = [0.4, 0, 1.0]\n"
                       "[[layer]]\nmetal = \"S\"\nthickness = 1.5\ncells = {}\n"
                       "[[layer]]\nmetal = \"F\"\nthickness = 0.5\ncells = {}\n{}[solver]\n{}",
                       study, 3 * cells, cells, layer, solver);
}

const std::string transition = "kind = \"critical-temperature\"\n";

TEST(CertificateOfTc, HasLawsWithoutAGrid) {
    const SuperconductorRun of_bulk = run(bulk(""));
    EXPECT_THAT(laws(of_bulk.certificate),
                ElementsAre("square", "equation", "anticommutator", "transition", "frequencies"));
    expect_kept(of_bulk);
    EXPECT_THAT(of_bulk.warnings, IsEmpty());
    const SuperconductorRun layers = run(bilayer(3, transition, "grid_check = false\n",
                                                 "spin_hall_angle = [0.0, 0.2]\nswapping = 0.1\n"));
    EXPECT_THAT(laws(layers.certificate),
                ElementsAre("square", "equation", "anticommutator", "transition", "frequencies",
                            "charge_divergence", "spin_balance"));
    expect_kept(layers);
    EXPECT_EQ(laws(run(bilayer(3, transition)).certificate).back(), "grid");
}

TEST(CertificateOfTc, HasLawsOfATransitionOfFirstOrder) {
    // The normal state is stable at all temperatures, and has the higher energy at low ones.
    const SuperconductorRun first = run(bulk("exchange_field = 1.15\n"));
    EXPECT_EQ(first.findings[0].value, 0.0);
    EXPECT_GT(first.findings[1].value, 0.1);
    EXPECT_THAT(laws(first.certificate),
                ElementsAre("square", "equation", "anticommutator", "coexistence", "transition",
                            "gap_equation", "frequencies", "spin_balance"));
    expect_kept(first);
    // No superconductor at all.
    const SuperconductorRun none = run(bulk("spin_flip_rate = 1.0\n"));
    EXPECT_EQ(none.findings[1].value, 0.0);
    EXPECT_THAT(laws(none.certificate),
                ElementsAre("square", "equation", "anticommutator", "transition", "frequencies"));
    expect_kept(none);
}

TEST(CertificateOfTc, RefusesAWrongTemperature) {
    const SuperconductingModel model = build_model(read(bilayer(3, transition)));
    const double right = usadel::critical_temperature(model.structure).value();
    const auto warnings = [&](double temperature) {
        Certificate certificate;
        certificate.add(model.structure,
                        usadel::check_critical_temperature(model.structure, temperature));
        return certificate.judge({}, "");
    };
    EXPECT_THAT(warnings(right), IsEmpty());
    EXPECT_THAT(warnings((1.0 + 1e-5) * right), ElementsAre(HasSubstr("transition is")));
    EXPECT_THAT(warnings(0.5 * right), ElementsAre(HasSubstr("transition is")));
}

TEST(CertificateOfTc, RefusesFunctionsThatAreNoSolution) {
    const SuperconductingModel model = build_model(
        read(bilayer(3, transition, "", "spin_hall_angle = [0.0, 0.2]\nswapping = 0.1\n")));
    const auto& structure = model.structure;
    const auto right = usadel::check_critical_temperature(
        structure, usadel::critical_temperature(structure).value());
    const auto broken = [&](const auto& spoil) {
        usadel::SmallPairPotential wrong = right;
        spoil(wrong.state);
        Certificate certificate;
        certificate.add(structure, wrong);
        (void)certificate.judge({}, "");
        std::vector<std::string> names;
        for (const Check& check : certificate.checks())
            if (!check.is_kept())
                names.push_back(check.name);
        return names;
    };
    EXPECT_THAT(broken([](auto&) {}), IsEmpty());
    // The spin of a node in the ferromagnet turned by 1e-2 about y, at the lowest frequency.
    EXPECT_THAT(broken([](usadel::EquilibriumState& state) {
                    auto& frame = state.frames.front()[11];
                    const usadel::NambuMatrix turn =
                        std::cos(5e-3) * usadel::NambuMatrix::Identity() +
                        Complex(0.0, std::sin(5e-3)) * usadel::tau_sigma(0, 2);
                    frame = usadel::LocalFrame(turn * frame.green_function() * turn.adjoint());
                }),
                ElementsAre("equation", "spin_balance"));
    // A phase of the pair potential that turns from node to node, and its functions.
    EXPECT_THAT(broken([&](usadel::EquilibriumState& state) {
                    for (std::size_t s = 0; s < state.order_parameters.size(); ++s)
                        state.order_parameters[s] *= std::polar(1.0, 0.1 * static_cast<double>(s));
                    usadel::solve_all_points(structure, state);
                }),
                ElementsAre("charge_divergence"));
}

std::string branch(const std::string& parameter, double from, double to, int points) {
    return fmt::format("kind = \"branch\"\ntemperature = 0.3\nparameter = \"{}\"\nfrom = {}\n"
                       "to = {}\npoints = {}\n",
                       parameter, from, to, points);
}

const std::string coarse_sums = "matsubara_accuracy = 1e-6\n";

TEST(CertificateOfABranch, HasTheErrorOfItsGrid) {
    const auto grid = [](int cells) {
        const SuperconductorRun found =
            run(bilayer(cells, branch("temperature", 1.0, 2.0, 3), coarse_sums));
        expect_kept(found);
        EXPECT_EQ(found.points.find("parameter")->grid_changes.size(), 3U);
        return value_of(found.certificate, "grid");
    };
    const double coarse = grid(3);
    const double fine = grid(6);
    EXPECT_GT(coarse, 1e-4);
    EXPECT_NEAR(coarse / fine, 4.0, 0.4);
}

TEST(CertificateOfABranch, HasTheErrorOfItsFold) {
    const auto fold = [](int cells, const std::string& solver) {
        std::string text =
            bilayer(cells, branch("exchange-field", 0.8, 2.0, 3), coarse_sums + solver);
        // The superconductor in a field as well, where its gap ends by a transition of first order.
        text.insert(text.find("critical_temperature"), "exchange_field = 1.0\n");
        const SuperconductorRun found = run(text);
        EXPECT_EQ(found.findings.size(), 1U);
        return found.findings.front();
    };
    const Finding coarse = fold(2, "");
    const Finding fine = fold(4, "grid_check = false\n");
    EXPECT_GT(std::abs(coarse.grid_change), 1e-4);
    EXPECT_NEAR(coarse.value + coarse.grid_change, fine.value, 1e-8);
}

TEST(CertificateOfABranch, TellsOfAnotherCourse) {
    const SuperconductorFile file = read(bilayer(2, branch("temperature", 1.0, 2.0, 3)));
    const auto made = [](const std::vector<double>& folds, usadel::BranchEnd end) {
        SuperconductorRun of;
        of.points.column("pair_potential", "", "").values = {1.0, 2.0, 3.0};
        for (const double fold : folds)
            of.findings.push_back({"fold", "", "", fold});
        of.branch = {folds.size(), end, end == usadel::BranchEnd::bound};
        return of;
    };
    const auto compared = [&](SuperconductorRun of, const SuperconductorRun& fine) {
        const double change = compare_grids(file, of, fine).relative();
        return std::pair{change, of};
    };
    using usadel::BranchEnd;
    const auto [same, kept] =
        compared(made({1.0, 0.5}, BranchEnd::bound), made({1.25, 0.75}, BranchEnd::bound));
    EXPECT_NEAR(same, 0.25, 1e-12);
    EXPECT_EQ(kept.findings[0].grid_change, 0.25);
    EXPECT_EQ(kept.findings[1].grid_change, 0.25);
    EXPECT_THAT(kept.warnings, IsEmpty());
    const auto [other, lost] = compared(made({1.0}, BranchEnd::bound), made({}, BranchEnd::gap));
    EXPECT_TRUE(std::isnan(other));
    EXPECT_THAT(lost.points.find("pair_potential")->grid_changes, IsEmpty());
    EXPECT_THAT(lost.warnings,
                ElementsAre("the branch has 1 fold and reaches `to`; on the grid twice as fine it "
                            "has 0 folds and ends where its pair potential vanishes: their points "
                            "are not compared"));
    const auto [unknown_end, many] =
        compared(made({}, BranchEnd::steps), made({}, BranchEnd::steps));
    EXPECT_TRUE(std::isnan(unknown_end));
}

TEST(CertificateOfABranch, NeedsAFinerGridThatIsSmallEnough) {
    const auto error = [](const std::string& solver) -> std::string {
        try {
            (void)run(bilayer(250, branch("temperature", 1.0, 2.0, 2), solver));
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    };
    EXPECT_THAT(error(""), HasSubstr("found 2001 on the grid twice as fine of the grid_check, "
                                     "which can be switched off in [solver]"));
    EXPECT_THAT(laws(run(bilayer(2, branch("temperature", 1.0, 1.1, 2), "grid_check = false\n"))
                         .certificate),
                Not(Contains("grid")));
}

} // namespace superconductor_certificate_test
} // namespace sidejump::superconductor
