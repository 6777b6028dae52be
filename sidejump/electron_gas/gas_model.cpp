// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_model.hpp"

#include "sidejump/electron_gas/gas_warnings.hpp"
#include "sidejump/electron_gas/impurity_model.hpp"
#include "sidejump/rashba/thermal_energies.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::electron_gas {
namespace {

using rashba::SpinOrbitField;

SpinOrbitField field_of(const GasInput& gas, const GasUnits& units) {
    return {.rashba = gas.rashba / units.energy_mev(),
            .dresselhaus = gas.dresselhaus / units.energy_mev(),
            .cubic_rashba = gas.cubic_rashba / units.energy_ev()};
}

void check_level(const GasInput& gas, const SpinOrbitField& field, const GasUnits& units,
                 double level) {
    const double mev = units.energy_mev();
    const double bottom = rashba::contour_bottom(field) + 0.0; // -0 without coupling
    const double top = rashba::band_top(field);
    if (level <= bottom - rashba::thermal_reach * gas.temperature / units.temperature())
        gas.level_place.fail(
            fmt::format("a Fermi energy above {:.6g} meV, {}", bottom * mev,
                        bottom > rashba::band_bottom(field)
                            ? fmt::format("below which some directions of the momentum have no "
                                          "states (the bottom of the band is at {:.6g} meV)",
                                          rashba::band_bottom(field) * mev)
                            : "the bottom of the band"),
            fmt::format("{:.6g} meV", level * mev));
    if (level >= top)
        gas.level_place.fail(
            fmt::format("a Fermi energy below {:.6g} meV, where the cubic term bends the lower "
                        "band down",
                        top * mev),
            fmt::format("{:.6g} meV", level * mev));
}

/// With both linear terms some directions have no states at low energies, and the gas there is not
/// treated.
void check_carriers(const GasInput& gas, const GasModel& model) {
    const SpinOrbitField& field = model.gas.field;
    if (field.is_isotropic())
        return;
    const double above =
        rashba::contour_bottom(field) + 1e-12 * std::abs(rashba::band_bottom(field));
    const double least = rashba::carrier_density(field, above);
    if (model.carriers <= least)
        gas.level_place.fail(
            fmt::format("more carriers than {:.6g} 1/cm^2: at the Fermi energy of fewer some "
                        "directions of the momentum have no states",
                        least * GasUnits::density_per_cm2()),
            fmt::format("{:.6g} 1/cm^2", *gas.carrier_density));
}

/// Sets the chemical potential and the carriers, either from the other.
void fill(GasModel& model, const GasInput& gas) {
    const double temperature = model.gas.temperature;
    if (gas.fermi_energy) {
        model.gas.chemical_potential = *gas.fermi_energy / model.units.energy_mev();
        check_level(gas, model.gas.field, model.units, model.gas.chemical_potential);
        model.carriers = rashba::thermal_carrier_density(model.gas.field,
                                                         model.gas.chemical_potential, temperature);
        return;
    }
    model.carriers = *gas.carrier_density / GasUnits::density_per_cm2();
    check_carriers(gas, model);
    try {
        model.gas.chemical_potential =
            rashba::chemical_potential(model.gas.field, model.carriers, temperature);
    } catch (const rashba::NoFermiContour& error) {
        gas.level_place.fail(error.what());
    }
}

/// The largest momentum of electrons that matter.
double largest_momentum(const GasModel& model, const GasInput& gas) {
    constexpr int directions = 64;
    const double below_top = rashba::band_top(model.gas.field) * (1.0 - 1e-9);
    const double energy = std::min(
        std::max(model.typical_energy(),
                 model.gas.chemical_potential + rashba::thermal_reach * model.gas.temperature),
        below_top);
    try {
        return rashba::fermi_contour(model.gas.field, energy, directions).largest_momentum();
    } catch (const rashba::NoFermiContour& error) {
        gas.level_place.fail(error.what());
    }
}

/// Waves of number and spin are long beside those of electrons.
void check_wavenumbers(const SpinModesInput& modes, double fermi_wavenumber) {
    const double largest = *std::ranges::max_element(modes.wavenumber);
    const double most = fermi_wavenumber / GasUnits::length();
    if (largest >= most)
        modes.wavenumber_place.fail(
            fmt::format("wavenumbers below the Fermi wavenumber, {:.6g} 1/m", most),
            fmt::format("{:.6g} 1/m", largest));
}

} // namespace

GasModel gas_model(const GasFile& file) {
    const GasInput& input = file.input.gas;
    GasModel model{GasUnits(input.effective_mass)};
    model.gas.field = field_of(input, model.units);
    model.gas.temperature = input.temperature / model.units.temperature();
    fill(model, input);
    model.reference_momentum = std::sqrt(2.0 * std::numbers::pi * model.carriers);
    if (file.input.spin_modes)
        check_wavenumbers(*file.input.spin_modes, model.reference_momentum);
    const double largest = largest_momentum(model, input);
    for (const ImpurityInput& impurity : file.input.impurity) {
        const ImpurityModel one = impurity_model(impurity, model.units, input.effective_mass,
                                                 model.reference_momentum, largest);
        model.gas.impurities.push_back(one.scatterers);
        model.scattering_rate += one.rates.all;
        model.transport_rate += one.rates.transport;
        model.transport_rates.push_back(one.rates.transport);
        model.born_phases.push_back(one.born_phase);
        model.is_spin_independent = model.is_spin_independent && one.is_spin_independent;
    }
    model.warnings = gas_warnings(file, model);
    return model;
}

} // namespace sidejump::electron_gas
