// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/layer_section.hpp"

#include "sidejump/input/names.hpp"
#include "sidejump/superconductor/metal_section.hpp"

namespace sidejump::superconductor {
namespace {

using input::Number;
using input::Place;
using input::Section;
using input::Table;

constexpr int most_cells = 100000;

Section<LayerInput> make_layer_section(UnitSystem units) {
    const Measure length(Dimension::length, units, input::positive());
    Section<LayerInput> section(
        "A layer of a stack along x, from left to right; or a ring of a disc, from the centre "
        "outwards. What is given here stands in place of what the metal has.");
    section
        .optional("name", &LayerInput::name, input::PlacedTextType(),
                  "Name by which interfaces refer to it.", "that of the metal")
        .required("metal", &LayerInput::metal, input::PlacedTextType(), "Name of a [[metal]].")
        .required("thickness", &LayerInput::thickness, length, "Its thickness.")
        .optional("cells", &LayerInput::cells, input::Integer(2, most_cells),
                  "Number of cells of its grid.")
        .optional("spacing", &LayerInput::spacing, length,
                  "Largest cell of its grid, instead of the number.")
        .with_default("edge_refinement", &LayerInput::edge_refinement,
                      Number({.low = 1.0, .high = 1e6}),
                      "The cell in its middle over those at its edges; sizes between them follow a "
                      "geometric progression.");
    declare_graded_properties(section, units, "from the left to the right face");
    section.exactly_one_of({"cells", "spacing"})
        .finish([](LayerInput& layer, const Table& table, const Place& place) {
            layer.place = place;
            layer.turns_place = input::place_of(table, "exchange_turns", place);
            if (layer.spacing && layer.thickness / *layer.spacing > most_cells)
                input::place_of(table, "spacing", place)
                    .fail(fmt::format("a spacing that gives at most {} cells", most_cells),
                          fmt::format("{:.3g} cells", layer.thickness / *layer.spacing));
        });
    return section;
}

} // namespace

const Section<LayerInput>& layer_section(UnitSystem units) {
    static const auto sections = for_each_system<Section<LayerInput>>(make_layer_section);
    return sections[index(units)];
}

} // namespace sidejump::superconductor
