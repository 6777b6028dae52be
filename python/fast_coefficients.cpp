// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/fast_coefficients.hpp"

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/result_declarations.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/model_kind.hpp"
#include "sidejump/sweep/alloy_outputs.hpp"
#include "sidejump/sweep/engine_arguments.hpp"
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>
#include <variant>

namespace sidejump::python {
namespace {

using coefficients::TransportCoefficients;
using sweep::EngineArgument;

// What is surely a number that the input takes; the rest is for its reading.
struct Bounds {
    double low;
    double high;
};

Bounds bounds_of(EngineArgument::Kind kind) {
    constexpr double one_in_a_trillion = 1e-12;
    constexpr double a_few_turns = 100.0;
    switch (kind) {
    case EngineArgument::Kind::concentration:
    case EngineArgument::Kind::inelastic:
        return {one_in_a_trillion, 1.0};
    case EngineArgument::Kind::phase_shift:
        break;
    }
    return {-a_few_turns, a_few_turns};
}

template <class T>
const T* step(const input::NodePath& path, std::size_t i) {
    return i < path.steps.size() ? std::get_if<T>(&path.steps[i]) : nullptr;
}

bool is_key(const input::NodePath& path, std::size_t i, const std::string& key) {
    const auto* found = step<std::string>(path, i);
    return found != nullptr && *found == key;
}

bool has_given_phase_shifts(const input::Node& nodes, std::size_t species) {
    const input::NodePath model{{"impurity", species, "model"}};
    const auto* found = input::find_node(nodes, model);
    if (found == nullptr)
        return true;
    const auto* text = std::get_if<std::string>(&found->value);
    return text != nullptr && *text == impurity::given_phase_shifts;
}

// The number of the engine to which a path leads, if it is one.
std::optional<EngineArgument> engine_argument(const input::NodePath& path,
                                              const input::Node& nodes) {
    const auto* species = step<std::size_t>(path, 1);
    if (!is_key(path, 0, "impurity") || species == nullptr ||
        !has_given_phase_shifts(nodes, *species))
        return std::nullopt;
    if (path.steps.size() == 3 && is_key(path, 2, "concentration"))
        return EngineArgument{*species, 0, EngineArgument::Kind::concentration};
    const auto* channel = step<std::size_t>(path, 3);
    if (path.steps.size() != 5 || !is_key(path, 2, "channels") || channel == nullptr)
        return std::nullopt;
    if (is_key(path, 4, "phase_shift"))
        return EngineArgument{*species, *channel, EngineArgument::Kind::phase_shift};
    if (is_key(path, 4, "inelastic"))
        return EngineArgument{*species, *channel, EngineArgument::Kind::inelastic};
    return std::nullopt;
}

// Far from multiples of pi, where it takes no sine to know that the channel scatters.
bool plainly_scatters(const impurity::Channel& channel) {
    constexpr double far = 1e-3;
    const double size = std::abs(channel.phase_shift);
    return size > far && size < std::numbers::pi - far;
}

} // namespace

struct FastCoefficients::State {
    struct Argument {
        EngineArgument target;
        std::vector<double> converted; // values in radians if they have another unit
        std::span<const double> values;
        Bounds bounds;
    };
    struct Result {
        double TransportCoefficients::*member;
        double unit; // SI value of its reduced unit
    };

    explicit State(coefficients::Alloy alloy_) : alloy(std::move(alloy_)), engine(alloy) {}

    bool add_argument(const ArrayArgument& argument, const input::Node& nodes) {
        const auto target = engine_argument(argument.path, nodes);
        if (!target || target->species >= alloy.impurities.size() ||
            (target->kind != EngineArgument::Kind::concentration &&
             target->channel >= alloy.impurities[target->species].channels.size()))
            return false;
        Argument& added = arguments.emplace_back();
        added.target = *target;
        added.bounds = bounds_of(target->kind);
        added.values = argument.values;
        if (argument.unit.empty())
            return true;
        if (target->kind != EngineArgument::Kind::phase_shift)
            return false;
        added.converted.assign(argument.values.begin(), argument.values.end());
        try {
            units::convert(added.converted, argument.unit, "radian");
        } catch (const units::QuantityError&) {
            return false;
        }
        added.values = added.converted;
        return true;
    }

    coefficients::Alloy alloy;
    coefficients::CoefficientEngine engine;
    std::vector<Argument> arguments;
    std::vector<Result> results;
    double largest_concentration = 1.0;
};

FastCoefficients::FastCoefficients(std::unique_ptr<const State> state) : state_(std::move(state)) {}

FastCoefficients::~FastCoefficients() = default;

std::unique_ptr<const FastCoefficients>
FastCoefficients::find(const sweep::AlloyBase& base, const std::vector<sweep::Output>& outputs,
                       const std::vector<ArrayArgument>& arguments) {
    const sweep::OutputGroup* group = sweep::alloy_output_groups().front().get(); // coefficients
    auto state = std::make_unique<State>(base.alloy(base.nodes()).alloy);
    for (const sweep::Output& output : outputs) {
        if (output.group != group)
            return nullptr;
        const auto& declared = coefficients::result_declarations()[output.place];
        state->results.push_back(
            {declared.member, units::reduced_unit(state->alloy.host, declared.dimension)});
    }
    state->arguments.reserve(arguments.size());
    for (const ArrayArgument& argument : arguments)
        if (!state->add_argument(argument, base.nodes()))
            return nullptr;
    state->largest_concentration = sweep::surely_possible_concentration(state->alloy.host);
    return std::unique_ptr<const FastCoefficients>(new FastCoefficients(std::move(state)));
}

FastCoefficients::Evaluator::Evaluator(const FastCoefficients& shared)
    : shared_(shared), impurities_(shared.state_->alloy.impurities) {
    for (const auto& argument : shared.state_->arguments)
        targets_.push_back(&argument.target.of(impurities_));
}

bool FastCoefficients::Evaluator::evaluate(const std::vector<std::size_t>& places,
                                           TransportCoefficients& found) {
    const State& state = *shared_.state_;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
        const auto& argument = state.arguments[i];
        const double value = argument.values[places[i]];
        if (!(value >= argument.bounds.low && value <= argument.bounds.high))
            return false;
        *targets_[i] = value;
    }
    if (!obeys_rules())
        return false;
    found = state.engine.evaluate(impurities_);
    coefficients::check_physical(found);
    return true;
}

void FastCoefficients::store(std::span<const TransportCoefficients> found, double* values,
                             std::size_t distance) const {
    for (const auto& [member, unit] : state_->results) {
        for (std::size_t k = 0; k < found.size(); ++k)
            values[k] = found[k].*member * unit;
        values += distance;
    }
}

// The rules of coefficients::check_whole_alloy, on the safe side.
bool FastCoefficients::Evaluator::obeys_rules() const {
    double concentration = 0.0;
    bool scatters = false;
    for (const auto& species : impurities_) {
        concentration += species.concentration;
        scatters = scatters ||
                   std::any_of(species.channels.begin(), species.channels.end(), plainly_scatters);
    }
    return scatters && concentration < shared_.state_->largest_concentration;
}

} // namespace sidejump::python
