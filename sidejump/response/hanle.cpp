// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/hanle.hpp"

#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/math/gsl_status.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <memory>
#include <numbers>
#include <stdexcept>

namespace sidejump::response {
namespace {

constexpr std::size_t intervals = 400;
// Of a mode in the closed form, relative to the largest possible one.
constexpr double least_weight = 1e-12;
// Where the integral over ln x begins at the latest; before it the propagator is a constant.
constexpr double largest_begin = 1e-6;
constexpr double quarter_period = 0.5 * std::numbers::pi;

using Workspace =
    std::unique_ptr<gsl_integration_workspace, decltype(&gsl_integration_workspace_free)>;
using CosineTable =
    std::unique_ptr<gsl_integration_qawo_table, decltype(&gsl_integration_qawo_table_free)>;

Workspace workspace() {
    return {gsl_integration_workspace_alloc(intervals), gsl_integration_workspace_free};
}

struct Integrand {
    const PlaneWaveResponse& response;
    const HanleGeometry& geometry;
    double tolerance;

    // The propagator at x = q d.
    [[nodiscard]] double at(double x) const {
        const auto propagator =
            response.converged_propagator(x / geometry.distance, 0.0, tolerance).value;
        return geometry.detected.dot(propagator.bottomRightCorner<3, 3>().real() *
                                     geometry.injected);
    }
    static double of_x(double x, void* self) { return static_cast<const Integrand*>(self)->at(x); }
    // With the cosine and dx, for an integral over ln x.
    static double of_logarithm(double u, void* self) {
        const double x = std::exp(u);
        return x * std::cos(x) * static_cast<const Integrand*>(self)->at(x);
    }
};

void require_convergence(int status, const EstimatedValue& part, double allowed) {
    if (!std::isfinite(part.value) || (status != GSL_SUCCESS && !(part.error < 1e3 * allowed)))
        throw std::runtime_error(fmt::format(
            "the Fourier integral of the Hanle signal does not converge: {} ({:.3g} +- {:.1g} "
            "where {:.1g} was asked for, units of 1/v_F)",
            gsl_strerror(status), part.value, part.error, allowed));
}

} // namespace

EstimatedValue hanle_signal(const PlaneWaveResponse& response, const HanleGeometry& geometry,
                            const HanleAccuracy& accuracy) {
    if (!(geometry.distance > 0.0) || !(accuracy.absolute > 0.0) ||
        !(accuracy.smallest_wavenumber > 0.0))
        throw std::invalid_argument("the distance and the accuracy must be positive");
    math::use_gsl_status_codes();
    const double scale = std::numbers::pi * geometry.distance;
    const double allowed = 0.5 * accuracy.absolute * scale;
    Integrand integrand{response, geometry, accuracy.propagator};
    const Workspace main = workspace();
    const Workspace cycle = workspace();

    // The peak: a constant, then the integral over ln x.
    const double begin = std::min(accuracy.smallest_wavenumber * geometry.distance, largest_begin);
    gsl_function peak_function{&Integrand::of_logarithm, &integrand};
    EstimatedValue peak;
    const int peak_status = gsl_integration_qag(
        &peak_function, std::log(begin), std::log(quarter_period), allowed, 1e-11, intervals,
        GSL_INTEG_GAUSS21, main.get(), &peak.value, &peak.error);
    peak.value += std::sin(begin) * integrand.at(begin);
    require_convergence(peak_status, peak, allowed);

    // The oscillations.
    gsl_function tail_function{&Integrand::of_x, &integrand};
    const CosineTable table(gsl_integration_qawo_table_alloc(1.0, 1.0, GSL_INTEG_COSINE, intervals),
                            gsl_integration_qawo_table_free);
    EstimatedValue tail;
    const int tail_status =
        gsl_integration_qawf(&tail_function, quarter_period, allowed, intervals, main.get(),
                             cycle.get(), table.get(), &tail.value, &tail.error);
    require_convergence(tail_status, tail, allowed);
    return {(peak.value + tail.value) / scale, (peak.error + tail.error) / scale};
}

double diffusive_hanle_signal(const kinetics::SlowEquation& slow, const Eigen::Vector3d& larmor,
                              const HanleGeometry& geometry) {
    const double D_0 = slow.spin_diffusion[0].total();
    const double D_1 = slow.spin_diffusion[1].total();
    const double D_2 = slow.spin_diffusion[2].total();
    const double longitudinal = (D_0 + 2.0 * D_2) / 3.0;
    const double transverse = 0.5 * (D_1 + D_2);
    const Eigen::Vector3d& x = geometry.direction;
    const Eigen::Matrix3d inverse_diffusion =
        Eigen::Matrix3d::Identity() / transverse +
        (1.0 / longitudinal - 1.0 / transverse) * x * x.transpose();
    Eigen::Matrix3d precession; // omega_L x s
    precession << 0.0, -larmor.z(), larmor.y(), larmor.z(), 0.0, -larmor.x(), -larmor.y(),
        larmor.x(), 0.0;
    const Eigen::Matrix3d squared =
        inverse_diffusion *
        (slow.relaxation_rate * Eigen::Matrix3d::Identity() - slow.precession * precession);
    const auto [eigenvalues, W] = math::eigen_system(Eigen::MatrixXd(squared));
    const Eigen::Vector3d unresolved = inverse_diffusion * geometry.injected;
    const Eigen::VectorXcd source = math::solve(W, unresolved.cast<std::complex<double>>());
    const Eigen::RowVector3cd detected = geometry.detected.transpose() * W;
    std::complex<double> signal = 0.0;
    for (Eigen::Index i = 0; i < 3; ++i) {
        const std::complex<double> weight = detected[i] * source[i];
        if (std::abs(weight) < least_weight * detected.norm() * source.norm())
            continue;
        const std::complex<double> k = std::sqrt(eigenvalues[i]);
        signal += weight * std::exp(-geometry.distance * k) / (2.0 * k);
    }
    return signal.real();
}

} // namespace sidejump::response
