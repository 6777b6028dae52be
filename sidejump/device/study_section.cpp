// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/study_section.hpp"

#include "sidejump/device/names.hpp"
#include "sidejump/device/value_types.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device {
namespace {

using input::Direction;
using input::Integer;
using input::Number;
using input::Place;
using input::PlacedTextType;
using input::Quantity;
using input::Section;
using input::Table;

constexpr int most_points_of_a_cut = 100000;
constexpr int standard_intervals = 100; // of a transient

Quantity induction() {
    return {"T", "0.2 T", {.low = -1e6, .high = 1e6}};
}

input::Choice<StudyKind> study_kinds() {
    return input::Choice<StudyKind>({{"steady", StudyKind::steady},
                                     {"field-sweep", StudyKind::field_sweep},
                                     {"angle-sweep", StudyKind::angle_sweep},
                                     {"ac", StudyKind::ac},
                                     {"transient", StudyKind::transient}});
}

Quantity moment() {
    return {"s", "500 ps", {.low = 0.0, .high = 1e6}};
}

// The keys of a kind of study, those that must be there first.
struct KindKeys {
    StudyKind kind;
    std::vector<std::string> required;
    std::vector<std::string> others;
};

const std::vector<KindKeys>& keys_of_kinds() {
    static const std::vector<KindKeys> keys = {
        {StudyKind::steady, {}, {}},
        {StudyKind::field_sweep, {"fields"}, {"direction"}},
        {StudyKind::angle_sweep, {"axis", "angles"}, {"region", "contact"}},
        {StudyKind::ac, {"frequencies"}, {}},
        {StudyKind::transient,
         {"duration"},
         {"output_times", "relative_tolerance", "initial", "pulse"}}};
    return keys;
}

void check_study(StudyInput& study, const Table& table, const Place& place) {
    const std::string kind = study_kinds().echo(study.kind).dump();
    for (const KindKeys& keys : keys_of_kinds()) {
        if (keys.kind != study.kind)
            continue;
        for (const auto& [key, node] : table)
            if (key != "kind" &&
                std::find(keys.required.begin(), keys.required.end(), key) == keys.required.end() &&
                std::find(keys.others.begin(), keys.others.end(), key) == keys.others.end())
                place.entry(key, node.line)
                    .fail(fmt::format("not used by a study of kind = {}", kind));
        for (const std::string& key : keys.required)
            if (!has_key(table, key))
                place.entry(key, place.line)
                    .fail(fmt::format("missing key: a study of kind = {} needs it, found nothing",
                                      kind));
    }
    if (study.kind == StudyKind::angle_sweep &&
        study.region.has_value() == study.contact.has_value())
        place.fail("one `region` or `contact` whose magnetisation turns",
                   study.region ? "both" : "neither");
    if (study.output_times) {
        require_increasing(*study.output_times, table, "output_times", place);
        if (study.output_times->back() > study.duration.value())
            input::place_of(table, "output_times", place)
                .fail(fmt::format("times up to the duration, {:.6g} s", study.duration.value()),
                      fmt::format("{:.6g} s", study.output_times->back()));
    }
    std::vector<input::PlacedText> driven;
    for (const PulseInput& pulse : study.pulse)
        driven.push_back(pulse.contact);
    require_distinct(driven, "one pulse for each contact");
}

const Section<CutInput>& cut_section() {
    static const Section<CutInput> section =
        Section<CutInput>("A line along which potentials and currents are written.")
            .required("name", &CutInput::name, PlacedTextType(), "Name of the line.")
            .required("from", &CutInput::from, PointType(), "First point, coordinates of the mesh.")
            .required("to", &CutInput::to, PointType(), "Last point.")
            .with_default("points", &CutInput::points, Integer(2, most_points_of_a_cut),
                          "Number of points, both ends among them.")
            .finish([](CutInput& cut, const Table& table, const Place& place) {
                if (cut.name.text.find_first_of("/.") != std::string::npos)
                    cut.name.place.fail("a name without \"/\" and \".\": it becomes the name of "
                                        "datasets",
                                        fmt::format("\"{}\"", cut.name.text));
                cut.from_place = input::place_of(table, "from", place);
                cut.to_place = input::place_of(table, "to", place);
                if (cut.from.coordinates == cut.to.coordinates)
                    cut.to_place.fail("a point that differs from `from`", "the same one");
            });
    return section;
}

} // namespace

std::vector<double> transient_times(const StudyInput& study) {
    if (!study.duration)
        throw std::logic_error("the times of a study that has none");
    if (study.output_times)
        return *study.output_times;
    std::vector<double> times;
    for (int i = 0; i <= standard_intervals; ++i)
        times.push_back(study.duration.value() * i / standard_intervals);
    return times;
}

const Section<StudyInput>& study_section() {
    static const Section<StudyInput> section =
        Section<StudyInput>("What is computed of the device.")
            .with_default("kind", &StudyInput::kind, study_kinds(),
                          "The steady state; the steady states for a series of magnetic fields, or "
                          "of directions of a magnetisation; the response to a small alternating "
                          "drive; or what happens in time when drives change.")
            .optional("fields", &StudyInput::fields, Series<Quantity>(induction(), false),
                      "Magnetic fields along `direction`, added to [magnetic_field].")
            .optional("direction", &StudyInput::direction, Direction(), "Direction of the fields.",
                      "[0, 0, 1]")
            .optional("region", &StudyInput::region, PlacedTextType(),
                      "Region whose magnetisation turns.")
            .optional("contact", &StudyInput::contact, PlacedTextType(),
                      "Contact whose magnetisation turns, instead of the region.")
            .optional("axis", &StudyInput::axis, Direction(),
                      "Axis about which the magnetisation turns.")
            .optional("angles", &StudyInput::angles, Series<input::Angle>(input::Angle(), false),
                      "Angles from its given direction, right-handed about the axis.")
            .optional("frequencies", &StudyInput::frequencies,
                      Series<Quantity>(Quantity("Hz", "10 GHz", {.low = 0.0, .high = 1e18}), true),
                      "Frequencies f of the drive, exp(-2 pi i f t).")
            .optional("duration", &StudyInput::duration,
                      Quantity("s", "500 ps", input::positive_up_to(1e6)),
                      "How long a transient is followed, from t = 0.")
            .optional("output_times", &StudyInput::output_times, Series<Quantity>(moment(), true),
                      "Times of a transient at which everything is written, increasing; where a "
                      "drive jumps, the state behind the jump.",
                      "101 from 0 to the duration")
            .optional("relative_tolerance", &StudyInput::relative_tolerance,
                      Number({.low = 1e-10, .high = 1e-2}),
                      "Error of a step in time over the spin potential, where this is more than a "
                      "thousandth of its largest value.",
                      "1e-6")
            .optional("initial", &StudyInput::initial,
                      input::Choice<InitialState>(
                          {{"rest", InitialState::rest}, {"steady", InitialState::steady}}),
                      "Before t = 0: no spin anywhere, or the steady state of the drives as they "
                      "are just before.",
                      "\"steady\"")
            .tables("pulse", &StudyInput::pulse, pulse_section(), false)
            .finish(check_study);
    return section;
}

const Section<MagneticFieldInput>& magnetic_field_section() {
    static const Section<MagneticFieldInput> section =
        Section<MagneticFieldInput>("Uniform magnetic field; it precesses the spins and does not "
                                    "bend the orbits.")
            .required("induction", &MagneticFieldInput::induction, induction(), "Its size.")
            .with_default("direction", &MagneticFieldInput::direction, Direction(),
                          "Its direction.");
    return section;
}

const Section<MeasureInput>& measure_section() {
    static const Section<MeasureInput> section =
        Section<MeasureInput>("A voltage between two contacts, or with `per_current_of` the "
                              "resistance it gives.")
            .required("name", &MeasureInput::name, PlacedTextType(), "Name of the result.")
            .required("voltage", &MeasureInput::voltage, input::PlacedTexts(),
                      "Two contacts; the potential of the first less that of the second.")
            .optional("per_current_of", &MeasureInput::per_current_of, PlacedTextType(),
                      "Contact whose total current into the device the voltage is divided by.",
                      "none: the voltage itself")
            .finish([](MeasureInput& measure, const Table& table, const Place& place) {
                if (measure.voltage.size() != 2)
                    input::place_of(table, "voltage", place)
                        .fail("the names of two contacts",
                              fmt::format("{}", measure.voltage.size()));
                require_distinct(measure.voltage, "two different contacts");
            });
    return section;
}

const Section<SolverInput>& solver_section() {
    static const Section<SolverInput> section =
        Section<SolverInput>("How the diffusion equation is solved.")
            .with_default("order", &SolverInput::order, Integer(1, 4),
                          "Polynomial degree of the finite elements; 1 or 2 on triangles and "
                          "tetrahedra.")
            .with_default("relative_tolerance", &SolverInput::relative_tolerance,
                          Number({.low = 1e-15, .high = 1e-2}),
                          "Residual of the linear system over its right-hand side.")
            .with_default(
                "method", &SolverInput::method,
                input::Choice<SolverMethod>({{"automatic", SolverMethod::automatic},
                                             {"direct", SolverMethod::direct},
                                             {"iterative", SolverMethod::iterative},
                                             {"multigrid", SolverMethod::multigrid}}),
                "Factorisation; iteration with algebraic multigrid of the assembled "
                "matrix; or with geometric multigrid and no matrix. Automatic: what suits "
                "the size and the mesh.")
            .finish([](SolverInput& solver, const Table& table, const Place& place) {
                solver.order_place = input::place_of(table, "order", place);
                solver.method_place = input::place_of(table, "method", place);
            });
    return section;
}

const Section<OutputInput>& output_section() {
    static const Section<OutputInput> section =
        Section<OutputInput>("What is written beside the measured numbers.")
            .with_default("fields", &OutputInput::fields, input::Boolean(),
                          "Whether potentials and currents are written for ParaView.")
            .tables("cut", &OutputInput::cut, cut_section(), false)
            .finish([](OutputInput& output, const Table&, const Place&) {
                std::vector<input::PlacedText> names;
                for (const CutInput& cut : output.cut)
                    names.push_back(cut.name);
                require_distinct(names, "a name for each cut");
            });
    return section;
}

} // namespace sidejump::device
