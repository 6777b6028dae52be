// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/model_builder.hpp"
#include "sidejump/superconductor/plane_gauge.hpp"
#include "sidejump/superconductor/vortex_start.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::superconductor {
namespace {

using Corner = PlaneCells::Corner;
using Corners = std::array<Corner, 4>;

class Plane {
  public:
    Plane(ModelBuilder& builder, const SuperconductorFile& file)
        : builder_(builder), file_(file), structure_(file.input.structure),
          cells_(file, builder.options().refinements), gauge_(structure_, cells_) {}

    void build() {
        number_vertices();
        for (std::size_t y = 0; y < cells_.count(1); ++y)
            for (std::size_t x = 0; x < cells_.count(0); ++x)
                if (cells_.metal(x, y) != PlaneCells::none)
                    add_cell(x, y);
        if (cells_.periodic())
            start_with_lattice(builder_.model, structure_);
        else
            carve_cores(builder_.model, file_);
        add_links();
        add_interfaces();
        add_side("left", file_.input.left, 0, 0);
        add_side("right", file_.input.right, 0, cells_.count(0));
        add_side("bottom", file_.input.bottom, 1, 0);
        add_side("top", file_.input.top, 1, cells_.count(1));
    }

  private:
    [[nodiscard]] std::size_t vertex(std::size_t x, std::size_t y) const {
        return x % cells_.vertices(0) + cells_.vertices(0) * (y % cells_.vertices(1));
    }
    [[nodiscard]] Point place(const Corner& corner) const {
        return {static_cast<double>(corner[0]) * cells_.step(0),
                static_cast<double>(corner[1]) * cells_.step(1)};
    }

    // A vertex has a node for each part of the metal around it that no interface divides.
    void number_vertices() {
        PlaneGrid& grid = builder_.model.plane;
        builder_.model.dimension = 2;
        for (std::size_t d = 0; d < 2; ++d) {
            grid.vertices[d] = cells_.vertices(d);
            grid.step[d] = cells_.step(d);
        }
        grid.periodic = cells_.periodic();
        std::array<std::size_t, 4> outside{};
        outside.fill(PlaneGrid::no_node);
        grid.corners.assign(cells_.count(0) * cells_.count(1), outside);
        for (std::size_t y = 0; y < cells_.vertices(1); ++y)
            for (std::size_t x = 0; x < cells_.vertices(0); ++x) {
                const auto groups = cells_.groups_around(x, y);
                std::array<std::size_t, 4> nodes = outside;
                for (std::size_t quadrant = 0; quadrant < 4; ++quadrant) {
                    if (groups[quadrant] == PlaneCells::none)
                        continue;
                    std::size_t& node = nodes.at(groups[quadrant]);
                    if (node == PlaneGrid::no_node) {
                        const Point p = place({x, y});
                        node = builder_.add_node({p[0], p[1], 0.0});
                    }
                    const PlaneCells::Cell cell = cells_.around(x, y, quadrant);
                    grid.corners[cell.x + cells_.count(0) * cell.y][quadrant] = node;
                }
            }
    }
    // The nodes at the corners of a cell, counter-clockwise from its first vertex.
    [[nodiscard]] const std::array<std::size_t, 4>& corners(const PlaneCells::Cell& cell) const {
        return builder_.model.plane.corners[cell.x + cells_.count(0) * cell.y];
    }
    [[nodiscard]] bool has_metal(const PlaneCells::Cell& cell) const {
        return cell.exists() && cells_.metal(cell.x, cell.y) != PlaneCells::none;
    }

    void add_cell(std::size_t x, std::size_t y) {
        const std::size_t number = cells_.metal(x, y);
        Metal here = file_.metals.metals[number];
        if (const RegionInput* region = cells_.region_of(x, y))
            here =
                graded_metal(here, *region,
                             region->fraction({(static_cast<double>(x) + 0.5) * cells_.step(0),
                                               (static_cast<double>(y) + 0.5) * cells_.step(1)}));
        builder_.check_size(std::max(cells_.step(0), cells_.step(1)), here, number);
        const Corners places{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}}};
        usadel::PlaneCell cell;
        cell.plaquette.corners = corners({x, y});
        for (const std::size_t corner : cell.plaquette.corners) {
            const Eigen::Vector3d position = builder_.model.structure.nodes[corner].position;
            const double phase =
                vortex_phase(structure_, position) + gauge_.phase_at({position.x(), position.y()});
            Metal there = here;
            there.pair_potential *= std::polar(1.0, phase);
            builder_.add_share(
                corner, 0.25 * cells_.step(0) * cells_.step(1), there, number, 0.0,
                phase + blend(phases_.left, phases_.right, position.x() / cells_.size(0)));
        }
        const double strength = here.states * here.diffusion;
        cell.spin_hall = strength * here.spin_hall_angle;
        cell.swapping = strength * here.swapping;
        if (cell.spin_hall == 0.0 && cell.swapping == 0.0)
            return;
        for (std::size_t c = 0; c < 4; ++c)
            cell.plaquette.phases[c] = gauge_.link_phase(places[c], places[(c + 1) % 4]);
        builder_.model.structure.cells.push_back(cell);
    }

    // The edge of a cell carries the current of half of it; two cells between the same nodes are
    // one link.
    void add_links() {
        for (std::size_t y = 0; y < cells_.vertices(1); ++y)
            for (std::size_t x = 0; x < cells_.vertices(0); ++x) {
                if (x < cells_.count(0))
                    add_edge({x, y}, 0);
                if (y < cells_.count(1))
                    add_edge({x, y}, 1);
            }
    }
    // The edge from a vertex along a direction; its cells are on the sides of the first quadrant
    // and of the one before it, or behind it.
    void add_edge(const Corner& from, std::size_t direction) {
        const std::size_t across = 1 - direction;
        const Corner to{from[0] + across, from[1] + direction};
        const PlaneCells::Cell inner = cells_.around(from[0], from[1], 0);
        const PlaneCells::Cell outer = cells_.around(from[0], from[1], direction == 0 ? 3 : 1);
        // Corners of a cell where its lower or left edge begins and ends, and its upper or right.
        const std::array<std::size_t, 2> near{0, direction == 0 ? 1U : 3U};
        const std::array<std::size_t, 2> far{direction == 0 ? 3U : 1U, 2};
        std::array<std::size_t, 2> previous{PlaneGrid::no_node, PlaneGrid::no_node};
        for (const bool is_inner : {false, true}) {
            const PlaneCells::Cell& cell = is_inner ? inner : outer;
            if (!has_metal(cell))
                continue;
            const auto& ends = is_inner ? near : far;
            const std::array<std::size_t, 2> nodes{corners(cell)[ends[0]], corners(cell)[ends[1]]};
            const Metal& metal = file_.metals.metals[cells_.metal(cell.x, cell.y)];
            const double conductance =
                0.5 * metal.states * metal.diffusion * cells_.step(across) / cells_.step(direction);
            auto& links = builder_.model.structure.links;
            if (nodes == previous)
                links.back().conductance += conductance;
            else
                links.push_back({nodes[0], nodes[1], conductance, gauge_.link_phase(from, to)});
            previous = nodes;
        }
    }

    // Nodes at one vertex that interfaces divide, each half of a face that ends there.
    void add_interfaces() {
        struct Contact {
            PlaneCells::Face face;
            std::size_t left;
            std::size_t right;
            double area;
        };
        std::vector<Contact> contacts;
        for (std::size_t y = 0; y < cells_.vertices(1); ++y)
            for (std::size_t x = 0; x < cells_.vertices(0); ++x) {
                const std::size_t first = contacts.size();
                for (std::size_t quadrant = 0; quadrant < 4; ++quadrant) {
                    const std::size_t next = (quadrant + 1) % 4;
                    const PlaneCells::Cell one = cells_.around(x, y, quadrant);
                    const PlaneCells::Cell other = cells_.around(x, y, next);
                    if (!has_metal(one) || !has_metal(other))
                        continue;
                    const PlaneCells::Face face = cells_.face(one, other);
                    if (face.interface == nullptr)
                        continue;
                    Contact contact{face, corners(one)[quadrant], corners(other)[next],
                                    0.5 * cells_.step(quadrant % 2 == 0 ? 1 : 0)};
                    // Where the interface ends, its sides hang together around the end.
                    if (contact.left == contact.right)
                        continue;
                    if (!face.forwards)
                        std::swap(contact.left, contact.right);
                    const auto same =
                        std::find_if(contacts.begin() + static_cast<std::ptrdiff_t>(first),
                                     contacts.end(), [&](const Contact& c) {
                                         return c.face.interface == face.interface &&
                                                c.left == contact.left && c.right == contact.right;
                                     });
                    if (same != contacts.end())
                        same->area += contact.area;
                    else
                        contacts.push_back(contact);
                }
            }
        for (const Contact& contact : contacts)
            builder_.add_contact(*contact.face.interface, contact.left, contact.right,
                                 contact.area);
    }

    // A reservoir, or a magnetic insulator, along a side: at each node that has metal there.
    void add_side(const std::string& name, const std::optional<EndInput>& end, std::size_t normal,
                  std::size_t at) {
        if (!end || (end->kind == EndKind::open && !end->spin_mixing_left))
            return;
        const std::size_t along = 1 - normal;
        const std::size_t layer = at == 0 ? 0 : at - 1;
        // Corners of a cell at this side, in the order of the side.
        const std::array<std::size_t, 2> ends =
            normal == 0
                ? (at == 0 ? std::array<std::size_t, 2>{0, 3} : std::array<std::size_t, 2>{1, 2})
                : (at == 0 ? std::array<std::size_t, 2>{0, 1} : std::array<std::size_t, 2>{3, 2});
        std::vector<std::pair<std::size_t, double>> parts; // node, area
        for (std::size_t i = 0; i < cells_.count(along); ++i) {
            const PlaneCells::Cell cell =
                normal == 0 ? PlaneCells::Cell{layer, i} : PlaneCells::Cell{i, layer};
            if (!has_metal(cell))
                continue;
            for (const std::size_t corner : ends) {
                const std::size_t node = corners(cell)[corner];
                if (parts.empty() || parts.back().first != node)
                    parts.emplace_back(node, 0.0);
                parts.back().second += 0.5 * cells_.step(along);
            }
        }
        if (parts.empty())
            end->place.fail(fmt::format("metal at the {} side, where an end is", name), "none");
        for (const auto& [here, area] : parts) {
            if (!is_reservoir(end)) {
                builder_.add_insulator(end, here, area);
                continue;
            }
            if (is_held(here))
                continue;
            const std::size_t held =
                has_own_node(end) ? builder_.add_node(builder_.model.structure.nodes[here].position)
                                  : here;
            const Eigen::Vector3d& position = builder_.model.structure.nodes[here].position;
            builder_.add_end(name, *end, here, held,
                             {.area = area,
                              .phase = gauge_.phase_at_side(normal, {position.x(), position.y()})});
        }
    }
    // Two transparent sides share the node of their corner.
    [[nodiscard]] bool is_held(std::size_t number) const {
        for (const usadel::Reservoir& reservoir : builder_.model.structure.reservoirs)
            if (reservoir.node == number)
                return true;
        return false;
    }

    ModelBuilder& builder_;
    const SuperconductorFile& file_;
    const StructureInput& structure_;
    PlaneCells cells_;
    PlaneGauge gauge_;
    StartingPhase phases_ = starting_phase(file_);
};

} // namespace

void build_plane(ModelBuilder& builder, const SuperconductorFile& file) {
    Plane(builder, file).build();
}

} // namespace sidejump::superconductor
