// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/interface_law.hpp"

#include "sidejump/device/axes.hpp"

#include <Eigen/LU>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device {
namespace {

using Eigen::Matrix2d;
using Eigen::Matrix3d;

// A mixing conductance of G/2 that was computed as such is not refused for its last digit.
constexpr double rounding = 1e-12;

void require_conductance(const char* name, double value) {
    if (!(value >= 0.0 && std::isfinite(value)))
        throw std::invalid_argument(
            fmt::format("the {} is {:.6g} S/m^2, not a number >= 0", name, value));
}

// G (1, P; P, 1) in charge and spin along m.
FieldMatrix collinear(const Matrix2d& block, const Vector3& m) {
    FieldMatrix matrix = FieldMatrix::Zero();
    matrix(0, 0) = block(0, 0);
    matrix.block<1, 3>(0, 1) = block(0, 1) * m.transpose();
    matrix.block<3, 1>(1, 0) = block(1, 0) * m;
    matrix.block<3, 3>(1, 1) = block(1, 1) * m * m.transpose();
    return matrix;
}

Matrix2d polarised(const MagneticInterface& parameters) {
    require_conductance("conductance", parameters.conductance);
    if (!(std::abs(parameters.polarisation) <= 1.0))
        throw std::invalid_argument(fmt::format("the polarisation is {:.6g}, not between -1 and 1",
                                                parameters.polarisation));
    Matrix2d block;
    block << 1.0, parameters.polarisation, parameters.polarisation, 1.0;
    return parameters.conductance * block;
}

// 2 G_r m x (u x m) + 2 G_i (u x m).
FieldMatrix transverse(const MixingConductance& mixing, const Vector3& m) {
    FieldMatrix matrix = FieldMatrix::Zero();
    matrix.block<3, 3>(1, 1) = 2.0 * mixing.real * (Matrix3d::Identity() - m * m.transpose()) -
                               2.0 * mixing.imaginary * cross_matrix(m);
    return matrix;
}

MixingConductance mixing_of(double conductance, const std::optional<MixingConductance>& given) {
    if (!given)
        return {0.5 * conductance, 0.0};
    require_conductance("real part of the mixing conductance", given->real);
    if (given->real < 0.5 * conductance * (1.0 - rounding))
        throw std::invalid_argument(
            fmt::format("the real part of the mixing conductance is {:.6g} S/m^2, less than half "
                        "the conductance, {:.6g} S/m^2",
                        given->real, 0.5 * conductance));
    return *given;
}

void require_unit(const Vector3& direction) {
    if (!(std::abs(direction.norm() - 1.0) < 1e-9))
        throw std::invalid_argument("the direction of a magnetisation is not a unit vector");
}

} // namespace

NormalInterface spin_memory_loss(double conductance, double loss_parameter) {
    if (!(loss_parameter >= 0.0 && std::isfinite(loss_parameter)))
        throw std::invalid_argument(
            fmt::format("the spin-loss parameter is {:.6g}, not a number >= 0", loss_parameter));
    if (loss_parameter == 0.0)
        return {conductance, conductance, 0.0};
    // coth d + 1/sinh d = coth d/2, coth d - 1/sinh d = tanh d/2.
    const double half_tanh = std::tanh(0.5 * loss_parameter);
    return {conductance, 0.5 * conductance * loss_parameter / half_tanh,
            2.0 * conductance * loss_parameter * half_tanh};
}

InterfaceLaw normal_interface(const NormalInterface& parameters) {
    const double spin = parameters.spin_conductance.value_or(parameters.conductance);
    require_conductance("conductance", parameters.conductance);
    require_conductance("spin conductance", spin);
    require_conductance("spin loss", parameters.spin_loss);
    InterfaceLaw law = InterfaceLaw::Zero();
    for (int a = 0; a < 4; ++a) {
        const double through = a == 0 ? parameters.conductance : spin;
        const double loss = a == 0 ? 0.0 : 0.25 * parameters.spin_loss;
        law(a, a) = law(4 + a, 4 + a) = through + loss;
        law(a, 4 + a) = law(4 + a, a) = loss - through;
    }
    return law;
}

InterfaceLaw magnetic_interface(const MagneticInterface& parameters, const Vector3& direction,
                                MagneticSide side) {
    require_unit(direction);
    const FieldMatrix through = collinear(polarised(parameters), direction);
    const FieldMatrix across =
        transverse(mixing_of(parameters.conductance, parameters.mixing), direction);
    InterfaceLaw law;
    law << through, -through, -through, through;
    if (side == MagneticSide::second)
        law.topLeftCorner<4, 4>() += across;
    if (side == MagneticSide::first)
        law.bottomRightCorner<4, 4>() += across;
    return law;
}

BoundaryLaw ohmic_contact(ContactSpin spin) {
    BoundaryLaw law;
    const bool fixed = spin == ContactSpin::reservoir;
    law.fixed = {true, fixed, fixed, fixed};
    return law;
}

BoundaryLaw spin_sink() {
    BoundaryLaw law;
    law.fixed = {false, true, true, true};
    return law;
}

BoundaryLaw normal_contact(const NormalInterface& parameters) {
    BoundaryLaw law;
    law.exchange = normal_interface(parameters).topLeftCorner<4, 4>();
    return law;
}

BoundaryLaw ferromagnetic_contact(const std::optional<MagneticInterface>& interface,
                                  const std::optional<FerromagnetBehind>& ferromagnet,
                                  const Vector3& direction) {
    require_unit(direction);
    if (!interface && !ferromagnet)
        throw std::invalid_argument(
            "a ferromagnetic contact needs an interface or the spin resistance of the ferromagnet");
    Matrix2d series = Matrix2d::Zero(); // resistance of the ferromagnet
    double ohmic = 0.0;
    if (ferromagnet) {
        const double p = ferromagnet->polarisation;
        if (!(std::abs(p) < 1.0))
            throw std::invalid_argument(
                fmt::format("the polarisation of the ferromagnet is {:.6g}, not between -1 and 1, "
                            "ends excluded",
                            p));
        if (!(ferromagnet->spin_resistance > 0.0 && std::isfinite(ferromagnet->spin_resistance)))
            throw std::invalid_argument(
                fmt::format("the spin resistance of the ferromagnet is {:.6g} ohm m^2, not a "
                            "number > 0",
                            ferromagnet->spin_resistance));
        ohmic = (1.0 - p * p) * ferromagnet->spin_resistance;
        series << p * p, -p, -p, 1.0;
        series *= ferromagnet->spin_resistance;
        series(0, 0) += ohmic;
    }
    BoundaryLaw law;
    if (interface) {
        // A half-metallic interface has no resistance matrix, hence G (1 + R G)^-1.
        const Matrix2d g = polarised(*interface);
        const Matrix2d both = g * (Matrix2d::Identity() + series * g).inverse();
        law.exchange = collinear(both, direction) +
                       transverse(mixing_of(interface->conductance, interface->mixing), direction);
    } else {
        law.exchange =
            collinear(series.inverse(), direction) +
            transverse(mixing_of(0.0, ferromagnet->mixing.value_or(MixingConductance{0.5 / ohmic})),
                       direction);
    }
    return law;
}

BoundaryLaw magnetic_insulator(const MixingConductance& mixing, const Vector3& direction) {
    require_unit(direction);
    BoundaryLaw law;
    law.exchange = transverse(mixing_of(0.0, mixing), direction);
    return law;
}

} // namespace sidejump::device
