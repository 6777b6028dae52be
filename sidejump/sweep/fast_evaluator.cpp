// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/fast_evaluator.hpp"

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/result_declarations.hpp"
#include "sidejump/sweep/alloy_outputs.hpp"
#include "sidejump/sweep/engine_arguments.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <set>

namespace sidejump::sweep {

struct FastPlan {
    explicit FastPlan(input::Node reference_, coefficients::Alloy alloy_)
        : reference(std::move(reference_)), alloy(std::move(alloy_)), engine(alloy) {}

    input::Node reference; // the alloy file with the axes at some point
    coefficients::Alloy alloy;
    coefficients::CoefficientEngine engine;
    std::vector<AxisArguments> axes;
    struct Result {
        double coefficients::TransportCoefficients::*member;
        double unit; // SI value of its reduced unit
    };
    std::vector<Result> results;
    bool always_scatters = false; // a channel that no axis touches does
    double largest_concentration = 1.0;
};

namespace {

bool is_touched(const FastPlan& plan, std::size_t species, std::size_t channel) {
    return std::any_of(plan.axes.begin(), plan.axes.end(), [&](const AxisArguments& axis) {
        return std::any_of(axis.arguments().begin(), axis.arguments().end(), [&](const auto& a) {
            return a.species == species && a.channel == channel &&
                   a.kind != EngineArgument::Kind::concentration;
        });
    });
}

// A point that can be read; the whole-file rules may be broken there.
std::shared_ptr<FastPlan> plan_at(const AlloyBase& base, const Study& study, std::uint64_t point) {
    std::vector<std::uint64_t> indices(study.axes.size());
    study.axis_indices(point, indices);
    input::Node reference = base.nodes();
    try {
        set_axes(study, indices, reference);
        auto alloy = base.alloy(reference).alloy;
        return std::make_shared<FastPlan>(std::move(reference), std::move(alloy));
    } catch (const std::exception&) {
        return nullptr;
    }
}

std::shared_ptr<FastPlan> plan_at_some_point(const AlloyBase& base, const Study& study) {
    for (const std::uint64_t point : {std::uint64_t{0}, study.points / 2 + study.points / 3 / 2,
                                      study.points / 2, study.points - 1})
        if (auto plan = plan_at(base, study, point))
            return plan;
    return nullptr;
}

// Whether two axes set parts of one parameter: single values of an axis do not show what it does
// then. The width of a level at the Fermi energy changes no phase shift; elsewhere it does.
bool share_a_parameter(const Study& study) {
    std::set<std::vector<input::NodePath::Step>> taken;
    return std::any_of(study.axes.begin(), study.axes.end(), [&](const Axis& axis) {
        return !taken.insert(parameter_of(axis.path())).second;
    });
}

bool add_axes(const AlloyBase& base, const Study& study, FastPlan& plan) {
    std::vector<EngineArgument> taken;
    for (std::size_t i = 0; i < study.axes.size(); ++i) {
        auto axis = AxisArguments::find(base, study, i, plan.reference, plan.alloy);
        if (!axis)
            return false;
        for (const EngineArgument& argument : axis->arguments()) {
            if (std::find(taken.begin(), taken.end(), argument) != taken.end())
                return false;
            taken.push_back(argument);
        }
        plan.axes.push_back(std::move(*axis));
    }
    return true;
}

// One call of the engine for each point.
class FastEvaluator : public PointEvaluator {
  public:
    FastEvaluator(const Study& study, std::shared_ptr<const FastPlan> plan,
                  std::unique_ptr<PointEvaluator> general)
        : study_(study), plan_(std::move(plan)), general_(std::move(general)),
          impurities_(plan_->alloy.impurities), indices_(study.axes.size()) {}

    void evaluate(std::uint64_t point, std::span<double> values) override {
        if (!set_arguments(point) || !obeys_whole_file_rules()) {
            general_->evaluate(point, values);
            return;
        }
        const auto found = plan_->engine.evaluate(impurities_);
        coefficients::check_physical(found);
        for (std::size_t i = 0; i < plan_->results.size(); ++i)
            values[i] = found.*plan_->results[i].member * plan_->results[i].unit;
    }

  private:
    bool set_arguments(std::uint64_t point) {
        study_.axis_indices(point, indices_);
        for (std::size_t i = 0; i < plan_->axes.size(); ++i) {
            const AxisArguments& axis = plan_->axes[i];
            if (!axis.values(indices_[i], row_))
                return false;
            for (std::size_t k = 0; k < row_.size(); ++k)
                axis.arguments()[k].of(impurities_) = row_[k];
        }
        return true;
    }

    // The rules of check_whole_alloy, on the safe side: points close to them go the general way.
    [[nodiscard]] bool obeys_whole_file_rules() const {
        double concentration = 0.0;
        for (const auto& species : impurities_)
            concentration += species.concentration;
        if (!(concentration < plan_->largest_concentration))
            return false;
        return plan_->always_scatters ||
               std::any_of(impurities_.begin(), impurities_.end(),
                           [](const auto& species) { return coefficients::scatters(species); });
    }

    const Study& study_;
    std::shared_ptr<const FastPlan> plan_;
    std::unique_ptr<PointEvaluator> general_;
    std::vector<impurity::Impurity> impurities_;
    std::vector<std::uint64_t> indices_;
    std::vector<double> row_;
};

} // namespace

std::shared_ptr<const FastPlan> make_fast_plan(const AlloyBase& base, const Study& study) {
    const OutputGroup* group = alloy_output_groups().front().get(); // coefficients
    if (std::any_of(study.outputs.begin(), study.outputs.end(),
                    [&](const Output& output) { return output.group != group; }))
        return nullptr;
    if (share_a_parameter(study))
        return nullptr;
    auto plan = plan_at_some_point(base, study);
    if (!plan || !add_axes(base, study, *plan))
        return nullptr;
    for (const Output& output : study.outputs) {
        const auto& declared = coefficients::result_declarations()[output.place];
        plan->results.push_back(
            {declared.member, units::reduced_unit(plan->alloy.host, declared.dimension)});
    }
    const auto& impurities = plan->alloy.impurities;
    for (std::size_t i = 0; i < impurities.size(); ++i)
        for (std::size_t c = 0; c < impurities[i].channels.size(); ++c)
            if (!is_touched(*plan, i, c) && coefficients::scatters(impurities[i].channels[c]))
                plan->always_scatters = true;
    plan->largest_concentration = surely_possible_concentration(plan->alloy.host);
    return plan;
}

std::unique_ptr<PointEvaluator> fast_evaluator(const Study& study,
                                               std::shared_ptr<const FastPlan> plan,
                                               std::unique_ptr<PointEvaluator> general) {
    return std::make_unique<FastEvaluator>(study, std::move(plan), std::move(general));
}

} // namespace sidejump::sweep
