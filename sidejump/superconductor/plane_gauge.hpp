// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/plane_cells.hpp"

namespace sidejump::superconductor {

/// The vector potential of a plane in the gauge of its file: phases of links, -2 e times its
/// integral along them, and the phases of pair potentials that are given. Those are of one gauge,
/// carried over to that of the file, so that nothing that can be measured depends on it.
class PlaneGauge {
  public:
    PlaneGauge(const StructureInput& structure, const PlaneCells& cells)
        : structure_(structure), cells_(cells) {}

    /// The phase of the link between neighbouring vertices; those of a periodic plane are counted
    /// on across its ends.
    [[nodiscard]] double link_phase(const PlaneCells::Corner& from,
                                    const PlaneCells::Corner& to) const;

    /// What stands for the phase 0 at a place: nothing flows along straight lines from the centre
    /// of the plane. 0 in periodic planes.
    [[nodiscard]] double phase_at(const Point& place) const;

    /// What stands for the phase 0 in a reservoir at a side, along which nothing flows: that of
    /// phase_at in the middle of the side, carried along the side.
    /// @param normal  direction that the side stands across
    [[nodiscard]] double phase_at_side(std::size_t normal, const Point& place) const;

  private:
    [[nodiscard]] double straight(const Point& from, const Point& to) const;
    [[nodiscard]] double periodic_phase(const PlaneCells::Corner& from,
                                        const PlaneCells::Corner& to) const;
    [[nodiscard]] Point place(const PlaneCells::Corner& corner) const {
        return {static_cast<double>(corner[0]) * cells_.step(0),
                static_cast<double>(corner[1]) * cells_.step(1)};
    }
    [[nodiscard]] Point centre() const { return {0.5 * cells_.size(0), 0.5 * cells_.size(1)}; }

    const StructureInput& structure_;
    const PlaneCells& cells_;
};

} // namespace sidejump::superconductor
