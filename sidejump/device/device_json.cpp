// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_report.hpp"
#include "sidejump/device/study_parameter.hpp"
#include "sidejump/output/coefficients_report.hpp"

#include <cmath>
#include <utility>

namespace sidejump::device {
namespace {

using Json = nlohmann::ordered_json;

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
        by_axis[spin_axes[a]] = amplitude(currents[a], complex);
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

Json adaptation_json(const DeviceRun& run, bool complex) {
    const Adaptation& adaptation = *run.adaptation;
    Json rounds = Json::array();
    for (const AdaptationRound& round : adaptation.rounds)
        rounds.push_back({{"cells", round.cells},
                          {"unknowns", round.unknowns},
                          {"measures", estimates(round.goals, complex)}});
    return {{"relative_error", adaptation.relative_error},
            {"reached", adaptation_reached(run)},
            {"stopped_by", adaptation.stopped_by.empty() ? Json() : Json(adaptation.stopped_by)},
            {"rounds", rounds}};
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
        json["adaptation"] = adaptation_json(run, complex);
    json["warnings"] = run.warnings;
    return json;
}

} // namespace sidejump::device
