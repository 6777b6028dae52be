// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"
#include "sidejump/sweep/output_group.hpp"

#include <functional>
#include <string>
#include <vector>

namespace sidejump::superconductor_sweep {

/// What a study can ask of a superconductor: what its study finds (Tc, critical current, minigap),
/// the columns of its table of points where that has one row, how much each changes on a grid twice
/// as fine, and its certificate.
class SuperconductorOutputs : public sweep::OutputGroup {
  public:
    /// @param model  of the file, for names and units
    SuperconductorOutputs(const superconductor::SuperconductorFile& file,
                          const superconductor::SuperconductingModel& model);

    [[nodiscard]] std::string_view name() const override { return "superconductor"; }
    [[nodiscard]] std::vector<sweep::OutputDeclaration> declarations() const override;

    /// A result of a run; NaN where it is not defined: a minigap that was not found, a law of the
    /// certificate that has no meaning for the structure of the point.
    /// @param place  in declarations()
    /// @throws std::runtime_error if the structure has no such result there, or in other units
    [[nodiscard]] double value(std::size_t place,
                               const superconductor::SuperconductorRun& run) const;

    /// What a run may leave out if only some results are asked for.
    [[nodiscard]] bool needs_grid_check(std::size_t place) const;
    [[nodiscard]] bool needs_first_order(std::size_t place) const;

  private:
    using Value = std::function<double(const superconductor::SuperconductorRun&)>;
    struct Result {
        sweep::OutputDeclaration declaration;
        Value value;
        bool grid_check = false;
        bool first_order = false;
    };
    void add_findings(const superconductor::SuperconductorFile& file,
                      const superconductor::SuperconductingModel& model);
    void add_columns(const superconductor::SuperconductingModel& model, bool grid_check);
    void add_certificate(superconductor::StudyKind kind, bool grid_check, bool reciprocity_check);
    void add(const std::string& name, const std::string& unit, const std::string& description,
             Value value);

    std::vector<Result> results_;
};

} // namespace sidejump::superconductor_sweep
