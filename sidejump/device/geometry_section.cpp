// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/geometry_section.hpp"

#include "sidejump/device/axes_type.hpp"
#include "sidejump/device/shapes/lengths_across.hpp"
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <stdexcept>

namespace sidejump::device {
namespace {

using input::Place;
using input::Section;
using input::Table;

bool contains(const std::string& axes, char letter) {
    return axes.find(letter) != std::string::npos;
}

void complete_mesh_file(MeshFileInput& input, const Table& table, const Place& place) {
    input.place = place;
    input.table = table;
    try {
        input.metres_per_unit = units::read_quantity("1 " + input.length_unit, "m");
    } catch (const units::QuantityError&) {
        input::place_of(table, "length_unit", place)
            .fail("a unit of length, e.g. \"um\"",
                  fmt::format("\"{}\"", input::printable(input.length_unit)));
    }
    input.file =
        std::filesystem::absolute(std::filesystem::path(place.file).parent_path() / input.file)
            .lexically_normal()
            .string();
}

const Section<MeshFileInput>& mesh_file_section() {
    static const Section<MeshFileInput> section =
        Section<MeshFileInput>(
            "A mesh that Gmsh has made: a file .msh of format 2.2 or 4.1 with linear elements, all "
            "triangles, quadrilaterals, tetrahedra or hexahedra, or lines. Regions: the physical "
            "groups of the highest dimension, by their names, or \"physical 3\" without one. "
            "Boundaries: those of one dimension less. Axes, if given: as many as the mesh has "
            "dimensions.")
            .required("file", &MeshFileInput::file, input::Text(),
                      "The file; its path is taken from the folder of the input file.")
            .with_default("length_unit", &MeshFileInput::length_unit, input::Text(),
                          "Unit of the coordinates in the file, e.g. \"um\".")
            .optional("lengths_across", &MeshFileInput::lengths_across, lengths_across_type(),
                      lengths_across_description, lengths_across_default)
            .finish(complete_mesh_file);
    return section;
}

// How the axes lie, and whether what is said of the axes left out fits.
Embedding embedding_of(const GeometryInput& input, const std::string& axes) {
    Embedding embedding;
    const std::string left_out = [&] {
        std::string letters;
        for (const char letter : {'x', 'y', 'z'})
            if (!contains(axes, letter))
                letters += letter;
        return letters;
    }();
    const std::string all = axes + left_out;
    for (std::size_t i = 0; i < 3; ++i)
        embedding.axes[i] = static_cast<int>(axis_number(all[i]));
    const std::string thin = input.thin.value_or("");
    for (const char letter : thin)
        if (contains(axes, letter))
            input::place_of(input.table, "thin", input.place)
                .fail(fmt::format("axes that the mesh leaves out; its axes are {}", axes),
                      fmt::format("\"{}\"", thin));
    for (std::size_t i = 0; i < left_out.size(); ++i)
        if (contains(thin, left_out[i]))
            embedding.across[i] = Embedding::Across::thin;
    for (const char letter : {'x', 'y', 'z'}) {
        const double field = input.applied_field[axis_number(letter)];
        if (field != 0.0 && (contains(axes, letter) || contains(thin, letter)))
            input::place_of(input.table, "applied_field", input.place)
                .fail("a field along axes that the mesh leaves out and that are not thin",
                      fmt::format("{:g} V/m along {}", field, letter));
    }
    embedding.applied_field = input.applied_field;
    return embedding;
}

void complete_geometry(GeometryInput& input, const Table& table, const Place& place) {
    input.place = place;
    input.table = table;
    if (input.shape) {
        const std::vector<std::string>& possible = input.shape->shape().axes();
        if (!input.axes)
            input.axes = possible.front();
        if (std::find(possible.begin(), possible.end(), *input.axes) == possible.end())
            input::place_of(table, "axes", place)
                .fail(fmt::format("{} for the shape {}", fmt::join(possible, " or "),
                                  input.shape->shape().name()),
                      fmt::format("\"{}\"", *input.axes));
        // For the mistakes that only show with the axes at hand.
        static_cast<void>(input.shape->geometry(*input.axes));
    }
    if (input.axes)
        embedding_of(input, *input.axes);
}

Geometry from_mesh_file(const GeometryInput& input, const MeshInput& mesh,
                        const MeshFileReader& read_mesh_file) {
    const MeshFileInput& file = *input.mesh_file;
    for (const auto& [key, node] : mesh.table)
        if (key != "refinements" && key != "adapt")
            mesh.place.entry(key, node.line)
                .fail("`refinements` and `adapt` alone, as the mesh file brings its own cells",
                      fmt::format("`{}`", key));
    if (!read_mesh_file)
        throw std::invalid_argument("a mesh file, but nothing that reads it");
    MeshFile content = read_mesh_file(file.file, file.metres_per_unit);
    const auto dimension = static_cast<std::size_t>(content.mesh.dimension);
    const std::string axes = input.axes.value_or(std::string("xyz").substr(0, dimension));
    if (axes.size() != dimension)
        input::place_of(input.table, "axes", input.place)
            .fail(fmt::format("{} of them, as the mesh in {} has as many dimensions", dimension,
                              file.file),
                  fmt::format("\"{}\"", axes));
    Geometry geometry{std::move(content.mesh), embedding_of(input, axes),
                      mesh.refinements.value_or(0), std::move(content.notes)};
    const double cells = std::ldexp(static_cast<double>(geometry.mesh.cells.size()),
                                    geometry.mesh.dimension * geometry.refinements);
    if (mesh.refinements && cells > most_cells)
        input::place_of(mesh.table, "refinements", mesh.place)
            .fail(fmt::format("at most {:.3g} cells after all refinements", most_cells),
                  fmt::format("{:.3g} of them", cells));
    geometry.embedding.cross_section = cross_section(
        file.lengths_across, dimension, input::place_of(file.table, "lengths_across", file.place));
    return geometry;
}

} // namespace

const Section<GeometryInput>& geometry_section() {
    static const Section<GeometryInput> section = [] {
        Section<GeometryInput> declared =
            Section<GeometryInput>(
                "The geometry of the device: a shape with its parameters, or a mesh file. In space "
                "a device has the axes x, y and z; its mesh has all of them, or leaves out those "
                "along which nothing changes.")
                .optional(
                    "axes", &GeometryInput::axes, axes_type(),
                    "The axes that the mesh has: \"x\" is a line, \"xy\" a film seen from "
                    "above, \"xz\" a device seen from the side. Each shape says which ones it "
                    "can have.",
                    "the first that the shape names")
                .optional("thin", &GeometryInput::thin, axes_type(),
                          "Those of the axes left out along which no current flows: the device is "
                          "thin there against the spin diffusion lengths. Along the others it "
                          "extends far, and no potential changes.",
                          "none")
                .with_default("applied_field", &GeometryInput::applied_field,
                              input::QuantityVector(input::Quantity("V/m", "1e5 V/m")),
                              "Electric field along axes that the mesh leaves out.");
        std::vector<std::string> names;
        for (const Shape* shape : shapes()) {
            names.push_back(shape->name());
            declared.declared_table(
                shape->name(), shape->info(),
                [shape](const input::Node& node, const Place& place, GeometryInput& geometry) {
                    geometry.shape = shape->read(node, place);
                },
                [shape](const GeometryInput& geometry) -> input::Json {
                    return geometry.shape && &geometry.shape->shape() == shape
                               ? geometry.shape->echo()
                               : input::Json();
                });
        }
        declared.optional_table("gmsh", &GeometryInput::mesh_file, mesh_file_section());
        names.emplace_back("gmsh");
        declared.exactly_one_of(names).finish(complete_geometry);
        return declared;
    }();
    return section;
}

Geometry build_geometry(const GeometryInput& input, const MeshInput& mesh,
                        const MeshFileReader& read_mesh_file, SolverMethod method) {
    if (input.mesh_file)
        return from_mesh_file(input, mesh, read_mesh_file);
    const ShapeGeometry shape = input.shape->geometry(*input.axes);
    Geometry geometry;
    geometry.embedding = embedding_of(input, *input.axes);
    geometry.embedding.cross_section = shape.cross_section;
    try {
        const GridOptions grid = starting_grid(mesh, shape.body, *input.axes, method);
        geometry.refinements = grid.refinements;
        geometry.mesh = box_mesh(shape.body, grid);
    } catch (const std::invalid_argument& mistake) {
        input.shape->place().fail(mistake.what());
    }
    return geometry;
}

} // namespace sidejump::device
