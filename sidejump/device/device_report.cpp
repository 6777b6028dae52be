// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_report.hpp"

#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/output/csv_cell.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace sidejump::device {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 3> axis_names{"x", "y", "z"};

bool is_complex(const DeviceFile& file) {
    return file.input.study.kind == StudyKind::ac;
}

/// What runs in a study: name, unit and factor from the unit of StudyPoint::value.
struct Parameter {
    std::string name;
    std::string unit;
    double factor = 1.0;
};

std::optional<Parameter> parameter_of(const DeviceFile& file) {
    switch (file.input.study.kind) {
    case StudyKind::field_sweep:
        return Parameter{"magnetic_field", "T"};
    case StudyKind::angle_sweep:
        return Parameter{"angle", "degree", 180.0 / std::numbers::pi};
    case StudyKind::ac:
        return Parameter{"frequency", "Hz"};
    case StudyKind::transient:
        return Parameter{"time", "s"};
    case StudyKind::steady:
        break;
    }
    return std::nullopt;
}

Json amplitude(Complex value, bool complex) {
    if (!complex)
        return value.real() + 0.0;
    return {{"real", value.real() + 0.0}, {"imaginary", value.imag() + 0.0}};
}

Json quantity(Json value, const char* unit) {
    return {{"value", std::move(value)}, {"unit", unit}};
}

Json spin_currents(const std::array<Complex, 3>& currents, bool complex) {
    Json by_axis = Json::object();
    for (std::size_t a = 0; a < 3; ++a)
        by_axis[axis_names[a]] = amplitude(currents[a], complex);
    return quantity(by_axis, "A");
}

Json point_json(const StudyResult& result, const DeviceRun& run, bool complex) {
    Json contacts = Json::object();
    for (const TerminalState& terminal : result.state.terminals)
        contacts[terminal.name] = {
            {"potential", quantity(amplitude(terminal.potential, complex), "V")},
            {"current", quantity(amplitude(terminal.current, complex), "A")},
            {"spin_current", spin_currents(terminal.spin_current, complex)},
            {"area", quantity(terminal.area, "m^2")}};
    Json between = Json::array();
    for (const RegionPairState& pair : result.state.region_pairs)
        between.push_back(
            {{"from", pair.from},
             {"to", pair.to},
             {"current", quantity(amplitude(pair.current, complex), "A")},
             {"spin_current_leaving", spin_currents(pair.spin_current, complex)},
             {"spin_current_arriving", spin_currents(pair.spin_current_arriving, complex)},
             {"area", quantity(pair.area, "m^2")}});
    Json surfaces = Json::object();
    for (const SurfaceState& surface : result.state.surfaces)
        surfaces[surface.name] = {{"current", quantity(amplitude(surface.current, complex), "A")},
                                  {"spin_current", spin_currents(surface.spin_current, complex)},
                                  {"area", quantity(surface.area, "m^2")}};
    Json heat = Json::object();
    for (std::size_t r = 0; r < run.regions.size(); ++r)
        heat[run.regions[r]] = result.state.heat.at(r);
    Json measures = Json::object();
    for (const Measurement& measurement : result.measurements)
        measures[measurement.name] =
            quantity(amplitude(measurement.value, complex), measurement.unit.c_str());
    const SolverReport& solver = result.state.solver;
    return {{"measures", measures},
            {"contacts", contacts},
            {"between_regions", between},
            {"surfaces", surfaces},
            {"heat", quantity(heat, "W")},
            {"interface_heat", quantity(result.state.interface_heat, "W")},
            {"contact_heat", quantity(result.state.contact_heat, "W")},
            {"charge_balance", result.state.charge_balance},
            {"solver",
             {{"method", solver.method},
              {"cells", solver.cells},
              {"unknowns", solver.unknowns},
              {"iterations", solver.iterations},
              {"relative_residual", solver.relative_residual}}}};
}

/// Estimated errors; null where a measure has no value.
Json estimates(const std::vector<GoalEstimate>& goals, bool complex) {
    Json measures = Json::object();
    for (const GoalEstimate& goal : goals) {
        const double error = std::abs(goal.error);
        measures[goal.name] = {{"value", amplitude(goal.value, complex)},
                               {"estimated_error", error},
                               {"relative", error / std::abs(goal.value)},
                               {"corrected", amplitude(goal.value + goal.error, complex)}};
    }
    return measures;
}

Json adaptation_json(const Adaptation& adaptation, bool complex) {
    Json rounds = Json::array();
    for (const AdaptationRound& round : adaptation.rounds)
        rounds.push_back({{"cells", round.cells},
                          {"unknowns", round.unknowns},
                          {"measures", estimates(round.goals, complex)}});
    return {{"relative_error", adaptation.relative_error},
            {"reached", adaptation.stopped_by.empty()},
            {"stopped_by", adaptation.stopped_by.empty() ? Json() : Json(adaptation.stopped_by)},
            {"rounds", rounds}};
}

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
    for (const char* axis : axis_names)
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
    for (const char* axis : axis_names)
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
        for (const char* axis : axis_names)
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

Json device_json(const DeviceFile& file, const DeviceRun& run) {
    const bool complex = is_complex(file);
    const auto parameter = parameter_of(file);
    Json results = Json::array();
    for (std::size_t i = 0; i < run.results.size(); ++i) {
        const StudyResult& result = run.results[i];
        Json entry = Json::object();
        if (parameter)
            entry[parameter->name] =
                quantity(result.point.value * parameter->factor, parameter->unit.c_str());
        entry.update(point_json(result, run, complex));
        if (!run.field_files.empty())
            entry["fields"] = run.field_files.at(i);
        results.push_back(std::move(entry));
    }
    Json json = {{"program", output::program_json()},
                 {"input", file.echo},
                 {"convention", spin_current_convention},
                 {"mesh_axes", run.axes},
                 {"results", results}};
    if (run.adaptation)
        json["adaptation"] = adaptation_json(*run.adaptation, complex);
    json["warnings"] = run.warnings;
    return json;
}

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
        for (const char* axis : axis_names)
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

std::string device_csv(const DeviceFile& file, const DeviceRun& run) {
    const bool complex = is_complex(file);
    const auto parameter = parameter_of(file);
    std::string text = parameter ? fmt::format("{} [{}]", parameter->name, parameter->unit) : "";
    const auto name = [&](const std::string& column, const std::string& unit) {
        const std::string separator = text.empty() ? "" : ",";
        const std::string titled = fmt::format("{} [{}]", column, unit);
        text += separator +
                (complex ? output::csv_cell("Re " + titled) + "," + output::csv_cell("Im " + titled)
                         : output::csv_cell(titled));
    };
    for (const Measurement& measurement : run.results.front().measurements)
        name(measurement.name, measurement.unit);
    for (const TerminalState& terminal : run.results.front().state.terminals) {
        name(terminal.name + " potential", "V");
        name(terminal.name + " current", "A");
        for (const char* axis : axis_names)
            name(fmt::format("{} spin current {}", terminal.name, axis), "A");
    }
    for (const SurfaceState& surface : run.results.front().state.surfaces) {
        name(fmt::format("surface {} current", surface.name), "A");
        for (const char* axis : axis_names)
            name(fmt::format("surface {} spin current {}", surface.name, axis), "A");
    }
    text += "\n";
    for (const StudyResult& result : run.results) {
        std::string line =
            parameter ? fmt::format("{:.12g}", result.point.value * parameter->factor) : "";
        const auto add = [&](Complex value) {
            line += fmt::format("{}{:.12g}", line.empty() ? "" : ",", value.real() + 0.0);
            if (complex)
                line += fmt::format(",{:.12g}", value.imag() + 0.0);
        };
        for (const Measurement& measurement : result.measurements)
            add(measurement.value);
        for (const TerminalState& terminal : result.state.terminals) {
            add(terminal.potential);
            add(terminal.current);
            for (const Complex& current : terminal.spin_current)
                add(current);
        }
        for (const SurfaceState& surface : result.state.surfaces) {
            add(surface.current);
            for (const Complex& current : surface.spin_current)
                add(current);
        }
        text += line + "\n";
    }
    return text;
}

} // namespace sidejump::device
