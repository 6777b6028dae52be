// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/vortex_count.hpp"

#include "sidejump/superconductor/structure_fields.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numbers>
#include <utility>

namespace sidejump::superconductor {
namespace {

constexpr double turn = 2.0 * std::numbers::pi;

/// Turns of the phase along closed ways of nodes.
class Turns {
  public:
    Turns(const SuperconductingModel& model, const std::vector<Complex>& order_parameters)
        : potentials_(pair_potentials(model.structure, order_parameters)),
          has_site_(model.structure.nodes.size(), false) {
        for (const usadel::PairingSite& site : model.structure.sites)
            has_site_[site.node] = true;
        for (const usadel::Reservoir& reservoir : model.structure.reservoirs)
            has_site_[reservoir.node] = reservoir.pair_potential != 0.0;
        for (const usadel::MetalLink& link : model.structure.links) {
            vector_potential_[{link.i, link.j}] = link.phase;
            vector_potential_[{link.j, link.i}] = -link.phase;
        }
    }

    /// @returns nothing if a node of the way has no pair potential of its own
    template <class Way>
    [[nodiscard]] std::optional<int> along(const Way& way) const {
        double sum = 0.0;
        double flux = 0.0;
        for (std::size_t k = 0; k < way.size(); ++k) {
            const std::size_t from = way[k];
            const std::size_t to = way[(k + 1) % way.size()];
            if (from == PlaneGrid::no_node || to == PlaneGrid::no_node || !has_site_[from])
                return std::nullopt;
            const auto link = vector_potential_.find({from, to});
            if (link == vector_potential_.end())
                return std::nullopt;
            sum += std::remainder(
                std::arg(potentials_[to]) - std::arg(potentials_[from]) + link->second, turn);
            flux += link->second;
        }
        return static_cast<int>(std::lround((sum - flux) / turn));
    }

  private:
    std::vector<Complex> potentials_;
    std::vector<bool> has_site_;
    std::map<std::pair<std::size_t, std::size_t>, double> vector_potential_;
};

/// The nodes at the edge of a plane, counter-clockwise.
std::vector<std::size_t> edge_of(const PlaneGrid& plane) {
    const std::size_t width = plane.cells(0);
    const std::size_t height = plane.cells(1);
    std::vector<std::size_t> way;
    const auto add = [&](std::size_t x, std::size_t y, std::size_t corner) {
        way.push_back(plane.corners[x + width * y][corner]);
    };
    for (std::size_t x = 0; x < width; ++x)
        add(x, 0, 0);
    for (std::size_t y = 0; y < height; ++y)
        add(width - 1, y, 1);
    for (std::size_t x = width; x-- > 0;)
        add(x, height - 1, 2);
    for (std::size_t y = height; y-- > 0;)
        add(0, y, 3);
    return way;
}

std::string words(const VortexCount& count) {
    std::string text =
        fmt::format("{} counter-clockwise and {} clockwise", count.positive, count.negative);
    if (count.around)
        text += fmt::format(" (the phase turns {} times along the edge)", *count.around);
    return text;
}

} // namespace

VortexCount count_vortices(const SuperconductingModel& model,
                           const std::vector<Complex>& order_parameters) {
    const Turns turns(model, order_parameters);
    VortexCount count;
    for (const auto& cell : quadrilaterals(model.plane, model.plane.periodic)) {
        const int turned = turns.along(cell).value_or(0);
        count.positive += std::max(turned, 0);
        count.negative += std::max(-turned, 0);
    }
    if (!model.plane.periodic)
        count.around = turns.along(edge_of(model.plane));
    return count;
}

std::optional<std::string> change_of_vortices(const SuperconductingModel& model,
                                              const std::vector<Complex>& order_parameters) {
    const auto vanishes = [](const Complex& order) { return order == 0.0; };
    if (model.plane.vertices[0] == 0 || std::ranges::all_of(order_parameters, vanishes))
        return std::nullopt;
    const VortexCount before = count_vortices(model, model.starting_order);
    const VortexCount after = count_vortices(model, order_parameters);
    if (before == after)
        return std::nullopt;
    return fmt::format(
        "the iteration has not kept the vortices of the start: {} there, {} now. They "
        "leave, enter or meet where that lowers the free energy; `stable = false` in "
        "[solver], a field or a hole may hold them",
        words(before), words(after));
}

} // namespace sidejump::superconductor
