// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/superconductor/superconductor_report.hpp"

#include <cmath>

namespace sidejump::superconductor {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value + 0.0) : Json(nullptr);
}

Json numbers(const std::vector<double>& values) {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(number(value));
    return list;
}

Json described(const std::string& unit, const std::string& meaning) {
    return {{"unit", unit.empty() ? "1" : unit}, {"meaning", meaning}};
}

} // namespace

Json superconductor_json(const SuperconductorFile& file, const SuperconductorRun& run) {
    Json findings = Json::array();
    for (const Finding& finding : run.findings) {
        Json entry = described(finding.unit, finding.meaning);
        entry["name"] = finding.name;
        entry["value"] = number(finding.value);
        entry["grid_change"] = number(finding.grid_change);
        findings.push_back(entry);
    }
    Json points = Json::object();
    for (const Column& column : run.points.columns) {
        Json entry = described(column.unit, column.meaning);
        entry["values"] = numbers(column.values);
        if (!column.grid_changes.empty())
            entry["grid_changes"] = numbers(column.grid_changes);
        points[column.name] = entry;
    }
    Json certificate = Json::object();
    for (const Check& check : run.certificate)
        certificate[check.name] = {{"value", number(check.value)},
                                   {"limit", number(check.limit)},
                                   {"meaning", check.meaning}};
    return {{"program", output::program_json()},
            {"input", file.echo},
            {"conventions",
             "energies as temperatures; Hamiltonian -h.sigma; spins are dF/dh, without the Pauli "
             "part; currents 2 dF/d(phase)"},
            {"nodes", run.nodes},
            {"findings", findings},
            {"points", points},
            {"certificate", certificate},
            {"warnings", run.warnings}};
}

} // namespace sidejump::superconductor
