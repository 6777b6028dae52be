// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/kinetic_response.hpp"

#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/rashba/conserved_spins.hpp"
#include "sidejump/rashba/field_drive.hpp"

#include <Eigen/LU>
#include <cmath>
#include <numbers>

namespace sidejump::rashba {
namespace {

using Complex = std::complex<double>;
using Eigen::Index;
using Eigen::MatrixXcd;
using Eigen::MatrixXd;
constexpr Complex imaginary(0.0, 1.0);

Index first_of(std::size_t direction) {
    return static_cast<Index>(direction) * components;
}

/// sum over directions of p_y S_z with splitting S_z = the quantity across.
Complex as_spin_current(const FermiContour& contour, const Eigen::VectorXcd& across) {
    Complex sum = 0.0;
    for (std::size_t i = 0; i < contour.directions.size(); ++i) {
        const ContourDirection& direction = contour.directions[i];
        if (direction.splitting > 0.0)
            sum += contour.step() * direction.mean_momentum * std::sin(direction.angle) /
                   direction.splitting * across(first_of(i) + spin_across);
    }
    return sum;
}

/// The amplitude of e^{i m phi} in each component; rows of all directions in.
MatrixXcd harmonic_of(const FermiContour& contour, const MatrixXcd& values, int m) {
    const std::size_t count = contour.directions.size();
    const Index rows = values.rows() / static_cast<Index>(count);
    MatrixXcd sum = MatrixXcd::Zero(rows, values.cols());
    for (std::size_t i = 0; i < count; ++i)
        sum += std::polar(1.0 / static_cast<double>(count), -m * contour.directions[i].angle) *
               values.middleRows(static_cast<Index>(i) * rows, rows);
    return sum;
}

/// Adds an amplitude times e^{i m phi} to the values of all directions.
void add_harmonic(const FermiContour& contour, const MatrixXcd& amplitude, int m,
                  MatrixXcd& values) {
    for (std::size_t i = 0; i < contour.directions.size(); ++i)
        values.middleRows(static_cast<Index>(i) * amplitude.rows(), amplitude.rows()) +=
            std::polar(1.0, m * contour.directions[i].angle) * amplitude;
}

ResolvedCollisions conjugate(const ResolvedCollisions& collisions) {
    return {collisions.slow_from_slow.conjugate(),
            collisions.slow_from_fast.conjugate(),
            collisions.fast_from_fast.conjugate(),
            {collisions.fast_from_slow[0].conjugate(), collisions.fast_from_slow[1].conjugate()}};
}

/// Where collisions of a harmonic conserve the spin in the plane to rounding, the balance of that
/// spin takes the place of one equation, without the rounding: precession may be slower than that.
void balance_spin(const ContourDirection& direction, const MatrixXcd& collisions, double frequency,
                  MatrixXcd& equation, MatrixXcd& drives) {
    for (const double sense : {1.0, -1.0}) {
        Eigen::RowVector4cd spin(0.5 * direction.points[0].helicity,
                                 0.5 * direction.points[1].helicity, sense * imaginary, 0.0);
        if ((spin * collisions).norm() > 1e-10 * collisions.norm())
            continue;
        const Eigen::RowVectorXcd driven = spin * drives;
        equation.row(spin_across) = -imaginary * frequency * spin;
        equation(spin_across, spin_normal) += sense * imaginary * direction.splitting;
        drives.row(spin_across) = driven;
        return;
    }
}

/// S_t and S_z, or the two points and an empty upper band, from components.
MatrixXcd rows_of(const MatrixXcd& values, Index first, Index rows) {
    const Index count = values.rows() / components;
    MatrixXcd result = MatrixXcd::Zero(rows * count, values.cols());
    for (Index i = 0; i < count; ++i)
        result.middleRows(rows * i, 2) = values.middleRows(components * i + first, 2);
    return result;
}

} // namespace

KineticEquation::KineticEquation(FermiContour contour, const Impurities& impurities)
    : isotropic_(contour.field.is_isotropic()) {
    const CollisionOperator collisions(std::move(contour), impurities);
    // Two harmonics are summed exactly over a few directions; cubic coupling makes them four.
    constexpr int few = 12;
    contour_ = isotropic_
                   ? fermi_contour(collisions.contour().field, collisions.contour().energy, few)
                   : collisions.contour();
    resolved_ = isotropic_ ? collisions.resolved_harmonic(1) : collisions.resolved();
    together_ = merged(resolved_, contour_.both_bands);
    const Eigen::VectorXd drift = acceleration_drive(contour_);
    if (collisions.has_side_jump()) {
        side_jump_drive_.resize(drift.size());
        for (std::size_t i = 0; i < contour_.directions.size(); ++i) {
            side_jump_drive_.segment<components>(first_of(i)) =
                collisions.side_jump_drive(contour_.directions[i]);
            side_jump_current_.push_back(collisions.side_jump_current(contour_.directions[i]));
        }
    }
    MatrixXcd collided = MatrixXcd::Zero(drift.size(), 1);
    if (isotropic_)
        for (const int m : {1, -1})
            add_harmonic(contour_,
                         (m > 0 ? together_ : MatrixXcd(together_.conjugate())) *
                             harmonic_of(contour_, drift.cast<Complex>(), m),
                         m, collided);
    else
        collided = together_ * drift.cast<Complex>();
    const auto along_field = [&](const MatrixXcd& occupations) {
        double sum = 0.0;
        for (std::size_t i = 0; i < contour_.directions.size(); ++i)
            for (std::size_t c = 0; c < 2; ++c)
                sum += contour_.directions[i].points[c].velocity[0] *
                       occupations(first_of(i) + static_cast<Index>(c), 0).real();
        return sum;
    };
    transport_rate_ = -along_field(collided) / along_field(drift.cast<Complex>());
}

MatrixXcd KineticEquation::solve_together(const MatrixXcd& drives, bool harmonic, double frequency,
                                          double rate_scale) const {
    MatrixXcd equation = -rate_scale * together_;
    equation.diagonal().array() -= imaginary * frequency;
    const std::size_t count = harmonic ? 1 : contour_.directions.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Index row = first_of(i);
        equation(row + spin_across, row + spin_normal) += contour_.directions[i].splitting;
        equation(row + spin_normal, row + spin_across) -= contour_.directions[i].splitting;
    }
    if (harmonic) {
        MatrixXcd right = drives;
        balance_spin(contour_.directions.front(), together_, frequency, equation, right);
        return equation.partialPivLu().solve(right);
    }
    if (frequency == 0.0) {
        MatrixXd real = equation.real();
        fix_conserved(contour_, real);
        return math::solve(real, MatrixXd(drives.real())).cast<Complex>();
    }
    return math::solve(equation, drives);
}

KineticEquation::Electrons
KineticEquation::solve_apart(const MatrixXcd& drives, double frequency, double rate_scale,
                             const ResolvedCollisions& collisions,
                             const std::vector<ContourDirection>& directions) const {
    // Columns: rotation, which alone drives coherences between the points, then all others.
    const Index others = drives.cols() - 1;
    ResolvedDrive drive{rows_of(drives, first_point, 3), rows_of(drives, spin_across, 2),
                        rows_of(drives, spin_across, 2)};
    drive.rotation.rightCols(others).setZero();
    drive.fast.col(0).setZero();
    const int most = isotropic_ ? 4096 : 64;
    const auto moved = solve_resolved(collisions, directions, contour_.field, drive, frequency,
                                      rate_scale, rate_scale * transport_rate_, most);
    const auto count = static_cast<Index>(directions.size());
    Electrons electrons{MatrixXcd(components * count, drives.cols()),
                        MatrixXcd(count, drives.cols()), moved.across_flow, moved.normal_flow};
    for (Index i = 0; i < count; ++i) {
        electrons.components.middleRows(components * i, 2) = moved.slow.middleRows(3 * i, 2);
        electrons.components.row(components * i + spin_across) = moved.across.row(i);
        electrons.components.row(components * i + spin_normal) = moved.normal.row(i);
        electrons.upper.row(i) = moved.slow.row(3 * i + 2);
    }
    return electrons;
}

KineticEquation::Electrons KineticEquation::solve(const MatrixXd& drives, double frequency,
                                                  double rate_scale) const {
    constexpr double blurred = 1e-2; // spread of the splitting, in collision rates
    const auto count = static_cast<Index>(contour_.directions.size());
    const bool apart =
        frequency != 0.0 && splitting_spread(contour_) > blurred * rate_scale * transport_rate_;
    const MatrixXcd all = drives.cast<Complex>();
    Electrons electrons{
        MatrixXcd::Zero(components * count, drives.cols()), MatrixXcd::Zero(count, drives.cols()),
        MatrixXcd::Zero(count, drives.cols()), MatrixXcd::Zero(count, drives.cols())};
    if (apart && !isotropic_)
        return solve_apart(all, frequency, rate_scale, resolved_, contour_.directions);
    if (apart) {
        for (const int m : {1, -1}) {
            const auto part = solve_apart(harmonic_of(contour_, all, m), frequency, rate_scale,
                                          m > 0 ? resolved_ : conjugate(resolved_),
                                          {contour_.directions.front()});
            add_harmonic(contour_, part.components, m, electrons.components);
            add_harmonic(contour_, part.upper, m, electrons.upper);
            add_harmonic(contour_, part.across_flow, m, electrons.across_flow);
            add_harmonic(contour_, part.normal_flow, m, electrons.normal_flow);
        }
        return electrons;
    }
    if (isotropic_) {
        // The equation of e^{-i phi} is that of e^{i phi} with conjugate collisions.
        for (const int m : {1, -1}) {
            const MatrixXcd amplitude = harmonic_of(contour_, all, m);
            const MatrixXcd solved =
                m > 0
                    ? solve_together(amplitude, true, frequency, rate_scale)
                    : MatrixXcd(solve_together(amplitude.conjugate(), true, -frequency, rate_scale)
                                    .conjugate());
            add_harmonic(contour_, solved, m, electrons.components);
        }
    } else {
        electrons.components = solve_together(all, false, frequency, rate_scale);
    }
    const int power = contour_.field.power();
    for (Index i = 0; i < count; ++i) {
        const double momentum = contour_.directions[static_cast<std::size_t>(i)].mean_momentum;
        electrons.across_flow.row(i) =
            std::pow(momentum, power - 1) * electrons.components.row(components * i + spin_across);
        electrons.normal_flow.row(i) =
            momentum * electrons.components.row(components * i + spin_normal);
    }
    return electrons;
}

Carried KineticEquation::carried(const Electrons& electrons, Index drive) const {
    Carried sum;
    for (std::size_t i = 0; i < contour_.directions.size(); ++i) {
        const ContourDirection& direction = contour_.directions[i];
        const auto row = static_cast<Index>(i);
        const Eigen::Vector4cd at =
            contour_.step() * electrons.components.block<components, 1>(first_of(i), drive);
        const double c = std::cos(direction.angle);
        const double s = std::sin(direction.angle);
        // The velocity has the spin in it, sigma.d b/dp /2; between the bands b turns.
        const Complex turning = contour_.step() * contour_.field.at(direction.angle).strength *
                                direction.axis_turn * electrons.across_flow(row, drive);
        const Complex flow = contour_.step() * electrons.normal_flow(row, drive);
        Complex along = 0.5 * contour_.step() * electrons.upper(row, drive);
        sum.current[0] -= s * turning;
        sum.current[1] += c * turning;
        for (Index p = 0; p < 2; ++p) {
            const FermiPoint& point = direction.points[static_cast<std::size_t>(p)];
            sum.current[0] += point.velocity[0] * at(p);
            sum.current[1] += point.velocity[1] * at(p);
            along += 0.5 * point.helicity * at(p);
        }
        const Complex across = at(spin_across);
        sum.spin[0] += along * std::cos(direction.axis) - across * std::sin(direction.axis);
        sum.spin[1] += along * std::sin(direction.axis) + across * std::cos(direction.axis);
        sum.spin[2] += at(spin_normal);
        sum.spin_current[0] += c * flow;
        sum.spin_current[1] += s * flow;
    }
    return sum;
}

void KineticEquation::add_side_jump_currents(const Electrons& electrons, Carried& carried) const {
    for (std::size_t i = 0; i < side_jump_current_.size(); ++i) {
        const Eigen::Vector4cd all =
            electrons.components.middleRows<components>(first_of(i)).rowwise().sum();
        const Eigen::Vector4cd current = contour_.step() * side_jump_current_[i] * all;
        carried.current[0] += current(0);
        carried.current[1] += current(1);
        carried.spin_current[0] += current(2);
        carried.spin_current[1] += current(3);
    }
}

KineticResponse KineticEquation::response(double frequency, double rate_scale) const {
    const bool jumps = !side_jump_current_.empty();
    const Eigen::VectorXd rotation = rotation_drive(contour_);
    MatrixXd drives(rotation.size(), jumps ? 3 : 2);
    drives.col(0) = rotation;
    drives.col(1) = acceleration_drive(contour_);
    if (jumps)
        drives.col(2) = rate_scale * side_jump_drive_;
    const Electrons electrons = solve(drives, frequency, rate_scale);
    KineticResponse response;
    response.rotation = carried(electrons, 0);
    response.acceleration = carried(electrons, 1);
    if (jumps) {
        response.side_jump = carried(electrons, 2);
        Carried currents;
        add_side_jump_currents(electrons, currents);
        currents *= rate_scale;
        response.side_jump += currents;
    }
    response.total = response.rotation;
    response.total += response.acceleration;
    response.total += response.side_jump;
    response.field_term = as_spin_current(contour_, rotation.cast<Complex>());
    response.retardation_term =
        as_spin_current(contour_, imaginary * frequency * electrons.components.rowwise().sum());
    response.collision_term =
        response.total.spin_current[1] - response.field_term - response.retardation_term;
    return response;
}

} // namespace sidejump::rashba
