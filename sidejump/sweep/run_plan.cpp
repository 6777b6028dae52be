// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/run_plan.hpp"

#include "sidejump/impurity/species_report.hpp"
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/sweep/study.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace sidejump::sweep {
namespace {

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
    [[nodiscard]] std::vector<std::string> texts(const Study& study) const {
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
                                        point_text(study, known->first), known->text));
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

class RunEvaluator : public PointEvaluator {
  public:
    RunEvaluator(const Base& base, const Study& study, PointRun run,
                 std::shared_ptr<PointWarnings> warnings)
        : study_(study), run_(std::move(run)), warnings_(std::move(warnings)), nodes_(base.nodes()),
          indices_(study.axes.size()) {}

    void evaluate(std::uint64_t point, std::span<double> values) override {
        study_.axis_indices(point, indices_);
        set_axes(study_, indices_, nodes_);
        // Other threads compute other points.
        const math::OneThread alone;
        warnings_->add(point, run_(nodes_, values));
    }

  private:
    const Study& study_;
    PointRun run_;
    std::shared_ptr<PointWarnings> warnings_;
    input::Node nodes_;
    std::vector<std::uint64_t> indices_;
};

class RunPlan : public EvaluationPlan {
  public:
    RunPlan(const Base& base, const Study& study)
        : base_(base), study_(study), run_(base.point_run(study.outputs)),
          cost_(base.point_cost(study.outputs)) {}

    [[nodiscard]] std::unique_ptr<PointEvaluator> evaluator() const override {
        return std::make_unique<RunEvaluator>(base_, study_, run_, warnings_);
    }
    [[nodiscard]] double seconds_per_point() const override { return cost_.seconds; }
    [[nodiscard]] unsigned most_threads() const override { return cost_.most_threads; }
    [[nodiscard]] bool calls_mpi() const override { return cost_.calls_mpi; }
    [[nodiscard]] std::vector<std::string> warnings() const override {
        return warnings_->texts(study_);
    }

  private:
    const Base& base_;
    const Study& study_;
    PointRun run_;
    PointCost cost_;
    // Evaluators add to it; they may outlive the plan.
    std::shared_ptr<PointWarnings> warnings_ = std::make_shared<PointWarnings>();
};

} // namespace

std::unique_ptr<const EvaluationPlan> run_plan(const Base& base, const Study& study) {
    return std::make_unique<const RunPlan>(base, study);
}

std::unique_ptr<const EvaluationPlan> Base::plan(const Study& study, Route /*route*/) const {
    return run_plan(*this, study);
}

std::vector<std::string> warnings_beyond(const std::vector<std::string>& of_file,
                                         const std::vector<std::string>& of_run) {
    std::vector<std::string> found;
    for (const std::string& warning : of_run)
        if (std::ranges::find(of_file, warning) == of_file.end())
            found.push_back(warning);
    return found;
}

std::vector<Remark> remarks_of(const std::vector<std::string>& warnings) {
    std::vector<Remark> remarks;
    remarks.reserve(warnings.size());
    for (const std::string& warning : warnings)
        remarks.push_back({impurity::without_numbers(warning), warning});
    return remarks;
}

} // namespace sidejump::sweep
