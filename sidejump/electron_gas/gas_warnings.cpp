// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_warnings.hpp"

#include <cmath>

namespace sidejump::electron_gas {
namespace {

using Warnings = std::vector<std::string>;

/// Of the Fermi energy; above it the splitting of the bands is large.
constexpr double large_splitting = 0.5;

/// From the bottom of the band.
double fermi_energy(const GasModel& model) {
    return model.typical_energy() - rashba::band_bottom(model.gas.field);
}

void add_metallic(const GasModel& model, Warnings& warnings) {
    constexpr double metallic = 5.0;
    const double product = fermi_energy(model) / model.scattering_rate;
    if (product < metallic)
        warnings.push_back(
            fmt::format("e_F tau/hbar is {:.3g} with e_F from the bottom of the band: the kinetic "
                        "equation is the leading order in its inverse",
                        product));
}

void add_cubic(const GasModel& model, Warnings& warnings) {
    if (!model.gas.field.is_cubic())
        return;
    const double energy = fermi_energy(model);
    const auto contour = rashba::fermi_contour(model.gas.field, model.typical_energy(), 4);
    const double splitting = contour.directions.front().splitting;
    if (splitting > large_splitting * energy)
        warnings.push_back(
            fmt::format("the splitting of the bands is {:.3g} of the Fermi energy: a cubic term "
                        "alone describes no band there",
                        splitting / energy));
}

void add_born(const GasModel& model, Warnings& warnings) {
    for (std::size_t i = 0; i < model.born_phases.size(); ++i)
        if (model.born_phases[i] >= 1.0)
            warnings.push_back(fmt::format(
                "impurity[{}]: in the Born approximation its phase shift is {:.3g}, which is not "
                "small: potential = \"phase-shifts\" is to all orders",
                i, model.born_phases[i]));
}

} // namespace

Warnings gas_warnings(const GasFile& /*file*/, const GasModel& model) {
    Warnings warnings;
    add_metallic(model, warnings);
    add_cubic(model, warnings);
    add_born(model, warnings);
    return warnings;
}

} // namespace sidejump::electron_gas
