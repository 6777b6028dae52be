// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_file.hpp"
#include "sidejump/electron_gas_sweep/electron_gas_outputs.hpp"
#include "sidejump/impurity/phase_shift_type.hpp"
#include "sidejump/sweep/base.hpp"

#include <memory>

namespace sidejump::electron_gas_sweep {

/// A gas file as the base of a study. Every point is one gas at one frequency, with at most one
/// wavenumber of its spin modes. Tables of impurities are read once.
class ElectronGasBase : public sweep::Base {
  public:
    /// @throws input::InputError at the first mistake in the file
    explicit ElectronGasBase(sweep::BaseFile file);

    [[nodiscard]] std::string_view kind() const override { return "electron gas"; }
    [[nodiscard]] const input::SectionInfo& parameters() const override;
    [[nodiscard]] input::Json echo() const override { return echo_; }
    [[nodiscard]] std::vector<const sweep::OutputGroup*> output_groups() const override;
    [[nodiscard]] std::string expected_output() const override;
    void check(const input::Node& point) const override { (void)gas(point); }
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

    /// The gas of a point.
    /// @throws input::InputError at the first mistake
    [[nodiscard]] electron_gas::GasFile gas(const input::Node& point) const;

    [[nodiscard]] const ElectronGasOutputs& outputs() const { return *outputs_; }

  private:
    std::unique_ptr<impurity::TableFiles> tables_;
    input::Json echo_;
    std::unique_ptr<const ElectronGasOutputs> outputs_;
};

/// Gas files.
sweep::BaseKind electron_gas_kind();

} // namespace sidejump::electron_gas_sweep
