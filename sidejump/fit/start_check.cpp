// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/start_check.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::fit {
namespace {

void require_values(const DataSet& set, const std::vector<double>& y, const Model& model,
                    const Place& place) {
    for (std::size_t i = 0; i < y.size(); ++i)
        if (!std::isfinite(y[i]))
            place.fail(fmt::format("start values with which the model {} has a value at {:.6g} {} "
                                   "of {}",
                                   model.name(), set.x_written.value(set.x[i]), set.x_unit,
                                   set.label),
                       "none there");
}

// Equal to the last bit at different abscissae: what is computed does not know of them.
bool is_constant(const DataSet& set, const std::vector<double>& y) {
    const auto differs = [](const std::vector<double>& values) {
        return std::any_of(values.begin(), values.end(),
                           [&](double value) { return value != values.front(); });
    };
    return differs(set.x) && !differs(y);
}

} // namespace

void check_start(const FitProblem& problem, const FitInput& input) {
    const auto values = problem.values(problem.start());
    const Place place = input.parameter.empty() ? Place{} : input.parameter.front().place;
    bool constant = input.model.output.has_value();
    for (std::size_t s = 0; s < problem.sets.size(); ++s) {
        const DataSet& set = problem.sets[s];
        require_values(set, problem.curve(s, values, set.x), *problem.model, place);
        if (constant) {
            std::vector<double> y(set.x.size());
            problem.model->evaluate(problem.model_inputs(s, values), set.x, y);
            constant = is_constant(set, y);
        }
    }
    if (!constant)
        return;
    const std::string alternative = problem.model->alternative();
    input.model.output->place.fail(
        fmt::format("a result that depends on {}, the abscissa of the data",
                    problem.model->inputs()[problem.model->abscissa()].name),
        fmt::format("\"{}\", which is the same at all points{}", input.model.output->text,
                    alternative.empty() ? "" : fmt::format("; did you mean \"{}\"?", alternative)));
}

} // namespace sidejump::fit
