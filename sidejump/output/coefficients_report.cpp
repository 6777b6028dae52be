// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/coefficients_report.hpp"

#include "sidejump/coefficients/result_declarations.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <string_view>
#include <utility>

namespace sidejump::output {
namespace {

using coefficients::result_declarations;
using coefficients::ResultDeclaration;
using coefficients::Standing;
using Json = nlohmann::ordered_json;

const char* standing_word(Standing standing) {
    switch (standing) {
    case Standing::holds:
        return "holds";
    case Standing::fails:
        return "fails";
    case Standing::assumed:
        break;
    }
    return "assumed";
}

Json value_json(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json alloy_json(const coefficients::Alloy& alloy) {
    const units::Host& host = alloy.host;
    const auto entry = [](double value, const char* unit) {
        return Json{{"value", value}, {"unit", unit}};
    };
    Json species = Json::array();
    for (const auto& impurity : alloy.impurities)
        species.push_back(
            {{"name", impurity.name},
             {"concentration", impurity.concentration},
             {"friedel_sum", value_json(scattering::friedel_sum(impurity.channels))},
             {"density", entry(impurity.concentration * host.carrier_density(), "1/m3")}});
    return {{"host", host.name},
            {"fermi_wavenumber", entry(host.fermi_wavenumber, "1/m")},
            {"fermi_velocity", entry(host.fermi_velocity(), "m/s")},
            {"fermi_energy", entry(host.fermi_energy(), "J")},
            {"density_of_states", entry(host.density_of_states(), "1/(J m3)")},
            {"carrier_density", entry(host.carrier_density(), "1/m3")},
            {"impurities", species}};
}

std::string number_text(double value) {
    if (std::isinf(value))
        return value > 0.0 ? "infinite" : "-infinite";
    return fmt::format("{:.6g}", value);
}

// Appends an entry and its explanation: on one line where that fits or the width is unknown (0),
// else wrapped below the entry.
void append_with_text(const std::string& entry, std::string_view explanation, std::size_t columns,
                      std::string& text) {
    constexpr std::size_t indent = 6;
    text += entry;
    if (columns == 0 || entry.size() + 1 + explanation.size() <= columns) {
        text += fmt::format(" {}\n", explanation);
        return;
    }
    std::size_t used = columns; // no room: the first word begins a line
    while (!explanation.empty()) {
        const std::string_view word = explanation.substr(0, explanation.find(' '));
        if (used + 1 + word.size() > columns) {
            text += "\n" + std::string(indent, ' ');
            used = indent;
        } else {
            text += ' ';
            ++used;
        }
        text += word;
        used += word.size();
        explanation.remove_prefix(std::min(word.size() + 1, explanation.size()));
    }
    text += '\n';
}

// Where there are more channels than a line can show, those that scatter little are counted only.
constexpr std::size_t few_channels = 7;

bool is_small(const impurity::Channel& channel) {
    return std::abs(channel.phase_shift) < 0.1 * std::numbers::pi / 180.0 &&
           channel.inelastic == 1.0;
}

// s, p, d, f, then alphabetically from g, without j, and l = 12 is still a letter.
char wave_letter(int l) {
    constexpr std::string_view letters = "spdfghiklmnoq";
    return letters.at(static_cast<std::size_t>(l));
}

std::string header(const CoefficientsRun& run) {
    const Json& kinetics = run.file.echo.at("kinetics");
    const Json& moments = kinetics.at("moments");
    return alloy_header(run.file) + fmt::format("moments: {}, form: {}, side jump: {}\n",
                                                moments.is_string() ? moments.get<std::string>()
                                                                    : "up to l = " + moments.dump(),
                                                kinetics.at("form").get<std::string>(),
                                                kinetics.at("side_jump").get<std::string>());
}

} // namespace

std::string alloy_header(const coefficients::AlloyFile& file) {
    const coefficients::Alloy& alloy = file.alloy;
    std::string text;
    for (const auto& impurity : alloy.impurities)
        text += fmt::format("{}{} (n_i/n_c = {:.4g})", text.empty() ? "" : " + ", impurity.name,
                            impurity.concentration);
    text += fmt::format(
        " in {}\nk_F = {:.6g} 1/m, v_F = {:.4g} m/s, eps_F = {:.4g} eV, n_c = {:.4g} 1/m3\n",
        alloy.host.name, alloy.host.fermi_wavenumber, alloy.host.fermi_velocity(),
        alloy.host.fermi_energy() / units::elementary_charge, alloy.host.carrier_density());
    for (const auto& impurity : alloy.impurities) {
        text += impurity.name + ":";
        std::string_view separator = " ";
        std::size_t small = 0;
        for (const auto& channel : impurity.channels) {
            if (impurity.channels.size() > few_channels && is_small(channel)) {
                ++small;
                continue;
            }
            text += fmt::format(
                "{}{}{}/2 {:.4g} deg{}", std::exchange(separator, ", "), wave_letter(channel.l),
                channel.twice_j, channel.phase_shift * 180.0 / std::numbers::pi,
                channel.inelastic < 1.0 ? fmt::format(" (|s| = {:.4g})", channel.inelastic) : "");
        }
        if (small > 0)
            text += fmt::format(" and {} more below 0.1 deg", small);
        const double friedel = scattering::friedel_sum(impurity.channels);
        text += std::isnan(friedel) ? "\n" : fmt::format("; Friedel sum {:.4g}\n", friedel);
    }
    return text;
}

Json program_json() {
    return {{"name", "sidejump"}, {"version", SIDEJUMP_VERSION}};
}

Json result_json(const CoefficientsRun& run) {
    Json results = Json::object();
    for (const ResultDeclaration& result : result_declarations()) {
        const double reduced = run.coefficients.*result.member;
        const double value = reduced * units::reduced_unit(run.file.alloy.host, result.dimension);
        Json entry = {{"value", value_json(value)},
                      {"unit", units::si_unit(result.dimension)},
                      {"reduced", value_json(reduced)}};
        if (std::isinf(value))
            entry["infinite"] = true;
        entry["meaning"] = result.meaning;
        results[result.name] = entry;
    }
    Json approximations = Json::array();
    for (const auto& approximation : run.approximations)
        approximations.push_back({{"name", approximation.name},
                                  {"standing", standing_word(approximation.standing)},
                                  {"statement", approximation.statement}});
    Json checks = Json::object();
    for (const auto& check : run.checks)
        checks[check.name] = {{"residual", check.residual},
                              {"tolerance", check.tolerance},
                              {"passed", check.passed()},
                              {"statement", check.statement}};
    return {{"program", program_json()},
            {"input", run.file.echo},
            {"alloy", alloy_json(run.file.alloy)},
            {"results", results},
            {"approximations", approximations},
            {"checks", checks},
            {"warnings", run.warnings}};
}

std::string result_table(const CoefficientsRun& run, std::size_t columns) {
    std::string text = header(run);
    std::string_view group;
    for (const ResultDeclaration& result : result_declarations()) {
        if (group != result.group) {
            group = result.group;
            text += fmt::format("\n{}\n", group);
        }
        const double reduced = run.coefficients.*result.member;
        const double value =
            reduced * units::reduced_unit(run.file.alloy.host, result.dimension) + 0.0;
        const std::string unit = units::si_unit(result.dimension);
        const std::string entry = fmt::format("  {:<35}{:>13}  {:<6}", result.name,
                                              number_text(value), unit == "1" ? "" : unit);
        append_with_text(entry, result.meaning, columns, text);
    }
    const auto suspicious = coefficients::input_warnings(run.file.alloy, run.file.laws);
    if (!suspicious.empty())
        text += "\nWarnings\n";
    for (const auto& warning : suspicious)
        text += fmt::format("  {}\n", warning);
    text += "\nApproximations\n";
    for (const auto& approximation : run.approximations)
        append_with_text(fmt::format("  {:<8} {:<26}", standing_word(approximation.standing),
                                     approximation.name),
                         approximation.statement, columns, text);
    text += "\nChecks\n";
    for (const auto& check : run.checks)
        append_with_text(fmt::format("  {:<8} {:<26} {:.1e}", check.passed() ? "passed" : "FAILED",
                                     check.name, check.residual),
                         check.statement, columns, text);
    return text;
}

} // namespace sidejump::output
