// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/impurity_model.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::electron_gas {
namespace {

using rashba::Potential;

constexpr double vacuum_permittivity = 8.8541878128e-12; // F/m, CODATA 2018

/// Strength where a time sets it.
constexpr double any = 1.0;

Potential squared_table(const ImpurityInput& input, double unit) {
    const bool is_square =
        input.values.value_or(TableValues::squared_potential) == TableValues::squared_potential;
    std::vector<double> values = input.table_values;
    // Squares may be of any size if a time sets the strength; inside they should be about one.
    const double largest = std::abs(*std::ranges::max_element(
        values, [](double a, double b) { return std::abs(a) < std::abs(b); }));
    for (double& value : values)
        value /= input.has_time() ? largest : is_square ? unit * unit : unit;
    const Potential table = rashba::tabulated_potential(input.transfers, std::move(values));
    return is_square ? table : rashba::squared(table);
}

Potential screened_coulomb(const ImpurityInput& input, const GasUnits& units,
                           double effective_mass) {
    const double screening =
        input.thomas_fermi_wavenumber
            ? *input.thomas_fermi_wavenumber
            : thomas_fermi_wavenumber(effective_mass, *input.permittivity) * GasUnits::length();
    const double coupling = input.has_time()
                                ? any
                                : input.charge.value_or(1.0) * units::elementary_charge *
                                      units::elementary_charge /
                                      (2.0 * vacuum_permittivity * *input.permittivity) /
                                      (units.energy() * GasUnits::length());
    return rashba::screened_coulomb_potential(coupling, screening, input.distance.value_or(0.0));
}

/// |U(q)|^2; up to a factor if a time sets the strength.
Potential squared_potential(const ImpurityInput& input, const GasUnits& units,
                            double effective_mass) {
    const double unit = units.energy_ev();
    switch (input.potential) {
    case PotentialKind::delta:
        return rashba::squared(
            rashba::delta_potential(input.strength ? *input.strength / unit : any));
    case PotentialKind::gaussian:
        return rashba::squared(rashba::gaussian_potential(
            input.strength ? *input.strength / unit : any, *input.range));
    case PotentialKind::yukawa:
        return rashba::squared(rashba::yukawa_potential(
            input.amplitude ? *input.amplitude / unit : any, *input.screening_length));
    case PotentialKind::screened_coulomb:
        return rashba::squared(screened_coulomb(input, units, effective_mass));
    case PotentialKind::table:
        return squared_table(input, unit);
    case PotentialKind::phase_shifts:
        break;
    }
    throw std::logic_error("phase shifts have no potential");
}

[[noreturn]] void fail_for(const ImpurityInput& input, double needed) {
    input.table_place.fail(fmt::format("a table up to the momentum transfer {:.6g} 1/nm, twice the "
                                       "largest momentum of the electrons",
                                       needed),
                           fmt::format("one that ends at {:.6g} 1/nm", input.transfers.back()));
}

/// Impurities per area that scatter as often as the file says, with what one per area does.
double density_of(const ImpurityInput& input, const rashba::ScatteringRates& of_one,
                  const GasUnits& units) {
    if (input.density)
        return *input.density / GasUnits::density_per_cm2();
    const double time = input.scattering_time ? *input.scattering_time : *input.transport_time;
    const double rate = input.scattering_time ? of_one.all : of_one.transport;
    const double density = units.time_ps() / time / rate;
    if (!std::isfinite(density))
        input.place.fail("a potential that scatters at the Fermi energy", "none");
    return density;
}

} // namespace

double thomas_fermi_wavenumber(double effective_mass, double permittivity) {
    return effective_mass * units::electron_mass * units::elementary_charge *
           units::elementary_charge /
           (2.0 * std::numbers::pi * vacuum_permittivity * permittivity * units::planck_reduced *
            units::planck_reduced);
}

ImpurityModel impurity_model(const ImpurityInput& input, const GasUnits& units,
                             double effective_mass, double reference, double largest) {
    ImpurityModel model;
    double density = 0.0;
    if (input.potential == PotentialKind::phase_shifts) {
        model.rates = rashba::phase_shift_rates(*input.waves);
        density = density_of(input, model.rates, units);
        model.scatterers =
            std::make_shared<rashba::ShortRangeScatterers>(density, *input.waves, reference);
        model.is_spin_independent = std::ranges::all_of(
            *input.waves, [](const auto& wave) { return wave.aligned == wave.antialigned; });
    } else {
        const double needed = 2.0 * std::max(reference, largest);
        if (input.potential == PotentialKind::table && needed > input.transfers.back())
            fail_for(input, needed);
        const Potential square = squared_potential(input, units, effective_mass);
        model.rates = rashba::born_rates(square, reference);
        density = density_of(input, model.rates, units);
        if (!input.has_time())
            model.born_phase = rashba::born_phase_shift(square, reference);
        model.scatterers = std::make_shared<rashba::BornScatterers>(density, square);
    }
    model.rates.all *= density;
    model.rates.transport *= density;
    return model;
}

} // namespace sidejump::electron_gas
