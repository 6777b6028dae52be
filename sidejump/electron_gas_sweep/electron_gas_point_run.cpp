// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas_sweep/electron_gas_point_run.hpp"

#include "sidejump/electron_gas/gas_model.hpp"
#include "sidejump/sweep/run_plan.hpp"
#include "sidejump/sweep/study.hpp"

#include <stdexcept>

namespace sidejump::electron_gas_sweep {
namespace {

// Reads the gas file for each point and runs it, as the command does, less what no output asks for.
class ElectronGasPoints {
  public:
    ElectronGasPoints(const ElectronGasBase& base, const std::vector<sweep::Output>& outputs)
        : base_(base), outputs_(outputs) {
        options_.spin_decay = false;
        for (const sweep::Output& output : outputs) {
            const ElectronGasNeeds& needs = base.outputs().needs(output.place);
            spin_modes_ = spin_modes_ || needs.spin_modes;
            options_.spin_decay = options_.spin_decay || needs.spin_decay;
        }
    }

    std::vector<std::string> operator()(const input::Node& point, std::span<double> values) const {
        electron_gas::GasFile file = base_.gas(point);
        if (file.input.study.frequency.size() != 1)
            throw std::runtime_error("a point of a sweep has one frequency");
        if (!spin_modes_)
            file.input.spin_modes.reset();
        else if (!file.input.spin_modes || file.input.spin_modes->wavenumber.size() != 1)
            throw std::runtime_error("a point of a sweep has one wavenumber of spin modes");
        const auto run = electron_gas::run_gas(file, options_);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = base_.outputs().value(outputs_[i].place, run);
        if (run.warnings.empty())
            return {};
        return sweep::warnings_beyond(electron_gas::gas_model(file).warnings, run.warnings);
    }

  private:
    const ElectronGasBase& base_;
    std::vector<sweep::Output> outputs_;
    electron_gas::RunOptions options_;
    bool spin_modes_ = false;
};

} // namespace

sweep::PointRun electron_gas_point_run(const ElectronGasBase& base,
                                       const std::vector<sweep::Output>& outputs) {
    return ElectronGasPoints(base, outputs);
}

} // namespace sidejump::electron_gas_sweep
