// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"

#include "sidejump/coefficients/published_forms.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::coefficients {
namespace {

using input::Node;
using input::Place;

void check_spectrum(const AlloyFile& file, const Place& place) {
    const double depth = file.alloy.host.fermi_energy() / units::elementary_charge;
    const auto& [lowest, highest, points, temperatures] = file.spectrum;
    if (lowest && !(*lowest > -depth && *lowest < highest.value_or(depth)))
        place.entry("lowest", place.line)
            .fail(fmt::format("an energy above the band bottom at {:.6g} eV and below `highest`",
                              -depth),
                  fmt::format("{:.6g} eV", *lowest));
    if (highest && !(*highest > -depth))
        place.entry("highest", place.line)
            .fail(fmt::format("an energy above the band bottom at {:.6g} eV", -depth),
                  fmt::format("{:.6g} eV", *highest));
}

// What can only be judged with the whole file at hand.
AlloyFile assemble(const AlloyInput& input, const Node& root, const Place& place) {
    AlloyFile file;
    Alloy& alloy = file.alloy;
    alloy.host = input::host_from_input(input.host);
    alloy.kinetics = input.kinetics;
    const auto& table = std::get<input::Table>(root.value);
    const Place list = input::place_of(table, "impurity", place);
    for (const auto& [key, node] : table) {
        if (key != "impurity")
            continue;
        const auto& sections = std::get<input::List>(node.value);
        for (std::size_t i = 0; i < sections.size(); ++i) {
            file.laws.push_back(species_from_input(input.impurity[i], alloy.host, alloy.kinetics,
                                                   list.element(i, sections[i].line)));
            alloy.impurities.push_back(impurity::impurity_at(file.laws.back(), 0.0));
        }
    }
    check_whole_alloy(alloy, list);
    file.thermal = input.thermal;
    file.response = input.response;
    file.spectrum = input.spectrum.value_or(impurity::SpectrumOptions{});
    check_spectrum(file, input::place_of(table, "spectrum", place));
    return file;
}

} // namespace

const input::Section<AlloyInput>& alloy_file_section() {
    static const input::Section<AlloyInput> section = with_alloy_tables(
        input::Section<AlloyInput>("An alloy: host metal, impurities, kinetics."), true);
    return section;
}

bool scatters(const impurity::Channel& channel) {
    return std::norm(scattering::t_element(channel)) > 1e-24;
}

bool scatters(const impurity::Impurity& species) {
    return std::any_of(species.channels.begin(), species.channels.end(),
                       [](const auto& channel) { return scatters(channel); });
}

impurity::ImpurityLaw species_from_input(const impurity::ImpurityInput& input,
                                         const units::Host& host,
                                         const kinetics::KineticsOptions& kinetics,
                                         const Place& place) {
    impurity::ImpurityLaw law = impurity::impurity_from_input(input, host, place);
    if (kinetics.form == kinetics::KineticForm::published) {
        try {
            require_published_channels(impurity::impurity_at(law, 0.0));
        } catch (const std::invalid_argument& error) {
            place.entry("channels", place.line).fail(error.what());
        }
    }
    return law;
}

void check_whole_alloy(const Alloy& alloy, const Place& impurities) {
    if (std::none_of(alloy.impurities.begin(), alloy.impurities.end(),
                     [](const auto& species) { return scatters(species); }))
        impurities.fail(
            "at least one channel that scatters, with a phase shift that is not a multiple of "
            "180 degree or inelastic < 1",
            "none");
    const double density = total_concentration(alloy) * alloy.host.carrier_density();
    if (alloy.host.atomic_density && density > *alloy.host.atomic_density)
        impurities.fail("at most one impurity per lattice site in all",
                        fmt::format("{:.6g} of them", density / *alloy.host.atomic_density));
    if (total_concentration(alloy) > 1.0)
        impurities.fail("at most one impurity per conduction electron in all",
                        fmt::format("n_i/n_c = {:.6g}", total_concentration(alloy)));
}

AlloyFile alloy_from_node(const Node& root, const std::string& file, impurity::TableFiles* tables) {
    const impurity::TableFiles::Use use(tables);
    const Place place{file, 0, ""};
    return assemble(alloy_file_section().read(root, place), root, place);
}

AlloyFile alloy_from_table(const AlloyInput& input, const Node& table, const Place& place) {
    AlloyFile alloy = assemble(input, table, place);
    alloy.echo = alloy_file_section().echo(input);
    return alloy;
}

AlloyFile read_alloy_node(const Node& root, const std::string& file) {
    const Place place{file, 0, ""};
    return alloy_from_table(alloy_file_section().read(root, place), root, place);
}

AlloyFile read_alloy_file(const std::string& path) {
    return read_alloy_node(input::read_toml_file(path), path);
}

AlloyFile read_alloy_text(std::string_view text, const std::string& name) {
    return read_alloy_node(input::read_toml_text(text, name), name);
}

} // namespace sidejump::coefficients
