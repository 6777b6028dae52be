// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/alloy_evaluator.hpp"

#include "sidejump/sweep/alloy_outputs.hpp"
#include "sidejump/sweep/fast_evaluator.hpp"

#include <bit>
#include <exception>
#include <set>

namespace sidejump::sweep {
namespace {

// Reads the alloy file for each point, as the commands do.
class GeneralEvaluator : public PointEvaluator {
  public:
    GeneralEvaluator(const AlloyBase& base, const Study& study)
        : base_(base), study_(study), nodes_(base.nodes()), indices_(study.axes.size()) {
        for (const auto& group : alloy_output_groups()) {
            Portion portion{group.get(), {}, {}, {}};
            for (std::size_t i = 0; i < study.outputs.size(); ++i)
                if (study.outputs[i].group == group.get()) {
                    portion.wanted.push_back(study.outputs[i].place);
                    portion.targets.push_back(i);
                }
            portion.values.resize(portion.wanted.size());
            if (!portion.wanted.empty())
                portions_.push_back(std::move(portion));
        }
    }

    void evaluate(std::uint64_t point, std::span<double> values) override {
        study_.axis_indices(point, indices_);
        set_axes(study_, indices_, nodes_);
        const auto alloy = base_.alloy(nodes_);
        for (Portion& portion : portions_) {
            portion.group->evaluate(alloy, portion.wanted, portion.values);
            for (std::size_t i = 0; i < portion.targets.size(); ++i)
                values[portion.targets[i]] = portion.values[i];
        }
    }

  private:
    // The outputs of one group.
    struct Portion {
        const AlloyOutputGroup* group;
        std::vector<std::size_t> wanted;
        std::vector<std::size_t> targets; // places in the outputs of the study
        std::vector<double> values;
    };

    const AlloyBase& base_;
    const Study& study_;
    input::Node nodes_;
    std::vector<std::uint64_t> indices_;
    std::vector<Portion> portions_;
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
        std::set<const OutputGroup*> wanted;
        for (const Output& output : study_.outputs)
            wanted.insert(output.group);
        double seconds = 0.0;
        for (const auto& group : alloy_output_groups())
            seconds += wanted.contains(group.get()) ? group->seconds_per_point() : 0.0;
        return seconds;
    }

  private:
    const AlloyBase& base_;
    const Study& study_;
    std::shared_ptr<const FastPlan> fast_; // empty if the general way is taken
};

} // namespace

std::unique_ptr<const EvaluationPlan> alloy_plan(const AlloyBase& base, const Study& study,
                                                 Route route) {
    return std::make_unique<const AlloyPlan>(base, study, route);
}

} // namespace sidejump::sweep
