// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/medium.hpp"

#include "sidejump/device/axes.hpp"

#include <cmath>

namespace sidejump::device {

ConductionTensor isotropic_conduction(const IsotropicConduction& c) {
    ConductionTensor tensor = ConductionTensor::Zero();
    for (int j = 0; j < 3; ++j)
        for (int k = 0; k < 3; ++k) {
            tensor(index_of(j, 0), index_of(k, 0)) = c.charge * delta(j, k);
            for (int a = 0; a < 3; ++a) {
                tensor(index_of(j, 0), index_of(k, 1 + a)) = c.spin_hall * levi_civita(j, k, a);
                tensor(index_of(j, 1 + a), index_of(k, 0)) = c.spin_hall * levi_civita(j, k, a);
                for (int b = 0; b < 3; ++b) {
                    const double trace = delta(j, a) * delta(k, b) / 3.0;
                    const double direct = 0.5 * delta(j, k) * delta(a, b);
                    const double exchanged = 0.5 * delta(j, b) * delta(k, a);
                    tensor(index_of(j, 1 + a), index_of(k, 1 + b)) =
                        c.spin_0 * trace + c.spin_1 * (direct - exchanged) +
                        c.spin_2 * (direct + exchanged - trace);
                }
            }
        }
    return tensor;
}

ConductionTensor ferromagnet_conduction(double conductivity, double polarisation,
                                        double anomalous_hall_conductivity,
                                        const Vector3& direction) {
    ConductionTensor tensor = ConductionTensor::Zero();
    for (int j = 0; j < 3; ++j) {
        tensor.block<4, 4>(index_of(j, 0), index_of(j, 0)).diagonal().setConstant(conductivity);
        for (int a = 0; a < 3; ++a) {
            tensor(index_of(j, 0), index_of(j, 1 + a)) = conductivity * polarisation * direction[a];
            tensor(index_of(j, 1 + a), index_of(j, 0)) = conductivity * polarisation * direction[a];
        }
        for (int k = 0; k < 3; ++k)
            for (int l = 0; l < 3; ++l)
                tensor(index_of(j, 0), index_of(k, 0)) +=
                    anomalous_hall_conductivity * levi_civita(j, l, k) * direction[l];
    }
    return tensor;
}

FieldMatrix ferromagnet_relaxation(double conductivity, double polarisation,
                                   double spin_flip_length, double dephasing_length,
                                   double precession_length, const Vector3& direction) {
    const auto rate = [&](double length) { return conductivity / (length * length); };
    const Eigen::Matrix3d along = direction * direction.transpose();
    FieldMatrix relaxation = FieldMatrix::Zero();
    relaxation.block<3, 3>(1, 1) =
        (1.0 - polarisation * polarisation) * rate(spin_flip_length) * along +
        rate(dephasing_length) * (Eigen::Matrix3d::Identity() - along) -
        rate(precession_length) * cross_matrix(direction);
    return relaxation;
}

FieldMatrix larmor_precession(double weight, const Vector3& precession_rate) {
    FieldMatrix relaxation = FieldMatrix::Zero();
    relaxation.block<3, 3>(1, 1) = -weight * cross_matrix(precession_rate);
    return relaxation;
}

} // namespace sidejump::device
