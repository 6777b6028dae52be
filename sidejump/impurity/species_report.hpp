// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/energy_dependence.hpp"

#include <string>
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

/// The warnings of the model of a species and the sum rules that fail, with its name in front; each
/// once.
std::vector<std::string> model_warnings(const ImpurityLaw& law,
                                        const std::vector<double>& temperatures);

} // namespace sidejump::impurity
