// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_file.hpp"
#include "sidejump/device/device_problem.hpp"
#include "sidejump/device/device_result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sidejump::device {

/// The value of a [[measure]].
struct Measurement {
    std::string name;
    std::string unit; ///< "V" or "ohm"
    Complex value;
};

/// What was found at one point of a study.
struct StudyResult {
    StudyPoint point;
    DeviceState state;
    std::vector<Measurement> measurements;
};

/// Fields along a straight line, at one point of a study.
struct LineCut {
    std::string name;
    std::vector<std::array<double, 3>> positions; ///< coordinates of the mesh, m
    std::vector<FieldSample> samples;
};

/// All that a run of the device command has found.
struct DeviceRun {
    std::vector<std::string> regions; ///< of the mesh, in the order of the heat
    std::string axes;                 ///< of the mesh, "xz"
    std::vector<StudyResult> results;
    std::vector<std::vector<LineCut>> cuts; ///< by point of the study
    std::vector<std::string> field_files;   ///< for ParaView, by point; empty if none are written
    std::optional<Adaptation> adaptation;   ///< of the mesh, at the first point of the study
    std::vector<std::string> warnings;
    std::size_t points = 0;     ///< of the study; more than there are results if it was interrupted
    std::size_t taken_over = 0; ///< results of an earlier, interrupted run
};

/// The measurements of a file from what the terminals of a device show. The current of a resistance
/// is the one found, so that contacts with a given potential serve as well; NaN where none flows
/// but what rounding makes.
std::vector<Measurement> measurements(const DeviceInput& input, const DeviceState& state);

/// What is to be said of the measurements that have no value.
std::vector<std::string> measurement_remarks(const DeviceInput& input, const DeviceState& state);

/// Whether the mesh of a run is as good as was asked for, by the estimate: no limit was met, and
/// each measure that it is adapted to has a value and an estimated error.
/// @throws std::invalid_argument if the mesh was not adapted
bool adaptation_reached(const DeviceRun& run);

/// The positions of a line cut.
std::vector<std::array<double, 3>> cut_positions(const CutInput& cut);

} // namespace sidejump::device
