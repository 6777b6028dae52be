// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/thermal_averages.hpp"

#include "sidejump/math/gsl_status.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_fermi_dirac.h>
#include <limits>
#include <map>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace sidejump::coefficients {
namespace {

using units::Dimension;

// -df/dx is below 1e-15 of its height beyond this many k_B T.
constexpr double thermal_range = 36.0;
constexpr std::size_t largest_subdivision = 4000;
// The estimate of the quadrature rule is far above the error; an integral that rounding stops this
// close to the tolerance has converged.
constexpr double acceptable_error_ratio = 100.0;

double minus_fermi_derivative(double x) {
    const double c = std::cosh(0.5 * x);
    return 0.25 / (c * c);
}

// Integrals over x = (eps - mu)/k_B T with the weight -df/dx; shells are computed once for each x.
class ThermalIntegrator {
  public:
    ThermalIntegrator(const ShellModel& model, double mu, double thermal_energy, double tolerance)
        : model_(model), mu_(mu), thermal_energy_(thermal_energy), tolerance_(tolerance),
          spectra_(model.spectra(thermal_energy / units::boltzmann)),
          workspace_(nullptr, &gsl_integration_workspace_free) {
        points_ = {-thermal_range, -12.0, -4.0, 0.0, 4.0, 12.0, thermal_range};
        for (const auto& spectrum : spectra_)
            for (const double energy : spectrum.characteristic_energies()) {
                const double x = (energy * units::elementary_charge - mu) / thermal_energy;
                if (std::abs(x) < thermal_range)
                    points_.push_back(x);
            }
        std::sort(points_.begin(), points_.end());
        points_.erase(std::unique(points_.begin(), points_.end(),
                                  [](double a, double b) { return b - a < 1e-12; }),
                      points_.end());
        subdivisions_ = largest_subdivision + 2 * points_.size();
        workspace_.reset(gsl_integration_workspace_alloc(subdivisions_));
    }

    // int dx (-df/dx) integrand(x, shell), not a number if it does not converge. `scale` is the
    // size below which an error does not matter.
    double operator()(const char* name,
                      const std::function<double(double, const EnergyShell&)>& integrand,
                      double scale) {
        struct Context {
            ThermalIntegrator* self;
            const std::function<double(double, const EnergyShell&)>* integrand;
        } context{this, &integrand};
        gsl_function function{};
        function.function = [](double x, void* parameters) {
            const auto* c = static_cast<Context*>(parameters);
            return minus_fermi_derivative(x) * (*c->integrand)(x, c->self->shell(x));
        };
        function.params = &context;
        double value = 0.0;
        double error = 0.0;
        const int status =
            gsl_integration_qagp(&function, points_.data(), points_.size(), tolerance_ * scale,
                                 tolerance_, subdivisions_, workspace_.get(), &value, &error);
        // Rounding, too many subdivisions or a singularity leave an estimate; anything else does
        // not.
        if (status != GSL_SUCCESS && status != GSL_EROUND && status != GSL_EMAXITER &&
            status != GSL_ESING && status != GSL_EDIVERGE)
            throw std::runtime_error(fmt::format("the integral of {} over energy failed: {}", name,
                                                 gsl_strerror(status)));
        const double size = std::max(std::abs(value), scale);
        const double relative = size > 0.0 ? error / size : 0.0;
        if (!std::isfinite(value) || !std::isfinite(error) ||
            (status != GSL_SUCCESS && relative > acceptable_error_ratio * tolerance_)) {
            unconverged_.emplace_back(name, relative);
            return std::numeric_limits<double>::quiet_NaN();
        }
        worst_error_ = std::max(worst_error_, relative);
        return value;
    }

    /// Whether some channel scatters on the shell of the chemical potential.
    [[nodiscard]] bool scatters() { return std::isfinite(shell(0.0).charge_conductivity); }
    [[nodiscard]] double worst_error() const { return worst_error_; }
    /// The integrals that did not converge, with their relative error estimates.
    [[nodiscard]] const std::vector<std::pair<const char*, double>>& unconverged() const {
        return unconverged_;
    }

  private:
    const EnergyShell& shell(double x) {
        const auto found = shells_.find(x);
        if (found != shells_.end())
            return found->second;
        return shells_.emplace(x, model_.shell(mu_ + x * thermal_energy_, spectra_)).first->second;
    }

    const ShellModel& model_;
    double mu_;
    double thermal_energy_;
    double tolerance_;
    std::vector<impurity::ImpuritySpectrum> spectra_;
    std::unique_ptr<gsl_integration_workspace, decltype(&gsl_integration_workspace_free)>
        workspace_;
    std::vector<double> points_;
    std::size_t subdivisions_ = 0;
    std::map<double, EnergyShell> shells_;
    double worst_error_ = 0.0;
    std::vector<std::pair<const char*, double>> unconverged_;
};

} // namespace

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
            c.slow_mode_precession};
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

ThermalCoefficients thermal_coefficients(const ShellModel& model, double temperature,
                                         const ThermalOptions& options) {
    const double thermal_energy = units::boltzmann * temperature;
    const double fermi_energy = model.host().fermi_energy();
    if (thermal_energy > largest_degeneracy_ratio * fermi_energy)
        throw std::domain_error(fmt::format("{:.6g} K is above 1/40 of the Fermi temperature "
                                            "{:.6g} K: the bottom of the band would "
                                            "take part",
                                            temperature, fermi_energy / units::boltzmann));
    const double mu = options.chemical_potential == ChemicalPotential::fixed_density
                          ? chemical_potential_shift(model.host(), temperature)
                          : 0.0;
    ThermalIntegrator integrate(model, mu, thermal_energy, options.tolerance);

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
