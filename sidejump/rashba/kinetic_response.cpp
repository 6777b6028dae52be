// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/kinetic_response.hpp"

#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/rashba/conserved_spins.hpp"

#include <Eigen/LU>
#include <cmath>
#include <numbers>

namespace sidejump::rashba {
namespace {

using Complex = std::complex<double>;
using Eigen::VectorXcd;
using Eigen::VectorXd;
constexpr Complex imaginary(0.0, 1.0);

Eigen::Index first_of(std::size_t direction) {
    return static_cast<Eigen::Index>(direction) * components;
}

/// -d f_0/dp_x of the wave functions, integrated over p: sin(phi) (p_+ - p_-) dP_+/dphi.
VectorXd rotation_drive(const FermiContour& contour) {
    VectorXd drive = VectorXd::Zero(first_of(contour.directions.size()));
    for (std::size_t i = 0; i < contour.directions.size(); ++i) {
        const ContourDirection& direction = contour.directions[i];
        drive(first_of(i) + spin_across) = 0.5 * direction.axis_turn * std::sin(direction.angle) *
                                           direction.stretch /
                                           (4.0 * std::numbers::pi * std::numbers::pi);
    }
    return drive;
}

/// -d f_0/dp_x of the occupations.
VectorXd acceleration_drive(const FermiContour& contour) {
    VectorXd drive = VectorXd::Zero(first_of(contour.directions.size()));
    for (std::size_t i = 0; i < contour.directions.size(); ++i)
        for (std::size_t c = 0; c < 2; ++c) {
            const FermiPoint& point = contour.directions[i].points[c];
            drive(first_of(i) + static_cast<Eigen::Index>(c)) = point.states * point.velocity[0];
        }
    return drive;
}

Carried carried(const FermiContour& contour, const VectorXcd& u) {
    Carried sum;
    for (std::size_t i = 0; i < contour.directions.size(); ++i) {
        const ContourDirection& direction = contour.directions[i];
        const auto at = u.segment<components>(first_of(i)) * contour.step();
        const double c = std::cos(direction.angle);
        const double s = std::sin(direction.angle);
        const Complex across = at(spin_across);
        // The velocity has the spin in it, sigma.d b/dp /2; between the bands b turns.
        const Complex turning =
            direction.splitting * direction.axis_turn / direction.mean_momentum * across;
        sum.current[0] -= s * turning;
        sum.current[1] += c * turning;
        Complex along = 0.0;
        for (Eigen::Index p = 0; p < 2; ++p) {
            const FermiPoint& point = direction.points[static_cast<std::size_t>(p)];
            sum.current[0] += point.velocity[0] * at(p);
            sum.current[1] += point.velocity[1] * at(p);
            along += 0.5 * point.helicity * at(p);
        }
        sum.spin[0] += along * std::cos(direction.axis) - across * std::sin(direction.axis);
        sum.spin[1] += along * std::sin(direction.axis) + across * std::cos(direction.axis);
        sum.spin[2] += at(spin_normal);
        sum.spin_current[0] += direction.mean_momentum * c * at(spin_normal);
        sum.spin_current[1] += direction.mean_momentum * s * at(spin_normal);
    }
    return sum;
}

/// sum over directions of p_y S_z with splitting S_z = the quantity across.
Complex as_spin_current(const FermiContour& contour, const VectorXcd& across) {
    Complex sum = 0.0;
    for (std::size_t i = 0; i < contour.directions.size(); ++i) {
        const ContourDirection& direction = contour.directions[i];
        if (direction.splitting > 0.0)
            sum += contour.step() * direction.mean_momentum * std::sin(direction.angle) /
                   direction.splitting * across(first_of(i) + spin_across);
    }
    return sum;
}

/// Adds the precession of the spin about b to the diagonal block of a direction.
template <class Block>
void add_precession(Block&& block, double splitting) {
    block(spin_across, spin_normal) += splitting;
    block(spin_normal, spin_across) -= splitting;
}

} // namespace

Carried& Carried::operator+=(const Carried& other) {
    for (std::size_t i = 0; i < 2; ++i) {
        current[i] += other.current[i];
        spin_current[i] += other.spin_current[i];
    }
    for (std::size_t i = 0; i < 3; ++i)
        spin[i] += other.spin[i];
    return *this;
}

Carried& Carried::operator*=(double factor) {
    for (auto* values : {&current, &spin_current})
        for (auto& value : *values)
            value *= factor;
    for (auto& value : spin)
        value *= factor;
    return *this;
}

KineticResponse& KineticResponse::operator+=(const KineticResponse& other) {
    total += other.total;
    rotation += other.rotation;
    acceleration += other.acceleration;
    side_jump += other.side_jump;
    field_term += other.field_term;
    collision_term += other.collision_term;
    retardation_term += other.retardation_term;
    return *this;
}

KineticResponse& KineticResponse::operator*=(double factor) {
    total *= factor;
    rotation *= factor;
    acceleration *= factor;
    side_jump *= factor;
    field_term *= factor;
    collision_term *= factor;
    retardation_term *= factor;
    return *this;
}

KineticEquation::KineticEquation(const SpinOrbitField& field, FermiContour contour,
                                 const Impurities& impurities)
    : isotropic_(field.is_isotropic()) {
    const CollisionOperator collisions(std::move(contour), impurities);
    // Two harmonics are summed exactly over a few directions; cubic coupling makes them four.
    constexpr int few = 12;
    contour_ =
        isotropic_ ? fermi_contour(field, collisions.contour().energy, few) : collisions.contour();
    VectorXd collided;
    const VectorXd drift = acceleration_drive(contour_);
    if (isotropic_) {
        harmonic_ = collisions.harmonic(1);
        // In the collisions of cos(phi) only the real part matters to the current along x.
        collided = VectorXd::Zero(drift.size());
        Eigen::Vector2d radial;
        for (Eigen::Index c = 0; c < 2; ++c)
            radial(c) = drift(c) / std::cos(contour_.directions.front().angle);
        const Eigen::Matrix2d rates = harmonic_.real().topLeftCorner<2, 2>();
        const Eigen::Vector2d after = rates * radial;
        for (std::size_t i = 0; i < contour_.directions.size(); ++i)
            collided.segment<2>(first_of(i)) = std::cos(contour_.directions[i].angle) * after;
    } else {
        collisions_ = collisions.matrix();
        collided = collisions_ * drift;
    }
    if (collisions.has_side_jump()) {
        side_jump_drive_.resize(drift.size());
        for (std::size_t i = 0; i < contour_.directions.size(); ++i) {
            side_jump_drive_.segment<components>(first_of(i)) =
                collisions.side_jump_drive(contour_.directions[i]);
            side_jump_current_.push_back(collisions.side_jump_current(contour_.directions[i]));
        }
    }
    transport_rate_ = -carried(contour_, collided.cast<Complex>()).current[0].real() /
                      carried(contour_, drift.cast<Complex>()).current[0].real();
}

VectorXcd KineticEquation::solve_harmonics(const VectorXd& drive, double frequency,
                                           double rate_scale) const {
    VectorXcd solution = VectorXcd::Zero(drive.size());
    const auto count = contour_.directions.size();
    for (const int m : {1, -1}) {
        Eigen::Vector4cd amplitude = Eigen::Vector4cd::Zero();
        for (std::size_t i = 0; i < count; ++i)
            amplitude +=
                std::polar(1.0 / static_cast<double>(count), -m * contour_.directions[i].angle) *
                drive.segment<components>(first_of(i));
        Eigen::Matrix4cd equation =
            -rate_scale * (m > 0 ? harmonic_ : Eigen::Matrix4cd(harmonic_.conjugate()));
        equation.diagonal().array() -= imaginary * frequency;
        add_precession(equation, contour_.directions.front().splitting);
        const Eigen::Vector4cd solved = equation.partialPivLu().solve(amplitude);
        for (std::size_t i = 0; i < count; ++i)
            solution.segment<components>(first_of(i)) +=
                std::polar(1.0, m * contour_.directions[i].angle) * solved;
    }
    return solution;
}

VectorXcd KineticEquation::solve_directions(const VectorXd& drive, double frequency,
                                            double rate_scale) const {
    Eigen::MatrixXd equation = -rate_scale * collisions_;
    for (std::size_t i = 0; i < contour_.directions.size(); ++i)
        add_precession(equation.block<components, components>(first_of(i), first_of(i)),
                       contour_.directions[i].splitting);
    if (frequency == 0.0) {
        fix_conserved(contour_, equation);
        return math::solve(equation, drive).cast<Complex>();
    }
    Eigen::MatrixXcd dynamic = equation.cast<Complex>();
    dynamic.diagonal().array() -= imaginary * frequency;
    return math::solve(dynamic, drive.cast<Complex>());
}

VectorXcd KineticEquation::solve(const VectorXd& drive, double frequency, double rate_scale) const {
    return isotropic_ ? solve_harmonics(drive, frequency, rate_scale)
                      : solve_directions(drive, frequency, rate_scale);
}

void KineticEquation::add_side_jump_currents(const VectorXcd& u, Carried& carried) const {
    for (std::size_t i = 0; i < side_jump_current_.size(); ++i) {
        const Eigen::Vector4cd current =
            contour_.step() * side_jump_current_[i] * u.segment<components>(first_of(i));
        carried.current[0] += current(0);
        carried.current[1] += current(1);
        carried.spin_current[0] += current(2);
        carried.spin_current[1] += current(3);
    }
}

KineticResponse KineticEquation::response(double frequency, double rate_scale) const {
    const VectorXd rotation = rotation_drive(contour_);
    const VectorXd acceleration = acceleration_drive(contour_);
    const VectorXcd turned = solve(rotation, frequency, rate_scale);
    const VectorXcd moved = solve(acceleration, frequency, rate_scale);
    KineticResponse response;
    response.rotation = carried(contour_, turned);
    response.acceleration = carried(contour_, moved);
    VectorXcd all = turned + moved;
    if (!side_jump_current_.empty()) {
        const VectorXcd jumped = solve(rate_scale * side_jump_drive_, frequency, rate_scale);
        response.side_jump = carried(contour_, jumped);
        all += jumped;
        Carried currents;
        add_side_jump_currents(all, currents);
        currents *= rate_scale;
        response.side_jump += currents;
    }
    response.total = response.rotation;
    response.total += response.acceleration;
    response.total += response.side_jump;
    response.field_term = as_spin_current(contour_, rotation.cast<Complex>());
    response.retardation_term = as_spin_current(contour_, imaginary * frequency * all);
    response.collision_term =
        response.total.spin_current[1] - response.field_term - response.retardation_term;
    return response;
}

} // namespace sidejump::rashba
