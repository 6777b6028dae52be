// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_report.hpp"
#include "sidejump/device/study_parameter.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace sidejump::device {
namespace {

std::string number(double value) {
    return fmt::format("{:>14.6g}", value + 0.0);
}

std::string columns(Complex value, bool complex) {
    return complex ? number(value.real()) + number(value.imag()) : number(value.real());
}

std::string heading(const std::string& name, bool complex) {
    return complex ? fmt::format("{:>14}{:>14}", "Re " + name, "Im " + name)
                   : fmt::format("{:>14}", name);
}

/// One word in a table, cut to a width.
std::string word(const std::string& text, std::size_t width) {
    return fmt::format("{:<{}}", text.size() > width ? text.substr(0, width - 1) + "~" : text,
                       width);
}

std::string contacts_table(const std::vector<TerminalState>& terminals, bool complex) {
    std::string text =
        word("contact", 22) + heading("potential/V", complex) + heading("current/A", complex);
    for (const char* axis : spin_axes)
        text += heading(fmt::format("spin {}/A", axis), complex);
    text += "\n";
    for (const TerminalState& terminal : terminals) {
        text += word(terminal.name, 22) + columns(terminal.potential, complex) +
                columns(terminal.current, complex);
        for (const Complex& current : terminal.spin_current)
            text += columns(current, complex);
        text += "\n";
    }
    return text;
}

/// Empty without surfaces.
std::string surfaces_table(const std::vector<SurfaceState>& surfaces, bool complex) {
    if (surfaces.empty())
        return "";
    std::string text =
        "\n" + word("surface", 22) + heading("area/m2", false) + heading("current/A", complex);
    for (const char* axis : spin_axes)
        text += heading(fmt::format("spin {}/A", axis), complex);
    text += "\n";
    for (const SurfaceState& surface : surfaces) {
        text += word(surface.name, 22) + number(surface.area) + columns(surface.current, complex);
        for (const Complex& current : surface.spin_current)
            text += columns(current, complex);
        text += "\n";
    }
    return text;
}

std::string point_table(const StudyResult& result, const DeviceRun& run, bool complex) {
    std::string text;
    if (!result.measurements.empty()) {
        text += word("measure", 22) + heading("value", complex) + "  unit\n";
        for (const Measurement& measurement : result.measurements)
            text += word(measurement.name, 22) + columns(measurement.value, complex) + "  " +
                    measurement.unit + "\n";
        text += "\n";
    }
    text += contacts_table(result.state.terminals, complex);
    if (!result.state.region_pairs.empty()) {
        text += "\n" + word("from > to", 36) + heading("current/A", complex);
        for (const char* axis : spin_axes)
            text += heading(fmt::format("spin {}/A", axis), complex);
        text += "\n";
        for (const RegionPairState& pair : result.state.region_pairs) {
            text += word(pair.from + " > " + pair.to, 36) + columns(pair.current, complex);
            for (const Complex& current : pair.spin_current)
                text += columns(current, complex);
            text += "\n";
        }
    }
    text += surfaces_table(result.state.surfaces, complex);
    text += "\n" + word("region", 22) + heading("heat/W", false) + "\n";
    for (std::size_t r = 0; r < run.regions.size(); ++r)
        text += word(run.regions[r], 22) + number(result.state.heat.at(r)) + "\n";
    if (result.state.interface_heat != 0.0)
        text += word("(interfaces)", 22) + number(result.state.interface_heat) + "\n";
    if (result.state.contact_heat != 0.0)
        text += word("(contacts)", 22) + number(result.state.contact_heat) + "\n";
    return text;
}

/// The last estimates, of the first point of the study.
std::string adaptation_table(const Adaptation& adaptation, bool complex) {
    std::string text = "\n" + word("adapted to", 22) + heading("value", complex) +
                       heading("error", false) + heading("relative", false) + "\n";
    for (const GoalEstimate& goal : adaptation.rounds.back().goals) {
        const double error = std::abs(goal.error);
        text += word(goal.name, 22) + columns(goal.value, complex) +
                fmt::format("{:>14.1e}{:>14.1e}\n", error, error / std::abs(goal.value));
    }
    const std::size_t refinements = adaptation.rounds.size() - 1;
    return text + fmt::format("\nestimated errors{}, {} round{} of refinement from {} unknowns\n",
                              adaptation.stopped_by.empty()
                                  ? ""
                                  : fmt::format(", stopped by {}", adaptation.stopped_by),
                              refinements, refinements == 1 ? "" : "s",
                              adaptation.rounds.front().unknowns);
}

std::string solver_line(const StudyResult& result) {
    const SolverReport& solver = result.state.solver;
    std::string text =
        fmt::format("\n{} unknowns on {} cells, {}", solver.unknowns, solver.cells, solver.method);
    if (solver.iterations > 0)
        text += fmt::format(", {} iterations", solver.iterations);
    return text + fmt::format("; currents balance to {:.1e}\n", result.state.charge_balance);
}

} // namespace

std::string device_table(const DeviceFile& file, const DeviceRun& run) {
    const bool complex = is_complex(file);
    const auto parameter = parameter_of(file);
    const std::string adapted =
        run.adaptation ? adaptation_table(*run.adaptation, complex) : std::string();
    if (!parameter)
        return point_table(run.results.front(), run, complex) + adapted +
               solver_line(run.results.front());
    // A column is as wide as its heading needs.
    std::vector<std::vector<std::string>> rows(1 + run.results.size());
    rows[0].push_back(fmt::format("{}/{}", parameter->name, parameter->unit));
    const auto head = [&](const std::string& name, const std::string& unit) {
        for (const char* part : complex ? std::vector{"Re ", "Im "} : std::vector{""})
            rows[0].push_back(fmt::format("{}{}/{}", part, name, unit));
    };
    const StudyResult& first = run.results.front();
    for (const Measurement& measurement : first.measurements)
        head(measurement.name, measurement.unit);
    if (first.measurements.empty())
        for (const TerminalState& terminal : first.state.terminals)
            head(terminal.name, "V");
    for (const SurfaceState& surface : first.state.surfaces) {
        head(surface.name + " current", "A");
        for (const char* axis : spin_axes)
            head(fmt::format("{} spin {}", surface.name, axis), "A");
    }
    for (std::size_t i = 0; i < run.results.size(); ++i) {
        const StudyResult& result = run.results[i];
        const auto add = [&row = rows[i + 1], complex](Complex value) {
            row.push_back(fmt::format("{:.6g}", value.real() + 0.0));
            if (complex)
                row.push_back(fmt::format("{:.6g}", value.imag() + 0.0));
        };
        rows[i + 1].push_back(fmt::format("{:.6g}", result.point.value * parameter->factor + 0.0));
        for (const Measurement& measurement : result.measurements)
            add(measurement.value);
        if (result.measurements.empty())
            for (const TerminalState& terminal : result.state.terminals)
                add(terminal.potential);
        for (const SurfaceState& surface : result.state.surfaces) {
            add(surface.current);
            for (const Complex& current : surface.spin_current)
                add(current);
        }
    }
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            text += fmt::format("{:>{}}", row[column],
                                std::max<std::size_t>(14, rows[0][column].size() + 2));
        text += "\n";
    }
    const auto worst = std::ranges::max_element(
        run.results, {}, [](const StudyResult& result) { return result.state.charge_balance; });
    return text + adapted + solver_line(*worst);
}

} // namespace sidejump::device
