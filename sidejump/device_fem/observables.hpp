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

/// The power that becomes heat, by region and in all interfaces: - J.grad u + u G u and
/// u law u; W. Mean over a period where the fields are complex.
struct Heat {
    std::vector<double> regions;
    double interfaces = 0.0;
};
template <int dim>
Heat heat(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
          const FieldEquations& equations, const Vector& fields);

} // namespace sidejump::device_fem
