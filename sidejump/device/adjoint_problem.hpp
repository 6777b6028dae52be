// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/diffusion_problem.hpp"

#include <Eigen/Core>

namespace sidejump::device {

/// The device whose solution z is the sensitivity of J = sum_k (potential_k V_k + current_k I_k):
/// a(v, z) = J(v) for all v, a the weak form of `problem` with the potentials of its terminals as
/// unknowns (docs/theory/devices, the error of a measurement).
///
/// It is the same device with all its tensors, interface laws and exchanges transposed and without
/// its sources. A terminal with a given current feeds potential_k amperes into it, one with a given
/// potential is held at -current_k volts. What is given in `problem` does not change: potential_k
/// of a given potential and current_k of a given current do not count.
///
/// @param potential, current  by terminal; real, as the problem is
/// @throws std::invalid_argument if there are not as many as terminals, or if a terminal that
///         carries no charge has a part in it
DiffusionProblem adjoint_problem(const DiffusionProblem& problem, const Eigen::VectorXd& potential,
                                 const Eigen::VectorXd& current);

} // namespace sidejump::device
