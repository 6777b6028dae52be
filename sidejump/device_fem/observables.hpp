// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/terminal_response.hpp"

#include <vector>

namespace sidejump::device_fem {

/// The currents from every region into each one it touches. Through interfaces they are the
/// integrals of the interface's law, which the solution conserves to solver tolerance; where
/// regions are joined transparently, the mean of the normal currents on both sides, which converges
/// with the order of the elements.
template <int dim>
std::vector<device::RegionPairState>
region_pair_currents(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                     const FieldEquations& equations, const Vector& fields);

/// The power that becomes heat, by region, in all interfaces and in the resistances of contacts:
/// - J.grad u + u G u, u law u, and (u - u_t) exchange (u - u_t) with u_t in the terminal; W. Mean
/// over a period where the fields are complex.
struct Heat {
    std::vector<double> regions;
    double interfaces = 0.0;
    double contacts = 0.0;
};
template <int dim>
Heat heat(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
          const FieldEquations& equations, const Vector& fields,
          const std::vector<device::TerminalState>& terminals);

} // namespace sidejump::device_fem
