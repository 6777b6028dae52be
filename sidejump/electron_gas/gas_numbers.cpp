// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_numbers.hpp"

#include <numbers>

namespace sidejump::electron_gas {
namespace {

/// The points of the contour along x.
rashba::ContourDirection along_x(const GasModel& model) {
    // The first direction of a contour is half a step from x.
    constexpr int directions = 4096;
    return rashba::fermi_contour(model.gas.field, model.typical_energy(), directions)
        .directions.front();
}

} // namespace

void add_gas_numbers(const GasFile& file, const GasModel& model,
                     const rashba::GasResponse& response, GasRun& run) {
    const auto add = [&](const char* name, const char* unit, double value, const char* meaning) {
        run.findings.push_back({name, unit, meaning, value});
    };
    const GasUnits& units = model.units;
    const double energy = model.typical_energy();
    const bool both = energy >= 0.0;
    const auto contour = along_x(model);
    const double tau = 1.0 / response.transport_rate;
    add("carrier_density", "1/cm^2", model.carriers * GasUnits::density_per_cm2(),
        "carriers per area");
    add("chemical_potential", "meV", model.gas.chemical_potential * units.energy_mev(),
        "from the crossing of the bands at p = 0");
    add("band_bottom", "meV", rashba::band_bottom(model.gas.field) * units.energy_mev(),
        "lowest energy of the gas, likewise");
    add("momentum_plus", "1/nm", contour.points[0].momentum,
        both ? "Fermi momentum of the upper band along x" : "inner Fermi momentum along x");
    add("momentum_minus", "1/nm", contour.points[1].momentum,
        both ? "Fermi momentum of the lower band along x" : "outer Fermi momentum along x");
    add("splitting", "meV", contour.splitting * units.energy_mev(),
        "distance of the bands along x in the middle between these momenta");
    add("spin_precession_length", "nm",
        std::numbers::pi * contour.mean_momentum / contour.splitting,
        "way along x on which a spin turns by pi");
    add("scattering_time", "ps", units.time_ps() / model.scattering_rate,
        "tau at the Fermi energy of as many carriers without spin-orbit coupling");
    add("free_transport_time", "ps", units.time_ps() / model.transport_rate,
        "tau of the current, likewise");
    add("transport_time", "ps", units.time_ps() * tau, "tau of the current in the gas");
    add("mobility", "cm^2/(V s)",
        1e4 * units::elementary_charge * tau / units.rate() /
            (file.input.gas.effective_mass * units::electron_mass),
        "e tau/m of that time");
    add("splitting_times_tau", "", contour.splitting * tau,
        "of that time, over hbar: above 1 spins precess between collisions");
    add("fermi_energy_times_tau", "",
        (energy - rashba::band_bottom(model.gas.field)) / model.scattering_rate,
        "e_F tau/hbar from the bottom of the band, with the scattering time");
    add("universal_spin_current", "J/m",
        file.input.study.electric_field * units::elementary_charge / (8.0 * std::numbers::pi),
        "(e/8 pi) E, which the acceleration of electrons cancels");
    add("directions", "", response.directions, "directions of the momentum");
    add("angular_error", "", response.angular_error, "change of the results from half as many");
    add("energies", "", static_cast<double>(response.energies), "energies of the thermal average");
}

} // namespace sidejump::electron_gas
