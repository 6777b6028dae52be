// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/goal.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace sidejump::device {
namespace {

std::size_t terminal_called(const std::string& name, const std::vector<Terminal>& terminals) {
    const auto found = std::ranges::find(terminals, name, &Terminal::name);
    if (found == terminals.end())
        throw std::invalid_argument(fmt::format("no terminal \"{}\"", name));
    return static_cast<std::size_t>(std::distance(terminals.begin(), found));
}

Complex voltage_of(const Goal& goal, const std::vector<TerminalState>& terminals) {
    return terminals.at(goal.plus).potential - terminals.at(goal.minus).potential;
}

} // namespace

Goal goal_of(const MeasureInput& measure, const std::vector<Terminal>& terminals) {
    Goal goal;
    goal.name = measure.name.text;
    goal.plus = terminal_called(measure.voltage.at(0).text, terminals);
    goal.minus = terminal_called(measure.voltage.at(1).text, terminals);
    if (measure.per_current_of)
        goal.per_current_of = terminal_called(measure.per_current_of->text, terminals);
    return goal;
}

Complex value_of(const Goal& goal, const std::vector<TerminalState>& terminals,
                 double rounding_current) {
    const Complex voltage = voltage_of(goal, terminals);
    if (!goal.per_current_of)
        return voltage;
    const Complex current = terminals.at(*goal.per_current_of).current;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return std::abs(current) <= rounding_current ? Complex(none, none) : voltage / current;
}

TerminalWeights derivative_of(const Goal& goal, const std::vector<TerminalState>& terminals) {
    const auto count = static_cast<Eigen::Index>(terminals.size());
    TerminalWeights weights{Eigen::VectorXcd::Zero(count), Eigen::VectorXcd::Zero(count)};
    Complex scale = 1.0;
    if (goal.per_current_of) {
        scale = 1.0 / terminals.at(*goal.per_current_of).current;
        weights.current(static_cast<Eigen::Index>(*goal.per_current_of)) =
            -voltage_of(goal, terminals) * scale * scale;
    }
    weights.potential(static_cast<Eigen::Index>(goal.plus)) += scale;
    weights.potential(static_cast<Eigen::Index>(goal.minus)) -= scale;
    return weights;
}

} // namespace sidejump::device
