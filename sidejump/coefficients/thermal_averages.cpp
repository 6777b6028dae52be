// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/thermal_averages.hpp"

#include "sidejump/coefficients/thermal_integrator.hpp"
#include "sidejump/math/gsl_status.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_sf_fermi_dirac.h>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace sidejump::coefficients {

using units::Dimension;

ShellModel::ShellModel(const Alloy& alloy, std::vector<impurity::ImpurityLaw> laws)
    : host_(alloy.host), laws_(std::move(laws)), engine_(alloy) {
    math::use_gsl_status_codes();
}

std::vector<impurity::ImpuritySpectrum> ShellModel::spectra(double temperature) const {
    std::vector<impurity::ImpuritySpectrum> spectra;
    spectra.reserve(laws_.size());
    for (const auto& law : laws_)
        spectra.emplace_back(law, temperature);
    return spectra;
}

EnergyShell ShellModel::shell(double energy,
                              const std::vector<impurity::ImpuritySpectrum>& spectra) const {
    const double ratio = 1.0 + energy / host_.fermi_energy();
    if (!(ratio > 0.0))
        throw std::domain_error("an energy shell below the bottom of the band was asked for");
    units::Host at = host_;
    at.fermi_wavenumber *= std::sqrt(ratio);
    std::vector<impurity::Impurity> impurities;
    impurities.reserve(spectra.size());
    for (const auto& spectrum : spectra)
        impurities.push_back(
            spectrum.at(energy / units::elementary_charge, ratio * std::sqrt(ratio)));
    const TransportCoefficients c = engine_.evaluate(impurities);
    const double conductivity = units::reduced_unit(at, Dimension::conductivity);
    const double diffusion = units::reduced_unit(at, Dimension::diffusion);
    return {at.density_of_states(),
            c.charge_conductivity * conductivity,
            c.spin_hall_conductivity * conductivity,
            c.spin_hall_conductivity_skew * conductivity,
            c.spin_relaxation_rate * units::reduced_unit(at, Dimension::rate),
            c.spin_diffusion_longitudinal * diffusion,
            c.spin_diffusion_transverse * diffusion,
            c.slow_mode_weight,
            c.slow_mode_precession,
            2.0 * at.density_of_states() * units::elementary_charge * units::elementary_charge *
                c.spin_hall_diffusion_dressed * diffusion,
            {c.spin_diffusion_0 * diffusion, c.spin_diffusion_1 * diffusion,
             c.spin_diffusion_2 * diffusion}};
}

double chemical_potential_shift(const units::Host& host, double temperature) {
    // F_1/2(mu/kT) = (4/3 sqrt(pi)) (eps_F/kT)^(3/2), by Newton's method from Sommerfeld's value.
    const double fermi = host.fermi_energy() / (units::boltzmann * temperature);
    const double target = 4.0 / (3.0 * std::sqrt(std::numbers::pi)) * fermi * std::sqrt(fermi);
    double shift = -std::numbers::pi * std::numbers::pi / (12.0 * fermi);
    for (int step = 0; step < 50; ++step) {
        const double change = (target - gsl_sf_fermi_dirac_half(fermi + shift)) /
                              gsl_sf_fermi_dirac_mhalf(fermi + shift);
        shift += change;
        if (std::abs(change) < 1e-14 * fermi)
            break;
    }
    return shift * units::boltzmann * temperature;
}

void thermal::require_degenerate(const units::Host& host, double temperature) {
    if (units::boltzmann * temperature > largest_degeneracy_ratio * host.fermi_energy())
        throw std::domain_error(fmt::format("{:.6g} K is above 1/40 of the Fermi temperature "
                                            "{:.6g} K: the bottom of the band would "
                                            "take part",
                                            temperature, host.fermi_energy() / units::boltzmann));
}

double thermal::chemical_potential(const units::Host& host, double temperature,
                                   const ThermalOptions& options) {
    return options.chemical_potential == ChemicalPotential::fixed_density
               ? chemical_potential_shift(host, temperature)
               : 0.0;
}

ThermalCoefficients thermal_coefficients(const ShellModel& model, double temperature,
                                         const ThermalOptions& options) {
    thermal::require_degenerate(model.host(), temperature);
    const double mu = thermal::chemical_potential(model.host(), temperature, options);
    thermal::ThermalIntegrator integrate(model, mu, units::boltzmann * temperature,
                                         options.tolerance);

    using Shell = EnergyShell;
    const double L0 = integrate(
        "charge_conductivity", [](double, const Shell& s) { return s.charge_conductivity; }, 0.0);
    // First moments may vanish: their errors are measured against the zeroth.
    const double L1 = integrate(
        "seebeck", [](double x, const Shell& s) { return x * s.charge_conductivity; }, L0);
    const double L2 = integrate(
        "thermal_conductivity",
        [](double x, const Shell& s) { return x * x * s.charge_conductivity; }, 0.0);
    const double small = 1e-6 * L0;
    const double hall = integrate(
        "spin_hall_conductivity", [](double, const Shell& s) { return s.spin_hall_conductivity; },
        small);
    const double skew = integrate(
        "spin_hall_conductivity_skew",
        [](double, const Shell& s) { return s.spin_hall_conductivity_skew; }, small);
    const double hall_1 = integrate(
        "spin_nernst_conductivity",
        [](double x, const Shell& s) { return x * s.spin_hall_conductivity; }, small);
    const double states = integrate(
        "density of states", [](double, const Shell& s) { return s.density_of_states; }, 0.0);
    const auto average = [&](const char* name, double EnergyShell::*member, double scale) {
        return integrate(
                   name,
                   [member](double, const Shell& s) { return s.density_of_states * s.*member; },
                   scale * states) /
               states;
    };

    const double k_over_e = units::boltzmann / units::elementary_charge;
    ThermalCoefficients c;
    c.temperature = temperature;
    c.chemical_potential = mu;
    c.charge_conductivity = L0;
    c.resistivity = 1.0 / L0;
    c.seebeck = -k_over_e * L1 / L0;
    c.thermal_conductivity = k_over_e * k_over_e * temperature * (L2 - L1 * L1 / L0);
    c.lorenz_number = c.thermal_conductivity / (L0 * temperature);
    c.spin_hall_conductivity = hall;
    c.spin_hall_conductivity_skew = skew;
    c.spin_hall_conductivity_side_jump = hall - skew;
    c.spin_hall_angle = hall / L0;
    c.spin_nernst_conductivity = -k_over_e * hall_1;
    c.spin_nernst_open_circuit = c.spin_nernst_conductivity - hall * c.seebeck;
    c.spin_nernst_angle = hall_1 / L1;
    c.spin_relaxation_rate = average("spin_relaxation_rate", &Shell::spin_relaxation_rate, 0.0);
    c.spin_diffusion_longitudinal =
        average("spin_diffusion_longitudinal", &Shell::spin_diffusion_longitudinal, 0.0);
    c.spin_diffusion_transverse =
        average("spin_diffusion_transverse", &Shell::spin_diffusion_transverse, 0.0);
    c.slow_mode_weight = average("slow_mode_weight", &Shell::slow_mode_weight, 0.0);
    c.slow_mode_precession = average("slow_mode_precession", &Shell::slow_mode_precession, 1.0);
    c.integration_error = integrate.worst_error();
    if (!integrate.scatters()) {
        c.warnings.push_back(fmt::format("nothing scatters at {:.6g} K: conductivities and "
                                         "diffusion constants are infinite",
                                         temperature));
        return c;
    }
    for (const auto& [name, error] : integrate.unconverged())
        c.warnings.push_back(fmt::format(
            "{} at {:.6g} K: the integral over energy does not converge (relative error {:.1g}); a "
            "shell on which a current is conserved has an infinite diffusion constant",
            name, temperature, error));
    return c;
}

} // namespace sidejump::coefficients
