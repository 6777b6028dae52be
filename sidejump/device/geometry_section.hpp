// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/mesh_description.hpp"
#include "sidejump/device/mesh_section.hpp"
#include "sidejump/device/shapes/shape.hpp"
#include "sidejump/input/vector_types.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::device {

/// The table [geometry.gmsh].
struct MeshFileInput {
    std::string file; ///< absolute once it is read
    std::string length_unit = "m";
    std::optional<std::vector<double>> lengths_across; ///< m
    double metres_per_unit = 1.0;
    input::Place place; ///< of the table
    input::Table table;
};

/// The table [geometry]: a shape or a mesh file, and how it lies in space.
struct GeometryInput {
    std::shared_ptr<const ShapeInput> shape; ///< null for a mesh file
    std::optional<MeshFileInput> mesh_file;
    std::optional<std::string> axes; ///< known once it is read, but for mesh files
    std::optional<std::string> thin;
    input::Vector3 applied_field{0.0, 0.0, 0.0}; ///< V/m
    input::Place place;                          ///< of the table
    input::Table table;
};

const input::Section<GeometryInput>& geometry_section();

/// A mesh from a file, with remarks on what was left out.
struct MeshFile {
    MeshDescription mesh;
    std::vector<std::string> notes;
};

/// Reads a mesh file: its path, and the metres of its unit of length.
/// @throws input::InputError with the path
using MeshFileReader = std::function<MeshFile(const std::string&, double)>;

/// What a device is made of, before it has materials.
struct Geometry {
    MeshDescription mesh;
    Embedding embedding;
    int refinements = 0; ///< of the mesh by the solver
    std::vector<std::string> notes;
};

/// The mesh that the solver starts from, and how it lies in space.
/// @param read_mesh_file  may be empty where the geometry is no mesh file
/// @param method          of the linear solver that the file asks for
/// @throws input::InputError
Geometry build_geometry(const GeometryInput& input, const MeshInput& mesh,
                        const MeshFileReader& read_mesh_file,
                        SolverMethod method = SolverMethod::automatic);

} // namespace sidejump::device
