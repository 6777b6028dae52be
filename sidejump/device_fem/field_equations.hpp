// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/diffusion_problem.hpp"

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace sidejump::device_fem {

/// The equations to be discretised, all matrices acting on the fields of the space: as many rows
/// and columns as it has fields (for the conduction times the dimension).
struct FieldEquations {
    struct Region {
        Eigen::MatrixXd conduction; ///< row dim-index * fields + field, as ReducedConduction
        Eigen::MatrixXd reaction;   ///< relaxation, and storage times frequency
        Eigen::VectorXd driven;     ///< current for vanishing gradients
    };
    struct Joint {
        std::size_t region_1 = 0;
        std::size_t region_2 = 0;
        Eigen::MatrixXd law; ///< 2 fields x 2 fields
    };
    /// On the boundary with that indicator J.n = exchange u - supplied current per area.
    struct Surface {
        unsigned indicator = 0;
        Eigen::MatrixXd exchange;
    };
    std::vector<Region> regions;
    std::vector<Joint> joints;
    std::vector<Surface> surfaces;

    /// Null if these regions (the smaller first) are joined transparently.
    [[nodiscard]] const Joint* joint_between(std::size_t region_1, std::size_t region_2) const;
    /// Null if that boundary exchanges nothing.
    [[nodiscard]] const Surface* surface_at(unsigned indicator) const;
};

/// The equations of a problem at a frequency: e^{-i omega t}, fields 4..7 the imaginary parts, or
/// four real fields at omega = 0.
/// @param angular_frequency  rad/s, or none for the static problem
FieldEquations field_equations(const device::DiffusionProblem& problem,
                               std::optional<double> angular_frequency);

/// The equations of a step in time, relaxation + rate storage in place of the relaxation; four real
/// fields.
/// @param rate  1/s
FieldEquations step_equations(const device::DiffusionProblem& problem, double rate);

/// storage in place of the relaxation, and nothing that conducts, exchanges or drives.
FieldEquations storage_equations(const device::DiffusionProblem& problem);

} // namespace sidejump::device_fem
