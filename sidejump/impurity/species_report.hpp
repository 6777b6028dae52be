// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/energy_dependence.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sidejump::impurity {

/// A species at one temperature: what its model found and its channels at the Fermi energy.
struct StateReport {
    double temperature = 0.0; ///< K
    ModelReport found;
    std::vector<Channel> channels;
};

/// What there is to say about a species.
struct SpeciesReport {
    std::string name;
    std::string model;
    double concentration = 0.0; ///< n_i/n_c
    ModelReport found;          ///< what does not depend on temperature
    std::vector<StateReport> states;
};

/// @param temperatures  K
/// @throws std::runtime_error as ImpurityModel::at_temperature
SpeciesReport species_report(const ImpurityLaw& law, const std::vector<double>& temperatures);

/// All warnings of a report and the sum rules that fail, with the name of the species in front. Of
/// those that differ in their numbers alone, the first is given, with how many follow.
std::vector<std::string> report_warnings(const SpeciesReport& report);

/// In the same form, the warnings of a model that concern its channels at some temperatures.
std::vector<std::string> model_warnings(const ImpurityLaw& law,
                                        const std::vector<double>& temperatures);

/// A warning with its numbers left out: the same for all cases in which the same is wrong.
std::string without_numbers(std::string_view text);

} // namespace sidejump::impurity
