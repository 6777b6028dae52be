// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/field_equations.hpp"

#include "sidejump/device_fem/triangulation.hpp"

namespace sidejump::device_fem {
namespace {

/// The same matrix for the real and for the imaginary parts: `blocks` x `blocks` blocks of 4 x 4
/// become blocks of 8 x 8.
Eigen::MatrixXd on_both_parts(const Eigen::MatrixXd& matrix) {
    Eigen::MatrixXd both = Eigen::MatrixXd::Zero(2 * matrix.rows(), 2 * matrix.cols());
    for (Eigen::Index i = 0; i < matrix.rows(); i += 4)
        for (Eigen::Index j = 0; j < matrix.cols(); j += 4) {
            both.block<4, 4>(2 * i, 2 * j) = matrix.block<4, 4>(i, j);
            both.block<4, 4>(2 * i + 4, 2 * j + 4) = matrix.block<4, 4>(i, j);
        }
    return both;
}

} // namespace

const FieldEquations::Joint* FieldEquations::joint_between(std::size_t region_1,
                                                           std::size_t region_2) const {
    for (const Joint& joint : joints)
        if (joint.region_1 == region_1 && joint.region_2 == region_2)
            return &joint;
    return nullptr;
}

const FieldEquations::Surface* FieldEquations::surface_at(unsigned indicator) const {
    for (const Surface& surface : surfaces)
        if (surface.indicator == indicator)
            return &surface;
    return nullptr;
}

FieldEquations field_equations(const device::DiffusionProblem& problem,
                               std::optional<double> angular_frequency) {
    const bool is_complex = angular_frequency.has_value();
    const auto expanded = [is_complex](const Eigen::MatrixXd& matrix) {
        return is_complex ? on_both_parts(matrix) : matrix;
    };
    FieldEquations equations;
    for (const device::Medium& medium : problem.media) {
        const auto reduced =
            device::reduce(medium.conduction, problem.embedding, problem.mesh.dimension);
        FieldEquations::Region region;
        region.conduction = expanded(reduced.tensor);
        region.reaction = expanded(medium.relaxation);
        region.driven = reduced.driven;
        if (is_complex) {
            // - i omega C (u' + i u'') = omega C u'' - i omega C u'
            region.reaction.block<4, 4>(0, 4) += *angular_frequency * medium.storage;
            region.reaction.block<4, 4>(4, 0) -= *angular_frequency * medium.storage;
            region.driven = Eigen::VectorXd::Zero(2 * reduced.driven.size());
            for (Eigen::Index i = 0; i < reduced.driven.size(); i += 4)
                region.driven.segment<4>(2 * i) = reduced.driven.segment<4>(i);
        }
        equations.regions.push_back(std::move(region));
    }
    for (const device::Interface& interface : problem.interfaces) {
        FieldEquations::Joint joint{interface.region_1, interface.region_2, interface.law};
        if (joint.region_1 > joint.region_2) {
            std::swap(joint.region_1, joint.region_2);
            joint.law.block<4, 4>(0, 0) = interface.law.block<4, 4>(4, 4);
            joint.law.block<4, 4>(0, 4) = interface.law.block<4, 4>(4, 0);
            joint.law.block<4, 4>(4, 0) = interface.law.block<4, 4>(0, 4);
            joint.law.block<4, 4>(4, 4) = interface.law.block<4, 4>(0, 0);
        }
        joint.law = expanded(joint.law);
        equations.joints.push_back(std::move(joint));
    }
    for (const device::Terminal& terminal : problem.terminals) {
        device::FieldMatrix exchange = terminal.law.exchange;
        for (int a = 0; a < 4; ++a)
            if (terminal.law.fixed[static_cast<std::size_t>(a)])
                exchange.row(a).setZero();
        if (!exchange.isZero(0.0))
            equations.surfaces.push_back(
                {static_cast<unsigned>(terminal.boundary) + 1, expanded(exchange)});
    }
    return equations;
}

FieldEquations step_equations(const device::DiffusionProblem& problem, double rate) {
    FieldEquations equations = field_equations(problem, std::nullopt);
    for (std::size_t r = 0; r < problem.media.size(); ++r)
        equations.regions[r].reaction += rate * problem.media[r].storage;
    return equations;
}

FieldEquations storage_equations(const device::DiffusionProblem& problem) {
    FieldEquations equations;
    for (const device::Medium& medium : problem.media) {
        FieldEquations::Region region;
        const auto size = Eigen::Index{4} * problem.mesh.dimension;
        region.conduction = Eigen::MatrixXd::Zero(size, size);
        region.reaction = medium.storage;
        region.driven = Eigen::VectorXd::Zero(size);
        equations.regions.push_back(std::move(region));
    }
    return equations;
}

} // namespace sidejump::device_fem
