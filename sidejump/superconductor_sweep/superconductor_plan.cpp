// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor_sweep/superconductor_plan.hpp"

#include "sidejump/math/parallel_for.hpp"
#include "sidejump/sweep/study.hpp"

#include <stdexcept>

namespace sidejump::superconductor_sweep {
namespace {

using superconductor::StudyKind;
using superconductor::SuperconductorFile;

// Reads the superconductor file for each point and runs its study, as the command does, less what
// no output asks for.
class SuperconductorEvaluator : public sweep::PointEvaluator {
  public:
    SuperconductorEvaluator(const SuperconductorBase& base, const sweep::Study& study)
        : base_(base), study_(study), nodes_(base.nodes()), indices_(study.axes.size()) {
        options_.densities_of_states = false;
        options_.first_order = false;
        for (const sweep::Output& output : study.outputs) {
            grid_check_ = grid_check_ || base.outputs().needs_grid_check(output.place);
            options_.first_order =
                options_.first_order || base.outputs().needs_first_order(output.place);
        }
    }

    void evaluate(std::uint64_t point, std::span<double> values) override {
        study_.axis_indices(point, indices_);
        sweep::set_axes(study_, indices_, nodes_);
        SuperconductorFile file = base_.superconductor(nodes_);
        const auto& study = file.input.study;
        if (study.kind == StudyKind::branch)
            throw std::runtime_error("a point of a sweep has single numbers, and a branch has not");
        if (study.temperature && study.temperature->size() != 1)
            throw std::runtime_error("a point of a sweep has one temperature");
        file.input.output.fields = false;
        file.input.solver.grid_check = file.input.solver.grid_check && grid_check_;
        // Other threads compute other points.
        const math::OneThread alone;
        const auto run = superconductor::run_superconductor(file, options_);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = base_.outputs().value(study_.outputs[i].place, run);
    }

  private:
    const SuperconductorBase& base_;
    const sweep::Study& study_;
    input::Node nodes_;
    std::vector<std::uint64_t> indices_;
    superconductor::RunOptions options_;
    bool grid_check_ = false;
};

class SuperconductorPlan : public sweep::EvaluationPlan {
  public:
    SuperconductorPlan(const SuperconductorBase& base, const sweep::Study& study)
        : base_(base), study_(study) {}

    [[nodiscard]] std::unique_ptr<sweep::PointEvaluator> evaluator() const override {
        return std::make_unique<SuperconductorEvaluator>(base_, study_);
    }
    [[nodiscard]] double seconds_per_point() const override { return 0.1; }

  private:
    const SuperconductorBase& base_;
    const sweep::Study& study_;
};

} // namespace

std::unique_ptr<const sweep::EvaluationPlan> superconductor_plan(const SuperconductorBase& base,
                                                                 const sweep::Study& study) {
    return std::make_unique<const SuperconductorPlan>(base, study);
}

} // namespace sidejump::superconductor_sweep
