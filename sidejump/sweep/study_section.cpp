// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study_section.hpp"

namespace sidejump::sweep {
namespace {

using input::Integer;
using input::Place;
using input::Section;
using input::Table;

constexpr int most_axis_points = 1000000000;
constexpr int most_random_points = 1 << 28; // SobolPoints::most_points
constexpr int largest_seed = 2147483647;

// Both ends in one unit, and apart.
template <class Range>
void check_ends(Range& range, const Table& table, const Place& place) {
    if (range.from.unit != range.to.unit)
        input::place_of(table, "to", place)
            .fail(range.from.unit.empty()
                      ? std::string("a bare number, as `from` is one")
                      : fmt::format("the unit of `from`, \"{}\"", range.from.unit),
                  range.to.unit.empty() ? std::string("a bare number")
                                        : fmt::format("the unit \"{}\"", range.to.unit));
    if (range.from.number == range.to.number)
        input::place_of(table, "to", place)
            .fail("an end that differs from the other one",
                  fmt::format("{} again", range.to.number));
}

void check_logarithmic(RangeInput& range, const Table& table, const Place& place) {
    const double from = range.from.number;
    const double to = range.to.number;
    if (!((from > 0.0 && to > 0.0) || (from < 0.0 && to < 0.0)))
        place.fail("ends of one sign, as no logarithmic range goes through zero",
                   fmt::format("{} and {}", from, to));
    check_ends(range, table, place);
}

Section<RangeInput> range_section(const char* description) {
    return Section<RangeInput>(description)
        .required("from", &RangeInput::from, BoundType(), "First value.")
        .required("to", &RangeInput::to, BoundType(), "Last value, in the same unit.")
        .required("points", &RangeInput::points, Integer(2, most_axis_points),
                  "Number of values, both ends among them.");
}

const Section<RandomInput>& random_section() {
    static const Section<RandomInput> section =
        Section<RandomInput>("Random values that fill the range evenly: a scrambled Sobol "
                             "sequence. All random axes of a study together are one set of "
                             "points, so they have equal `points` and `seed`, and in a grid they "
                             "are one dimension.")
            .required("from", &RandomInput::from, BoundType(), "Lower end.")
            .required("to", &RandomInput::to, BoundType(), "Upper end, in the same unit.")
            .required("points", &RandomInput::points, Integer(1, most_random_points),
                      "Number of values; powers of two fill most evenly.")
            .with_default("seed", &RandomInput::seed, Integer(0, largest_seed),
                          "Seed of the scrambling.")
            .finish(check_ends<RandomInput>);
    return section;
}

const Section<AxisInput>& axis_section() {
    static const Section<AxisInput> section =
        Section<AxisInput>("A parameter of the base that takes several values. The section "
                           "may stand any number of times; in a grid the last one changes "
                           "fastest.")
            .required(
                "path", &AxisInput::path, PlacedTextType(),
                "Parameter of the base, e.g. `impurity[0].channels[1].phase_shift` in an alloy "
                "file, `region[0].conductivity` in a device file, `layer[1].thickness` in a "
                "superconductor file, `gas.rashba` in a gas file; list elements count from 0.")
            .optional("name", &AxisInput::name, PlacedTextType(),
                      "Name of the axis in the result: letters, digits and underscores.",
                      "made from the path")
            .optional("values", &AxisInput::values, ValueListType(), "The values one by one.")
            .optional_table("linear", &AxisInput::linear,
                            range_section("Evenly spaced values.").finish(check_ends<RangeInput>))
            .optional_table(
                "logarithmic", &AxisInput::logarithmic,
                range_section("Values in geometric progression.").finish(check_logarithmic))
            .optional_table("random", &AxisInput::random, random_section())
            .exactly_one_of({"values", "linear", "logarithmic", "random"})
            .finish([](AxisInput& axis, const Table& table, const Place& place) {
                const char* key = axis.values        ? "values"
                                  : axis.linear      ? "linear"
                                  : axis.logarithmic ? "logarithmic"
                                                     : "random";
                axis.place = input::place_of(table, key, place);
            });
    return section;
}

const Section<SweepInput>& sweep_section() {
    static const Section<SweepInput> section =
        Section<SweepInput>("A sweep: an alloy, a device, a superconductor or an electron gas, the "
                            "parameters that vary, and the "
                            "results wanted.")
            .required(
                "base", &SweepInput::base, PlacedTextType(),
                "The alloy, device, superconductor or gas file; its path is taken from the folder "
                "of the study file.")
            .with_default("combine", &SweepInput::combine,
                          input::Choice<Combine>({{"grid", Combine::grid}, {"zip", Combine::zip}}),
                          "Whether the axes form a grid of all combinations, or go side by side, "
                          "first with first.")
            .required("outputs", &SweepInput::outputs, PlacedTexts(),
                      "Results wanted, by name. A name that two commands share may have that of "
                      "the command before it: `thermal.resistivity`.")
            .tables("axis", &SweepInput::axis, axis_section(), true);
    return section;
}

} // namespace

const Section<StudyInput>& study_file_section() {
    static const Section<StudyInput> section =
        Section<StudyInput>(
            "A study: one alloy, device, superconductor or electron gas, many values of its "
            "parameters.")
            .table("sweep", &StudyInput::sweep, sweep_section(), true);
    return section;
}

} // namespace sidejump::sweep
