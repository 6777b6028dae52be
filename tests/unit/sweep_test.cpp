// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/sweep/point_evaluator.hpp"
#include "sidejump/sweep/slabs.hpp"
#include "sidejump/sweep/study.hpp"
#include "tests/support/study_files.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>

namespace sidejump::sweep {
namespace sweep_test {

using test::StudyFiles;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* eta_0 = "impurity[0].channels[0].phase_shift";

std::string axis(const std::string& path, const std::string& values, const std::string& name = "") {
    return fmt::format("[[sweep.axis]]\npath = \"{}\"\n{}\n{}", path, values,
                       name.empty() ? "" : fmt::format("name = \"{}\"\n", name));
}

std::string study(const std::string& axes, const std::string& outputs = "\"spin_hall_angle\"",
                  const std::string& more = "") {
    return fmt::format("[sweep]\nbase = \"alloy.toml\"\noutputs = [{}]\n{}\n{}", outputs, more,
                       axes);
}

class Sweep : public testing::Test {
  protected:
    Study read(const std::string& text) { return read_study(files_.study(text)); }
    std::string error(const std::string& text) {
        try {
            read(text);
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    }
    StudyFiles files_;
};

TEST_F(Sweep, LinearAxisHitsBothEnds) {
    const auto one = read(study(axis(eta_0, "linear = { from = -1, to = 2, points = 7 }")));
    EXPECT_EQ(one.points, 7u);
    EXPECT_EQ(one.axes[0].number(0), -1.0);
    EXPECT_EQ(one.axes[0].number(6), 2.0);
    EXPECT_EQ(one.axes[0].number(2), 0.0);
    EXPECT_EQ(one.axes[0].name(), "impurity_0_channels_0_phase_shift");
}

TEST_F(Sweep, LogarithmicAxisHasEqualRatios) {
    const auto one = read(study(
        axis("impurity[0].concentration", "logarithmic = { from = 1e-4, to = 0.1, points = 4 }")));
    EXPECT_EQ(one.axes[0].number(0), 1e-4);
    EXPECT_DOUBLE_EQ(one.axes[0].number(1), 1e-3);
    EXPECT_EQ(one.axes[0].number(3), 0.1);
}

TEST_F(Sweep, AxisKeepsItsUnit) {
    const auto one = read(study(axis(eta_0, "values = [\"10 degree\", \"-20.5 degree\"]")));
    EXPECT_EQ(one.axes[0].unit(), "degree");
    EXPECT_TRUE(one.axes[0].is_numeric());
    EXPECT_EQ(one.axes[0].number(1), -20.5);
    EXPECT_EQ(one.axes[0].text(1), "-20.5 degree");
}

TEST_F(Sweep, WordsAreAnAxisToo) {
    const auto one =
        read(study(axis("kinetics.moments", "values = [\"two-moment\", 2, \"full\"]")));
    EXPECT_FALSE(one.axes[0].is_numeric());
    EXPECT_EQ(one.axes[0].text(1), "2");
    const auto plan = evaluation_plan(one);
    EXPECT_FALSE(plan->is_fast());
    double value = 0.0;
    plan->evaluator()->evaluate(1, {&value, 1});
    EXPECT_TRUE(std::isfinite(value));
}

TEST_F(Sweep, RangeOfIntegersGivesIntegers) {
    const auto one =
        read(study(axis("kinetics.moments", "linear = { from = 1, to = 4, points = 4 }")));
    EXPECT_EQ(std::get<std::int64_t>(one.axes[0].node(2).value), 3);
    double value = 0.0;
    evaluation_plan(one)->evaluator()->evaluate(2, {&value, 1});
    EXPECT_TRUE(std::isfinite(value));
}

TEST_F(Sweep, GridHasTheLastAxisFastest) {
    const auto grid = read(study(axis(eta_0, "values = [0.1, 0.2, 0.3]") +
                                 axis("impurity[0].concentration", "values = [0.01, 0.02]")));
    EXPECT_EQ(grid.points, 6u);
    std::vector<std::uint64_t> indices(2);
    grid.axis_indices(3, indices);
    EXPECT_THAT(indices, ElementsAre(1, 1));
}

TEST_F(Sweep, ZippedAxesGoSideBySide) {
    const auto zip = read(study(axis(eta_0, "values = [0.1, 0.2]") +
                                    axis("impurity[0].concentration", "values = [0.01, 0.02]"),
                                "\"resistivity\"", "combine = \"zip\""));
    EXPECT_EQ(zip.points, 2u);
    EXPECT_EQ(zip.dimensions[0].name, "point");
    EXPECT_EQ(point_text(zip, 1), "impurity_0_channels_0_phase_shift = 0.2, "
                                  "impurity_0_concentration = 0.02");
}

TEST_F(Sweep, RandomAxesAreOneDimensionOfTheGrid) {
    const std::string random = "random = { from = 0.01, to = 0.02, points = 8, seed = 1 }";
    const auto grid =
        read(study(axis(eta_0, random, "a") + axis("kinetics.moments", "values = [1, 2]", "m") +
                   axis("impurity[0].concentration", random, "b")));
    EXPECT_EQ(grid.points, 16u);
    ASSERT_EQ(grid.dimensions.size(), 2u);
    EXPECT_EQ(grid.dimensions[0].name, "sample");
    EXPECT_NE(grid.axes[0].number(3), grid.axes[2].number(3)) << "coordinates of their own";
}

TEST_F(Sweep, PathsMakeTablesThatAreMissing) {
    const auto one =
        read(study(axis("thermal.temperature", "values = [\"10 K\", \"20 K\"]"), "\"seebeck\""));
    double cold = 0.0;
    double warm = 0.0;
    const auto evaluator = evaluation_plan(one)->evaluator();
    evaluator->evaluate(0, {&cold, 1});
    evaluator->evaluate(1, {&warm, 1});
    EXPECT_NEAR(warm / cold, 2.0, 1e-3) << "Mott";
}

TEST_F(Sweep, PointsEqualTheCommandOnTheSameFile) {
    const auto one = read(study(axis(eta_0, "values = [0.3]")));
    double value = 0.0;
    evaluation_plan(one)->evaluator()->evaluate(0, {&value, 1});
    const auto alloy =
        coefficients::read_alloy_text(StudyFiles::alloy_text("phase_shift = 0.3"), "alloy.toml");
    EXPECT_EQ(value, coefficients::transport_coefficients(alloy.alloy).spin_hall_angle);
}

TEST_F(Sweep, FingerprintFollowsEveryText) {
    const std::string text = study(axis(eta_0, "values = [0.3]"));
    const std::string first = read(text).fingerprint;
    EXPECT_EQ(read(text).fingerprint, first);
    EXPECT_NE(read(text + "\n").fingerprint, first);
    files_.write("alloy.toml", StudyFiles::alloy_text("phase_shift = 0.25"));
    EXPECT_NE(read(text).fingerprint, first);
}

TEST_F(Sweep, FingerprintFollowsTables) {
    files_.write("eta.tsv", "-1 0.1\n0 0.2\n1 0.3\n");
    const std::string text = study(axis(std::string(eta_0) + ".table", "values = [\"eta.tsv\"]"));
    files_.write("alloy.toml", StudyFiles::alloy_text("phase_shift = { table = \"eta.tsv\" }"));
    const std::string first = read(text).fingerprint;
    files_.write("eta.tsv", "-1 0.1\n0 0.25\n1 0.3\n");
    EXPECT_NE(read(text).fingerprint, first);
}

struct Mistake {
    const char* name;
    std::string text;
    std::string message;
};

class SweepMistakes : public Sweep, public testing::WithParamInterface<Mistake> {};

TEST_P(SweepMistakes, AreToldPrecisely) {
    EXPECT_THAT(error(GetParam().text), HasSubstr(GetParam().message));
}

const std::string ok = "values = [0.1, 0.2]";

INSTANTIATE_TEST_SUITE_P(
    Input, SweepMistakes,
    testing::Values(
        Mistake{"unknown_key_in_path", study(axis("impurity[0].chanels[0].phase_shift", ok)),
                "study.toml:6: sweep.axis[0].path: expected the path of a parameter in"},
        Mistake{"suggestion", study(axis("impurity[0].chanels[0].phase_shift", ok)),
                "where \"chanels\" is unknown; did you mean \"channels\"?"},
        Mistake{"beyond_the_list", study(axis("impurity[1].concentration", ok)),
                "where the list has 1 element, so that [1] is beyond its end"},
        Mistake{"no_index", study(axis("impurity.concentration", ok)),
                "where \"impurity\" is a list: impurity[0] is its first element"},
        Mistake{"section", study(axis("host", ok)), "which is a section, not a single value"},
        Mistake{"path_syntax", study(axis("impurity[x].concentration", ok)),
                "where [ ] does not hold the number of an element"},
        Mistake{"empty_axis", study(axis(eta_0, "values = []")),
                "sweep.axis[0].values: expected a list of numbers"},
        Mistake{"no_points", study(axis(eta_0, "linear = { from = 0, to = 1, points = 0 }")),
                "sweep.axis[0].linear.points: expected an integer from 2"},
        Mistake{"through_zero",
                study(axis(eta_0, "logarithmic = { from = -1, to = 1, points = 3 }")),
                "no logarithmic range goes through zero, found -1 and 1"},
        Mistake{"mixed_units_of_ends",
                study(axis(eta_0, "linear = { from = \"1 degree\", to = \"1 rad\", points = 3 }")),
                "sweep.axis[0].linear.to: expected the unit of `from`, \"degree\", found the unit "
                "\"rad\""},
        Mistake{"mixed_units", study(axis(eta_0, "values = [\"1 degree\", \"1 rad\"]")),
                "sweep.axis[0].values[1]: expected one unit for all values of an axis"},
        Mistake{"number_and_unit", study(axis(eta_0, "values = [1, \"1 rad\"]")),
                "expected one unit for all values of an axis"},
        Mistake{"no_values", study(axis(eta_0, "")), "expected exactly one of values, linear"},
        Mistake{"same_path", study(axis(eta_0, ok, "a") + axis(eta_0, ok, "b")),
                "sweep.axis[1].path: expected a parameter that no other axis sets"},
        Mistake{"same_name",
                study(axis(eta_0, ok, "a") + axis("impurity[0].concentration", ok, "a")),
                "sweep.axis[1].name: expected a name of its own for each axis"},
        Mistake{"name_of_an_output", study(axis(eta_0, ok, "spin_hall_angle")),
                "expected a name that the result file does not use otherwise"},
        Mistake{"name_with_blank", study(axis(eta_0, ok, "my axis")),
                "expected a name of letters, digits and underscores"},
        Mistake{"unknown_output", study(axis(eta_0, ok), "\"spin_hal_angle\""),
                "study.toml:3: sweep.outputs[0]: expected the name of a result (sidejump "
                "reference outputs lists them), found \"spin_hal_angle\"; did you mean "
                "\"spin_hall_angle\"?"},
        Mistake{"same_output", study(axis(eta_0, ok), "\"resistivity\", \"resistivity\""),
                "expected each output once"},
        Mistake{"ambiguous_output", study(axis(eta_0, ok), "\"seebeck\", \"resistivity\""),
                "expected coefficients.resistivity or thermal.resistivity"},
        Mistake{"no_temperature", study(axis(eta_0, ok), "\"seebeck\""),
                "thermal.temperature: expected one temperature"},
        Mistake{"zip_of_different_lengths",
                study(axis(eta_0, ok) + axis("impurity[0].concentration", "values = [0.1]"),
                      "\"resistivity\"", "combine = \"zip\""),
                "sweep.axis[1].values: expected 2 values, as many as"},
        Mistake{"other_seed",
                study(axis(eta_0, "random = { from = 0, to = 1, points = 4, seed = 1 }") +
                      axis("impurity[0].concentration",
                           "random = { from = 0.1, to = 0.2, points = 4, seed = 2 }")),
                "expected the points and seed of the other random axes, 4 and 1"},
        Mistake{"everywhere_the_same_mistake",
                study(axis("impurity[0].density", "values = [\"1e25 1/m3\", \"1e26 1/m3\"]")),
                "refused alike: "},
        Mistake{"no_base",
                "[sweep]\nbase = \"none.toml\"\noutputs = [\"resistivity\"]\n" + axis(eta_0, ok),
                "study.toml:2: sweep.base: expected an alloy, device, superconductor or gas file "
                "that can be read, found "}),
    [](const auto& mistake) { return std::string(mistake.param.name); });

TEST(Slabs, CoverTheGridInOrder) {
    for (const std::vector<std::uint64_t>& sizes :
         {std::vector<std::uint64_t>{7}, {3, 5}, {1, 1, 1}, {4, 3, 5}, {2, 1, 9, 2}})
        for (const std::uint64_t most : {1U, 4U, 6U, 1000U}) {
            std::uint64_t next = 0;
            for_each_slab(
                sizes, most,
                [&](const output::Hdf5Box& box, std::uint64_t first, std::uint64_t count) {
                    EXPECT_EQ(first, next);
                    EXPECT_LE(count, most);
                    std::uint64_t flat = 0;
                    std::uint64_t inside = 1;
                    for (std::size_t i = 0; i < sizes.size(); ++i) {
                        flat = flat * sizes[i] + box.start[i];
                        inside *= box.count[i];
                        EXPECT_LE(box.start[i] + box.count[i], sizes[i]);
                    }
                    EXPECT_EQ(flat, first);
                    EXPECT_EQ(inside, count);
                    next += count;
                });
            EXPECT_EQ(next, std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{1},
                                            std::multiplies<>()));
        }
}

} // namespace sweep_test
} // namespace sidejump::sweep
