// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/hanle.hpp"

#include "sidejump/math/gsl_status.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <memory>
#include <numbers>
#include <stdexcept>

namespace sidejump::response {
namespace {

struct Integrand {
    const PlaneWaveResponse& response;
    const HanleGeometry& geometry;
    double tolerance;

    // Of x = q d.
    static double at(double x, void* self) {
        const auto& [response, geometry, tolerance] = *static_cast<const Integrand*>(self);
        const auto propagator =
            response.converged_propagator(x / geometry.distance, 0.0, tolerance).value;
        return geometry.detected.dot(propagator.bottomRightCorner<3, 3>().real() *
                                     geometry.injected);
    }
};

constexpr std::size_t intervals = 200;
using Workspace =
    std::unique_ptr<gsl_integration_workspace, decltype(&gsl_integration_workspace_free)>;
using CosineTable =
    std::unique_ptr<gsl_integration_qawo_table, decltype(&gsl_integration_qawo_table_free)>;

Workspace workspace() {
    return {gsl_integration_workspace_alloc(intervals), gsl_integration_workspace_free};
}

} // namespace

EstimatedValue hanle_signal(const PlaneWaveResponse& response, const HanleGeometry& geometry,
                            double tolerance) {
    if (!(geometry.distance > 0.0) || !(tolerance > 0.0))
        throw std::invalid_argument("the distance and the tolerance must be positive");
    math::use_gsl_status_codes();
    const double scale = std::numbers::pi * geometry.distance;
    constexpr double propagator_tolerance = 1e-10;
    Integrand integrand{response, geometry, propagator_tolerance};
    gsl_function function{&Integrand::at, &integrand};
    const Workspace main = workspace();
    const Workspace cycle = workspace();
    const CosineTable table(gsl_integration_qawo_table_alloc(1.0, 1.0, GSL_INTEG_COSINE, intervals),
                            gsl_integration_qawo_table_free);
    EstimatedValue signal;
    const int status =
        gsl_integration_qawf(&function, 0.0, tolerance * scale, intervals, main.get(), cycle.get(),
                             table.get(), &signal.value, &signal.error);
    signal.value /= scale;
    signal.error /= scale;
    if (status != GSL_SUCCESS && !(signal.error < 100.0 * tolerance))
        throw std::runtime_error(fmt::format(
            "the Fourier integral of the Hanle signal does not converge: {} ({:.3g} +- {:.1g})",
            gsl_strerror(status), signal.value, signal.error));
    return signal;
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
    const Eigen::EigenSolver<Eigen::Matrix3d> solver(squared);
    const Eigen::Vector3cd k = solver.eigenvalues().cwiseSqrt();
    const Eigen::Vector3cd decay = ((-geometry.distance * k.array()).exp() / (2.0 * k.array()));
    const Eigen::Matrix3cd W = solver.eigenvectors();
    const Eigen::Vector3cd source =
        (inverse_diffusion * geometry.injected).cast<std::complex<double>>();
    return (geometry.detected.transpose() *
            (W * decay.asDiagonal() * W.partialPivLu().solve(source)).real())
        .value();
}

} // namespace sidejump::response
