// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/superconductor_file.hpp"

#include "sidejump/input/names.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/superconductor/file_checks.hpp"

namespace sidejump::superconductor {
namespace {

using input::Json;
using input::Section;

const input::Choice<UnitSystem>& unit_systems() {
    static const input::Choice<UnitSystem> choice(
        {{"SI", UnitSystem::si}, {"reduced", UnitSystem::reduced}});
    return choice;
}

Section<SuperconductorInput> make_file_section(UnitSystem units) {
    using I = SuperconductorInput;
    Section<I> section("A superconducting structure: its shape, its metals, how they touch, and "
                       "what is computed.");
    section
        .with_default("units", &I::units, unit_systems(),
                      "Quantities are texts with units, or bare numbers with hbar = k_B = e = 1.")
        .table("structure", &I::structure, structure_section(units), true)
        .tables("metal", &I::metal, metal_section(units), true)
        .tables("layer", &I::layer, layer_section(units), false)
        .tables("region", &I::region, region_section(units), false)
        .tables("interface", &I::interface, interface_section(units), false)
        .optional_table("left", &I::left, end_section(units))
        .optional_table("right", &I::right, end_section(units))
        .optional_table("bottom", &I::bottom, end_section(units))
        .optional_table("top", &I::top, end_section(units))
        .table("study", &I::study, study_section(units), true)
        .table("solver", &I::solver, solver_section(), false)
        .table("output", &I::output, output_section(), false)
        .finish(check_file);
    return section;
}

// Alloys as they were read, without the tables that an entry with a `file` has not.
Json echo_of(const SuperconductorInput& input) {
    Json echo = superconductor_file_section(input.units).echo(input);
    for (std::size_t i = 0; i < input.metal.size(); ++i)
        if (const auto& alloy = input.metal[i].alloy)
            echo["metal"][i]["alloy"] =
                alloy->path ? Json({{"file", alloy->path->text}}) : alloy->file->echo;
    return echo;
}

} // namespace

bool SuperconductorInput::has_grid_check() const {
    return solver.grid_check && structure.kind != StructureKind::bulk;
}

std::vector<SuperconductorInput::Part> SuperconductorInput::parts() const {
    std::vector<Part> all;
    for (std::size_t l = 0; l < layer.size(); ++l)
        all.push_back({fmt::format("layer[{}]", l), &layer[l].metal, &layer[l]});
    for (std::size_t r = 0; r < region.size(); ++r)
        if (region[r].metal)
            all.push_back({fmt::format("region[{}]", r), &*region[r].metal, &region[r]});
    return all;
}

const Section<SuperconductorInput>& superconductor_file_section(UnitSystem units) {
    static const auto sections = for_each_system<Section<SuperconductorInput>>(make_file_section);
    return sections[index(units)];
}

bool is_superconductor(const input::Node& root) {
    const auto* table = std::get_if<input::Table>(&root.value);
    return table != nullptr && input::has_key(*table, "structure") &&
           input::has_key(*table, "metal");
}

SuperconductorFile read_superconductor_file(const std::string& path) {
    return read_superconductor_node(input::read_toml_file(path), path);
}

SuperconductorFile read_superconductor_text(std::string_view text, const std::string& name) {
    return read_superconductor_node(input::read_toml_text(text, name), name);
}

SuperconductorFile read_superconductor_node(const input::Node& root, const std::string& name) {
    const input::Place place{name, 0, ""};
    UnitSystem units = UnitSystem::si;
    // How quantities are read depends on it.
    for (const auto& [key, node] : input::table_entries(root, place))
        if (key == "units")
            units = unit_systems().read(node, place.entry(key, node.line));
    SuperconductorFile file;
    file.input = superconductor_file_section(units).read(root, place);
    file.metals = metals_from_input(file.input.metal, units);
    for (const std::string& warning : unused_metals(file.input))
        file.metals.warnings.push_back(warning);
    for (const std::string& warning : warnings_of_parts(file.input))
        file.metals.warnings.push_back(warning);
    file.echo = echo_of(file.input);
    file.file = name;
    return file;
}

} // namespace sidejump::superconductor
