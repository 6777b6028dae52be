// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_report.hpp"
#include "sidejump/device/study_parameter.hpp"
#include "sidejump/output/csv_cell.hpp"

#include <fmt/format.h>

namespace sidejump::device {

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
        for (const char* axis : spin_axes)
            name(fmt::format("{} spin current {}", terminal.name, axis), "A");
    }
    for (const SurfaceState& surface : run.results.front().state.surfaces) {
        name(fmt::format("surface {} current", surface.name), "A");
        for (const char* axis : spin_axes)
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
