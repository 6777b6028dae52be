// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"

namespace sidejump::fit {

/// A value as it is written, in the unit of an input of the model.
/// @throws input::InputError if it is not in the range of the input
double in_range(const WrittenQuantity& written, const ModelInput& input);

/// The coordinate of a parameter that is fitted, within its bounds, or else within the range of the
/// input that it is.
/// @throws input::InputError for bounds that are not in order, and a start value outside of them
Coordinate coordinate_of(const ParameterInput& parameter, const ModelInput& input);

/// @throws input::InputError as coordinate_of() for a parameter that is not fitted
void check_bounds(const ParameterInput& parameter, const ModelInput& input);

/// Keeps a coordinate where a quantity that is tied to it stays in its range.
/// @param tie   of that quantity, whose value with the start value is in the range
/// @param tied  its name
void limit_by_tie(Coordinate& coordinate, const Tie& tie, const input::Range& range,
                  const std::string& tied);

} // namespace sidejump::fit
