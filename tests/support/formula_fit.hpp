// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_run.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <span>

/// Fits of formulas to made data, for tests.
namespace sidejump::fit::formulas {

using Formula = double (*)(std::span<const double> p, double x);

// A model of the tests: any formula with inputs a, b, c and the abscissa x.
class Formulated : public Model {
  public:
    Formulated(Formula formula, std::size_t parameters) : formula_(formula) {
        inputs_.push_back({"x", "1", "", {}, "", {}});
        for (std::size_t i = 0; i < parameters; ++i)
            inputs_.push_back({std::string(1, static_cast<char>('a' + i)), "1", "", {}, "", {}});
    }
    [[nodiscard]] std::string name() const override { return "formula"; }
    [[nodiscard]] const std::vector<ModelInput>& inputs() const override { return inputs_; }
    [[nodiscard]] std::size_t abscissa() const override { return 0; }
    [[nodiscard]] std::string ordinate() const override { return "y"; }
    [[nodiscard]] std::string unit() const override { return "1"; }
    void evaluate(std::span<const double> inputs, std::span<const double> x,
                  std::span<double> y) const override {
        for (std::size_t i = 0; i < x.size(); ++i)
            y[i] = formula_(inputs.subspan(1), x[i]);
    }
    [[nodiscard]] std::vector<std::string> warnings(std::span<const double>,
                                                    std::span<const double>) const override {
        return {};
    }

  private:
    Formula formula_;
    std::vector<ModelInput> inputs_;
};

inline constexpr double infinity = std::numeric_limits<double>::infinity();

struct Start {
    double value;
    double low = -infinity;
    double high = infinity;
};

// A fit of one curve whose abscissae are i/10.
inline FitFile fit_of(Formula formula, const std::vector<Start>& starts, std::size_t points,
                      const std::vector<double>& truth, double noise, unsigned seed,
                      bool sigma_known) {
    FitFile file;
    file.path = "test";
    file.levels = {0.6827, 0.9545};
    FitProblem& problem = file.problem;
    problem.model = std::make_shared<Formulated>(formula, starts.size());
    DataSet set;
    set.label = "curve";
    set.x_unit = set.y_unit = "1";
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(0.0, noise);
    for (std::size_t i = 0; i < points; ++i) {
        set.x.push_back(0.1 * static_cast<double>(i));
        set.y.push_back(formula(truth, set.x.back()) + normal(random));
        if (sigma_known)
            set.sigma.push_back(noise);
    }
    problem.sets.push_back(set);
    problem.sigma_known = sigma_known;
    CurveInputs inputs;
    inputs.constants.assign(starts.size() + 1, 0.0);
    inputs.quantities.assign(starts.size() + 1, std::nullopt);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        inputs.quantities[i + 1] = i;
        Quantity quantity;
        quantity.name = problem.model->inputs()[i + 1].name;
        quantity.unit = "1";
        quantity.coordinate = i;
        problem.quantities.push_back(quantity);
        Coordinate coordinate;
        coordinate.quantity = i;
        coordinate.start = starts[i].value;
        coordinate.low = starts[i].low;
        coordinate.high = starts[i].high;
        problem.coordinates.push_back(coordinate);
        file.profiled.push_back(i);
    }
    problem.inputs.push_back(inputs);
    return file;
}

inline double line(std::span<const double> p, double x) {
    return p[0] + p[1] * x;
}

inline double decay(std::span<const double> p, double x) {
    return p[0] * std::exp(-x / p[1]);
}

} // namespace sidejump::fit::formulas
