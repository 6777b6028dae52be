// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/transient_tolerance.hpp"

#include <algorithm>
#include <cmath>
#include <deal.II/base/mpi.h>

namespace sidejump::device_fem {

void PotentialSizes::look_at(const Vector& fields, const dealii::IndexSet& owned,
                             const dealii::IndexSet& spins) {
    for (const auto index : owned) {
        double& size = spins.is_element(index) ? spin : charge;
        size = std::max(size, std::abs(fields(index)));
    }
}

std::vector<DriveSample> drive_samples(const device::TimeCourse& course) {
    // No whole parts of the piece within, where a sine may vanish each time.
    constexpr double golden = 0.6180339887498949;
    constexpr int inner = 8;
    const std::vector<double> breaks = course.break_points();
    std::vector<DriveSample> samples;
    for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
        const double middle = 0.5 * (breaks[i] + breaks[i + 1]);
        for (int sample = -1; sample <= inner; ++sample) {
            const double part = sample < 0        ? 0.0
                                : sample == inner ? 1.0
                                                  : std::fmod((sample + 1) * golden, 1.0);
            samples.push_back({breaks[i] + part * (breaks[i + 1] - breaks[i]), middle});
        }
    }
    return samples;
}

template <int dim>
DaeTolerance transient_tolerance(const FieldSpace<dim>& space, const dealii::IndexSet& spins,
                                 const dealii::IndexSet& algebraic, PotentialSizes sizes,
                                 double relative) {
    constexpr double floor = 1e-3;
    // What rounding in the charge potentials leaves of spins that vanish is not to be followed.
    constexpr double rounding = 1e-14;
    const MPI_Comm communicator = space.mesh.get_communicator();
    sizes.charge = dealii::Utilities::MPI::max(sizes.charge, communicator);
    sizes.spin = dealii::Utilities::MPI::max(sizes.spin, communicator);
    if (sizes.spin == 0.0 && sizes.charge == 0.0)
        sizes.spin = 1.0;
    sizes.charge = std::max(sizes.charge, sizes.spin);
    const double least_error = std::max(relative * floor * sizes.spin, rounding * sizes.charge);

    DaeTolerance tolerance{relative, space.make_vector(), space.make_vector()};
    for (const auto index : space.owned) {
        tolerance.absolute(index) = spins.is_element(index) ? least_error : relative * sizes.charge;
        tolerance.differential(index) =
            algebraic.is_element(index) || space.hanging.is_constrained(index) ? 0.0 : 1.0;
    }
    return tolerance;
}

template DaeTolerance transient_tolerance(const FieldSpace<1>&, const dealii::IndexSet&,
                                          const dealii::IndexSet&, PotentialSizes, double);
template DaeTolerance transient_tolerance(const FieldSpace<2>&, const dealii::IndexSet&,
                                          const dealii::IndexSet&, PotentialSizes, double);
template DaeTolerance transient_tolerance(const FieldSpace<3>&, const dealii::IndexSet&,
                                          const dealii::IndexSet&, PotentialSizes, double);

} // namespace sidejump::device_fem
