// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/pulse_section.hpp"
#include "sidejump/device/value_types.hpp"
#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/input/vector_types.hpp"

#include <array>
#include <optional>
#include <vector>

namespace sidejump::device {

/// What is computed of a device.
enum class StudyKind { steady, field_sweep, angle_sweep, ac, transient };

/// What a device is in before the time of a transient begins: no spin anywhere, or the steady state
/// of the drives as they were.
enum class InitialState { rest, steady };

/// The section [study] as it is written, SI units.
struct StudyInput {
    StudyKind kind = StudyKind::steady;
    std::optional<std::vector<double>> fields;       ///< T
    std::optional<input::Vector3> direction;         ///< of the fields, unit vector; z where absent
    std::optional<input::PlacedText> region;         ///< whose magnetisation turns
    std::optional<input::PlacedText> contact;        ///< likewise
    std::optional<input::Vector3> axis;              ///< about which it turns, unit vector
    std::optional<std::vector<double>> angles;       ///< from the given direction, radians
    std::optional<std::vector<double>> frequencies;  ///< f in Hz
    std::optional<double> duration;                  ///< s
    std::optional<std::vector<double>> output_times; ///< s, increasing
    std::optional<double> relative_tolerance;        ///< of the integration in time
    std::optional<InitialState> initial;
    std::vector<PulseInput> pulse;
};

/// The section [magnetic_field] as it is written.
struct MagneticFieldInput {
    double induction = 0.0;               ///< T
    input::Vector3 direction{0., 0., 1.}; ///< unit vector
};

/// A section [[measure]] as it is written.
struct MeasureInput {
    input::PlacedText name;
    std::vector<input::PlacedText> voltage;          ///< two contacts, plus and minus
    std::optional<input::PlacedText> per_current_of; ///< a contact: a resistance then
};

enum class SolverMethod { automatic, direct, iterative, multigrid };

/// The section [solver] as it is written.
struct SolverInput {
    int order = 2; ///< polynomial degree of the elements
    double relative_tolerance = 1e-12;
    SolverMethod method = SolverMethod::automatic;
    input::Place order_place;
    input::Place method_place;
};

/// A section [[output.cut]] as it is written: fields along a straight line.
struct CutInput {
    input::PlacedText name;
    WrittenPoint from;
    WrittenPoint to;
    int points = 201;
    input::Place from_place;
    input::Place to_place;
};

/// The section [output] as it is written.
struct OutputInput {
    bool fields = true;
    std::vector<CutInput> cut;
};

/// The times of a transient at which its state is wanted: those given, or 101 from 0 to the
/// duration.
/// @throws std::logic_error for another kind of study
std::vector<double> transient_times(const StudyInput& study);

/// Declarations of the sections.
const input::Section<StudyInput>& study_section();
const input::Section<MagneticFieldInput>& magnetic_field_section();
const input::Section<MeasureInput>& measure_section();
const input::Section<SolverInput>& solver_section();
const input::Section<OutputInput>& output_section();

} // namespace sidejump::device
