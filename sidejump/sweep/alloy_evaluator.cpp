// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/alloy_evaluator.hpp"

#include "sidejump/sweep/alloy_outputs.hpp"
#include "sidejump/sweep/fast_evaluator.hpp"

#include <bit>
#include <exception>
#include <span>

namespace sidejump::sweep {
namespace {

// The outputs of one group.
struct GroupOutputs {
    const AlloyOutputGroup* group;
    std::vector<std::size_t> wanted;
    std::vector<std::size_t> targets; // places among all outputs
};

std::vector<GroupOutputs> by_groups(const std::vector<Output>& outputs) {
    std::vector<GroupOutputs> all;
    for (const auto& group : alloy_output_groups()) {
        GroupOutputs part{group.get(), {}, {}};
        for (std::size_t i = 0; i < outputs.size(); ++i)
            if (outputs[i].group == group.get()) {
                part.wanted.push_back(outputs[i].place);
                part.targets.push_back(i);
            }
        if (!part.wanted.empty())
            all.push_back(std::move(part));
    }
    return all;
}

class GeneralEvaluator : public PointEvaluator {
  public:
    GeneralEvaluator(const AlloyBase& base, const Study& study)
        : study_(study), run_(alloy_point_run(base, study.outputs)), nodes_(base.nodes()),
          indices_(study.axes.size()) {}

    void evaluate(std::uint64_t point, std::span<double> values) override {
        study_.axis_indices(point, indices_);
        set_axes(study_, indices_, nodes_);
        run_(nodes_, values);
    }

  private:
    const Study& study_;
    PointRun run_;
    input::Node nodes_;
    std::vector<std::uint64_t> indices_;
};

// Whether both ways agree in every bit, errors included.
bool agree(PointEvaluator& one, PointEvaluator& other, std::uint64_t point, std::size_t outputs) {
    const auto bits = [&](PointEvaluator& evaluator, std::string& message) {
        std::vector<double> values(outputs, 0.0);
        try {
            evaluator.evaluate(point, values);
        } catch (const std::exception& error) {
            message = error.what();
        }
        std::vector<std::uint64_t> patterns;
        patterns.reserve(outputs);
        for (const double value : values)
            patterns.push_back(message.empty() ? std::bit_cast<std::uint64_t>(value) : 0);
        return patterns;
    };
    std::string first;
    std::string second;
    return bits(one, first) == bits(other, second) && first == second;
}

class AlloyPlan : public EvaluationPlan {
  public:
    AlloyPlan(const AlloyBase& base, const Study& study, Route route) : base_(base), study_(study) {
        if (route == Route::general)
            return;
        fast_ = make_fast_plan(base, study);
        if (!fast_)
            return;
        // Axes that act on each other in a way that single values do not show would be noticed
        // here.
        GeneralEvaluator general(base, study);
        const auto fast = AlloyPlan::evaluator();
        for (const std::uint64_t point : scattered_points(study))
            if (fast_ && !agree(general, *fast, point, study.outputs.size()))
                fast_ = nullptr;
    }

    [[nodiscard]] std::unique_ptr<PointEvaluator> evaluator() const override {
        auto general = std::make_unique<GeneralEvaluator>(base_, study_);
        return fast_ ? fast_evaluator(study_, fast_, std::move(general)) : std::move(general);
    }

    [[nodiscard]] bool is_fast() const override { return fast_ != nullptr; }

    [[nodiscard]] double seconds_per_point() const override {
        if (fast_)
            return 4e-7;
        return base_.point_cost(study_.outputs).seconds;
    }

  private:
    const AlloyBase& base_;
    const Study& study_;
    std::shared_ptr<const FastPlan> fast_; // empty if the general way is taken
};

} // namespace

PointRun alloy_point_run(const AlloyBase& base, const std::vector<Output>& outputs) {
    return
        [&base, groups = by_groups(outputs)](const input::Node& point, std::span<double> values) {
            const auto alloy = base.alloy(point);
            std::vector<double> found;
            for (const GroupOutputs& part : groups) {
                found.assign(part.wanted.size(), 0.0);
                part.group->evaluate(alloy, part.wanted, found);
                for (std::size_t i = 0; i < found.size(); ++i)
                    values[part.targets[i]] = found[i];
            }
            return std::vector<std::string>();
        };
}

std::unique_ptr<const EvaluationPlan> alloy_plan(const AlloyBase& base, const Study& study,
                                                 Route route) {
    return std::make_unique<const AlloyPlan>(base, study, route);
}

} // namespace sidejump::sweep
