// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_file.hpp"
#include "sidejump/superconductor_sweep/superconductor_outputs.hpp"
#include "sidejump/sweep/alloy_files.hpp"
#include "sidejump/sweep/base.hpp"

#include <memory>

namespace sidejump::superconductor_sweep {

/// A superconductor file as the base of a study. Every point is a study with single numbers: one
/// temperature, no branch.
///
/// The alloy of a metal that is read from a `file` counts as if the tables of that file stood in
/// the superconductor file, so that paths lead to them: `metal[0].alloy.impurity[0].concentration`.
/// The path `metal[0].alloy.file` stands for all of the alloy.
class SuperconductorBase : public sweep::Base {
  public:
    /// @throws input::InputError at the first mistake in the file, or if it is a branch
    explicit SuperconductorBase(sweep::BaseFile file);

    [[nodiscard]] std::string_view kind() const override { return "superconductor"; }
    [[nodiscard]] const input::SectionInfo& parameters() const override;
    [[nodiscard]] const input::Node& nodes() const override { return nodes_; }
    [[nodiscard]] bool overlap(const input::NodePath& one,
                               const input::NodePath& other) const override;
    /// With the tables of all alloys.
    [[nodiscard]] input::Json echo() const override { return echo_; }
    [[nodiscard]] std::vector<const sweep::OutputGroup*> output_groups() const override;
    [[nodiscard]] std::string expected_output() const override;
    void check(const input::Node& point) const override { (void)superconductor(point); }
    void check_outputs(const input::Node& point,
                       const std::vector<sweep::Output>& outputs) const override;
    [[nodiscard]] std::vector<sweep::ReadFile>
    files(const std::vector<sweep::Axis>& axes) const override;
    [[nodiscard]] std::vector<sweep::Remark>
    remarks(const input::Node& point, const std::vector<sweep::Output>& outputs) const override;
    [[nodiscard]] sweep::PointRun
    point_run(const std::vector<sweep::Output>& outputs) const override;
    [[nodiscard]] sweep::PointCost
    point_cost(const std::vector<sweep::Output>& /*outputs*/) const override {
        return {};
    }

    /// The superconductor of a point.
    /// @throws input::InputError at the first mistake
    [[nodiscard]] superconductor::SuperconductorFile superconductor(const input::Node& point) const;

    [[nodiscard]] const SuperconductorOutputs& outputs() const { return *outputs_; }

  private:
    std::unique_ptr<sweep::AlloyFiles> alloys_;
    input::Json echo_;
    std::unique_ptr<const SuperconductorOutputs> outputs_;
    input::Node nodes_;
};

/// Superconductor files.
sweep::BaseKind superconductor_kind();

} // namespace sidejump::superconductor_sweep
