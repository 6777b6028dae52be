// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/impurity/phase_shift_type.hpp"
#include "sidejump/sweep/base.hpp"

namespace sidejump::sweep {

/// An alloy file as the base of a study.
class AlloyBase : public Base {
  public:
    /// @throws input::InputError at the first mistake in the file
    explicit AlloyBase(BaseFile file);

    [[nodiscard]] std::string_view kind() const override { return "alloy"; }
    [[nodiscard]] const input::SectionInfo& parameters() const override;
    [[nodiscard]] input::Json echo() const override { return echo_; }
    [[nodiscard]] std::vector<const OutputGroup*> output_groups() const override;
    [[nodiscard]] std::string expected_output() const override;
    void check(const input::Node& point) const override { (void)alloy(point); }
    void check_outputs(const input::Node& point, const std::vector<Output>& outputs) const override;
    [[nodiscard]] std::vector<ReadFile> files(const std::vector<Axis>& axes) const override;
    [[nodiscard]] std::vector<Remark> remarks(const input::Node& point,
                                              const std::vector<Output>& outputs) const override;
    [[nodiscard]] PointRun point_run(const std::vector<Output>& outputs) const override;
    [[nodiscard]] PointCost point_cost(const std::vector<Output>& outputs) const override;
    /// The general way reads the alloy file anew for each point. Where all axes do no more than set
    /// numbers that the coefficient engine takes, these numbers are found beforehand, and a point
    /// is one call of the engine; both ways give the same values up to the last bit, and points
    /// that the fast one cannot judge go the general way.
    [[nodiscard]] std::unique_ptr<const EvaluationPlan> plan(const Study& study,
                                                             Route route) const override;

    /// The alloy of a point.
    /// @throws input::InputError at the first mistake
    [[nodiscard]] coefficients::AlloyFile alloy(const input::Node& point) const;

    /// The tables of phase shifts; all points have them as they were once.
    [[nodiscard]] impurity::TableFiles& tables() const { return *tables_; }

  private:
    input::Json echo_;
    std::unique_ptr<impurity::TableFiles> tables_;
};

/// The kind of all files that are no other.
BaseKind alloy_kind();

/// The files of tables, named from the folder of the base.
std::vector<ReadFile> table_files(const BaseFile& base, impurity::TableFiles& files,
                                  const std::vector<std::string>& names);

/// The texts of all keys `table` in a file, and the values of all axes over such a key: the tables
/// that a study names, whether or not a point gets to read them; each once.
std::vector<std::string> table_names(const input::Node& nodes, const std::vector<Axis>& axes);

} // namespace sidejump::sweep
