// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/usadel/self_consistency.hpp"

#include <functional>
#include <optional>

namespace sidejump::superconductor {

/// The order parameters that a model starts from, and how it is prepared for its temperature.
struct ModelSetting {
    std::function<void(SuperconductingModel&)> set_reservoirs;
    std::function<std::vector<Complex>(const SuperconductingModel&)> starting_order;
};

/// Where the iteration of a plane can start: with the state of a grid half as fine, which starts
/// from that of one half as fine again. Each is solved to about what its grid is worth.
/// @param model    of the file, on its grid
/// @param options  of the solution on its grid
/// @param fewest   nodes of the coarsest grid
/// @returns nothing for other structures, for odd numbers of cells, or if a coarser grid does not
///          hold all regions, is not solved or does not keep its vortices
std::optional<usadel::EquilibriumState>
state_from_coarser_grids(const SuperconductingModel& model, const SuperconductorFile& file,
                         double temperature, const ModelSetting& setting,
                         const usadel::GapOptions& options, std::size_t fewest = 100);

} // namespace sidejump::superconductor
