// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/box_geometry.hpp"
#include "sidejump/device/device_result.hpp"
#include "sidejump/device/interface_law.hpp"
#include "sidejump/device_fem/device_solver.hpp"

#include <functional>
#include <string>
#include <vector>

/// Small devices put together in a program, lengths and conductivities near 1.
namespace sidejump::test {

/// D_0 = D_1 = D_2 = conductivity.
device::Medium metal(double conductivity, double diffusion_length, double spin_hall_angle = 0.0);

/// @param relaxation  of all spins, S/m^3
device::Medium metal(const device::IsotropicConduction& conduction, double relaxation);

/// Regions "r0", "r1", ... from end to end, boundaries "low" and "high".
/// @param cells  in each region
device::DiffusionProblem line(const std::vector<double>& ends, unsigned cells, int axis = 0);

/// Adds a terminal on the boundary of that name.
device::Terminal& add_terminal(device::DiffusionProblem& problem, const std::string& boundary,
                               const device::BoundaryLaw& law, device::Drive drive,
                               double value = 0.0);

/// A terminal through which a current of uniform density and without spin enters.
device::Terminal& add_probe(device::DiffusionProblem& problem, const std::string& boundary,
                            double current = 0.0);

device_fem::DeviceSolver make_solver(const device::DiffusionProblem& problem, int order,
                                     int refinements = 0);

/// int_low^high f dx by Gauss's rule with eight points in each of so many pieces.
double integral(const std::function<double(double)>& f, double low, double high, unsigned pieces);

/// A channel along x from -margin to last contact + margin, 0 < z < thickness, seen from the side,
/// with contacts on top of it named "c0", "c1", ... and its ends "left" and "right".
struct Channel {
    double thickness = 1e-2;
    double margin = 8.0;
    std::vector<double> contacts; ///< centres
    double contact_width = 2e-2;
    /// Height of a wire "wire" that stands on the contact with that number instead; none if 0
    double wire_height = 0.0;
    std::size_t wire_at = 0;
};
/// With media still to be given: region 0 the channel, region 1 the wire.
device::DiffusionProblem channel_problem(const Channel& channel);

/// The value at h = 0 of the polynomial through f(h), f(h/2), f(h/4).
double extrapolated(const std::function<double(double)>& f, double h);

} // namespace sidejump::test
