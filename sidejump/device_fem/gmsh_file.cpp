// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/gmsh_file.hpp"

#include "sidejump/device_fem/cell_checks.hpp"
#include "sidejump/device_fem/gmsh_elements.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

namespace sidejump::device_fem {
namespace {

using device::MeshDescription;

class Reader {
  public:
    Reader(const std::string& path, double metres_per_unit)
        : path_(path), metres_per_unit_(metres_per_unit), content_(read_gmsh_elements(path)) {}

    device::MeshFile read() {
        if (content_.cells.empty())
            fail("expected a mesh, found no elements of one dimension or more");
        file_.mesh.dimension = content_.dimension;
        check_shapes();
        number_vertices();
        check_straight();
        add_cells();
        add_boundaries();
        return std::move(file_);
    }

  private:
    [[noreturn]] void fail(const std::string& message) const {
        throw input::InputError(path_, 0, "", message);
    }

    // The element by its number and place, in the coordinates of the file.
    [[nodiscard]] std::string describe(const GmshElement& element) const {
        std::array<double, 3> middle{};
        for (const std::size_t node : element.nodes)
            for (std::size_t i = 0; i < 3; ++i)
                middle[i] += content_.nodes.at(node)[i] / static_cast<double>(element.nodes.size());
        const std::string name = shape_name(element.type);
        return fmt::format("{} {} at ({:.6g}, {:.6g}, {:.6g})", name.empty() ? "element" : name,
                           element.number, middle[0], middle[1], middle[2]);
    }

    void check_nodes(const GmshElement& element) const {
        for (const std::size_t node : element.nodes)
            if (!content_.nodes.contains(node))
                fail(fmt::format("element {} has the node {}, which is not in the file",
                                 element.number, node));
    }

    void check_shapes() const {
        for (const auto* elements : {&content_.cells, &content_.faces})
            for (const GmshElement& element : *elements) {
                check_nodes(element);
                if (shape_name(element.type).empty())
                    fail(fmt::format("expected linear elements (of first order), found one of "
                                     "higher order: {}",
                                     describe(element)));
            }
        const GmshElement& first = content_.cells.front();
        for (const GmshElement& cell : content_.cells) {
            const std::string shape = shape_name(cell.type);
            if (cell.type != first.type)
                fail(fmt::format("expected elements of one shape, found a {} and a {}",
                                 describe(first), describe(cell)));
            if (shape == "prism" || shape == "pyramid")
                fail(fmt::format("expected tetrahedra or hexahedra, found a {}", describe(cell)));
        }
    }

    // Nodes without a cell, such as the centres of circles, get no number.
    void number_vertices() {
        std::set<std::size_t> used;
        for (const GmshElement& cell : content_.cells)
            used.insert(cell.nodes.begin(), cell.nodes.end());
        for (const std::size_t node : used) {
            vertices_[node] = static_cast<unsigned>(file_.mesh.vertices.size());
            std::array<double, 3> point = content_.nodes.at(node);
            for (double& coordinate : point)
                coordinate *= metres_per_unit_;
            file_.mesh.vertices.push_back(point);
        }
    }

    void check_straight() {
        std::array<double, 3> low = file_.mesh.vertices.front();
        std::array<double, 3> high = low;
        for (const auto& point : file_.mesh.vertices)
            for (std::size_t i = 0; i < 3; ++i) {
                low[i] = std::min(low[i], point[i]);
                high[i] = std::max(high[i], point[i]);
            }
        const double extent = std::max({high[0] - low[0], high[1] - low[1], high[2] - low[2]});
        for (auto i = static_cast<std::size_t>(content_.dimension); i < 3; ++i)
            if (high[i] - low[i] > 1e-9 * extent)
                fail(fmt::format("expected {}, found {} from {:.6g} to {:.6g}",
                                 content_.dimension == 2
                                     ? "a mesh of two dimensions in a plane z = const"
                                     : "a mesh of one dimension on a line y = const, z = const",
                                 i == 1 ? "y" : "z", low[i] / metres_per_unit_,
                                 high[i] / metres_per_unit_));
        for (auto& point : file_.mesh.vertices)
            std::fill(point.begin() + content_.dimension, point.end(), 0.0);
    }

    // Gmsh goes round a quadrilateral, and round the lower and the upper one of a hexahedron.
    [[nodiscard]] std::vector<unsigned> lexicographic(const GmshElement& element) const {
        std::vector<unsigned> vertices;
        for (const std::size_t node : element.nodes) {
            const auto found = vertices_.find(node);
            if (found == vertices_.end())
                return {};
            vertices.push_back(found->second);
        }
        const std::string shape = shape_name(element.type);
        if (shape == "quadrilateral" || shape == "hexahedron")
            for (std::size_t i = 2; i < vertices.size(); i += 4)
                std::swap(vertices[i], vertices[i + 1]);
        return vertices;
    }

    static std::size_t number_of(const std::string& name, std::vector<std::string>& names) {
        const auto found = std::find(names.begin(), names.end(), name);
        const auto number = static_cast<std::size_t>(found - names.begin());
        if (found == names.end())
            names.push_back(name);
        return number;
    }

    void check_groups(const GmshElement& element, const std::string& use) const {
        if (element.groups.empty())
            fail(fmt::format("expected every element in a physical group, which is its {}, found "
                             "none for {}",
                             use, describe(element)));
        if (element.groups.size() > 1)
            fail(fmt::format("expected every element in one physical group, which is its {}, found "
                             "\"{}\" and \"{}\" for {}",
                             use, element.groups[0], element.groups[1], describe(element)));
    }

    void add_cells() {
        for (const GmshElement& element : content_.cells) {
            check_groups(element, "region");
            MeshDescription::Cell cell{lexicographic(element),
                                       number_of(element.groups.front(), file_.mesh.regions)};
            switch (orientation(cell, file_.mesh)) {
            case Orientation::negative:
                reverse(cell, content_.dimension);
                break;
            case Orientation::broken:
                fail(fmt::format("expected convex cells of some volume, found an inverted or "
                                 "degenerate one: {}",
                                 describe(element)));
            case Orientation::positive:
                break;
            }
            file_.mesh.cells.push_back(std::move(cell));
        }
    }

    void add_boundaries() {
        const CellFaces faces(file_.mesh);
        if (const std::size_t cell = faces.crowded_cell(); cell < file_.mesh.cells.size())
            fail(fmt::format("expected at most two cells at a face, found more at {}",
                             describe(content_.cells[cell])));
        std::map<std::string, std::size_t> left_out;
        std::set<FaceKey> seen;
        for (const GmshElement& element : content_.faces) {
            check_groups(element, "boundary");
            const std::string& name = element.groups.front();
            const std::vector<unsigned> vertices = lexicographic(element);
            const FaceKey key = face_key(vertices);
            const auto cells = vertices.empty() ? std::vector<std::size_t>{} : faces.cells_at(key);
            if (cells.empty())
                fail(fmt::format("expected the elements of the boundary \"{}\" to be faces of "
                                 "cells, found {}, which is none",
                                 name, describe(element)));
            if (!seen.insert(key).second)
                fail(fmt::format("expected every face of a boundary once, found {} of \"{}\" again",
                                 describe(element), name));
            if (cells.size() == 1) {
                file_.mesh.boundary_faces.push_back(
                    {vertices, number_of(name, file_.mesh.boundaries)});
            } else if (file_.mesh.cells[cells[0]].region == file_.mesh.cells[cells[1]].region) {
                fail(fmt::format("expected the boundary \"{}\" on the surface or between regions, "
                                 "found {} inside the region \"{}\"",
                                 name, describe(element),
                                 file_.mesh.regions[file_.mesh.cells[cells[0]].region]));
            } else {
                ++left_out[name];
            }
        }
        for (const auto& [name, number] : left_out)
            file_.notes.push_back(fmt::format(
                "{}: {} face{} of \"{}\" between regions left out: interfaces follow from the "
                "regions",
                path_, number, number == 1 ? "" : "s", name));
    }

    std::string path_;
    double metres_per_unit_;
    GmshElements content_;
    std::map<std::size_t, unsigned> vertices_; ///< by node of the file
    device::MeshFile file_;
};

} // namespace

device::MeshFile read_gmsh_file(const std::string& path, double metres_per_unit) {
    return Reader(path, metres_per_unit).read();
}

} // namespace sidejump::device_fem
