// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_file.hpp"
#include "sidejump/device/diffusion_problem.hpp"
#include "sidejump/device/time_course.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sidejump::device {

/// A magnetisation that is not the one of the file.
struct TurnedMagnetisation {
    enum class Owner { region, contact };
    Owner owner = Owner::region;
    std::string name;                     ///< of the region or the contact
    Vector3 direction = Vector3::UnitZ(); ///< unit vector
};

/// One point of a study.
struct StudyPoint {
    double value = 0.0;                       ///< of the series: T, radians, Hz or s
    Vector3 magnetic_field = Vector3::Zero(); ///< T
    std::optional<TurnedMagnetisation> turned;
    double frequency = 0.0; ///< f in Hz
};

/// The points of the study of a file, one if it is a steady state; of a transient its output times.
std::vector<StudyPoint> study_points(const DeviceFile& file);

/// The equations of the device at a point of its study, regions and boundaries being matched by
/// name.
/// @throws input::InputError if the file names a region or a boundary that the mesh has not, if a
///         region of the mesh has no [[region]], if an [[interface]] is between regions that do not
///         touch, and as region_medium, surface_in_mesh and check_against_mesh
DiffusionProblem device_problem(const DeviceFile& file, MeshDescription mesh, Embedding embedding,
                                const StudyPoint& point);

/// The drives of a transient, by contact.
/// @throws std::logic_error for another kind of study
TimeCourse time_course(const DeviceInput& input);

} // namespace sidejump::device
