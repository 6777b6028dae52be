// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/diffusion_coefficients.hpp"

#include "sidejump/coefficients/coefficients_run.hpp"
#include "sidejump/coefficients/thermal_integrator.hpp"
#include "sidejump/units/constants.hpp"

#include <fmt/format.h>

namespace sidejump::coefficients {
namespace {

constexpr double charge_squared = units::elementary_charge * units::elementary_charge;

DiffusionCoefficients at_fermi_energy(const AlloyFile& file) {
    const CoefficientsRun run = run_coefficients(file);
    const TransportCoefficients& c = run.coefficients;
    const units::Host& host = file.alloy.host;
    const double diffusion = units::reduced_unit(host, units::Dimension::diffusion);
    DiffusionCoefficients result;
    result.states = 2.0 * charge_squared * host.density_of_states();
    const auto conductivity = [&](double constant) { return result.states * constant * diffusion; };
    result.charge_conductivity = conductivity(c.charge_diffusion);
    result.spin_hall_conductivity_dressed = conductivity(c.spin_hall_diffusion_dressed);
    result.spin_conductivity = {conductivity(c.spin_diffusion_0), conductivity(c.spin_diffusion_1),
                                conductivity(c.spin_diffusion_2)};
    result.relaxation =
        result.states * c.spin_relaxation_rate * units::reduced_unit(host, units::Dimension::rate);
    result.weight = c.slow_mode_weight;
    result.precession = c.slow_mode_precession;
    result.mean_free_path = c.mean_free_path * units::reduced_unit(host, units::Dimension::length);
    result.warnings = run.warnings;
    return result;
}

DiffusionCoefficients at_temperature(const AlloyFile& file, double temperature) {
    const units::Host& host = file.alloy.host;
    thermal::require_degenerate(host, temperature);
    const ThermalOptions options = file.thermal.value_or(ThermalOptions{});
    const ShellModel model(file.alloy, file.laws);
    thermal::ThermalIntegrator integrate(model,
                                         thermal::chemical_potential(host, temperature, options),
                                         units::boltzmann * temperature, options.tolerance);
    using Shell = EnergyShell;
    const auto states = [&](const char* name, const auto& quantity, double scale) {
        return integrate(
            name, [&](double, const Shell& s) { return s.density_of_states * quantity(s); }, scale);
    };
    DiffusionCoefficients result;
    const double density = states(
        "density of states", [](const Shell&) { return 1.0; }, 0.0);
    result.states = 2.0 * charge_squared * density;
    result.charge_conductivity = integrate(
        "charge_conductivity", [](double, const Shell& s) { return s.charge_conductivity; }, 0.0);
    result.spin_hall_conductivity_dressed = integrate(
        "spin_hall_conductivity_dressed",
        [](double, const Shell& s) { return s.spin_hall_conductivity_dressed; },
        1e-6 * result.charge_conductivity);
    const char* names[] = {"spin_diffusion_0", "spin_diffusion_1", "spin_diffusion_2"};
    for (std::size_t m = 0; m < 3; ++m)
        result.spin_conductivity[m] =
            2.0 * charge_squared *
            states(
                names[m], [m](const Shell& s) { return s.spin_diffusion[m]; }, 0.0);
    result.relaxation =
        2.0 * charge_squared *
        states(
            "spin_relaxation_rate", [](const Shell& s) { return s.spin_relaxation_rate; }, 0.0);
    result.weight =
        states(
            "slow_mode_weight", [](const Shell& s) { return s.slow_mode_weight; }, 0.0) /
        density;
    result.precession = states(
                            "slow_mode_precession",
                            [](const Shell& s) { return s.slow_mode_precession; }, density) /
                        density;
    result.mean_free_path =
        3.0 * result.charge_conductivity / (result.states * host.fermi_velocity());
    result.warnings = input_warnings(file.alloy, file.laws, {temperature});
    for (const auto& [name, error] : integrate.unconverged())
        result.warnings.push_back(
            fmt::format("{} at {:.6g} K: the integral over energy does not converge (relative "
                        "error {:.1g})",
                        name, temperature, error));
    return result;
}

} // namespace

DiffusionCoefficients diffusion_coefficients(const AlloyFile& file,
                                             std::optional<double> temperature) {
    return temperature ? at_temperature(file, *temperature) : at_fermi_energy(file);
}

} // namespace sidejump::coefficients
