// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/model_builder.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::superconductor {
namespace {

using Corner = std::array<std::size_t, 2>;
using Corners = std::array<Corner, 4>;

class Plane {
  public:
    static constexpr std::size_t no_metal = PlaneGrid::no_node;

    Plane(ModelBuilder& builder, const SuperconductorFile& file)
        : builder_(builder), file_(file), structure_(file.input.structure),
          periodic_(structure_.periodic.value_or(false)), size_{structure_.width.value(),
                                                                structure_.height.value()} {
        for (std::size_t d = 0; d < 2; ++d) {
            const int refinements = builder.options().refinements;
            const auto cells = static_cast<std::size_t>(structure_.cells.value()[d]);
            cells_[d] = refinements < 0 ? cells >> -refinements : cells << refinements;
            step_[d] = size_[d] / static_cast<double>(cells_[d]);
        }
    }

    void build() {
        paint();
        number_vertices();
        for (std::size_t y = 0; y < cells_[1]; ++y)
            for (std::size_t x = 0; x < cells_[0]; ++x)
                if (metal(x, y) != no_metal)
                    add_cell(x, y);
        if (periodic_)
            start_with_lattice();
        else
            carve_cores();
        add_links();
        add_side("left", file_.input.left, 0, 0);
        add_side("right", file_.input.right, 0, cells_[0]);
        add_side("bottom", file_.input.bottom, 1, 0);
        add_side("top", file_.input.top, 1, cells_[1]);
    }

  private:
    [[nodiscard]] std::size_t metal(std::size_t x, std::size_t y) const {
        return metal_[x + cells_[0] * y];
    }
    // Those of a periodic plane end before the vertices that are again the first ones.
    [[nodiscard]] std::size_t vertices(std::size_t direction) const {
        return cells_[direction] + (periodic_ ? 0 : 1);
    }
    [[nodiscard]] std::size_t vertex(std::size_t x, std::size_t y) const {
        return x % vertices(0) + vertices(0) * (y % vertices(1));
    }
    [[nodiscard]] std::size_t node(std::size_t x, std::size_t y) const {
        return builder_.model.plane.node[vertex(x, y)];
    }
    [[nodiscard]] Point place(double x, double y) const { return {x * step_[0], y * step_[1]}; }

    // The metal of each cell: the last region that holds its centre.
    void paint() {
        std::optional<std::size_t> background;
        if (structure_.metal)
            background = metal_of(*structure_.metal, file_.metals);
        metal_.assign(cells_[0] * cells_[1], background.value_or(no_metal));
        for (const RegionInput& region : file_.input.region) {
            std::size_t number = no_metal;
            if (region.metal)
                number = metal_of(*region.metal, file_.metals);
            bool found = false;
            for (std::size_t y = 0; y < cells_[1]; ++y)
                for (std::size_t x = 0; x < cells_[0]; ++x) {
                    const double centre_x = static_cast<double>(x) + 0.5;
                    const double centre_y = static_cast<double>(y) + 0.5;
                    if (!region.contains(place(centre_x, centre_y)))
                        continue;
                    metal_[x + cells_[0] * y] = number;
                    found = true;
                }
            if (!found)
                region.place.fail("a region that holds the centre of a cell", "none");
        }
    }

    void number_vertices() {
        PlaneGrid& grid = builder_.model.plane;
        builder_.model.dimension = 2;
        grid.vertices = {vertices(0), vertices(1)};
        grid.step = step_;
        grid.periodic = periodic_;
        grid.node.assign(grid.vertices[0] * grid.vertices[1], PlaneGrid::no_node);
        for (std::size_t y = 0; y < vertices(1); ++y)
            for (std::size_t x = 0; x < vertices(0); ++x) {
                if (!touches_metal(x, y))
                    continue;
                const Point p = place(static_cast<double>(x), static_cast<double>(y));
                grid.node[vertex(x, y)] = builder_.add_node({p[0], p[1], 0.0});
            }
        if (builder_.model.structure.nodes.empty())
            structure_.place.fail("a plane with at least one cell of a metal", "none");
    }
    [[nodiscard]] bool touches_metal(std::size_t x, std::size_t y) const {
        for (const std::size_t dy : {std::size_t{0}, std::size_t{1}})
            for (const std::size_t dx : {std::size_t{0}, std::size_t{1}})
                if (metal_behind(x, y, dx, dy) != no_metal)
                    return true;
        return false;
    }
    // The metal of the cell at a vertex, dx and dy cells back from the one that begins there.
    [[nodiscard]] std::size_t metal_behind(std::size_t x, std::size_t y, std::size_t dx,
                                           std::size_t dy) const {
        if (periodic_)
            return metal((x + cells_[0] - dx) % cells_[0], (y + cells_[1] - dy) % cells_[1]);
        if (x < dx || y < dy || x - dx >= cells_[0] || y - dy >= cells_[1])
            return no_metal;
        return metal(x - dx, y - dy);
    }

    // -2 e times the integral of the vector potential along the straight line between two nodes;
    // it is linear, so that its value in the middle is exact.
    [[nodiscard]] double peierls_phase(const Corner& from, const Corner& to) const {
        if (periodic_)
            return periodic_phase(from, to);
        return peierls_phase(node(from[0], from[1]), node(to[0], to[1]));
    }
    // In the gauge along y. Across the end of x a link takes what the gauge has grown by, and
    // so the flux of each cell is the same, the sum being a multiple of 2 pi. Vertices are counted
    // on across the ends.
    [[nodiscard]] double periodic_phase(const Corner& from, const Corner& to) const {
        const double field = periodic_field();
        const double x = static_cast<double>(from[0] % cells_[0]) * step_[0];
        if (from[0] == to[0])
            return -field * x * step_[1] * (to[1] > from[1] ? 1.0 : -1.0);
        if (std::max(from[0], to[0]) < cells_[0])
            return 0.0;
        return field * size_[0] * static_cast<double>(from[1]) * step_[1] *
               (to[0] > from[0] ? 1.0 : -1.0);
    }
    [[nodiscard]] double periodic_field() const {
        return 2.0 * std::numbers::pi * structure_.flux_quanta.value_or(0) / (size_[0] * size_[1]);
    }
    [[nodiscard]] double peierls_phase(std::size_t i, std::size_t j) const {
        const auto& nodes = builder_.model.structure.nodes;
        const Eigen::Vector3d middle = 0.5 * (nodes[i].position + nodes[j].position);
        const Eigen::Vector3d way = nodes[j].position - nodes[i].position;
        const double field = structure_.field.value_or(0.0);
        switch (structure_.gauge.value_or(Gauge::symmetric)) {
        case Gauge::along_x:
            return field * middle.y() * way.x();
        case Gauge::along_y:
            return -field * middle.x() * way.y();
        case Gauge::symmetric:
            break;
        }
        return 0.5 * field *
               ((middle.y() - 0.5 * size_[1]) * way.x() - (middle.x() - 0.5 * size_[0]) * way.y());
    }

    [[nodiscard]] double vortex_phase(const Eigen::Vector3d& position) const {
        double phase = 0.0;
        for (const VortexInput& vortex : structure_.vortex)
            phase += vortex.winding *
                     std::atan2(position.y() - vortex.at[1], position.x() - vortex.at[0]);
        return phase;
    }

    // The pair potential vanishes at the centres of vortices and grows over the length
    // sqrt(D/(2 pi Tc)); an iteration that starts so has no vortex to move from where it is.
    void carve_cores() {
        auto& model = builder_.model;
        for (std::size_t s = 0; s < model.structure.sites.size(); ++s) {
            const Metal& here = file_.metals.metals[model.site_metal[s]];
            const auto& position = model.structure.nodes[model.structure.sites[s].node].position;
            const double length =
                std::sqrt(here.diffusion /
                          (2.0 * std::numbers::pi * model.structure.sites[s].critical_temperature));
            for (const VortexInput& vortex : structure_.vortex)
                model.starting_order[s] *= std::pow(
                    std::tanh(std::hypot(position.x() - vortex.at[0], position.y() - vortex.at[1]) /
                              length),
                    std::abs(vortex.winding));
        }
    }

    // A state of the lowest Landau level, which has one zero for each flux quantum:
    //   sum over m of c_m exp(i k y - |b| (x - k/|b|)^2/2), k = 2 pi m/height, b = 2 e B,
    // with c_m = 1, i, 1, i ... for an even number, whose zeros are then centred, and 1 otherwise.
    void start_with_lattice() {
        const int quanta = structure_.flux_quanta.value_or(0);
        if (quanta == 0)
            return;
        auto& model = builder_.model;
        const double field = std::abs(periodic_field());
        // Terms further from a place than the width of the plane add nothing to it.
        const int terms = 3 * std::abs(quanta) + 30;
        std::vector<Complex> values;
        double largest = 0.0;
        for (const usadel::PairingSite& site : model.structure.sites) {
            const auto& position = model.structure.nodes[site.node].position;
            Complex sum = 0.0;
            for (int m = -terms; m <= terms; ++m) {
                const double k = 2.0 * std::numbers::pi * m / size_[1];
                const double away = position.x() - k / field;
                const bool turned = quanta % 2 == 0 && m % 2 != 0;
                sum += std::polar(std::exp(-0.5 * field * away * away),
                                  k * position.y() + (turned ? 0.5 * std::numbers::pi : 0.0));
            }
            values.push_back(quanta > 0 ? sum : std::conj(sum));
            largest = std::max(largest, std::abs(sum));
        }
        for (std::size_t s = 0; s < values.size(); ++s)
            model.starting_order[s] *= values[s] / largest;
    }

    void add_cell(std::size_t x, std::size_t y) {
        const std::size_t number = metal(x, y);
        const Metal& here = file_.metals.metals[number];
        builder_.check_size(std::max(step_[0], step_[1]), here, number);
        const Corners corners{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}}};
        usadel::PlaneCell cell;
        for (std::size_t c = 0; c < 4; ++c) {
            const std::size_t corner = node(corners[c][0], corners[c][1]);
            cell.plaquette.corners[c] = corner;
            const Eigen::Vector3d position = builder_.model.structure.nodes[corner].position;
            const double vortices = vortex_phase(position);
            Metal there = here;
            there.pair_potential *= std::polar(1.0, vortices);
            builder_.add_share(corner, 0.25 * step_[0] * step_[1], there, number, 0.0,
                               vortices +
                                   blend(phases_.left, phases_.right, position.x() / size_[0]));
        }
        const double strength = here.states * here.diffusion;
        cell.spin_hall = strength * here.spin_hall_angle;
        cell.swapping = strength * here.swapping;
        if (cell.spin_hall == 0.0 && cell.swapping == 0.0)
            return;
        for (std::size_t c = 0; c < 4; ++c)
            cell.plaquette.phases[c] = peierls_phase(corners[c], corners[(c + 1) % 4]);
        builder_.model.structure.cells.push_back(cell);
    }

    // Half a cell on each side of a link carries its current.
    void add_links() {
        const auto conductance = [&](std::size_t number) {
            if (number == no_metal)
                return 0.0;
            return 0.5 * file_.metals.metals[number].states * file_.metals.metals[number].diffusion;
        };
        for (std::size_t y = 0; y < vertices(1); ++y)
            for (std::size_t x = 0; x < vertices(0); ++x) {
                if (x < cells_[0]) {
                    const double both = conductance(metal_behind(x, y, 0, 1)) +
                                        conductance(metal_behind(x, y, 0, 0));
                    add_link({x, y}, {x + 1, y}, both * step_[1] / step_[0]);
                }
                if (y < cells_[1]) {
                    const double both = conductance(metal_behind(x, y, 1, 0)) +
                                        conductance(metal_behind(x, y, 0, 0));
                    add_link({x, y}, {x, y + 1}, both * step_[0] / step_[1]);
                }
            }
    }
    void add_link(const Corner& from, const Corner& to, double conductance) {
        if (conductance > 0.0)
            builder_.model.structure.links.push_back(
                {node(from[0], from[1]), node(to[0], to[1]), conductance, peierls_phase(from, to)});
    }

    // A reservoir, or a magnetic insulator, along a side: at each node that has metal there.
    void add_side(const std::string& name, const std::optional<EndInput>& end, std::size_t normal,
                  std::size_t at) {
        if (!end || (end->kind == EndKind::open && !end->spin_mixing_left))
            return;
        const std::size_t along = 1 - normal;
        const std::size_t layer = at == 0 ? 0 : at - 1;
        bool found = false;
        for (std::size_t i = 0; i <= cells_[along]; ++i) {
            double part = 0.0;
            for (const std::size_t cell : {i - 1, i})
                if (cell < cells_[along] &&
                    (normal == 0 ? metal(layer, cell) : metal(cell, layer)) != no_metal)
                    part += 0.5 * step_[along];
            if (part == 0.0)
                continue;
            found = true;
            const std::size_t here = normal == 0 ? node(at, i) : node(i, at);
            if (!is_reservoir(end)) {
                builder_.add_insulator(end, here, part);
                continue;
            }
            if (is_held(here))
                continue;
            const std::size_t held =
                has_own_node(end) ? builder_.add_node(builder_.model.structure.nodes[here].position)
                                  : here;
            builder_.add_end(name, *end, here, held, part);
        }
        if (!found)
            end->place.fail(fmt::format("metal at the {} side, where an end is", name), "none");
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
    bool periodic_;
    std::array<double, 2> size_;
    std::array<std::size_t, 2> cells_{};
    std::array<double, 2> step_{};
    std::vector<std::size_t> metal_; ///< of the cells
    StartingPhase phases_ = starting_phase(file_);
};

} // namespace

void build_plane(ModelBuilder& builder, const SuperconductorFile& file) {
    Plane(builder, file).build();
}

} // namespace sidejump::superconductor
