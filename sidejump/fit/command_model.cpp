// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/command_model.hpp"

#include "sidejump/input/node_path.hpp"
#include "sidejump/math/gsl_status.hpp"
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/sweep/study.hpp"
#include "sidejump/sweep/study_outputs.hpp"

#include <algorithm>
#include <limits>
#include <new>
#include <optional>
#include <stdexcept>

namespace sidejump::fit {
namespace {

class CommandModel : public Model {
  public:
    CommandModel(std::shared_ptr<const sweep::Base> base, sweep::Output output,
                 std::vector<ModelInput> inputs)
        : base_(std::move(base)), outputs_({std::move(output)}), inputs_(std::move(inputs)),
          run_(base_->point_run(outputs_)), cost_(base_->point_cost(outputs_)) {
        for (const ModelInput& input : inputs_)
            paths_.push_back(input::parse_node_path(input.name));
    }

    [[nodiscard]] std::string name() const override { return outputs_[0].name; }
    [[nodiscard]] const std::vector<ModelInput>& inputs() const override { return inputs_; }
    [[nodiscard]] std::size_t abscissa() const override { return 0; }
    [[nodiscard]] std::string ordinate() const override {
        return outputs_[0].declaration.description;
    }
    [[nodiscard]] std::string unit() const override { return outputs_[0].declaration.unit; }
    [[nodiscard]] bool is_slow() const override { return true; }
    [[nodiscard]] double seconds() const override { return cost_.seconds; }
    [[nodiscard]] std::string alternative() const override {
        for (const sweep::OutputGroup* group : base_->output_groups())
            for (const auto& declaration : group->declarations())
                if (group != outputs_[0].group && declaration.name == outputs_[0].declaration.name)
                    return fmt::format("{}.{}", group->name(), declaration.name);
        return "";
    }
    [[nodiscard]] bool needs_one_thread() const override {
        return cost_.most_threads < 2 || cost_.calls_mpi;
    }

    void evaluate(std::span<const double> inputs, std::span<const double> x,
                  std::span<double> y) const override {
        math::parallel_for(x.size(), [&](std::size_t i) {
            const math::OneThread alone;
            try {
                static_cast<void>(run_(point(inputs, x[i]), y.subspan(i, 1)));
            } catch (const std::bad_alloc&) {
                throw;
            } catch (const std::exception&) {
                // The search goes back from values that the base cannot have.
                y[i] = std::numeric_limits<double>::quiet_NaN();
            }
        });
    }

    [[nodiscard]] std::vector<std::string> warnings(std::span<const double> inputs,
                                                    std::span<const double> x) const override {
        std::vector<std::string> found;
        const auto [low, high] = std::minmax_element(x.begin(), x.end());
        for (const double at : {*low, *high})
            for (const auto& remark : base_->remarks(point(inputs, at), outputs_))
                if (std::find(found.begin(), found.end(), remark.text) == found.end())
                    found.push_back(remark.text);
        return found;
    }

    void check(std::span<const double> inputs, double x) const {
        const input::Node at = point(inputs, x);
        base_->check(at);
        base_->check_outputs(at, outputs_);
    }

    // Why the base cannot have a value of an input, empty if it can.
    [[nodiscard]] std::string refusal(std::size_t input, double value) const {
        input::Node point = base_->nodes();
        set(point, input, value);
        try {
            base_->check(point);
        } catch (const input::InputError& error) {
            return fmt::format("{} (as {} in {})", error.message, inputs_[input].name,
                               base_->file().path());
        }
        return "";
    }

  private:
    void set(input::Node& point, std::size_t input, double value) const {
        const std::string& unit = inputs_[input].unit;
        input::set_node(point, paths_[input],
                        unit == "1" ? input::Node{value, 0}
                                    : input::Node{fmt::format("{} {}", value, unit), 0});
    }

    [[nodiscard]] input::Node point(std::span<const double> inputs, double x) const {
        input::Node point = base_->nodes();
        for (std::size_t i = 0; i < inputs_.size(); ++i)
            set(point, i, i == 0 ? x : inputs[i]);
        return point;
    }

    std::shared_ptr<const sweep::Base> base_;
    std::vector<sweep::Output> outputs_;
    std::vector<ModelInput> inputs_; ///< the abscissa first
    std::vector<input::NodePath> paths_;
    sweep::PointRun run_;
    sweep::PointCost cost_;
};

std::string unit_or_one(const std::string& unit) {
    return unit.empty() ? "1" : unit;
}

// The unit in which a parameter goes into the base.
std::string unit_of(const FitInput& input, const ParameterInput& parameter) {
    if (parameter.start)
        return unit_or_one(parameter.start->unit);
    if (parameter.unit)
        return parameter.unit->text;
    for (const ParameterInput& other : input.parameter)
        if (other.name.text == parameter.tied_to->text && other.start)
            return unit_or_one(other.start->unit);
    return "1";
}

// Where a fit gives the value of an input to a set; an empty name is the abscissa.
const Place& place_of(const FitInput& input, std::size_t set, const std::string& name) {
    const DataInput& data = input.data[set];
    if (name.empty())
        return data.x.unit ? data.x.unit->place : data.x.column.place;
    for (const ParameterInput& parameter : input.parameter)
        if (parameter.name.text == name)
            return parameter.start ? parameter.start->place : parameter.tied_to->place;
    for (const auto* values : {&data.values, &input.model.values})
        for (const NamedQuantity& value : *values)
            if (value.name == name)
                return value.value.place;
    return data.place;
}

class CommandInputs {
  public:
    explicit CommandInputs(const sweep::Base& base) : base_(base) {}

    void add(const std::string& path, const Place& place, const std::string& unit) {
        try {
            input::describe_target(input::parse_node_path(path), base_.parameters(), base_.nodes());
        } catch (const std::invalid_argument& error) {
            place.fail(fmt::format("the path of a parameter in {}", base_.file().path()),
                       fmt::format("\"{}\", {}", input::printable(path), error.what()));
        }
        const bool known = std::any_of(inputs.begin(), inputs.end(),
                                       [&](const ModelInput& one) { return one.name == path; });
        if (!known)
            inputs.push_back({path, unit, "", std::nullopt, "", {}});
    }

    std::vector<ModelInput> inputs;

  private:
    const sweep::Base& base_;
};

const PlacedText& required(const std::optional<PlacedText>& text, const ModelInputs& model,
                           const char* key) {
    if (!text)
        Place{model.kind.place.file, model.kind.place.line, fmt::format("model.{}", key)}.fail(
            fmt::format("missing key: kind = \"command\" needs {}", key));
    return *text;
}

} // namespace

std::shared_ptr<const Model> command_model(const std::string& path, const FitInput& input,
                                           const std::vector<sweep::BaseKind>& kinds) {
    math::use_gsl_status_codes();
    const ModelInputs& model = input.model;
    const auto base = sweep::read_base(path, required(model.base, model, "base"), kinds);
    const auto outputs = sweep::find_outputs(*base, {required(model.output, model, "output")});
    const std::string& unit = outputs[0].declaration.unit;
    // The unit of the abscissa is that of the first curve.
    const DataSet first =
        read_data_set(input.data[0], 1, std::filesystem::path(path).parent_path(), "", unit);
    CommandInputs inputs(*base);
    const PlacedText& x = required(model.x, model, "x");
    inputs.add(x.text, x.place, first.x_unit);
    for (const auto& [name, value] : model.values)
        inputs.add(name, value.place, unit_or_one(value.unit));
    for (const DataInput& data : input.data)
        for (const auto& [name, value] : data.values)
            inputs.add(name, value.place, unit_or_one(value.unit));
    for (const ParameterInput& parameter : input.parameter)
        inputs.add(parameter.name.text, parameter.name.place, unit_of(input, parameter));
    return std::make_shared<CommandModel>(base, outputs[0], inputs.inputs);
}

void check_command_start(const FitProblem& problem, const FitInput& input) {
    const auto& model = dynamic_cast<const CommandModel&>(*problem.model);
    const auto values = problem.values(problem.start());
    for (std::size_t set = 0; set < problem.sets.size(); ++set) {
        const auto inputs = problem.model_inputs(set, values);
        const double x = problem.sets[set].x.front();
        try {
            model.check(inputs, x);
        } catch (const input::InputError&) {
            for (std::size_t i = 0; i < inputs.size(); ++i)
                if (const auto reason = model.refusal(i, i == 0 ? x : inputs[i]); !reason.empty())
                    place_of(input, set, i == 0 ? "" : model.inputs()[i].name).fail(reason);
            throw;
        }
    }
}

} // namespace sidejump::fit
