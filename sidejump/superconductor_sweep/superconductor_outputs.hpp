// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"
#include "sidejump/sweep/run_outputs.hpp"

#include <string_view>

namespace sidejump::superconductor_sweep {

/// What of a run a result needs.
struct SuperconductorNeeds {
    bool grid_check = false;
    bool first_order = false;
};

/// What a study can ask of a superconductor: what its study finds (Tc, critical current, minigap),
/// the columns of its table of points where that has one row, how much each changes on a grid twice
/// as fine, and its certificate. They are NaN where they are not defined: a minigap that was not
/// found, a law of the certificate that has no meaning for the structure of the point. value()
/// throws std::runtime_error if the structure has no such result there, or in other units.
class SuperconductorOutputs
    : public sweep::RunOutputs<superconductor::SuperconductorRun, SuperconductorNeeds> {
  public:
    /// @param model  of the file, for names and units
    SuperconductorOutputs(const superconductor::SuperconductorFile& file,
                          const superconductor::SuperconductingModel& model);

    [[nodiscard]] std::string_view name() const override { return "superconductor"; }

  private:
    void add_findings(const superconductor::SuperconductorFile& file,
                      const superconductor::SuperconductingModel& model);
    void add_columns(const superconductor::SuperconductingModel& model, bool grid_check);
    void add_certificate(superconductor::StudyKind kind, bool grid_check, bool reciprocity_check);
};

} // namespace sidejump::superconductor_sweep
