// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/mesh_section.hpp"

#include "sidejump/device/axes_type.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device {
namespace {

using input::Section;

input::Quantity size_type(const std::string& example) {
    return {"m", example, {.low = 1e-13, .high = 1e3}};
}

const Section<AdaptInput>& adapt_section() {
    static const Section<AdaptInput> section =
        Section<AdaptInput>("Refines the mesh where what is measured misses most, until the "
                            "estimated errors are as small as asked for; on quadrilaterals and "
                            "hexahedra. In a study of several points, by the first one.")
            .required("relative_error", &AdaptInput::relative_error,
                      input::Number({.low = 1e-8, .high = 0.5}),
                      "Largest estimated error of each measure over its value.")
            .optional("measure", &AdaptInput::measure, input::PlacedTexts(),
                      "Names of the measures that count.", "all")
            .with_default("largest_unknowns", &AdaptInput::largest_unknowns,
                          input::Integer(1, 2'000'000'000),
                          "Refinement stops with a warning where it would lead to more unknowns. "
                          "The estimate solves a problem one order higher, with more.")
            .with_default("most_rounds", &AdaptInput::most_rounds, input::Integer(1, 100),
                          "Refinement stops with a warning after so many.")
            .with_default("fraction", &AdaptInput::fraction,
                          input::Number({.low = 0.05, .high = 1.0}),
                          "The cells that are refined hold this part of the error: more makes "
                          "fewer rounds on larger meshes.")
            .finish([](AdaptInput& input, const input::Table&, const input::Place& place) {
                input.place = place;
            });
    return section;
}

} // namespace

const Section<MeshInput>& mesh_section() {
    static const Section<MeshInput> section =
        Section<MeshInput>(
            "How fine the mesh is. Edges of regions and boundaries are always edges "
            "of cells. A mesh "
            "file brings its own cells, for which `refinements` and `adapt` alone can "
            "be given.")
            .optional("element_size", &MeshInput::element_size,
                      input::Quantities(size_type("5 nm")),
                      "Longest cell after all refinements; one value, or a list with one for each "
                      "axis of the mesh.",
                      "along each axis, the shortest edge of a part or boundary of the geometry "
                      "over 20 on a line, over 10 in a plane, over 5 in space")
            .tables(
                "regions", &MeshInput::regions,
                Section<RegionMeshInput>("A region with shorter cells than the rest.")
                    .required("name", &RegionMeshInput::name, input::Text(), "Name of the region.")
                    .required("element_size", &RegionMeshInput::element_size, size_type("1 nm"),
                              "Longest cell in it, where shorter than elsewhere; the grid lines "
                              "go on into the neighbours."),
                false)
            .optional("edge_size", &MeshInput::edge_size, size_type("0.5 nm"),
                      "Length of the cells next to the edges of regions and boundaries, where "
                      "potentials vary most; from there cells grow up to the element size.",
                      "as elsewhere")
            .with_default("grading", &MeshInput::grading,
                          input::Number({.low = 1.01, .high = 10.0}),
                          "By which factor cells grow from one to the next with an `edge_size`.")
            .with_default("graded_axes", &MeshInput::graded_axes, axes_type(),
                          "The axes along which `edge_size` holds, as far as the mesh has them.")
            .with_default("aspect_ratio", &MeshInput::aspect_ratio,
                          input::Number({.low = 2.0, .high = 1e4}),
                          "Largest ratio of the edges of a cell, apart from the grading; longer "
                          "cells are divided.")
            .optional("refinements", &MeshInput::refinements, input::Integer(0, 10),
                      "How often the solver halves the cells of the mesh it starts from, which "
                      "are longer by that; geometric multigrid needs one or more.",
                      "0 for mesh files and, unless solver.method = \"multigrid\", small "
                      "meshes; else up to 4, and cells within an aspect ratio of 5, where that "
                      "adds few cells")
            .optional_table("adapt", &MeshInput::adapt, adapt_section())
            .finish([](MeshInput& input, const input::Table& table, const input::Place& place) {
                input.place = place;
                input.table = table;
            });
    return section;
}

GridOptions grid_options(const MeshInput& input, const BoxGeometry& geometry,
                         const std::string& axes, int refinements) {
    GridOptions options;
    const std::size_t dimension = axes.size();
    const double coarser = std::ldexp(1.0, refinements);
    const std::array<double, 3> features = smallest_features(geometry);
    const std::array<double, 3> cells_per_feature{20.0, 10.0, 5.0};
    if (input.element_size && input.element_size->size() != 1 &&
        input.element_size->size() != dimension)
        input::place_of(input.table, "element_size", input.place)
            .fail(dimension == 1 ? std::string("one value, as the mesh is a line")
                                 : fmt::format("one value, or {} for the axes {}", dimension, axes),
                  fmt::format("{} of them", input.element_size->size()));
    for (std::size_t axis = 0; axis < dimension; ++axis) {
        double size = features[axis] / cells_per_feature[dimension - 1];
        if (input.element_size)
            size = (*input.element_size)[input.element_size->size() == 1 ? 0 : axis];
        options.element_size[axis] = size * coarser;
        if (input.edge_size && input.graded_axes.find(axes[axis]) != std::string::npos)
            options.graded_towards[axis] = edges_along(geometry, static_cast<int>(axis));
    }
    for (std::size_t i = 0; i < input.regions.size(); ++i) {
        const RegionMeshInput& region = input.regions[i];
        std::vector<std::string> names;
        for (const Box& box : geometry.boxes)
            names.push_back(box.region);
        if (std::find(names.begin(), names.end(), region.name) == names.end()) {
            const input::Place place =
                input::place_of_element(input.table, "regions", i, input.place);
            place.entry("name", place.line)
                .fail("the name of a region of the geometry",
                      fmt::format("\"{}\"{}", input::printable(region.name),
                                  input::did_you_mean(region.name, names)));
        }
        options.region_element_size[region.name] = region.element_size * coarser;
    }
    options.largest_aspect_ratio = input.aspect_ratio;
    options.edge_size = input.edge_size.value_or(0.0) * coarser;
    options.grading = input.grading;
    options.refinements = refinements;
    return options;
}

GridOptions starting_grid(const MeshInput& input, const BoxGeometry& geometry,
                          const std::string& axes, SolverMethod method) {
    constexpr int most = 4;
    constexpr double tolerable_increase = 1.25;
    // From here on geometric multigrid is much quicker than what needs no levels.
    const double many = geometry.dimension == 3 ? 4'000.0 : 20'000.0;
    if (input.refinements || geometry.dimension == 1)
        return grid_options(input, geometry, axes, input.refinements.value_or(0));
    const auto cells = [&](const GridOptions& options) {
        return std::ldexp(static_cast<double>(count_cells(geometry, options)),
                          geometry.dimension * options.refinements);
    };
    const GridOptions unrefined = grid_options(input, geometry, axes, 0);
    const double fewest = cells(unrefined);
    const bool asked_for = method == SolverMethod::multigrid;
    for (int refinements = fewest < many && !asked_for ? 0 : most; refinements > 0; --refinements) {
        GridOptions options = grid_options(input, geometry, axes, refinements);
        options.largest_aspect_ratio =
            std::min(options.largest_aspect_ratio, largest_multigrid_aspect_ratio);
        try {
            if (cells(options) <= tolerable_increase * fewest)
                return options;
        } catch (const std::invalid_argument&) {
            continue; // more than most_cells, so more than the unrefined grid
        }
    }
    return asked_for ? grid_options(input, geometry, axes, 1) : unrefined;
}

} // namespace sidejump::device
