// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/time_course.hpp"
#include "sidejump/device_fem/dae_integrator.hpp"
#include "sidejump/device_fem/field_space.hpp"

#include <vector>

namespace sidejump::device_fem {

/// How large the potentials of a transient become, V: of this rank.
struct PotentialSizes {
    double charge = 0.0;
    double spin = 0.0;

    /// @param spins  unknowns of the spin potentials
    void look_at(const Vector& fields, const dealii::IndexSet& owned,
                 const dealii::IndexSet& spins);
};

/// A time and one within the smooth piece of the drives that it belongs to.
struct DriveSample {
    double time = 0.0;
    double within = 0.0;
};

/// Times at which the drives are looked at to know how large they become.
std::vector<DriveSample> drive_samples(const device::TimeCourse& course);

/// The errors that an integration is allowed: of the charge potentials a part of the largest
/// potential, of the spin potentials a part of each, down to a thousandth of the largest of them.
/// Collective.
/// @param spins      unknowns of the spin potentials
/// @param algebraic  unknowns whose rate is in no equation
template <int dim>
DaeTolerance transient_tolerance(const FieldSpace<dim>& space, const dealii::IndexSet& spins,
                                 const dealii::IndexSet& algebraic, PotentialSizes sizes,
                                 double relative);

} // namespace sidejump::device_fem
