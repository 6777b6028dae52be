// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_warnings.hpp"

#include <algorithm>
#include <numbers>

namespace sidejump::electron_gas {
namespace {

using Warnings = std::vector<std::string>;

/// Of the Fermi energy; above it the splitting of the bands is large.
constexpr double large_splitting = 0.5;

/// From the bottom of the band.
double fermi_energy(const GasModel& model) {
    return model.typical_energy() - rashba::band_bottom(model.gas.field);
}

double largest_splitting(const GasModel& model) {
    constexpr int directions = 64;
    double largest = 0.0;
    const auto contour = rashba::fermi_contour(model.gas.field, model.typical_energy(), directions);
    for (const auto& direction : contour.directions)
        largest = std::max(largest, direction.splitting);
    return largest;
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
    const double splitting = largest_splitting(model);
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

/// The side jump is that of a gas without splitting, which has both bands.
void add_spin_orbit_impurities(const GasModel& model, Warnings& warnings) {
    if (model.is_spin_independent)
        return;
    if (model.typical_energy() < 0.0) {
        warnings.push_back("the side jump of impurities that depend on the spin is left out with "
                           "the Fermi level below the crossing of the bands");
        return;
    }
    const double share = largest_splitting(model) / fermi_energy(model);
    if (share > large_splitting)
        warnings.push_back(
            fmt::format("the splitting of the bands is {:.3g} of the Fermi energy: the side jump "
                        "of impurities that depend on the spin is the leading order in it",
                        share));
}

void add_frequency(const StudyInput& study, const GasModel& model, Warnings& warnings) {
    constexpr double fast = 0.5;
    const double omega =
        2.0 * std::numbers::pi * *std::ranges::max_element(study.frequency) / model.units.rate();
    const double share = omega / fermi_energy(model);
    if (share > fast)
        warnings.push_back(
            fmt::format("hbar omega is up to {:.3g} of the Fermi energy from the bottom of the "
                        "band: the kinetic equation is for slow fields",
                        share));
}

} // namespace

Warnings gas_warnings(const GasFile& file, const GasModel& model) {
    Warnings warnings;
    add_metallic(model, warnings);
    add_cubic(model, warnings);
    add_born(model, warnings);
    add_spin_orbit_impurities(model, warnings);
    add_frequency(file.input.study, model, warnings);
    return warnings;
}

} // namespace sidejump::electron_gas
