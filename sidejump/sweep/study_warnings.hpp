// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/study.hpp"

#include <string>
#include <vector>

namespace sidejump::sweep {

/// Suspicious input, and approximations that do not hold, at the first, the middle and the last
/// point of a study: each once. The other points are not judged.
std::vector<std::string> study_warnings(const Study& study);

} // namespace sidejump::sweep
