// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/study_section.hpp"

#include "sidejump/input/names.hpp"
#include "sidejump/input/series_type.hpp"

#include <algorithm>
#include <stdexcept>

namespace sidejump::superconductor {
namespace {

using input::Boolean;
using input::Integer;
using input::Number;
using input::Place;
using input::Section;
using input::Series;
using input::Table;

constexpr int most_points = 100000;

const input::Choice<StudyKind>& kinds_of_study() {
    static const input::Choice<StudyKind> choice(
        {{"equilibrium", StudyKind::equilibrium},
         {"spectrum", StudyKind::spectrum},
         {"critical-temperature", StudyKind::critical_temperature},
         {"current-phase", StudyKind::current_phase},
         {"branch", StudyKind::branch}});
    return choice;
}

// The keys of each kind, those that must be there first.
struct StudyKeys {
    StudyKind kind;
    std::vector<std::string> required;
    std::vector<std::string> others;
};

void check_study_keys(const StudyInput& study, const Table& table, const Place& place) {
    static const std::vector<StudyKeys> keys = {
        {StudyKind::equilibrium, {"temperature"}, {"self_consistent"}},
        {StudyKind::spectrum,
         {"temperature"},
         {"self_consistent", "energies", "largest_energy", "broadening"}},
        {StudyKind::critical_temperature, {}, {"lowest_temperature"}},
        {StudyKind::current_phase, {"temperature"}, {"self_consistent", "phases"}},
        {StudyKind::branch,
         {"temperature", "parameter", "from", "to"},
         {"self_consistent", "points"}}};
    for (const StudyKeys& of : keys) {
        if (of.kind != study.kind)
            continue;
        for (const auto& [key, node] : table)
            if (key != "kind" && std::ranges::find(of.required, key) == of.required.end() &&
                std::ranges::find(of.others, key) == of.others.end())
                place.entry(key, node.line)
                    .fail(fmt::format("not used by a study of kind = \"{}\"", name_of(study.kind)));
        for (const std::string& key : of.required)
            if (!input::has_key(table, key))
                place.entry(key, place.line)
                    .fail(
                        fmt::format("missing key: a study of kind = \"{}\" needs it, found nothing",
                                    name_of(study.kind)));
    }
}

void check_branch(StudyInput& study, const Table& table, const Place& place) {
    constexpr double widest = 1000.0;
    study.parameter_place = input::place_of(table, "parameter", place);
    study.from_place = input::place_of(table, "from", place);
    const Place to = input::place_of(table, "to", place);
    if (!study.self_consistent)
        input::place_of(table, "self_consistent", place)
            .fail("true, as a branch is one of solutions of the gap equation", "false");
    if (study.from == study.to)
        to.fail("an end that differs from `from`", "the same one");
    if (study.parameter != BranchParameter::temperature)
        return;
    for (const auto& [factor, where] :
         {std::pair{*study.from, study.from_place}, std::pair{*study.to, to}})
        if (!(factor > 0.0))
            where.fail("a factor > 0 of the temperature", fmt::format("{:.6g}", factor));
    if (std::max(*study.from, *study.to) > widest * std::min(*study.from, *study.to))
        to.fail(fmt::format("a temperature within a factor of {} of the first one", widest),
                fmt::format("the factors {:.6g} and {:.6g}", *study.from, *study.to));
}

void check_study(StudyInput& study, const Table& table, const Place& place) {
    study.place = place;
    check_study_keys(study, table, place);
    const bool one = study.kind == StudyKind::spectrum || study.kind == StudyKind::branch;
    if (one && study.temperature.value().size() != 1)
        input::place_of(table, "temperature", place)
            .fail("one temperature", fmt::format("{}", study.temperature->size()));
    input::at_most_one_of(table, place, {"energies", "largest_energy"});
    if (study.energies)
        for (std::size_t i = 1; i < study.energies->size(); ++i)
            if (!((*study.energies)[i] > (*study.energies)[i - 1]))
                input::place_of(table, "energies", place).fail("energies that increase", "others");
    if (study.phases)
        for (std::size_t i = 1; i < study.phases->size(); ++i)
            if (!((*study.phases)[i] > (*study.phases)[i - 1]))
                input::place_of(table, "phases", place)
                    .fail("phases that increase",
                          fmt::format("{:.6g} rad after {:.6g} rad", (*study.phases)[i],
                                      (*study.phases)[i - 1]));
    if (study.kind == StudyKind::branch)
        check_branch(study, table, place);
}

Section<StudyInput> make_study_section(UnitSystem units) {
    const Measure energy(Dimension::energy, units);
    const Measure temperature(Dimension::energy, units, input::positive());
    Section<StudyInput> section("What is computed of the structure.");
    section
        .with_default("kind", &StudyInput::kind, kinds_of_study(),
                      "Pair potential, free energy, magnetisation and currents; densities of "
                      "states at real energies; Tc; the current at given phases between two "
                      "reservoirs, with the critical current; or a branch of solutions while a "
                      "parameter runs, turning points included.")
        .optional("temperature", &StudyInput::temperature, Series<Measure>(temperature, true),
                  "Temperatures; one alone for a spectrum and a branch.")
        .with_default("self_consistent", &StudyInput::self_consistent, Boolean(),
                      "Whether pair potentials are solved for; if not they keep the value of the "
                      "bulk at the temperature, with the pair breaking of a phase_gradient.")
        .optional("energies", &StudyInput::energies, Series<Measure>(energy, false),
                  "Energies of a spectrum, increasing.",
                  "chosen where the density of states varies")
        .optional("largest_energy", &StudyInput::largest_energy, temperature,
                  "Up to where the program chooses energies.", "3 times the largest gap")
        .optional("broadening", &StudyInput::broadening, temperature,
                  "Imaginary part of the energies of a spectrum.", "1e-3 of the largest gap")
        .optional("lowest_temperature", &StudyInput::lowest_temperature, temperature,
                  "Where the search for Tc ends.", "1e-2 of the largest Tc of a metal")
        .optional(
            "phases", &StudyInput::phases, Series<input::Angle>(input::Angle(), false),
            "Phase differences, increasing, added to that of the two reservoirs. With three or "
            "more the largest current is looked for between them.",
            "33 from 0 to pi; 65 from -pi where fields, phases or a spin-orbit coupling may let a "
            "current flow at 0")
        .optional(
            "parameter", &StudyInput::parameter,
            input::Choice<BranchParameter>({{"temperature", BranchParameter::temperature},
                                            {"exchange-field", BranchParameter::exchange_field},
                                            {"phase", BranchParameter::phase},
                                            {"phase-gradient", BranchParameter::phase_gradient}}),
            "What runs along a branch.")
        .optional("from", &StudyInput::from, Number(),
                  "Start of the branch: a factor that multiplies the temperature, all exchange and "
                  "Zeeman fields or the phase gradient of the file; of a phase, radians.")
        .optional("to", &StudyInput::to, Number(), "Its end, likewise.")
        .with_default(
            "points", &StudyInput::points, Integer(2, most_points),
            "Points of the branch, from `from` to its end, at equal distances in the plane "
            "of the parameter and the pair potential. It ends at `to`; earlier, with a "
            "warning, where the pair potential vanishes or a fold leads it back to `from`.")
        .finish(check_study);
    return section;
}

} // namespace

double StudyInput::single_temperature() const {
    if (!temperature || temperature->size() != 1)
        throw std::logic_error("a study without one temperature");
    return temperature->front();
}

std::string name_of(StudyKind kind) {
    return kinds_of_study().echo(kind).get<std::string>();
}

const Section<StudyInput>& study_section(UnitSystem units) {
    static const auto sections = for_each_system<Section<StudyInput>>(make_study_section);
    return sections[index(units)];
}

const Section<SolverInput>& solver_section() {
    const Number tolerance({.low = 1e-14, .high = 1e-2});
    static const Section<SolverInput> section =
        Section<SolverInput>("How the Usadel equation is solved.")
            .with_default(
                "newton_tolerance", &SolverInput::newton_tolerance, tolerance,
                "Residual of the equation at each energy of a spectrum, relative to its terms. At "
                "Matsubara frequencies it is solved to rounding.")
            .with_default("gap_tolerance", &SolverInput::gap_tolerance, tolerance,
                          "Residual of the gap equation, relative to the largest pair potential.")
            .with_default("matsubara_accuracy", &SolverInput::matsubara_accuracy, tolerance,
                          "Relative error of sums over frequencies, by their cut-off.")
            .with_default("method", &SolverInput::method,
                          input::Choice<SolverMethod>({{"automatic", SolverMethod::automatic},
                                                       {"newton", SolverMethod::newton},
                                                       {"anderson", SolverMethod::anderson}}),
                          "How the pair potential is found: Newton's method, which takes few steps "
                          "and much memory, Anderson's mixing, which takes many steps and little "
                          "memory, or the latter in structures of more than 1500 nodes only. A "
                          "branch takes it for its start.")
            .with_default("largest_iterations", &SolverInput::largest_iterations,
                          Integer(1, 100000),
                          "Steps of Newton's method for the pair potential; ten times as many of "
                          "Anderson's mixing.")
            .with_default("stable", &SolverInput::stable, Boolean(),
                          "Whether maxima and saddle points of the free energy are left for a "
                          "minimum; if not, a vortex may stay where it is though it would rather "
                          "leave. Without effect on Anderson's mixing.")
            .with_default("grid_check", &SolverInput::grid_check, Boolean(),
                          "Whether a grid twice as fine tells the error of the grid.")
            .with_default("reciprocity_check", &SolverInput::reciprocity_check, Boolean(),
                          "Whether the change of the current with the exchange field is compared "
                          "with that of the spin with the phase, for the certificate; takes 12 "
                          "further solutions at each temperature. For structures with an exchange "
                          "field, and a phase gradient or two reservoirs.")
            .finish([](SolverInput& solver, const Table& table, const Place& place) {
                solver.reciprocity_place = input::place_of(table, "reciprocity_check", place);
            });
    return section;
}

const Section<OutputInput>& output_section() {
    static const Section<OutputInput> section =
        Section<OutputInput>("What is written beside the results.")
            .with_default("fields", &OutputInput::fields, Boolean(),
                          "Fields against position: HDF5, and VTU of a plane.")
            .with_default("csv", &OutputInput::csv, Boolean(), "Tables as CSV.");
    return section;
}

} // namespace sidejump::superconductor
