// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor_sweep/superconductor_plan.hpp"

#include "sidejump/impurity/species_report.hpp"
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/sweep/study.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <utility>

namespace sidejump::superconductor_sweep {
namespace {

using superconductor::StudyKind;
using superconductor::SuperconductorFile;

// The warnings of the runs of points. Safe to use from several threads; what it tells does not
// depend on the order of the points.
class PointWarnings {
  public:
    void add(std::uint64_t point, const std::vector<std::string>& warnings) {
        const std::scoped_lock lock(mutex_);
        ++points_;
        std::set<std::string> kinds;
        for (const std::string& warning : warnings) {
            const std::string kind = impurity::without_numbers(warning);
            if (!kinds.insert(kind).second)
                continue;
            Known& known = known_.try_emplace(kind, Known{0, point, warning}).first->second;
            ++known.points;
            if (point < known.first) {
                known.first = point;
                known.text = warning;
            }
        }
    }

    // One text for each kind, in the order of the first points.
    [[nodiscard]] std::vector<std::string> texts(const sweep::Study& study) const {
        const std::scoped_lock lock(mutex_);
        std::vector<const Known*> sorted;
        sorted.reserve(known_.size());
        for (const auto& [kind, known] : known_)
            sorted.push_back(&known);
        std::ranges::stable_sort(sorted, {}, &Known::first);
        std::vector<std::string> texts;
        texts.reserve(sorted.size());
        for (const Known* known : sorted)
            texts.push_back(fmt::format("{} of {} computed points, first point {} ({}): "
                                        "{}",
                                        known->points, points_, known->first,
                                        sweep::point_text(study, known->first), known->text));
        return texts;
    }

  private:
    struct Known {
        std::uint64_t points = 0;
        std::uint64_t first = 0;
        std::string text; ///< that of the first point
    };
    mutable std::mutex mutex_;
    std::uint64_t points_ = 0;
    std::map<std::string, Known> known_; ///< by the text without its numbers
};

// What a run has found beyond what the file alone shows: study_warnings() tells that.
std::vector<std::string> warnings_of_run(const SuperconductorFile& file,
                                         const superconductor::SuperconductorRun& run) {
    if (run.warnings.empty())
        return {};
    const std::vector<std::string> known = superconductor::build_model(file).warnings;
    std::vector<std::string> found;
    for (const std::string& warning : run.warnings)
        if (std::ranges::find(known, warning) == known.end())
            found.push_back(warning);
    return found;
}

// Reads the superconductor file for each point and runs its study, as the command does, less what
// no output asks for.
class SuperconductorEvaluator : public sweep::PointEvaluator {
  public:
    SuperconductorEvaluator(const SuperconductorBase& base, const sweep::Study& study,
                            std::shared_ptr<PointWarnings> warnings)
        : base_(base), study_(study), warnings_(std::move(warnings)), nodes_(base.nodes()),
          indices_(study.axes.size()) {
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
        warnings_->add(point, warnings_of_run(file, run));
    }

  private:
    const SuperconductorBase& base_;
    const sweep::Study& study_;
    std::shared_ptr<PointWarnings> warnings_;
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
        return std::make_unique<SuperconductorEvaluator>(base_, study_, warnings_);
    }
    [[nodiscard]] double seconds_per_point() const override { return 0.1; }
    [[nodiscard]] std::vector<std::string> warnings() const override {
        return warnings_->texts(study_);
    }

  private:
    const SuperconductorBase& base_;
    const sweep::Study& study_;
    // Evaluators add to it; they may outlive the plan.
    std::shared_ptr<PointWarnings> warnings_ = std::make_shared<PointWarnings>();
};

} // namespace

std::unique_ptr<const sweep::EvaluationPlan> superconductor_plan(const SuperconductorBase& base,
                                                                 const sweep::Study& study) {
    return std::make_unique<const SuperconductorPlan>(base, study);
}

} // namespace sidejump::superconductor_sweep
