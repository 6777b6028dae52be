// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/species_report.hpp"

#include <algorithm>
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

} // namespace

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

std::vector<std::string> model_warnings(const ImpurityLaw& law,
                                        const std::vector<double>& temperatures) {
    std::vector<std::string> warnings;
    if (!law.model)
        return warnings;
    const auto add_text = [&](const std::string& text) {
        const std::string warning = law.name + ": " + text;
        if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end())
            warnings.push_back(warning);
    };
    const auto add = [&](const ModelReport& report) {
        for (const auto& text : report.warnings)
            add_text(text);
        for (const auto& rule : report.sum_rules)
            if (!rule.passed())
                add_text(fmt::format("the sum rule {} gives {:.9g} against {:.9g} ({})", rule.name,
                                     rule.found, rule.expected, rule.statement));
    };
    add(law.model->report());
    for (const double temperature : temperatures)
        add(law.model->at_temperature(temperature)->report());
    return warnings;
}

} // namespace sidejump::impurity
