// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconducting_model.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sidejump::superconductor {

/// Where the phase of the pair potential of a plane turns, the vector potential taken off it.
struct VortexCount {
    int positive = 0; ///< turns of all cells that turn counter-clockwise
    int negative = 0; ///< likewise, clockwise
    /// Turns along the edge of the plane, those around holes among them; nothing where a part of
    /// the edge does not superconduct, or the plane has none.
    std::optional<int> around;

    bool operator==(const VortexCount&) const = default;
};

/// Counts the vortices of a plane in cells of superconducting metal: those of normal metals have no
/// phase.
/// @param order_parameters  of the sites
VortexCount count_vortices(const SuperconductingModel& model,
                           const std::vector<Complex>& order_parameters);

/// A warning if the iteration has not kept the vortices it started with: they left through an edge,
/// came in, or met. Nothing for structures that are no plane, and for normal solutions.
std::optional<std::string> change_of_vortices(const SuperconductingModel& model,
                                              const std::vector<Complex>& order_parameters);

} // namespace sidejump::superconductor
