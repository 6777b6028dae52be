// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_sweep/device_plan.hpp"

#include "sidejump/sweep/study.hpp"

namespace sidejump::device_sweep {
namespace {

using input::Node;

// Reads the device file for each point, as the device command does.
class DeviceEvaluator : public sweep::PointEvaluator {
  public:
    DeviceEvaluator(const DeviceBase& base, const sweep::Study& study)
        : base_(base), study_(study), nodes_(base.nodes()), indices_(study.axes.size()) {}

    void evaluate(std::uint64_t point, std::span<double> values) override {
        study_.axis_indices(point, indices_);
        sweep::set_axes(study_, indices_, nodes_);
        const device::DeviceRun run = base_.solve(base_.device(nodes_));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = base_.outputs().value(study_.outputs[i].place, run);
    }

  private:
    const DeviceBase& base_;
    const sweep::Study& study_;
    Node nodes_;
    std::vector<std::uint64_t> indices_;
};

class DevicePlan : public sweep::EvaluationPlan {
  public:
    DevicePlan(const DeviceBase& base, const sweep::Study& study) : base_(base), study_(study) {}

    [[nodiscard]] std::unique_ptr<sweep::PointEvaluator> evaluator() const override {
        return std::make_unique<DeviceEvaluator>(base_, study_);
    }
    [[nodiscard]] double seconds_per_point() const override { return 0.1; }
    [[nodiscard]] unsigned most_threads() const override { return 1; }
    [[nodiscard]] bool calls_mpi() const override { return true; }

  private:
    const DeviceBase& base_;
    const sweep::Study& study_;
};

} // namespace

std::unique_ptr<const sweep::EvaluationPlan> device_plan(const DeviceBase& base,
                                                         const sweep::Study& study) {
    return std::make_unique<const DevicePlan>(base, study);
}

} // namespace sidejump::device_sweep
