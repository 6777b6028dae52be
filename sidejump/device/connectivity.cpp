// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/connectivity.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

namespace sidejump::device {
namespace {

bool conducts_charge(const DiffusionProblem& problem, std::size_t region_1, std::size_t region_2) {
    for (const Interface& interface : problem.interfaces)
        if (std::minmax(interface.region_1, interface.region_2) == std::minmax(region_1, region_2))
            return interface.law(0, 0) > 0.0;
    return true;
}

} // namespace

bool fixes_potential(const Terminal& terminal) {
    return terminal.law.fixed[0] || terminal.law.exchange(0, 0) > 0.0;
}

void check_connected(const DiffusionProblem& problem) {
    // Cells are joined by what they share with a neighbour: dimension vertices or more.
    const MeshDescription& mesh = problem.mesh;
    const auto dimension = static_cast<std::size_t>(mesh.dimension);
    std::vector<std::vector<std::size_t>> cells_at(mesh.vertices.size());
    for (std::size_t c = 0; c < mesh.cells.size(); ++c)
        for (const unsigned vertex : mesh.cells[c].vertices)
            cells_at[vertex].push_back(c);
    std::vector<std::size_t> parent(mesh.cells.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&parent](std::size_t cell) {
        while (parent[cell] != cell)
            cell = parent[cell] = parent[parent[cell]];
        return cell;
    };
    for (std::size_t c = 0; c < mesh.cells.size(); ++c) {
        std::map<std::size_t, std::size_t> shared;
        for (const unsigned vertex : mesh.cells[c].vertices)
            for (const std::size_t other : cells_at[vertex])
                if (other > c)
                    ++shared[other];
        for (const auto& [other, vertices] : shared)
            if (vertices >= dimension &&
                (mesh.cells[c].region == mesh.cells[other].region ||
                 conducts_charge(problem, mesh.cells[c].region, mesh.cells[other].region)))
                parent[root(other)] = root(c);
    }

    std::set<std::size_t> grounded;
    std::set<std::size_t> anchored; // by a given potential
    for (const MeshDescription::BoundaryFace& face : mesh.boundary_faces) {
        const auto terminal = std::ranges::find_if(problem.terminals, [&face](const Terminal& one) {
            return one.boundary == face.boundary && fixes_potential(one);
        });
        if (terminal == problem.terminals.end())
            continue;
        for (const std::size_t c : cells_at[face.vertices.front()])
            if (std::ranges::all_of(face.vertices, [&](unsigned vertex) {
                    return std::ranges::find(mesh.cells[c].vertices, vertex) !=
                           mesh.cells[c].vertices.end();
                })) {
                grounded.insert(root(c));
                if (terminal->drive == Drive::potential)
                    anchored.insert(root(c));
            }
    }
    std::set<std::string> floating;
    std::set<std::string> loose;
    for (std::size_t c = 0; c < mesh.cells.size(); ++c) {
        if (!grounded.contains(root(c)))
            floating.insert(mesh.regions[mesh.cells[c].region]);
        if (!anchored.contains(root(c)) && grounded.size() > 1)
            loose.insert(mesh.regions[mesh.cells[c].region]);
    }
    if (!floating.empty())
        throw std::invalid_argument(fmt::format(
            "no contact fixes the potential of the part made of \"{}\": it needs one with "
            "\"potential\", or with \"current\" or \"floating\" and no injected polarisation "
            "(where a "
            "field is applied and spins are not to enter, spin = \"blocking\" beside it)",
            fmt::join(floating, "\", \"")));
    if (!loose.empty())
        throw std::invalid_argument(fmt::format(
            "the device falls into parts that exchange no charge, and no contact gives the part "
            "made of \"{}\" its potential: each part needs a contact with \"potential\"",
            fmt::join(loose, "\", \"")));
}

} // namespace sidejump::device
