// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <limits>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

/// Integrals over energy shells; shared by the thermal averages and of no use elsewhere.
namespace sidejump::coefficients::thermal {

// -df/dx is below 1e-15 of its height beyond this many k_B T.
inline constexpr double thermal_range = 36.0;
inline constexpr std::size_t largest_subdivision = 4000;
// The estimate of the quadrature rule is far above the error; an integral that rounding stops this
// close to the tolerance has converged.
inline constexpr double acceptable_error_ratio = 100.0;

inline double minus_fermi_derivative(double x) {
    const double c = std::cosh(0.5 * x);
    return 0.25 / (c * c);
}

/// Integrals over x = (eps - mu)/k_B T with the weight -df/dx; shells are computed once for each x.
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

    /// int dx (-df/dx) integrand(x, shell), not a number if it does not converge. `scale` is the
    /// size below which an error does not matter.
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

/// @throws std::domain_error if the temperature in K is above largest_degeneracy_ratio times the
///         Fermi temperature
void require_degenerate(const units::Host& host, double temperature);

/// mu - eps_F in J as the options have it.
double chemical_potential(const units::Host& host, double temperature,
                          const ThermalOptions& options);

} // namespace sidejump::coefficients::thermal
