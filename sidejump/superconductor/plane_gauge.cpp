// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/plane_gauge.hpp"

#include <algorithm>
#include <numbers>

namespace sidejump::superconductor {

double PlaneGauge::link_phase(const PlaneCells::Corner& from, const PlaneCells::Corner& to) const {
    return cells_.periodic() ? periodic_phase(from, to) : straight(place(from), place(to));
}

// The vector potential is linear, so that its value in the middle of a line is exact.
double PlaneGauge::straight(const Point& from, const Point& to) const {
    const double x = 0.5 * (from[0] + to[0]);
    const double y = 0.5 * (from[1] + to[1]);
    const double way_x = to[0] - from[0];
    const double way_y = to[1] - from[1];
    const double field = structure_.field.value_or(0.0);
    switch (structure_.gauge.value_or(Gauge::symmetric)) {
    case Gauge::along_x:
        return field * y * way_x;
    case Gauge::along_y:
        return -field * x * way_y;
    case Gauge::symmetric:
        break;
    }
    return 0.5 * field * ((y - centre()[1]) * way_x - (x - centre()[0]) * way_y);
}

// In the gauge along y. Across the end of x a link takes what the gauge has grown by, and so the
// flux of each cell is the same, the sum being a multiple of 2 pi.
double PlaneGauge::periodic_phase(const PlaneCells::Corner& from,
                                  const PlaneCells::Corner& to) const {
    const double field = 2.0 * std::numbers::pi * structure_.flux_quanta.value_or(0) /
                         (cells_.size(0) * cells_.size(1));
    const double x = static_cast<double>(from[0] % cells_.count(0)) * cells_.step(0);
    if (from[0] == to[0])
        return -field * x * cells_.step(1) * (to[1] > from[1] ? 1.0 : -1.0);
    if (std::max(from[0], to[0]) < cells_.count(0))
        return 0.0;
    return field * cells_.size(0) * static_cast<double>(from[1]) * cells_.step(1) *
           (to[0] > from[0] ? 1.0 : -1.0);
}

double PlaneGauge::phase_at(const Point& place) const {
    return cells_.periodic() ? 0.0 : -straight(centre(), place);
}

double PlaneGauge::phase_at_side(std::size_t normal, const Point& place) const {
    Point middle = centre();
    middle[normal] = place[normal];
    return phase_at(middle) - straight(middle, place);
}

} // namespace sidejump::superconductor
