// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor_sweep/superconductor_point_run.hpp"

#include "sidejump/sweep/run_plan.hpp"
#include "sidejump/sweep/study.hpp"

#include <memory>
#include <stdexcept>

namespace sidejump::superconductor_sweep {
namespace {

using superconductor::StudyKind;
using superconductor::SuperconductorFile;

// Reads the superconductor file for each point and runs its study, as the command does, less what
// no output asks for.
class SuperconductorPoints {
  public:
    SuperconductorPoints(const SuperconductorBase& base, const std::vector<sweep::Output>& outputs)
        : base_(base), outputs_(outputs) {
        options_.densities_of_states = false;
        options_.first_order = false;
        for (const sweep::Output& output : outputs) {
            const SuperconductorNeeds& needs = base.outputs().needs(output.place);
            grid_check_ = grid_check_ || needs.grid_check;
            options_.first_order = options_.first_order || needs.first_order;
        }
    }

    std::vector<std::string> operator()(const input::Node& point, std::span<double> values) const {
        SuperconductorFile file = base_.superconductor(point);
        const auto& study = file.input.study;
        if (study.kind == StudyKind::branch)
            throw std::runtime_error("a point of a sweep has single numbers, and a branch has not");
        if (study.temperature && study.temperature->size() != 1)
            throw std::runtime_error("a point of a sweep has one temperature");
        file.input.output.fields = false;
        file.input.solver.grid_check = file.input.solver.grid_check && grid_check_;
        const auto run = superconductor::run_superconductor(file, options_);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = base_.outputs().value(outputs_[i].place, run);
        if (run.warnings.empty())
            return {};
        return sweep::warnings_beyond(superconductor::build_model(file).warnings, run.warnings);
    }

  private:
    const SuperconductorBase& base_;
    std::vector<sweep::Output> outputs_;
    superconductor::RunOptions options_;
    bool grid_check_ = false;
};

} // namespace

sweep::PointRun superconductor_point_run(const SuperconductorBase& base,
                                         const std::vector<sweep::Output>& outputs) {
    return SuperconductorPoints(base, outputs);
}

} // namespace sidejump::superconductor_sweep
