// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/current_rounding.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sidejump::device_fem {
namespace {

/// What rounding leaves of the largest current that could flow.
constexpr double current_rounding = 1e-11;

/// A per V; a current that fills the device, which has a size near one.
double conductance_inside(const device::DiffusionProblem& problem) {
    double conductivity = 0.0;
    for (const device::Medium& medium : problem.media)
        conductivity = std::max(conductivity, medium.conduction.cwiseAbs().maxCoeff());
    return conductivity * problem.embedding.cross_section;
}

/// A per V; the conductance of all terminals but the one with the largest together: what flows from
/// one to another passes them.
double conductance_of_terminals(const device::DiffusionProblem& problem,
                                const std::vector<device::TerminalState>& terminals) {
    double sum = 0.0;
    double largest = 0.0;
    for (std::size_t k = 0; k < terminals.size(); ++k) {
        const device::BoundaryLaw& law = problem.terminals[k].law;
        // Infinite for an ohmic one, so large that the sum does not overflow.
        const double own = law.fixed[0]
                               ? std::numeric_limits<double>::max() / 1e6
                               : law.exchange.row(0).cwiseAbs().maxCoeff() * terminals[k].area;
        sum += std::min(own, largest);
        largest = std::max(own, largest);
    }
    return sum;
}

/// V
double given_voltage(const device::DiffusionProblem& problem) {
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for (const device::Terminal& terminal : problem.terminals)
        if (terminal.drive == device::Drive::potential) {
            lowest = std::min(lowest, terminal.value);
            highest = std::max(highest, terminal.value);
        }
    return std::max(highest - lowest, 0.0);
}

/// V; what drives currents anywhere and not from one terminal to another.
double other_drive(const device::DiffusionProblem& problem) {
    double drive = 0.0;
    for (const device::Terminal& terminal : problem.terminals)
        drive = std::max(drive, terminal.law.spin_potential.norm());
    for (const double field : problem.embedding.applied_field)
        drive = std::max(drive, std::abs(field));
    return drive;
}

double largest_current(const device::DiffusionProblem& problem,
                       const std::vector<device::TerminalState>& terminals) {
    double largest = 0.0;
    for (const device::Terminal& terminal : problem.terminals)
        if (terminal.drive == device::Drive::current)
            largest = std::max(largest, std::abs(terminal.value));
    for (const auto& terminal : terminals)
        largest = std::max(largest, std::abs(terminal.current));
    return largest;
}

} // namespace

double charge_balance(const device::DiffusionProblem& problem,
                      const std::vector<device::TerminalState>& terminals) {
    device::Complex total = 0.0;
    for (const auto& terminal : terminals)
        total += terminal.current;
    const double largest = largest_current(problem, terminals);
    const double negligible = current_rounding * conductance_inside(problem) *
                              std::max(given_voltage(problem), other_drive(problem));
    return largest <= negligible ? 0.0 : std::abs(total) / largest;
}

double rounding_current(const device::DiffusionProblem& problem,
                        const std::vector<device::TerminalState>& terminals, double balance) {
    const double inside = conductance_inside(problem);
    const double from_terminals =
        given_voltage(problem) * std::min(inside, conductance_of_terminals(problem, terminals));
    const double could_flow = std::max(
        {from_terminals, other_drive(problem) * inside, largest_current(problem, terminals)});
    return std::max(current_rounding * could_flow, balance * largest_current(problem, terminals));
}

} // namespace sidejump::device_fem
