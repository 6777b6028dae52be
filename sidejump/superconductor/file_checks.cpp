// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/file_checks.hpp"

#include "sidejump/input/names.hpp"
#include "sidejump/superconductor/phase_checks.hpp"
#include "sidejump/superconductor/size_checks.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::superconductor {
namespace {

using input::Place;
using input::PlacedText;
using input::Table;

bool is_chain(const SuperconductorInput& input) {
    return input.structure.kind == StructureKind::layers ||
           input.structure.kind == StructureKind::disc;
}

void check_tables_of_kind(const SuperconductorInput& input, const Table& table,
                          const Place& place) {
    const std::string kind = name_of(input.structure.kind);
    const std::string message = fmt::format("not used by a structure of kind = \"{}\"", kind);
    if (input.structure.kind == StructureKind::bulk)
        input::refuse_keys(table, place, {"interface"}, message);
    if (!is_chain(input))
        input::refuse_keys(table, place, {"layer"}, message);
    else if (input.layer.empty())
        place.entry("layer", place.line)
            .fail(fmt::format("missing: a structure of kind = \"{}\" is made of [[layer]] tables, "
                              "found none",
                              kind));
    if (input.structure.kind != StructureKind::plane)
        input::refuse_keys(table, place, {"region", "bottom", "top"}, message);
    else if (!input.structure.metal && input.region.empty())
        input.structure.place.entry("metal", input.structure.place.line)
            .fail(
                "missing key: a plane has a background metal or [[region]] tables, found neither");
    if (input.structure.periodic.value_or(false))
        input::refuse_keys(table, place, {"left", "right", "bottom", "top"},
                           "not used by a periodic plane, which has no ends");
    if (input.structure.kind == StructureKind::bulk)
        input::refuse_keys(table, place, {"left", "right"}, message);
    if (input.structure.kind == StructureKind::disc)
        input::refuse_keys(table, place, {"left"},
                           "not used by a disc, which has a right end, its "
                           "rim, alone");
}

std::vector<const PlacedText*> metals_named(const SuperconductorInput& input) {
    std::vector<const PlacedText*> names = metals_inside(input);
    for (const auto* end : {&input.left, &input.right, &input.bottom, &input.top})
        if (*end && (*end)->metal)
            names.push_back(&*(*end)->metal);
    return names;
}

void check_interfaces(const SuperconductorInput& input) {
    std::vector<std::size_t> seen;
    for (const InterfaceInput& interface : input.interface) {
        const std::size_t left = left_layer(interface, input.layer);
        if (std::ranges::find(seen, left) != seen.end())
            interface.place.fail("one interface between two layers", "another one");
        seen.push_back(left);
    }
}

bool is_there(const input::Vector3& field) {
    return std::ranges::any_of(field, [](double component) { return component != 0.0; });
}

// Whether anything in a structure has an exchange or a Zeeman field.
bool has_field(const SuperconductorInput& input, const std::vector<std::size_t>& used) {
    const bool of_metals = std::ranges::any_of(used, [&](std::size_t i) {
        const MetalInput& metal = input.metal[i];
        return is_there(metal.exchange_field.value_or(input::Vector3{})) ||
               is_there(metal.zeeman_field.value_or(input::Vector3{}));
    });
    return of_metals ||
           std::ranges::any_of(input.parts(), [](const SuperconductorInput::Part& part) {
               return part.properties->exchange_field &&
                      std::ranges::any_of(part.properties->exchange_field->value, is_there);
           });
}

bool has_unknown_gap(const SuperconductorInput& input) {
    return std::ranges::any_of(metals_inside(input), [&](const PlacedText* name) {
        const MetalInput& metal = metal_called(input, *name);
        return metal.critical_temperature.value_or(0.0) > 0.0 || metal.coupling.has_value();
    });
}

void check_branch_of(const SuperconductorInput& input, const std::vector<std::size_t>& used) {
    const StudyInput& study = input.study;
    const Place& at = study.parameter_place;
    if (!has_unknown_gap(input))
        study.place.entry("kind", study.place.line)
            .fail("a metal with a critical_temperature or a coupling in the structure, whose pair "
                  "potential a branch follows",
                  "none but at its ends; a study of kind = \"current-phase\" needs none");
    if (study.parameter == BranchParameter::exchange_field && !has_field(input, used))
        at.fail("an exchange_field or a zeeman_field in the structure, which the branch multiplies",
                "none");
    if (study.parameter == BranchParameter::phase_gradient &&
        input.structure.phase_gradient.value_or(0.0) == 0.0)
        at.fail("a structure with a phase_gradient, which the branch multiplies", "none");
}

void check_study_of(const SuperconductorInput& input, const std::vector<std::size_t>& used) {
    const StudyInput& study = input.study;
    const Place& at = study.place;
    const auto any = [&](const auto& has) {
        return std::ranges::any_of(used, [&](std::size_t i) { return has(input.metal[i]); });
    };
    if (study.kind == StudyKind::critical_temperature && !any([](const MetalInput& m) {
            return m.critical_temperature.value_or(0.0) > 0.0 || m.coupling.has_value();
        }))
        at.fail("a metal with a critical_temperature or a coupling, of which a Tc is asked",
                "none in the structure");
    if (!any(superconducts))
        at.fail("a superconductor in the structure: a metal with a critical_temperature, a "
                "coupling or a pair_potential",
                "none");
    if (study.kind == StudyKind::branch)
        check_branch_of(input, used);
    const bool phase =
        study.kind == StudyKind::current_phase || study.parameter == BranchParameter::phase;
    if (!phase)
        return;
    for (const auto& [end, name] : {std::pair{&input.left, "left"}, {&input.right, "right"}}) {
        if (!*end || (*end)->kind != EndKind::reservoir)
            at.fail("two superconducting reservoirs, [left] and [right], for the phase difference",
                    fmt::format("no reservoir [{}]", name));
        const PlacedText& metal = (*end)->metal.value();
        if (!superconducts(metal_called(input, metal)))
            metal.place.fail("a superconductor, as a phase difference is asked for",
                             fmt::format("\"{}\", which is normal", metal.text));
    }
}

void check_turns(const SuperconductorInput& input) {
    for (const SuperconductorInput::Part& part : input.parts())
        if (part.properties->exchange_turns != 0.0 && !part.properties->exchange_field &&
            !metal_called(input, *part.metal).exchange_field)
            part.properties->turns_place.fail(
                fmt::format("an exchange_field of the {} or of its metal, which turns",
                            part.called.starts_with("layer") ? "layer" : "region"),
                "none");
}

// Keys of [solver] that the study has no use for.
void check_solver(const SuperconductorInput& input, const Table& table, const Place& place) {
    const auto solver =
        std::ranges::find_if(table, [](const auto& entry) { return entry.key == "solver"; });
    if (solver == table.end())
        return;
    const Table& keys = input::table_entries(solver->node, place);
    const Place at = place.entry("solver", solver->node.line);
    const StudyKind kind = input.study.kind;
    const std::string message = fmt::format("not used by a study of kind = \"{}\"", name_of(kind));
    if (kind != StudyKind::spectrum)
        input::refuse_keys(keys, at, {"newton_tolerance"}, message);
    if (kind == StudyKind::critical_temperature)
        input::refuse_keys(
            keys, at,
            {"method", "gap_tolerance", "matsubara_accuracy", "largest_iterations", "stable"},
            message);
    if (kind == StudyKind::critical_temperature || kind == StudyKind::branch) {
        if (input.solver.reciprocity_check)
            input::refuse_keys(keys, at, {"reciprocity_check"}, message);
    }
    if (input.solver.grid_check && input.structure.kind == StructureKind::bulk)
        input::refuse_keys(keys, at, {"grid_check"},
                           "not used by a structure of kind = \"bulk\", which has no grid");
}

} // namespace

bool superconducts(const MetalInput& metal) {
    return metal.critical_temperature.value_or(0.0) > 0.0 || metal.coupling.has_value() ||
           metal.pair_potential.value_or(0.0) > 0.0;
}

const MetalInput& metal_called(const SuperconductorInput& input, const PlacedText& name) {
    return *std::ranges::find_if(
        input.metal, [&](const MetalInput& metal) { return metal.name.text == name.text; });
}

std::size_t left_layer(const InterfaceInput& interface, const std::vector<LayerInput>& layers) {
    std::vector<std::string> names;
    names.reserve(layers.size());
    for (const LayerInput& layer : layers)
        names.push_back(layer.called().text);
    for (const PlacedText& name : interface.between) {
        (void)input::find_name(name, names, "the name of a [[layer]]");
        if (std::ranges::count(names, name.text) > 1)
            name.place.fail("the name of one layer; give the layers a `name`",
                            fmt::format("\"{}\", as several are called", name.text));
    }
    const std::size_t a = input::find_name(interface.between[0], names, "the name of a [[layer]]");
    const std::size_t b = input::find_name(interface.between[1], names, "the name of a [[layer]]");
    if (std::max(a, b) - std::min(a, b) != 1)
        interface.place.fail(
            "an interface between neighbours",
            fmt::format("\"{}\" and \"{}\", which do not touch", names[a], names[b]));
    return std::min(a, b);
}

void check_file(SuperconductorInput& input, const Table& table, const Place& place) {
    check_tables_of_kind(input, table, place);
    std::vector<PlacedText> metals;
    std::vector<std::string> names;
    metals.reserve(input.metal.size());
    names.reserve(input.metal.size());
    for (const MetalInput& metal : input.metal) {
        metals.push_back(metal.name);
        names.push_back(metal.name.text);
    }
    input::require_distinct(metals, "a name for each metal");
    std::vector<std::size_t> used;
    for (const PlacedText* name : metals_named(input))
        used.push_back(input::find_name(*name, names, "the name of a [[metal]]"));
    if (is_chain(input))
        check_interfaces(input);
    check_study_of(input, used);
    check_turns(input);
    check_solver(input, table, place);
    check_size_of_grid(input, table, place);
    check_phases(input, table, place);
}

std::vector<const PlacedText*> metals_inside(const SuperconductorInput& input) {
    std::vector<const PlacedText*> names;
    if (input.structure.metal)
        names.push_back(&*input.structure.metal);
    for (const LayerInput& layer : input.layer)
        names.push_back(&layer.metal);
    for (const RegionInput& region : input.region)
        if (region.metal)
            names.push_back(&*region.metal);
    return names;
}

std::vector<std::string> unused_metals(const SuperconductorInput& input) {
    std::vector<std::string> warnings;
    const auto names = metals_named(input);
    // The first metal is used by all: densities of states are measured by its own.
    for (std::size_t i = 1; i < input.metal.size(); ++i) {
        const std::string& name = input.metal[i].name.text;
        if (std::ranges::none_of(names, [&](const PlacedText* used) { return used->text == name; }))
            warnings.push_back(fmt::format("metal \"{}\": nothing is made of it", name));
    }
    return warnings;
}

std::vector<std::string> warnings_of_parts(const SuperconductorInput& input) {
    std::vector<std::string> warnings;
    for (const SuperconductorInput::Part& part : input.parts())
        for (const auto& [what, profile] :
             {std::pair{"spin_hall_angle", &part.properties->spin_hall_angle},
              {"swapping", &part.properties->swapping}}) {
            if (!*profile)
                continue;
            const std::vector<double>& values = (*profile)->value;
            const double largest =
                *std::ranges::max_element(values, {}, [](double v) { return std::abs(v); });
            if (std::abs(largest) > largest_coupling)
                warnings.push_back(warning_of_first_order(part.called, what, largest));
        }
    return warnings;
}

} // namespace sidejump::superconductor
