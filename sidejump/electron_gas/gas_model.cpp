// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_model.hpp"

#include "sidejump/electron_gas/impurity_model.hpp"
#include "sidejump/math/quadrature.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::electron_gas {
namespace {

using rashba::SpinOrbitField;

/// How far above the chemical potential electrons matter, in temperatures: e^-36 is rounding.
constexpr double reach = 36.0;

SpinOrbitField field_of(const GasInput& gas, const GasUnits& units) {
    return {.rashba = gas.rashba / units.energy_mev(),
            .dresselhaus = gas.dresselhaus / units.energy_mev(),
            .cubic_rashba = gas.cubic_rashba / units.energy_ev()};
}

/// Carriers per area, the integral over their density at zero temperature times -df/d eps, in two
/// parts between which the density of states jumps.
double thermal_carriers(const SpinOrbitField& field, double level, double temperature) {
    if (temperature == 0.0)
        return rashba::carrier_density(field, level);
    constexpr int panels = 36;
    static const math::QuadratureRule rule = math::gauss_legendre(12);
    const double first = std::max(rashba::contour_bottom(field), level - reach * temperature);
    const double last = std::min(rashba::band_top(field), level + reach * temperature);
    const double middle = std::clamp(0.0, std::min(first, last), last);
    double sum = 0.0;
    const auto add = [&](double low, double high) {
        for (int panel = 0; panel < panels; ++panel)
            for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
                // Denser at the bottom, where the density of states may diverge.
                const double x = (panel + 0.5 * (1.0 + rule.nodes[i])) / panels;
                const double energy = low + (high - low) * x * x;
                const double c = std::cosh(0.5 * (energy - level) / temperature);
                sum += rule.weights[i] / panels * (high - low) * x *
                       rashba::carrier_density(field, energy) / (4.0 * temperature * c * c);
            }
    };
    if (middle > first)
        add(first, middle);
    if (last > middle)
        add(middle, last);
    return sum;
}

void check_level(const GasInput& gas, const SpinOrbitField& field, const GasUnits& units,
                 double level) {
    const double mev = units.energy_mev();
    const double bottom = rashba::contour_bottom(field);
    const double top = rashba::band_top(field);
    if (level <= bottom - reach * gas.temperature / units.temperature())
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
        model.carriers =
            thermal_carriers(model.gas.field, model.gas.chemical_potential, temperature);
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
    const double energy =
        std::min(std::max(model.typical_energy(),
                          model.gas.chemical_potential + reach * model.gas.temperature),
                 below_top);
    try {
        return rashba::fermi_contour(model.gas.field, energy, directions).largest_momentum();
    } catch (const rashba::NoFermiContour& error) {
        gas.level_place.fail(error.what());
    }
}

/// What limits the kinetic equation, by the numbers of the gas.
void add_warnings(GasModel& model) {
    constexpr double metallic = 5.0;
    constexpr double large_splitting = 0.5;
    const double energy = model.typical_energy() - rashba::band_bottom(model.gas.field);
    const double product = energy / model.scattering_rate;
    if (product < metallic)
        model.warnings.push_back(
            fmt::format("e_F tau/hbar is {:.3g} with e_F from the bottom of the band: the kinetic "
                        "equation is the leading order in its inverse",
                        product));
    if (!model.gas.field.is_cubic())
        return;
    const auto contour = rashba::fermi_contour(model.gas.field, model.typical_energy(), 4);
    const double splitting = contour.directions.front().splitting;
    if (splitting > large_splitting * energy)
        model.warnings.push_back(
            fmt::format("the splitting of the bands is {:.3g} of the Fermi energy: a cubic term "
                        "alone describes no band there",
                        splitting / energy));
}

} // namespace

double GasModel::typical_energy() const {
    return gas.temperature == 0.0 ? gas.chemical_potential
                                  : std::max(gas.chemical_potential,
                                             rashba::contour_bottom(gas.field) + gas.temperature);
}

GasModel gas_model(const GasFile& file) {
    const GasInput& input = file.input.gas;
    GasModel model{GasUnits(input.effective_mass)};
    model.gas.field = field_of(input, model.units);
    model.gas.temperature = input.temperature / model.units.temperature();
    fill(model, input);
    model.reference_momentum = std::sqrt(2.0 * std::numbers::pi * model.carriers);
    const double largest = largest_momentum(model, input);
    for (const ImpurityInput& impurity : file.input.impurity) {
        const ImpurityModel one = impurity_model(impurity, model.units, input.effective_mass,
                                                 model.reference_momentum, largest);
        model.gas.impurities.push_back(one.scatterers);
        model.scattering_rate += one.rates.all;
        model.transport_rate += one.rates.transport;
        model.transport_rates.push_back(one.rates.transport);
        model.is_spin_independent = model.is_spin_independent && one.is_spin_independent;
    }
    add_warnings(model);
    return model;
}

} // namespace sidejump::electron_gas
