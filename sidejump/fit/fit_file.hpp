// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"
#include "sidejump/fit/least_squares.hpp"
#include "sidejump/sweep/base.hpp"

#include <string>
#include <vector>

namespace sidejump::fit {

/// A fit with everything it refers to, read and checked.
struct FitFile {
    std::string path;
    FitInput input;
    Json echo;
    FitProblem problem;
    LossFunction loss;
    std::vector<std::size_t> profiled; ///< coordinates
    std::vector<double> levels;
    std::vector<std::string> warnings; ///< about what was read
    bool start_checked = false;        ///< or else the run does, as the model takes long
};

/// Reads a fit, its data and the base of its model.
/// @param kinds  of bases there are beside alloys
/// @throws input::InputError at the first mistake
FitFile read_fit_file(const std::string& path, const std::vector<sweep::BaseKind>& kinds = {});

/// Whether the file has the table of a fit, [model], and measured curves, [[data]].
bool is_fit(const input::Node& root);

/// The path of the base of a fit of a command, empty for other models.
/// @throws input::InputError if the file does not tell
std::string base_of_fit(const std::string& path);

} // namespace sidejump::fit
