// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_file.hpp"

#include "sidejump/device/names.hpp"
#include "sidejump/device/value_types.hpp"
#include "sidejump/input/toml_reader.hpp"

namespace sidejump::device {
namespace {

using input::Place;
using input::PlacedText;
using input::Section;
using input::Table;

template <class T, class Name>
std::vector<PlacedText> placed_names(const std::vector<T>& entries, const Name& name) {
    std::vector<PlacedText> names;
    names.reserve(entries.size());
    for (const T& entry : entries)
        names.push_back(name(entry));
    return names;
}

std::vector<std::string> texts(const std::vector<PlacedText>& names) {
    std::vector<std::string> result;
    result.reserve(names.size());
    for (const PlacedText& name : names)
        result.push_back(name.text);
    return result;
}

std::optional<Vector3> magnetisation_of(const RegionInput& region) {
    return region.magnetisation ? std::optional<Vector3>(as_vector(*region.magnetisation))
                                : std::nullopt;
}

// A magnetisation that turns has a direction to start from.
void check_turned(const DeviceInput& input, const std::vector<std::string>& regions,
                  const std::vector<std::string>& contacts) {
    if (const auto& name = input.study.region;
        name && !input.region[find_name(*name, regions, "the name of a [[region]]")].magnetisation)
        name->place.fail("a region with a magnetisation",
                         fmt::format("\"{}\", which has none", name->text));
    if (const auto& name = input.study.contact;
        name &&
        !input.contact[find_name(*name, contacts, "the name of a [[contact]]")].magnetisation)
        name->place.fail("a contact with a magnetisation",
                         fmt::format("\"{}\", which has none", name->text));
}

void check_interfaces(const DeviceInput& input, const std::vector<std::string>& regions) {
    std::vector<std::pair<std::size_t, std::size_t>> seen;
    for (const InterfaceInput& interface : input.interface) {
        const std::size_t first =
            find_name(interface.between[0], regions, "the name of a [[region]]");
        const std::size_t second =
            find_name(interface.between[1], regions, "the name of a [[region]]");
        const auto pair = std::minmax(first, second);
        for (const auto& [low, high] : seen)
            if (low == pair.first && high == pair.second)
                interface.place.fail("one interface between two regions",
                                     fmt::format("another one between \"{}\" and \"{}\"",
                                                 regions[first], regions[second]));
        seen.emplace_back(pair);
        (void)interface_from_input(interface, magnetisation_of(input.region[first]),
                                   magnetisation_of(input.region[second]));
    }
}

void check_measures(const DeviceInput& input, const std::vector<std::string>& contacts) {
    const auto driven = [&](const PlacedText& name) -> const ContactInput& {
        const ContactInput& contact =
            input.contact[find_name(name, contacts, "the name of a [[contact]]")];
        if (!contact.potential && !contact.current && !contact.floating)
            name.place.fail("a contact that takes charge (potential, current or floating = true)",
                            fmt::format("\"{}\", which does not", name.text));
        return contact;
    };
    for (const MeasureInput& measure : input.measure) {
        for (const PlacedText& name : measure.voltage)
            (void)driven(name);
        if (!measure.per_current_of)
            continue;
        const ContactInput& source = driven(*measure.per_current_of);
        if (source.floating || source.current == 0.0)
            measure.per_current_of->place.fail(
                "a contact with a potential or a current",
                fmt::format("\"{}\", which {}", measure.per_current_of->text,
                            source.floating ? "floats" : "carries no current"));
    }
    require_distinct(placed_names(input.measure, [](const MeasureInput& m) { return m.name; }),
                     "a name for each measure");
}

void check_surfaces(const DeviceInput& input, const std::vector<std::string>& regions) {
    for (const SurfaceInput& surface : input.surface)
        if (surface.region)
            (void)find_name(*surface.region, regions, "the name of a [[region]]");
    require_distinct(placed_names(input.surface, [](const SurfaceInput& s) { return s.name; }),
                     "a name for each surface");
}

// What a mesh is adapted to is measured.
void check_adaptation(const DeviceInput& input) {
    if (!input.mesh.adapt)
        return;
    const AdaptInput& adapt = *input.mesh.adapt;
    if (input.measure.empty())
        adapt.place.fail("a [[measure]] to adapt the mesh to", "none");
    if (input.solver.method == SolverMethod::multigrid)
        adapt.place.fail("a solver.method that does not need a mesh refined evenly",
                         "\"multigrid\"");
    if (!adapt.measure)
        return;
    const auto measures = placed_names(input.measure, [](const MeasureInput& m) { return m.name; });
    for (const PlacedText& name : *adapt.measure)
        (void)find_name(name, texts(measures), "the name of a [[measure]]");
    require_distinct(*adapt.measure, "each measure once");
}

// Geometric multigrid goes up and down the refinements of a mesh; of a shape they may be chosen so.
void check_levels(const DeviceInput& input) {
    if (input.solver.method != SolverMethod::multigrid)
        return;
    if (input.mesh.refinements.value_or(input.geometry.mesh_file ? 0 : 1) < 1)
        input.solver.method_place.fail(
            "a method that needs no levels, or mesh.refinements of at least 1",
            input.mesh.refinements ? "\"multigrid\" with mesh.refinements = 0"
                                   : "\"multigrid\" without mesh.refinements");
}

// A pulse needs something to multiply.
void check_pulses(const DeviceInput& input, const std::vector<std::string>& contacts) {
    for (const PulseInput& pulse : input.study.pulse) {
        const ContactInput& contact =
            input.contact[find_name(pulse.contact, contacts, "the name of a [[contact]]")];
        if (!contact.potential && !contact.current)
            pulse.contact.place.fail("a contact with a potential or a current",
                                     fmt::format("\"{}\", which {}", pulse.contact.text,
                                                 contact.floating ? "floats" : "has neither"));
    }
}

// The names in the file fit together.
void check_device(DeviceInput& input, const Table&, const Place&) {
    const auto alloys = placed_names(input.alloy, [](const AlloyEntry& a) { return a.name; });
    const auto regions = placed_names(input.region, [](const RegionInput& r) { return r.name; });
    const auto contacts = placed_names(input.contact, contact_name);
    require_distinct(alloys, "a name for each alloy");
    require_distinct(regions, "each region once");
    require_distinct(placed_names(input.contact, [](const ContactInput& c) { return c.boundary; }),
                     "at most one contact on a boundary");
    require_distinct(contacts, "a name for each contact");
    for (const RegionInput& region : input.region)
        if (region.alloy)
            (void)find_name(*region.alloy, texts(alloys), "the name of an [[alloy]]");
    check_interfaces(input, texts(regions));
    check_measures(input, texts(contacts));
    check_surfaces(input, texts(regions));
    check_adaptation(input);
    check_levels(input);
    check_turned(input, texts(regions), texts(contacts));
    check_pulses(input, texts(contacts));
}

// Alloys as they were read, without the tables that an entry with a `file` has not.
input::Json echo_of(const DeviceInput& input) {
    input::Json echo = device_file_section().echo(input);
    for (std::size_t i = 0; i < input.alloy.size(); ++i) {
        const AlloyEntry& alloy = input.alloy[i];
        input::Json entry = {{"name", alloy.name.text}};
        if (alloy.path)
            entry["file"] = alloy.path->text;
        else
            entry.update(alloy.file->echo);
        echo["alloy"][i] = entry;
    }
    return echo;
}

} // namespace

const Section<DeviceInput>& device_file_section() {
    static const Section<DeviceInput> section =
        Section<DeviceInput>("A device: its shape, what it is made of, what is attached to it and "
                             "what is computed.")
            .table("geometry", &DeviceInput::geometry, geometry_section(), true)
            .table("mesh", &DeviceInput::mesh, mesh_section(), false)
            .tables("alloy", &DeviceInput::alloy, alloy_section(), false)
            .tables("region", &DeviceInput::region, region_section(), true)
            .tables("interface", &DeviceInput::interface, interface_section(), false)
            .tables("contact", &DeviceInput::contact, contact_section(), false)
            .optional_table("magnetic_field", &DeviceInput::magnetic_field,
                            magnetic_field_section())
            .table("study", &DeviceInput::study, study_section(), false)
            .tables("measure", &DeviceInput::measure, measure_section(), false)
            .tables("surface", &DeviceInput::surface, surface_section(), false)
            .table("solver", &DeviceInput::solver, solver_section(), false)
            .table("output", &DeviceInput::output, output_section(), false)
            .finish(check_device);
    return section;
}

bool is_device_file(const std::string& path) {
    return is_device(input::read_toml_file(path));
}

bool is_device(const input::Node& root) {
    const auto* table = std::get_if<Table>(&root.value);
    return table != nullptr && (has_key(*table, "geometry") || has_key(*table, "region"));
}

DeviceFile read_device_file(const std::string& path) {
    return read_device_node(input::read_toml_file(path), path);
}

DeviceFile read_device_text(std::string_view text, const std::string& name) {
    return read_device_node(input::read_toml_text(text, name), name);
}

DeviceFile read_device_node(const input::Node& root, const std::string& name) {
    DeviceFile file;
    file.input = device_file_section().read(root, {name, 0, ""});
    file.alloys = AlloyLibrary(file.input.alloy);
    file.echo = echo_of(file.input);
    file.file = name;
    return file;
}

std::vector<std::string> device_warnings(const DeviceFile& file) {
    std::vector<std::string> warnings;
    for (const RegionInput& region : file.input.region)
        for (std::string& warning : region_warnings(region, file.alloys))
            warnings.push_back(std::move(warning));
    return warnings;
}

} // namespace sidejump::device
