// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidejump::input {

/// `; did you mean "..."?` for the candidate nearest to what was written, empty if none is near
/// (more than two fifths of its letters would have to change).
std::string did_you_mean(std::string_view written, const std::vector<std::string>& candidates);

} // namespace sidejump::input
