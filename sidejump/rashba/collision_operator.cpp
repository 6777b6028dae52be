// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/collision_operator.hpp"

#include "sidejump/math/parallel_for.hpp"
#include "sidejump/rashba/spin_frame.hpp"

#include <algorithm>
#include <numbers>

namespace sidejump::rashba {
namespace {

using Eigen::Matrix2cd;
using Eigen::Matrix4d;
constexpr double pi = std::numbers::pi;

double trace_of(const Matrix2cd& one, const Matrix2cd& other) {
    return (one * other).trace().real();
}

/// Rows and columns of a ResolvedBlock beside first_point and second_point.
enum Place : Eigen::Index { upper_band = 2, coherence = 3 };

/// The coherences in a hermitian matrix over the spin, at the momentum of a point.
void add_coherence(ResolvedBlock& block, Eigen::Index column, const Matrix2cd& matrix,
                   const SpinFrame& frame, Eigen::Index point) {
    const Eigen::Index row = coherence + 2 * point;
    block(row, column) += 0.5 * trace_of(frame.across(), matrix);
    block(row + 1, column) += 0.5 * trace_of(frame.normal(), matrix);
}

/// A hermitian matrix over the spin in a direction, where the bands are taken as one. Below the
/// crossing the points share what is in the lower band by their states.
void add_spin_matrix(ResolvedBlock& block, Eigen::Index column, const Matrix2cd& matrix,
                     const ContourDirection& direction, const SpinFrame& frame, bool both_bands) {
    const double half_trace = 0.5 * matrix.trace().real();
    const double along = 0.5 * trace_of(frame.along(), matrix);
    if (both_bands) {
        block(first_point, column) += half_trace + along;
        block(second_point, column) += half_trace - along;
    } else {
        const double states = direction.points[0].states + direction.points[1].states;
        block(upper_band, column) += half_trace + along;
        for (Eigen::Index point = 0; point < 2; ++point)
            block(point, column) += (half_trace - along) *
                                    direction.points[static_cast<std::size_t>(point)].states /
                                    states;
    }
    if (column == upper_band) {
        add_coherence(block, column, 0.5 * matrix, frame, 0);
        add_coherence(block, column, 0.5 * matrix, frame, 1);
    } else {
        add_coherence(block, column, matrix, frame, 0);
    }
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
                            scatterers->mean_amplitude(contour_), scatterers->side_jump(contour_)});
}

void CollisionOperator::add_occupations(const Species& species, std::size_t j,
                                        std::vector<ResolvedBlock>& column) const {
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
                              frame, c);
            }
        }
        const double rate = pi * species.density / contour_.step();
        column[j](d, d) -= 2.0 * rate * trace_of(state, out_rate);
        add_coherence(column[j], d, -rate * (out_rate * state + state * out_rate), frame_in, d);
    }
}

void CollisionOperator::add_coherences(const Species& species, std::size_t j,
                                       std::vector<ResolvedBlock>& column) const {
    const ContourDirection& in = contour_.directions[j];
    const SpinFrame frame_in(in.axis);
    std::vector<std::pair<Eigen::Index, Matrix2cd>> states{{coherence, frame_in.across()},
                                                           {coherence + 1, frame_in.normal()}};
    if (!contour_.both_bands)
        states.emplace_back(upper_band, frame_in.projector(1.0));
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
                            out, frame, contour_.both_bands);
    }
    const double rate = pi * species.density / contour_.step();
    for (const auto& [component, state] : states)
        add_spin_matrix(column[j], component, -rate * (out_rate * state + state * out_rate), in,
                        frame_in, contour_.both_bands);
}

bool CollisionOperator::has_side_jump() const {
    return std::any_of(species_.begin(), species_.end(),
                       [](const Species& species) { return species.side_jump != nullptr; });
}

Eigen::Vector4d CollisionOperator::side_jump_drive(const ContourDirection& direction) const {
    const SpinFrame frame(direction.axis);
    Eigen::Vector4d drive = Eigen::Vector4d::Zero();
    for (const Species& species : species_)
        if (species.side_jump) {
            const Matrix2cd matrix = species.side_jump->uniform_collision(
                direction.angle, {-Matrix2cd::Identity(), Matrix2cd::Zero()});
            drive(first_point) += trace_of(frame.projector(1.0), matrix);
            drive(second_point) += trace_of(frame.projector(-1.0), matrix);
            drive(spin_across) += 0.5 * trace_of(frame.across(), matrix);
            drive(spin_normal) += 0.5 * trace_of(frame.normal(), matrix);
        }
    return drive;
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

std::vector<ResolvedBlock> CollisionOperator::from_direction(std::size_t j) const {
    std::vector<ResolvedBlock> column(contour_.directions.size(), ResolvedBlock::Zero());
    for (const Species& species : species_) {
        add_occupations(species, j, column);
        add_coherences(species, j, column);
    }
    return column;
}

namespace {

ResolvedCollisions zero_collisions(Eigen::Index directions) {
    const Eigen::Index slow = 3 * directions;
    const Eigen::Index fast = 2 * directions;
    return {Eigen::MatrixXcd::Zero(slow, slow),
            Eigen::MatrixXcd::Zero(slow, fast),
            Eigen::MatrixXcd::Zero(fast, fast),
            {Eigen::MatrixXcd::Zero(fast, slow), Eigen::MatrixXcd::Zero(fast, slow)}};
}

void add_block(ResolvedCollisions& collisions, Eigen::Index i, Eigen::Index j,
               const Eigen::Matrix<std::complex<double>, 7, 5>& block) {
    collisions.slow_from_slow.block<3, 3>(3 * i, 3 * j) += block.topLeftCorner<3, 3>();
    collisions.slow_from_fast.block<3, 2>(3 * i, 2 * j) += block.topRightCorner<3, 2>();
    collisions.fast_from_fast.block<2, 2>(2 * i, 2 * j) += block.block<2, 2>(coherence, coherence);
    for (Eigen::Index point = 0; point < 2; ++point)
        collisions.fast_from_slow[static_cast<std::size_t>(point)].block<2, 3>(2 * i, 3 * j) +=
            block.block<2, 3>(coherence + 2 * point, 0);
}

} // namespace

ResolvedCollisions CollisionOperator::resolved() const {
    const std::size_t count = contour_.directions.size();
    std::vector<std::vector<ResolvedBlock>> columns(count);
    math::parallel_for(count, [&](std::size_t j) { columns[j] = from_direction(j); });
    auto result = zero_collisions(static_cast<Eigen::Index>(count));
    for (std::size_t j = 0; j < count; ++j)
        for (std::size_t i = 0; i < count; ++i)
            add_block(result, static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j),
                      (contour_.step() * columns[j][i]).cast<std::complex<double>>());
    return result;
}

ResolvedCollisions CollisionOperator::resolved_harmonic(int m) const {
    const auto column = from_direction(0);
    const double first = contour_.directions.front().angle;
    auto result = zero_collisions(1);
    for (std::size_t i = 0; i < column.size(); ++i)
        add_block(result, 0, 0,
                  std::polar(contour_.step(), -m * (contour_.directions[i].angle - first)) *
                      column[i].cast<std::complex<double>>());
    return result;
}

Eigen::MatrixXcd merged(const ResolvedCollisions& collisions, bool both_bands) {
    const Eigen::Index directions = collisions.fast_from_fast.rows() / 2;
    Eigen::MatrixXcd result =
        Eigen::MatrixXcd::Zero(components * directions, components * directions);
    const auto& [first, second] = collisions.fast_from_slow;
    for (Eigen::Index i = 0; i < directions; ++i)
        for (Eigen::Index j = 0; j < directions; ++j) {
            auto block = result.block<components, components>(components * i, components * j);
            block.topLeftCorner<2, 2>() = collisions.slow_from_slow.block<2, 2>(3 * i, 3 * j);
            block.bottomLeftCorner<2, 2>() =
                first.block<2, 2>(2 * i, 3 * j) + second.block<2, 2>(2 * i, 3 * j);
            if (both_bands) {
                block.topRightCorner<2, 2>() = collisions.slow_from_fast.block<2, 2>(3 * i, 2 * j);
                block.bottomRightCorner<2, 2>() =
                    collisions.fast_from_fast.block<2, 2>(2 * i, 2 * j);
            }
        }
    return result;
}

Eigen::MatrixXd CollisionOperator::matrix() const {
    return merged(resolved(), contour_.both_bands).real();
}

} // namespace sidejump::rashba
