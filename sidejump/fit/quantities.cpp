// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/quantities.hpp"

#include "sidejump/fit/parameter_coordinate.hpp"
#include "sidejump/input/names.hpp"
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sidejump::fit {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<std::string> names_of(const std::vector<ModelInput>& inputs) {
    std::vector<std::string> names;
    names.reserve(inputs.size());
    for (const ModelInput& input : inputs)
        names.push_back(input.name);
    return names;
}

// The input of that name, which may not be that of the abscissa.
std::size_t find_input(const Model& model, const PlacedText& name) {
    const std::size_t found =
        input::find_name(name, names_of(model.inputs()), "an input of the model " + model.name());
    if (found == model.abscissa())
        name.place.fail("an input that is not on the abscissa of the data",
                        fmt::format("\"{}\"", name.text));
    return found;
}

Quantity quantity_of(const ParameterInput& parameter, const ModelInput& input) {
    Quantity quantity;
    quantity.name = parameter.name.text;
    quantity.unit = parameter.unit                                      ? parameter.unit->text
                    : parameter.start && !parameter.start->unit.empty() ? parameter.start->unit
                                                                        : input.unit;
    try {
        quantity.reported = change_of_unit(input.unit, quantity.unit);
    } catch (const units::QuantityError&) {
        if (!parameter.unit)
            static_cast<void>(parameter.start->in(input.unit)); // tells what is wrong with it
        parameter.unit->place.fail(fmt::format("a unit that converts to {}", input.unit),
                                   fmt::format("\"{}\"", quantity.unit));
    }
    quantity.factor = parameter.factor;
    quantity.offset = parameter.offset ? parameter.offset->difference_in(input.unit) : 0.0;
    return quantity;
}

// The parameters of a file, with the quantities that each of them makes: one, or one for each set.
class Quantities {
  public:
    Quantities(FitProblem& problem, const FitInput& input) : problem_(problem), input_(input) {
        std::vector<PlacedText> names;
        for (const ParameterInput& parameter : input.parameter)
            names.push_back(parameter.name);
        input::require_distinct(names, "parameters");
        for (const ParameterInput& parameter : input.parameter)
            add(parameter);
        for (std::size_t i = 0; i < input.parameter.size(); ++i)
            tie(i);
        check_ties();
        limit_by_ties();
        problem_.inputs.resize(problem_.sets.size());
        for (std::size_t set = 0; set < problem_.sets.size(); ++set)
            connect(set);
        if (input.background)
            add_background(*input.background);
    }

  private:
    void add(const ParameterInput& parameter) {
        const std::size_t place = find_input(*problem_.model, parameter.name);
        const ModelInput& input = problem_.model->inputs()[place];
        model_inputs_.push_back(place);
        first_.push_back(problem_.quantities.size());
        const std::size_t count = parameter.per_set ? problem_.sets.size() : 1;
        for (std::size_t i = 0; i < count; ++i) {
            Quantity quantity = quantity_of(parameter, input);
            if (parameter.per_set)
                quantity.name += "[" + problem_.sets[i].label + "]";
            if (!parameter.tied_to) {
                quantity.start = in_range(*parameter.start, input);
                if (parameter.fixed) {
                    check_bounds(parameter, input);
                } else {
                    quantity.coordinate = problem_.coordinates.size();
                    problem_.coordinates.push_back(coordinate_of(parameter, input));
                    problem_.coordinates.back().quantity = problem_.quantities.size();
                }
            }
            problem_.quantities.push_back(std::move(quantity));
        }
    }

    [[nodiscard]] std::size_t target_of(std::size_t parameter) const {
        std::vector<std::string> names;
        for (const ParameterInput& other : input_.parameter)
            names.push_back(other.name.text);
        return input::find_name(*input_.parameter[parameter].tied_to, names, "a parameter");
    }

    void tie(std::size_t parameter) {
        const ParameterInput& tied = input_.parameter[parameter];
        if (!tied.tied_to)
            return;
        const std::size_t target = target_of(parameter);
        std::string way = tied.name.text;
        for (std::size_t at = parameter; input_.parameter[at].tied_to; at = target_of(at)) {
            const std::size_t next = target_of(at);
            way += " -> " + input_.parameter[next].name.text;
            if (next == parameter)
                tied.tied_to->place.fail("ties that end at a parameter with a value of its own",
                                         "the circle " + way);
            if (std::count(way.begin(), way.end(), '>') >
                static_cast<std::ptrdiff_t>(input_.parameter.size()))
                return; // a circle that this one only leads to; told at one of its members
        }
        const ModelInput& own = problem_.model->inputs()[model_inputs_[parameter]];
        const ModelInput& other = problem_.model->inputs()[model_inputs_[target]];
        try {
            static_cast<void>(change_of_unit(own.unit, other.unit));
        } catch (const units::QuantityError&) {
            tied.tied_to->place.fail(fmt::format("a parameter that converts to {}", own.unit),
                                     fmt::format("{} in {}", other.name, other.unit));
        }
        const bool other_per_set = input_.parameter[target].per_set;
        if (other_per_set && !tied.per_set)
            tied.tied_to->place.fail("`per_set = true` as the parameter has that it is tied to",
                                     "one value for all curves");
        const std::size_t count = tied.per_set ? problem_.sets.size() : 1;
        for (std::size_t i = 0; i < count; ++i)
            problem_.quantities[first_[parameter] + i].source =
                first_[target] + (other_per_set ? i : 0);
    }

    // What a tie gives with the start values has to be in the range of its input. It is reported
    // in the unit of what it is tied to unless it has one.
    void check_ties() {
        const auto values = problem_.values(problem_.start());
        for (std::size_t i = 0; i < input_.parameter.size(); ++i) {
            const ParameterInput& tied = input_.parameter[i];
            const ModelInput& own = problem_.model->inputs()[model_inputs_[i]];
            const std::size_t count = tied.per_set ? problem_.sets.size() : 1;
            for (std::size_t j = first_[i]; tied.tied_to && !tied.unit && j < first_[i] + count;
                 ++j) {
                Quantity& quantity = problem_.quantities[j];
                quantity.unit = problem_.quantities[problem_.tie(j).quantity].unit;
                quantity.reported = change_of_unit(own.unit, quantity.unit);
            }
            const double value = values[first_[i]];
            if (tied.tied_to && !own.range.contains(value))
                tied.tied_to->place.fail(
                    fmt::format("a tie that gives a value{} of {}", own.range.describe(), own.name),
                    fmt::format("{:.6g} {} with the start values", value, own.unit));
        }
    }

    void limit_by_ties() {
        for (std::size_t i = 0; i < input_.parameter.size(); ++i) {
            const ParameterInput& tied = input_.parameter[i];
            const std::size_t count = tied.per_set ? problem_.sets.size() : 1;
            for (std::size_t j = first_[i]; tied.tied_to && j < first_[i] + count; ++j) {
                const Tie tie = problem_.tie(j);
                if (const auto source = problem_.quantities[tie.quantity].coordinate)
                    limit_by_tie(problem_.coordinates[*source], tie,
                                 problem_.model->inputs()[model_inputs_[i]].range,
                                 problem_.quantities[j].name);
            }
        }
    }

    void connect(std::size_t set) {
        const auto& model_inputs = problem_.model->inputs();
        CurveInputs& of = problem_.inputs[set];
        of.constants.assign(model_inputs.size(), 0.0);
        of.quantities.assign(model_inputs.size(), std::nullopt);
        std::vector<bool> given(model_inputs.size(), false);
        given[problem_.model->abscissa()] = true;
        for (const auto* values : {&input_.model.values, &input_.data[set].values})
            for (const auto& [name, value] : *values) {
                const std::size_t place = find_input(*problem_.model, {name, value.place});
                of.constants[place] = in_range(value, model_inputs[place]);
                given[place] = true;
            }
        for (std::size_t i = 0; i < input_.parameter.size(); ++i) {
            const ParameterInput& parameter = input_.parameter[i];
            if (given[model_inputs_[i]])
                parameter.name.place.fail(
                    "an input of the model that has no value yet",
                    fmt::format("\"{}\", which `values` gives as well", parameter.name.text));
            of.quantities[model_inputs_[i]] = first_[i] + (parameter.per_set ? set : 0);
            given[model_inputs_[i]] = true;
        }
        const auto names = names_of(model_inputs);
        for (std::size_t i = 0; i < model_inputs.size(); ++i) {
            if (given[i])
                continue;
            const ModelInput& missing = model_inputs[i];
            if (!missing.same_as.empty()) {
                const auto other = static_cast<std::size_t>(
                    std::find(names.begin(), names.end(), missing.same_as) - names.begin());
                of.constants[i] = of.constants[other];
                of.quantities[i] = of.quantities[other];
                if (other == problem_.model->abscissa())
                    of.on_abscissa.push_back(i);
            } else if (missing.standard) {
                of.constants[i] = *missing.standard;
            } else {
                input_.data[set]
                    .place.entry("values", input_.data[set].place.line)
                    .fail(fmt::format("{} ({}) here, in [model] values or as a [[parameter]]",
                                      missing.name, missing.unit),
                          "none");
            }
        }
    }

    void add_background(const BackgroundInput& background) {
        for (std::size_t set = 0; set < problem_.sets.size(); ++set)
            for (int order = 0; order <= background.order; ++order) {
                if (background.shared && set > 0)
                    problem_.inputs[set].background.push_back(
                        problem_.inputs[0].background[static_cast<std::size_t>(order)]);
                else
                    add_coefficient(set, order, background.shared);
            }
    }

    void add_coefficient(std::size_t set, int order, bool shared) {
        const DataSet& data = problem_.sets[set];
        double largest = 0.0;
        for (const double x : data.x)
            largest = std::max(largest, std::abs(x));
        Coordinate coordinate;
        coordinate.quantity = problem_.quantities.size();
        coordinate.unit = problem_.residual_unit / std::pow(largest > 0.0 ? largest : 1.0, order);
        coordinate.low = -infinity;
        coordinate.high = infinity;
        Quantity quantity;
        quantity.name = fmt::format("background_{}", order);
        if (!shared && problem_.sets.size() > 1)
            quantity.name += "[" + data.label + "]";
        quantity.unit = order == 0   ? data.y_unit
                        : order == 1 ? fmt::format("{}/{}", data.y_unit, data.x_unit)
                                     : fmt::format("{}/{}^2", data.y_unit, data.x_unit);
        quantity.reported = {data.y_written.scale / std::pow(data.x_written.scale, order), 0.0};
        quantity.is_background = true;
        quantity.coordinate = problem_.coordinates.size();
        problem_.inputs[set].background.push_back(problem_.quantities.size());
        problem_.coordinates.push_back(coordinate);
        problem_.quantities.push_back(std::move(quantity));
    }

    FitProblem& problem_;
    const FitInput& input_;
    std::vector<std::size_t> model_inputs_; ///< of each parameter
    std::vector<std::size_t> first_;        ///< quantity of each parameter
};

} // namespace

void define_quantities(FitProblem& problem, const FitInput& input) {
    const Quantities defined(problem, input);
}

} // namespace sidejump::fit
