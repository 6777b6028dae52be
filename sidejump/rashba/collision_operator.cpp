// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/collision_operator.hpp"

#include "sidejump/math/parallel_for.hpp"
#include "sidejump/rashba/spin_frame.hpp"

#include <algorithm>
#include <numbers>

namespace sidejump::rashba {
namespace {

using Eigen::Matrix2cd;
using Eigen::Matrix4cd;
using Eigen::Matrix4d;
constexpr double pi = std::numbers::pi;

double trace_of(const Matrix2cd& one, const Matrix2cd& other) {
    return (one * other).trace().real();
}

/// A hermitian matrix over the spin as components of a direction, added to a column of a block.
/// What lies along b^ is shared by the points as (trace +- helicity b)/2.
void add_spin_matrix(Matrix4d& block, Eigen::Index column, const Matrix2cd& matrix,
                     const SpinFrame& frame) {
    const double half_trace = 0.5 * matrix.trace().real();
    const double along = 0.5 * trace_of(frame.along(), matrix);
    block(first_point, column) += half_trace + along;
    block(second_point, column) += half_trace - along;
    block(spin_across, column) += 0.5 * trace_of(frame.across(), matrix);
    block(spin_normal, column) += 0.5 * trace_of(frame.normal(), matrix);
}

/// The coherences in a matrix over the spin.
void add_coherence(Matrix4d& block, Eigen::Index column, const Matrix2cd& matrix,
                   const SpinFrame& frame) {
    block(spin_across, column) += 0.5 * trace_of(frame.across(), matrix);
    block(spin_normal, column) += 0.5 * trace_of(frame.normal(), matrix);
}

/// The spin matrix of one electron in a component.
Matrix2cd component_matrix(const ContourDirection& direction, Eigen::Index component,
                           const SpinFrame& frame) {
    if (component == spin_across)
        return frame.across();
    if (component == spin_normal)
        return frame.normal();
    return frame.projector(direction.points[static_cast<std::size_t>(component)].helicity);
}

} // namespace

CollisionOperator::CollisionOperator(FermiContour contour, const Impurities& impurities)
    : contour_(std::move(contour)) {
    for (const auto& scatterers : impurities)
        species_.push_back({scatterers->density(), scatterers->amplitude(contour_),
                            contour_.both_bands ? scatterers->mean_amplitude(contour_) : nullptr,
                            scatterers->side_jump(contour_)});
}

void CollisionOperator::add_occupations(const Species& species, std::size_t j,
                                        std::vector<Matrix4d>& column) const {
    const ContourDirection& in = contour_.directions[j];
    const SpinFrame frame_in(in.axis);
    for (Eigen::Index d = 0; d < 2; ++d) {
        const FermiPoint& before = in.points[static_cast<std::size_t>(d)];
        const Matrix2cd state = frame_in.projector(before.helicity);
        Matrix2cd out_rate = Matrix2cd::Zero(); // T^+ nu T
        for (std::size_t i = 0; i < contour_.directions.size(); ++i) {
            const ContourDirection& out = contour_.directions[i];
            const SpinFrame frame(out.axis);
            for (Eigen::Index c = 0; c < 2; ++c) {
                const FermiPoint& after = out.points[static_cast<std::size_t>(c)];
                const Matrix2cd amplitude =
                    (*species.amplitude)({after.momentum, out.angle}, {before.momentum, in.angle});
                const Matrix2cd projector = frame.projector(after.helicity);
                out_rate +=
                    contour_.step() * after.states * amplitude.adjoint() * projector * amplitude;
                // n_i pi N_c {T P_d T^+, P_c}: its part along the helicity is what arrives at c.
                const Matrix2cd scattered = amplitude * state * amplitude.adjoint();
                const double rate = pi * species.density * after.states;
                column[i](c, d) += 2.0 * rate * trace_of(projector, scattered);
                add_coherence(column[i], d, rate * (scattered * projector + projector * scattered),
                              frame);
            }
        }
        const double rate = pi * species.density / contour_.step();
        column[j](d, d) -= 2.0 * rate * trace_of(state, out_rate);
        add_coherence(column[j], d, -rate * (out_rate * state + state * out_rate), frame_in);
    }
}

void CollisionOperator::add_coherences(const Species& species, std::size_t j,
                                       std::vector<Matrix4d>& column) const {
    const ContourDirection& in = contour_.directions[j];
    const SpinFrame frame_in(in.axis);
    const std::array<std::pair<Eigen::Index, Matrix2cd>, 2> states{
        {{spin_across, frame_in.across()}, {spin_normal, frame_in.normal()}}};
    Matrix2cd out_rate = Matrix2cd::Zero();
    for (std::size_t i = 0; i < contour_.directions.size(); ++i) {
        const ContourDirection& out = contour_.directions[i];
        const SpinFrame frame(out.axis);
        const Matrix2cd amplitude =
            (*species.mean_amplitude)({out.mean_momentum, out.angle}, {in.mean_momentum, in.angle});
        out_rate += contour_.step() * out.mean_states() * amplitude.adjoint() * amplitude;
        const double rate = 2.0 * pi * species.density * out.mean_states();
        for (const auto& [component, state] : states)
            add_spin_matrix(column[i], component, rate * amplitude * state * amplitude.adjoint(),
                            frame);
    }
    const double rate = pi * species.density / contour_.step();
    for (const auto& [component, state] : states)
        add_spin_matrix(column[j], component, -rate * (out_rate * state + state * out_rate),
                        frame_in);
}

bool CollisionOperator::has_side_jump() const {
    return std::any_of(species_.begin(), species_.end(),
                       [](const Species& species) { return species.side_jump != nullptr; });
}

Eigen::Vector4d CollisionOperator::side_jump_drive(const ContourDirection& direction) const {
    Matrix4d block = Matrix4d::Zero();
    for (const Species& species : species_)
        if (species.side_jump)
            add_spin_matrix(block, 0,
                            species.side_jump->uniform_collision(
                                direction.angle, {-Matrix2cd::Identity(), Matrix2cd::Zero()}),
                            SpinFrame(direction.axis));
    return block.col(0);
}

Matrix4d CollisionOperator::side_jump_current(const ContourDirection& direction) const {
    const SpinFrame frame(direction.axis);
    Matrix4d result = Matrix4d::Zero();
    for (const Species& species : species_)
        if (species.side_jump)
            for (Eigen::Index component = 0; component < components; ++component) {
                const auto current = species.side_jump->current(
                    direction.angle, component_matrix(direction, component, frame));
                for (std::size_t a = 0; a < 2; ++a) {
                    const auto row = static_cast<Eigen::Index>(a);
                    result(row, component) += current[a].trace().real();
                    result(row + 2, component) += 0.5 * trace_of(frame.normal(), current[a]);
                }
            }
    return result;
}

std::vector<Matrix4d> CollisionOperator::from_direction(std::size_t j) const {
    std::vector<Matrix4d> column(contour_.directions.size(), Matrix4d::Zero());
    for (const Species& species : species_) {
        add_occupations(species, j, column);
        if (contour_.both_bands)
            add_coherences(species, j, column);
    }
    return column;
}

Eigen::MatrixXd CollisionOperator::matrix() const {
    const std::size_t count = contour_.directions.size();
    const auto size = static_cast<Eigen::Index>(count) * components;
    Eigen::MatrixXd result(size, size);
    math::parallel_for(count, [&](std::size_t j) {
        const auto column = from_direction(j);
        for (std::size_t i = 0; i < count; ++i)
            result.block<components, components>(static_cast<Eigen::Index>(i) * components,
                                                 static_cast<Eigen::Index>(j) * components) =
                contour_.step() * column[i];
    });
    return result;
}

Matrix4cd CollisionOperator::harmonic(int m) const {
    const auto column = from_direction(0);
    const double first = contour_.directions.front().angle;
    Matrix4cd sum = Matrix4cd::Zero();
    for (std::size_t i = 0; i < column.size(); ++i)
        sum += std::polar(contour_.step(), -m * (contour_.directions[i].angle - first)) *
               column[i].cast<std::complex<double>>();
    return sum;
}

} // namespace sidejump::rashba
