// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_run.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace sidejump::device {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

const TerminalState& terminal_named(const std::vector<TerminalState>& terminals,
                                    const std::string& name) {
    const auto found = std::ranges::find(terminals, name, &TerminalState::name);
    if (found == terminals.end())
        throw std::logic_error("a measure of a contact that was not solved for");
    return *found;
}

} // namespace

std::vector<Measurement> measurements(const DeviceInput& input, const DeviceState& state) {
    const std::vector<TerminalState>& terminals = state.terminals;
    std::vector<Measurement> values;
    for (const MeasureInput& measure : input.measure) {
        Measurement value{measure.name.text, "V",
                          terminal_named(terminals, measure.voltage.at(0).text).potential -
                              terminal_named(terminals, measure.voltage.at(1).text).potential};
        if (measure.per_current_of) {
            const Complex current = terminal_named(terminals, measure.per_current_of->text).current;
            value.value = std::abs(current) <= state.rounding_current
                              ? Complex(undefined, undefined)
                              : value.value / current;
            value.unit = "ohm";
        }
        values.push_back(std::move(value));
    }
    return values;
}

std::vector<std::string> measurement_remarks(const DeviceInput& input, const DeviceState& state) {
    std::vector<std::string> remarks;
    for (const MeasureInput& measure : input.measure) {
        if (!measure.per_current_of)
            continue;
        const TerminalState& terminal =
            terminal_named(state.terminals, measure.per_current_of->text);
        if (const double current = std::abs(terminal.current);
            current > 0.0 && current <= state.rounding_current)
            remarks.push_back(fmt::format(
                "measure \"{}\" has no value: the current of \"{}\" is no larger than what "
                "rounding can make, {:.1e} A",
                measure.name.text, terminal.name, state.rounding_current));
    }
    return remarks;
}

bool adaptation_reached(const DeviceRun& run) {
    if (!run.adaptation || run.adaptation->rounds.empty() || run.results.empty())
        throw std::invalid_argument("no mesh that is adapted");
    const auto has_value = [&run](const GoalEstimate& goal) {
        // Over a current that is but rounding a goal has a value, the measure has none.
        const auto& found = run.results.front().measurements;
        const auto measure = std::ranges::find(found, goal.name, &Measurement::name);
        return measure != found.end() && std::isfinite(std::abs(measure->value)) &&
               std::isfinite(std::abs(goal.error));
    };
    return run.adaptation->stopped_by.empty() &&
           std::ranges::all_of(run.adaptation->rounds.back().goals, has_value);
}

std::vector<std::array<double, 3>> cut_positions(const CutInput& cut) {
    std::vector<std::array<double, 3>> positions(static_cast<std::size_t>(cut.points));
    const auto& from = cut.from.coordinates;
    const auto& to = cut.to.coordinates;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const double part =
            cut.points > 1 ? static_cast<double>(i) / static_cast<double>(cut.points - 1) : 0.0;
        for (std::size_t d = 0; d < 3; ++d)
            positions[i][d] = from[d] + part * (to[d] - from[d]);
    }
    return positions;
}

} // namespace sidejump::device
