// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/point_evaluator.hpp"

#include "sidejump/sweep/fast_evaluator.hpp"

#include <algorithm>
#include <bit>
#include <exception>
#include <random>

namespace sidejump::sweep {
namespace {

// Reads the alloy file for each point, as the commands do.
class GeneralEvaluator : public PointEvaluator {
  public:
    explicit GeneralEvaluator(const Study& study)
        : study_(study), alloy_(study.base), indices_(study.axes.size()) {
        for (const auto& group : output_groups()) {
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
        set_axes(study_, indices_, alloy_);
        const auto alloy = study_.alloy(alloy_);
        for (Portion& portion : portions_) {
            portion.group->evaluate(alloy, portion.wanted, portion.values);
            for (std::size_t i = 0; i < portion.targets.size(); ++i)
                values[portion.targets[i]] = portion.values[i];
        }
    }

  private:
    // The outputs of one group.
    struct Portion {
        const OutputGroup* group;
        std::vector<std::size_t> wanted;
        std::vector<std::size_t> targets; // places in the outputs of the study
        std::vector<double> values;
    };

    const Study& study_;
    input::Node alloy_;
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

} // namespace

std::vector<std::uint64_t> scattered_points(const Study& study) {
    constexpr std::size_t samples = 16;
    std::mt19937_64 random(1);
    std::vector<std::uint64_t> points(samples, 0);
    for (std::uint64_t& point : points)
        for (const Dimension& dimension : study.dimensions)
            point = point * dimension.size + random() % dimension.size;
    return points;
}

EvaluatorFactory::EvaluatorFactory(const Study& study, Route route) : study_(study) {
    if (route == Route::general)
        return;
    plan_ = make_fast_plan(study);
    if (!plan_)
        return;
    // Axes that act on each other in a way that single values do not show would be noticed here.
    GeneralEvaluator general(study);
    const auto fast = evaluator();
    for (const std::uint64_t point : scattered_points(study))
        if (plan_ && !agree(general, *fast, point, study.outputs.size()))
            plan_ = nullptr;
}

EvaluatorFactory::~EvaluatorFactory() = default;

std::unique_ptr<PointEvaluator> EvaluatorFactory::evaluator() const {
    auto general = std::make_unique<GeneralEvaluator>(study_);
    return plan_ ? fast_evaluator(study_, plan_, std::move(general)) : std::move(general);
}

double EvaluatorFactory::seconds_per_point() const {
    if (plan_)
        return 4e-7;
    double seconds = 0.0;
    std::vector<const OutputGroup*> seen;
    for (const Output& output : study_.outputs)
        if (std::find(seen.begin(), seen.end(), output.group) == seen.end()) {
            seen.push_back(output.group);
            seconds += output.group->seconds_per_point();
        }
    return seconds;
}

} // namespace sidejump::sweep
