// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_studies.hpp"

namespace sidejump::superconductor {

/// The model of a study on its grid; the run takes its size, units and warnings.
SuperconductingModel begin_study(const StudyContext& context);

/// The current that leaves the reservoir at an end, in the units inside.
double current_from(const SuperconductingModel& model, const usadel::EquilibriumState& state,
                    const std::string& end);

/// @throws input::InputError if `solver.reciprocity_check` asks for a field or a phase that the
///         structure has not
void require_reciprocity(const SuperconductorFile& file, const SuperconductingModel& model);

/// With `solver.reciprocity_check` adds to the certificate how well the mixed derivatives of the
/// free energy agree at a solution: that of the current by the size of all exchange fields, and
/// that of the spin along them by the phase, both by differences of self-consistent solutions. On
/// the grid of the study only.
/// @param order  order parameters of the solution
/// @throws std::runtime_error if a neighbouring solution is not found
void check_reciprocity(const StudyContext& context, const std::vector<Complex>& order,
                       double temperature, double extra_phase = 0.0);

/// Checks a solution for the certificate, and warns where its vortices are not those of the start.
void check_solution(const StudyContext& context, const SuperconductingModel& model,
                    const usadel::SelfConsistentState& solution);

/// Tells what is done.
inline void report(const StudyContext& context, std::size_t done, std::size_t all) {
    if (context.progress)
        context.progress(done, all);
}

} // namespace sidejump::superconductor
