// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/species_report.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <numbers>
#include <utility>

namespace sidejump::impurity {
namespace {

// Levels that are written as resonances of given channels.
void add_given_resonances(const ImpurityLaw& law, ModelReport& report) {
    for (const auto& channel : law.channels)
        if (const auto* resonance = std::get_if<Resonance>(&channel.phase_shift))
            report.levels.push_back(
                {"given resonance", channel.l, channel.twice_j, resonance->position,
                 resonance->width,
                 (channel.twice_j + 1.0) * phase_shift_at(channel.phase_shift, 0.0) /
                     std::numbers::pi});
}

// Of warnings that differ in their numbers alone, the first, with how many follow.
std::vector<std::string> grouped_warnings(const std::string& species,
                                          const std::vector<std::string>& warnings) {
    struct Kind {
        std::string words;
        std::string first;
        std::size_t others = 0;
    };
    std::vector<Kind> kinds;
    for (const auto& text : warnings) {
        const std::string words = without_numbers(text);
        const auto known = std::find_if(kinds.begin(), kinds.end(),
                                        [&](const Kind& kind) { return kind.words == words; });
        if (known == kinds.end())
            kinds.push_back({words, text, 0});
        else if (known->first != text)
            ++known->others;
    }
    std::vector<std::string> grouped;
    for (const Kind& kind : kinds) {
        grouped.push_back(species + ": " + kind.first);
        if (kind.others > 0)
            grouped.back() += fmt::format(" (and likewise {} more)", kind.others);
    }
    return grouped;
}

} // namespace

std::vector<std::string> report_warnings(const SpeciesReport& report) {
    std::vector<std::string> warnings;
    const auto add = [&](const ModelReport& found) {
        for (const auto& text : found.warnings)
            warnings.push_back(text);
        for (const auto& rule : found.sum_rules)
            if (!rule.passed())
                warnings.push_back(fmt::format("the sum rule {} gives {:.9g} against {:.9g} ({})",
                                               rule.name, rule.found, rule.expected,
                                               rule.statement));
    };
    add(report.found);
    for (const StateReport& state : report.states)
        add(state.found);
    return grouped_warnings(report.name, warnings);
}

SpeciesReport species_report(const ImpurityLaw& law, const std::vector<double>& temperatures) {
    SpeciesReport report;
    report.name = law.name;
    report.model = law.model_name;
    report.concentration = law.concentration;
    if (law.model)
        report.found = law.model->report();
    add_given_resonances(law, report.found);
    for (const double temperature : temperatures) {
        StateReport state;
        state.temperature = temperature;
        if (law.model)
            state.found = law.model->at_temperature(temperature)->report();
        state.channels = ImpuritySpectrum(law, temperature).at(0.0).channels;
        report.states.push_back(std::move(state));
    }
    return report;
}

std::string without_numbers(std::string_view text) {
    constexpr std::string_view parts_of_numbers = "0123456789.+-e";
    std::string rest;
    for (std::size_t i = 0; i < text.size();) {
        if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) {
            rest += text[i++];
            continue;
        }
        while (i < text.size() && parts_of_numbers.find(text[i]) != std::string_view::npos)
            ++i;
    }
    return rest;
}

std::vector<std::string> model_warnings(const ImpurityLaw& law,
                                        const std::vector<double>& temperatures) {
    if (!law.model)
        return {};
    std::vector<std::string> warnings = law.model->warnings();
    for (const double temperature : temperatures)
        for (auto& text : law.model->at_temperature(temperature)->report().warnings)
            warnings.push_back(std::move(text));
    return grouped_warnings(law.name, warnings);
}

} // namespace sidejump::impurity
