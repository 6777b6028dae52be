// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/point_evaluator.hpp"
#include "sidejump/sweep/study.hpp"
#include "tests/support/study_files.hpp"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>
#include <set>
#include <utility>

namespace sidejump::sweep {
namespace sweep_routes_test {

using test::StudyFiles;

std::string axis(const std::string& path, const std::string& values, const std::string& name) {
    return fmt::format("[[sweep.axis]]\npath = \"{}\"\n{}\nname = \"{}\"\n", path, values, name);
}

std::string study(const std::string& axes, const std::string& outputs = "\"spin_hall_angle\"",
                  const std::string& more = "") {
    return fmt::format("[sweep]\nbase = \"alloy.toml\"\noutputs = [{}]\n{}\n{}", outputs, more,
                       axes);
}

class SweepRoutes : public testing::Test {
  protected:
    SweepRoutes() { files_.write("alloy.toml", StudyFiles::two_species_text()); }
    Study read(const std::string& text) { return read_study(files_.study(text)); }
    StudyFiles files_;
};

// The outputs of all points one way, and the messages of those that have none.
std::pair<std::vector<std::uint64_t>, std::vector<std::string>>
all_points(const Study& study, Route route, bool& fast) {
    const auto plan = evaluation_plan(study, route);
    fast = plan->is_fast();
    const auto evaluator = plan->evaluator();
    std::vector<std::uint64_t> bits;
    std::vector<std::string> messages;
    std::vector<double> values(study.outputs.size());
    for (std::uint64_t point = 0; point < study.points; ++point) {
        std::string message;
        try {
            evaluator->evaluate(point, values);
            for (const double value : values)
                bits.push_back(std::bit_cast<std::uint64_t>(value));
        } catch (const std::exception& error) {
            message = error.what();
        }
        messages.push_back(message);
    }
    return {bits, messages};
}

// One of the axes over numbers of the engine, most of which are sound.
std::string random_axis(std::mt19937& random, int kind, bool zip) {
    const int species = static_cast<int>(random() % 2);
    const int channel = static_cast<int>(random() % 3);
    const std::string in_channel = fmt::format("impurity[{}].channels[{}]", species, channel);
    const std::string name = fmt::format("axis_{}", kind);
    const std::string points = fmt::format("points = {}", zip ? 40 : 2 + random() % 8);
    switch (kind) {
    case 0:
        return axis(in_channel + ".phase_shift",
                    "linear = { from = \"-90 degree\", to = \"90 degree\", " + points + " }", name);
    case 1:
        return axis(in_channel + ".inelastic", "linear = { from = 0.5, to = 1.05, " + points + " }",
                    name);
    case 2:
        return axis("impurity[0].concentration",
                    "logarithmic = { from = 1e-6, to = 0.7, " + points + " }", name);
    case 3:
        return axis("impurity[1].density",
                    "logarithmic = { from = \"1e20 1/cm3\", to = \"6e22 1/cm3\", " + points + " }",
                    name);
    default:
        return axis("impurity[1].channels[3].phase_shift.width",
                    "linear = { from = \"1 meV\", to = \"50 meV\", " + points + " }", name);
    }
}

TEST_F(SweepRoutes, BothWaysAgreeInEveryBit) {
    std::mt19937 random(7);
    int fast_studies = 0;
    for (int trial = 0; trial < 60; ++trial) {
        std::set<int> kinds;
        while (kinds.size() < 1 + static_cast<std::size_t>(trial) % 3)
            kinds.insert(static_cast<int>(random() % 5));
        const bool zip = trial % 4 == 3;
        std::string axes;
        for (const int kind : kinds)
            axes += random_axis(random, kind, zip);
        const auto one = read(study(axes,
                                    "\"spin_hall_angle\", \"resistivity\", "
                                    "\"spin_diffusion_longitudinal\", \"omega_2\"",
                                    zip ? "combine = \"zip\"" : ""));
        bool fast = false;
        bool general = false;
        const auto found = all_points(one, Route::fastest, fast);
        const auto expected = all_points(one, Route::general, general);
        EXPECT_EQ(found, expected) << one.text;
        EXPECT_FALSE(general);
        fast_studies += fast ? 1 : 0;
    }
    EXPECT_GT(fast_studies, 50);
}

TEST_F(SweepRoutes, AxesOnOneNumberOfTheEngineGoTheGeneralWay) {
    const std::string resonance = "impurity[1].channels[3].phase_shift";
    const auto one =
        read(study(axis(resonance + ".width", "values = [\"1 meV\", \"2 meV\"]", "w") +
                   axis(resonance + ".position", "values = [\"1 meV\", \"2 meV\"]", "p")));
    EXPECT_FALSE(evaluation_plan(one)->is_fast());
    const auto mass = read(study(axis("host.effective_mass", "values = [1, 2]", "m")));
    EXPECT_FALSE(evaluation_plan(mass)->is_fast());
}

// Values of a study whose axes hide each other at some values, both ways.
void expect_one_answer(const Study& study) {
    bool fast = false;
    bool general = false;
    const auto found = all_points(study, Route::fastest, fast);
    EXPECT_EQ(found, all_points(study, Route::general, general)) << study.text;
    EXPECT_FALSE(general);
}

TEST_F(SweepRoutes, LevelAtTheFermiEnergyDoesNotHideTheWidth) {
    const std::string resonance = "impurity[1].channels[3].phase_shift";
    const std::string position =
        axis(resonance + ".position", R"(linear = { from = "0 eV", to = "1.5 eV", points = 16 })",
             "position");
    const std::string width =
        axis(resonance + ".width", R"(values = ["0.1 eV", "0.2 eV", "0.5 eV"])", "width");
    for (const std::string& axes : {position + width, width + position}) {
        const auto one = read(study(axes));
        EXPECT_FALSE(evaluation_plan(one)->is_fast());
        expect_one_answer(one);
    }
    // The same with the position in the base: nothing to see at the values of the width.
    std::string alloy = StudyFiles::two_species_text();
    alloy.replace(alloy.find("5 meV"), 5, "0 meV");
    files_.write("alloy.toml", alloy);
    const auto alone = read(study(width));
    EXPECT_FALSE(evaluation_plan(alone)->is_fast());
    expect_one_answer(alone);
}

TEST_F(SweepRoutes, RandomAxesInOneLawAgreeBothWays) {
    std::mt19937 random(11);
    const std::string resonance = "impurity[1].channels[3].phase_shift";
    for (int trial = 0; trial < 40; ++trial) {
        const auto points = [&] { return 2 + random() % 20; };
        const std::string from = trial % 2 == 0 ? "0 meV" : "-4 meV";
        std::vector<std::string> axes = {
            axis(resonance + ".position",
                 fmt::format(R"(linear = {{ from = "{}", to = "9 meV", points = {} }})", from,
                             points()),
                 "position"),
            axis(resonance + ".width",
                 fmt::format(R"(linear = {{ from = "1 meV", to = "50 meV", points = {} }})",
                             points()),
                 "width"),
            axis("impurity[1].channels[3].inelastic",
                 fmt::format("linear = {{ from = 0.5, to = 1.0, points = {} }}", 2 + random() % 3),
                 "inelastic")};
        std::shuffle(axes.begin(), axes.end(), random);
        expect_one_answer(read(study(axes[0] + axes[1] + (trial % 3 == 0 ? axes[2] : ""))));
    }
}

TEST_F(SweepRoutes, SamplesHaveAPlaceOfTheirOwnOnEachAxis) {
    const auto grid = read(study(axis("impurity[0].concentration",
                                      "linear = { from = 0.01, to = 0.02, points = 64 }", "slow") +
                                 axis("impurity[0].channels[0].phase_shift",
                                      "linear = { from = 0, to = 1, points = 16 }", "fast")));
    std::set<std::uint64_t> slow;
    std::set<std::uint64_t> fast;
    std::vector<std::uint64_t> indices(2);
    for (const std::uint64_t point : scattered_points(grid)) {
        ASSERT_LT(point, grid.points);
        grid.axis_indices(point, indices);
        slow.insert(indices[0]);
        fast.insert(indices[1]);
    }
    EXPECT_GT(slow.size(), 8u);
    EXPECT_GT(fast.size(), 6u);
}

} // namespace sweep_routes_test
} // namespace sidejump::sweep
