// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/impurity_report.hpp"

#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/scattering/partial_waves.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <set>
#include <string_view>

namespace sidejump::output {
namespace {

using impurity::Finding;
using impurity::ModelReport;
using impurity::SpeciesReport;
using impurity::StateReport;
using Json = nlohmann::ordered_json;

constexpr std::size_t temperatures_in_a_row = 4;

std::string number(double value) {
    if (std::isnan(value))
        return "-";
    if (std::isinf(value))
        return value > 0.0 ? "infinite" : "-infinite";
    return fmt::format("{:.6g}", value + 0.0);
}

const char* shown_unit(const std::string& unit) {
    return unit == "1" ? "" : unit.c_str();
}

Json finite_or_null(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

void append_findings(const std::vector<Finding>& findings, std::string& text) {
    if (findings.empty())
        return;
    text += "\nFound\n";
    for (const Finding& finding : findings)
        text += fmt::format("  {:<33}{:>13}  {:<9} {}\n", finding.name, number(finding.value),
                            shown_unit(finding.unit), finding.meaning);
}

void append_levels(const std::vector<impurity::Level>& levels, std::string& text) {
    if (levels.empty())
        return;
    text += fmt::format("\n{:<35}{:>4}{:>6}{:>15}{:>17}{:>12}\n", "Levels", "l", "j", "energy (eV)",
                        "half width (eV)", "electrons");
    for (const auto& level : levels)
        text += fmt::format("  {:<33}{:>4}{:>6}{:>15}{:>17}{:>12}\n", level.kind, level.l,
                            fmt::format("{}/2", level.twice_j), number(level.energy),
                            number(level.width), number(level.occupation));
}

void append_sum_rules(const std::vector<impurity::SumRule>& rules, std::string& text) {
    if (rules.empty())
        return;
    text += "\nSum rules\n";
    for (const auto& rule : rules)
        text += fmt::format("  {:<8} {:<24}{:>13} against {:<13} {}\n",
                            rule.passed() ? "passed" : "FAILED", rule.name, number(rule.found),
                            number(rule.expected), rule.statement);
}

void append_temperatures(const std::vector<StateReport>& states, std::string& text) {
    for (std::size_t first = 0; first < states.size(); first += temperatures_in_a_row) {
        const std::size_t last = std::min(first + temperatures_in_a_row, states.size());
        text += fmt::format("\n{:<35}", "Temperature (K)");
        for (std::size_t i = first; i < last; ++i)
            text += fmt::format("{:>13}", number(states[i].temperature));
        text += '\n';
        for (std::size_t row = 0; row < states[first].found.findings.size(); ++row) {
            const Finding& named = states[first].found.findings[row];
            text += fmt::format("  {:<33}", named.name);
            for (std::size_t i = first; i < last; ++i)
                text += fmt::format("{:>13}", number(states[i].found.findings[row].value));
            text += fmt::format("  {:<9} {}\n", shown_unit(named.unit), named.meaning);
        }
        for (std::size_t c = 0; c < states[first].channels.size(); ++c) {
            const auto& channel = states[first].channels[c];
            text += fmt::format("  {:<33}", fmt::format("phase shift l = {}, j = {}/2", channel.l,
                                                        channel.twice_j));
            for (std::size_t i = first; i < last; ++i)
                text += fmt::format(
                    "{:>13}", number(states[i].channels[c].phase_shift * 180.0 / std::numbers::pi));
            text += "  deg       at the Fermi energy\n";
            if (std::none_of(states.begin(), states.end(), [&](const StateReport& state) {
                    return state.channels[c].inelastic < 1.0;
                }))
                continue;
            text += fmt::format("  {:<33}",
                                fmt::format("|s| of l = {}, j = {}/2", channel.l, channel.twice_j));
            for (std::size_t i = first; i < last; ++i)
                text += fmt::format("{:>13}", number(states[i].channels[c].inelastic));
            text += "            at the Fermi energy\n";
        }
        text += fmt::format("  {:<33}", "Friedel sum");
        for (std::size_t i = first; i < last; ++i)
            text += fmt::format("{:>13}", number(scattering::friedel_sum(states[i].channels)));
        text += "            sum (2j+1) eta/pi of all channels\n";
    }
}

Json findings_json(const std::vector<Finding>& findings) {
    Json list = Json::object();
    for (const Finding& finding : findings)
        list[finding.name] = {{"value", finite_or_null(finding.value)},
                              {"unit", finding.unit},
                              {"meaning", finding.meaning}};
    return list;
}

Json levels_json(const std::vector<impurity::Level>& levels) {
    Json list = Json::array();
    for (const auto& level : levels)
        list.push_back({{"kind", level.kind},
                        {"l", level.l},
                        {"j", 0.5 * level.twice_j},
                        {"energy", {{"value", finite_or_null(level.energy)}, {"unit", "eV"}}},
                        {"half_width", {{"value", finite_or_null(level.width)}, {"unit", "eV"}}},
                        {"electrons", finite_or_null(level.occupation)}});
    return list;
}

Json sum_rules_json(const std::vector<impurity::SumRule>& rules) {
    Json list = Json::array();
    for (const auto& rule : rules)
        list.push_back({{"name", rule.name},
                        {"found", finite_or_null(rule.found)},
                        {"expected", finite_or_null(rule.expected)},
                        {"tolerance", rule.tolerance},
                        {"passed", rule.passed()},
                        {"statement", rule.statement}});
    return list;
}

Json report_json(const ModelReport& report) {
    return {{"findings", findings_json(report.findings)},
            {"levels", levels_json(report.levels)},
            {"sum_rules", sum_rules_json(report.sum_rules)}};
}

Json channels_json(const std::vector<impurity::Channel>& channels) {
    Json list = Json::array();
    for (const auto& channel : channels)
        list.push_back({{"l", channel.l},
                        {"j", 0.5 * channel.twice_j},
                        {"phase_shift", {{"value", channel.phase_shift}, {"unit", "rad"}}},
                        {"inelastic", channel.inelastic},
                        {"off_shell_exponent", channel.off_shell_exponent},
                        {"dipole_return", channel.dipole_return}});
    return list;
}

// The name of a species as a part of a file name.
std::string file_stem(const std::string& name) {
    constexpr std::size_t longest = 60;
    std::string stem;
    for (const char c : name.substr(0, longest))
        stem += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' ? c : '_';
    return stem;
}

std::string curve_text(const SpeciesReport& species, double temperature,
                       const impurity::PhaseShiftCurves& curves, std::size_t c) {
    const auto& channel = curves.channels.front()[c];
    std::string text = fmt::format(
        "# {} ({}), channel l = {}, j = {}/2 at {} K\n# energy from the Fermi energy (eV), phase "
        "shift (rad), |s|\n",
        input::printable(species.name), species.model, channel.l, channel.twice_j, temperature);
    text += fmt::format("# to be read with off_shell_exponent = {}", channel.off_shell_exponent);
    if (channel.dipole_return != 0.0)
        text += fmt::format(", dipole_return = {}", channel.dipole_return);
    text += '\n';
    for (std::size_t i = 0; i < curves.energies.size(); ++i) {
        const auto& at = curves.channels[i][c];
        text += fmt::format("{}\t{}\t{}\n", curves.energies[i], at.phase_shift,
                            std::max(at.inelastic, 1e-300));
    }
    return text;
}

} // namespace

std::vector<PhaseShiftFile>
phase_shift_files(const std::vector<SpeciesReport>& reports,
                  const std::vector<std::vector<impurity::PhaseShiftCurves>>& curves) {
    std::vector<PhaseShiftFile> files;
    std::set<std::string> stems;
    for (std::size_t s = 0; s < reports.size(); ++s) {
        std::string stem = file_stem(reports[s].name);
        while (!stems.insert(stem).second)
            stem += fmt::format("-{}", s + 1);
        for (std::size_t t = 0; t < curves[s].size(); ++t) {
            const double temperature = reports[s].states[t].temperature;
            const std::string at = temperature > 0.0 ? fmt::format("-{}K", temperature) : "";
            for (std::size_t c = 0; c < curves[s][t].channels.front().size(); ++c) {
                const auto& channel = curves[s][t].channels.front()[c];
                files.push_back(
                    {fmt::format("{}-l{}-j{}{}.tsv", stem, channel.l, 0.5 * channel.twice_j, at),
                     curve_text(reports[s], temperature, curves[s][t], c)});
            }
        }
    }
    return files;
}

std::string impurity_table(const coefficients::AlloyFile& file,
                           const std::vector<SpeciesReport>& reports) {
    std::string text = alloy_header(file);
    for (const SpeciesReport& species : reports) {
        text += fmt::format("\n{}: model {}\n", species.name, species.model);
        append_findings(species.found.findings, text);
        auto levels = species.found.levels;
        auto rules = species.found.sum_rules;
        if (!species.states.empty()) {
            const ModelReport& first = species.states.front().found;
            levels.insert(levels.end(), first.levels.begin(), first.levels.end());
            rules.insert(rules.end(), first.sum_rules.begin(), first.sum_rules.end());
        }
        append_levels(levels, text);
        append_sum_rules(rules, text);
        append_temperatures(species.states, text);
    }
    return text;
}

Json impurity_json(const coefficients::AlloyFile& file, const std::vector<SpeciesReport>& reports,
                   const std::vector<PhaseShiftFile>& files,
                   const std::vector<std::string>& warnings) {
    Json list = Json::array();
    for (const SpeciesReport& species : reports) {
        Json states = Json::array();
        for (const StateReport& state : species.states) {
            Json entry = {{"temperature", {{"value", state.temperature}, {"unit", "K"}}}};
            entry.update(report_json(state.found));
            entry["channels"] = channels_json(state.channels);
            entry["friedel_sum"] = finite_or_null(scattering::friedel_sum(state.channels));
            states.push_back(entry);
        }
        Json entry = {{"name", species.name},
                      {"model", species.model},
                      {"concentration", species.concentration}};
        entry.update(report_json(species.found));
        entry["states"] = states;
        list.push_back(entry);
    }
    Json names = Json::array();
    for (const auto& written : files)
        names.push_back(written.name);
    return {{"program", program_json()},
            {"input", file.echo},
            {"impurities", list},
            {"files", names},
            {"warnings", warnings}};
}

} // namespace sidejump::output
