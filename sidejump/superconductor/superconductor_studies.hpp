// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/certificate.hpp"
#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"

namespace sidejump::superconductor {

/// What a study needs and fills: one run on one grid.
struct StudyContext {
    const SuperconductorFile& file;
    ModelOptions grid;         ///< its refinement
    bool with_fields;          ///< not on the grid of the check
    const RunOptions& options; ///< less its progress
    Progress progress;
    SuperconductorRun& run;
    Certificate& certificate;
};

/// The studies by kind.
/// @throws std::runtime_error if something does not converge
void run_equilibrium(const StudyContext& context);
void run_spectrum(const StudyContext& context);
void run_critical_temperature(const StudyContext& context);
void run_current_phase(const StudyContext& context);
void run_branch(const StudyContext& context);

/// The findings of a study, without values.
std::vector<Finding> declared_findings(StudyKind kind, const SuperconductingModel& model);
/// One of them with its value.
Finding finding(StudyKind kind, const SuperconductingModel& model, const std::string& name,
                double value);

/// The columns of the table of points that add_point fills, without values.
std::vector<Column> point_columns(const SuperconductingModel& model);

/// Adds a row to the table of points: pair potential, free energy, currents and spin of a solution.
void add_point(SuperconductorRun& run, const SuperconductingModel& model,
               const usadel::SelfConsistentState& solution);

} // namespace sidejump::superconductor
