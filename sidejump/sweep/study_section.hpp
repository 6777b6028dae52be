// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"
#include "sidejump/sweep/study_types.hpp"

#include <optional>
#include <vector>

namespace sidejump::sweep {

/// Values between two ends.
struct RangeInput {
    Bound from;
    Bound to;
    int points = 0;
};

/// Random values between two ends.
struct RandomInput {
    Bound from;
    Bound to;
    int points = 0;
    int seed = 0;
};

/// A section [[sweep.axis]] as it is written.
struct AxisInput {
    PlacedText path;
    std::optional<PlacedText> name;
    std::optional<ValueList> values;
    std::optional<RangeInput> linear;
    std::optional<RangeInput> logarithmic;
    std::optional<RandomInput> random;
    input::Place place; ///< of the key that gives the values
};

/// How several axes go together.
enum class Combine { grid, zip };

/// The section [sweep] as it is written.
struct SweepInput {
    PlacedText base;
    Combine combine = Combine::grid;
    std::vector<PlacedText> outputs;
    std::vector<AxisInput> axis;
};

/// A study file as it is written.
struct StudyInput {
    SweepInput sweep;
};

/// Declaration of the study file: [sweep], [[sweep.axis]].
const input::Section<StudyInput>& study_file_section();

} // namespace sidejump::sweep
