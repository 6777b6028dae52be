// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/plane_refinement.hpp"

#include "sidejump/superconductor/vortex_count.hpp"
#include "sidejump/usadel/grid_interpolation.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <stdexcept>

namespace sidejump::superconductor {
namespace {

/// The cells of the grid half as fine; nothing if there are none.
std::optional<SuperconductingModel> coarser(const SuperconductingModel& model,
                                            const SuperconductorFile& file) {
    const PlaneGrid& grid = model.plane;
    for (const std::size_t direction : {0U, 1U})
        if (grid.cells(direction) % 2 != 0)
            return std::nullopt;
    ModelOptions options = model.options;
    --options.refinements;
    try {
        return build_model(file, options);
    } catch (const input::InputError&) {
        // Such as a region that holds the centre of no cell.
        return std::nullopt;
    }
}

/// The node of the coarse grid at the place of each node of the fine one.
std::vector<std::size_t> nodes_at_same_place(const SuperconductingModel& fine,
                                             const SuperconductingModel& coarse) {
    std::vector<std::size_t> result(fine.structure.nodes.size(),
                                    usadel::GridInterpolation::no_node);
    for (std::size_t y = 0; y < coarse.plane.cells(1); ++y)
        for (std::size_t x = 0; x < coarse.plane.cells(0); ++x)
            for (std::size_t corner = 0; corner < 4; ++corner) {
                const std::size_t right = corner == 1 || corner == 2 ? 1 : 0;
                const std::size_t above = corner >= 2 ? 1 : 0;
                const std::size_t cell = 2 * x + right + fine.plane.cells(0) * (2 * y + above);
                const std::size_t here = fine.plane.corners[cell][corner];
                const std::size_t there =
                    coarse.plane.corners[x + coarse.plane.cells(0) * y][corner];
                if (here != PlaneGrid::no_node && there != PlaneGrid::no_node)
                    result[here] = there;
            }
    return result;
}

} // namespace

std::optional<usadel::EquilibriumState>
state_from_coarser_grids(const SuperconductingModel& model, const SuperconductorFile& file,
                         double temperature, const ModelSetting& setting,
                         const usadel::GapOptions& options, std::size_t fewest) {
    // Less than what grids of the usual fineness differ by.
    constexpr double coarse_tolerance = 1e-3;
    if (model.plane.vertices[0] == 0 || model.structure.nodes.size() < 4 * fewest)
        return std::nullopt;
    std::optional<SuperconductingModel> coarse = coarser(model, file);
    if (!coarse)
        return std::nullopt;
    setting.set_reservoirs(*coarse);
    usadel::GapOptions coarse_options = options;
    coarse_options.method = usadel::GapMethod::anderson;
    coarse_options.tolerance = std::max(options.tolerance, coarse_tolerance);
    // Green functions are carried over at the same frequencies.
    if (!(options.cut_off > 0.0))
        coarse_options.cut_off =
            usadel::cut_off_for(model.structure, temperature, options.frequency_error);
    usadel::SelfConsistentState solution;
    try {
        auto start =
            state_from_coarser_grids(*coarse, file, temperature, setting, coarse_options, fewest);
        solution =
            start ? usadel::self_consistent_state(coarse->structure, std::move(*start),
                                                  coarse_options)
                  : usadel::self_consistent_state(coarse->structure, temperature,
                                                  setting.starting_order(*coarse), coarse_options);
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
    // Where a grid is so coarse that a vortex leaves, the finer one may keep it.
    if (!solution.report.superconducting ||
        change_of_vortices(*coarse, solution.state.order_parameters))
        return std::nullopt;
    const usadel::GridInterpolation interpolation(model.structure,
                                                  nodes_at_same_place(model, *coarse));
    std::vector<Complex> order = setting.starting_order(model);
    interpolation.interpolate(model.structure.sites, model.site_metal, coarse->structure.sites,
                              coarse->site_metal, solution.state.order_parameters, order);
    usadel::EquilibriumState state =
        usadel::local_state(model.structure, temperature, solution.state.points, order);
    for (std::size_t p = 0; p < state.frames.size(); ++p) {
        interpolation.interpolate(solution.state.frames[p], state.frames[p]);
        solution.state.frames[p] = {};
    }
    return state;
}

} // namespace sidejump::superconductor
