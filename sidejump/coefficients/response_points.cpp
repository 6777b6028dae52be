// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_points.hpp"

#include "sidejump/math/parallel_for.hpp"
#include "sidejump/response/half_space.hpp"
#include "sidejump/response/hanle.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sidejump::coefficients {
namespace {

using Complex = std::complex<double>;
using response::PlaneWaveResponse;
using units::Dimension;

constexpr Complex i_unit{0.0, 1.0};

// The three responses of diffusion theory over their static value: 1 - z/(z Z + R + D q^2).
Complex diffusive_response(Complex z, double weight, double rate, double diffusion, double q) {
    return z == 0.0 ? 1.0 : 1.0 - z / (z * weight + rate + diffusion * q * q);
}

} // namespace

Eigen::Vector3d as_vector(const input::Vector3& vector) {
    return {vector[0], vector[1], vector[2]};
}

kinetics::SlowEquation ResponseContext::slow_equation() const {
    return kinetics::eliminate_fast_moments(sector, kinetics::MomentTruncation::exact_order, order);
}

Eigen::Vector3d ResponseContext::larmor(const Eigen::Vector3d& further_field) const {
    const Eigen::Vector3d field = as_vector(options.magnetic_field) + further_field;
    const Eigen::Vector3d energy = options.g_factor * units::bohr_magneton * field +
                                   units::elementary_charge * as_vector(options.spin_splitting);
    return energy / (units::planck_reduced * rate);
}

DecayLengths decay_lengths(const ResponseContext& context, response::Polarisation polarisation,
                           double full, double two_moment) {
    const auto decay =
        response::spatial_decay(context.collisions, polarisation, context.options.tolerance);
    DecayLengths lengths;
    for (const Complex length : decay.lengths)
        lengths.exact.push_back(std::isinf(length.real()) ? length : length * context.length);
    lengths.full = full * context.length;
    lengths.two_moment = two_moment * context.length;
    lengths.order = decay.order;
    lengths.error = decay.error;
    return lengths;
}

SusceptibilityPoint susceptibility(const ResponseContext& context, const PlaneWaveResponse& waves,
                                   double wavenumber, double frequency) {
    const double q = wavenumber * context.length;
    const Complex z = -i_unit * (2.0 * std::numbers::pi * frequency / context.rate);
    SusceptibilityPoint point;
    point.wavenumber = wavenumber;
    point.frequency = frequency;
    point.matrix.setIdentity();
    if (z != 0.0) { // the static response is that of the equilibrium
        const auto propagator = waves.converged_propagator(q, z, context.options.tolerance);
        point.matrix -= z * propagator.value;
        point.order = propagator.order;
        point.error = propagator.error;
    }
    const Eigen::Vector3cd direction = as_vector(context.options.direction).cast<Complex>();
    const Eigen::Matrix3cd spin = point.matrix.bottomRightCorner<3, 3>();
    point.charge = point.matrix(0, 0);
    point.longitudinal = (direction.transpose() * spin * direction).value();
    point.transverse = 0.5 * (spin.trace() - point.longitudinal);
    const kinetics::SlowEquation slow = context.slow_equation();
    const double D_0 = slow.spin_diffusion[0].total();
    const double D_1 = slow.spin_diffusion[1].total();
    const double D_2 = slow.spin_diffusion[2].total();
    point.diffusive_charge = diffusive_response(z, 1.0, 0.0, slow.charge_diffusion.total(), q);
    point.diffusive_longitudinal =
        diffusive_response(z, slow.weight, slow.relaxation_rate, (D_0 + 2.0 * D_2) / 3.0, q);
    point.diffusive_transverse =
        diffusive_response(z, slow.weight, slow.relaxation_rate, 0.5 * (D_1 + D_2), q);
    return point;
}

DynamicCoefficients dynamic_coefficients(const ResponseContext& context, double frequency) {
    const double omega = 2.0 * std::numbers::pi * frequency / context.rate;
    const auto slow = kinetics::eliminate_fast_moments(
        context.sector, kinetics::MomentTruncation::exact_order, context.order, omega);
    const auto conventional =
        kinetics::eliminate_fast_moments(context.sector, 1, context.order, omega);
    // sigma = 2 N_F D with N_F = 1/(2 pi^2).
    const double conductivity = units::reduced_unit(context.alloy.host, Dimension::conductivity) /
                                (std::numbers::pi * std::numbers::pi);
    DynamicCoefficients result;
    result.frequency = frequency;
    result.charge_conductivity = conductivity * slow.charge_diffusion.total();
    result.spin_hall_conductivity = conductivity * conventional.spin_hall_diffusion.total();
    result.charge_diffusion = context.diffusion * slow.charge_diffusion.total();
    const Complex D_0 = slow.spin_diffusion[0].total();
    const Complex D_1 = slow.spin_diffusion[1].total();
    const Complex D_2 = slow.spin_diffusion[2].total();
    result.spin_diffusion_longitudinal = context.diffusion * (D_0 + 2.0 * D_2) / 3.0;
    result.spin_diffusion_transverse = context.diffusion * 0.5 * (D_1 + D_2);
    result.spin_relaxation_rate = context.rate * slow.relaxation_rate;
    return result;
}

std::vector<HanlePoint> hanle_curve(const ResponseContext& context,
                                    const response::HanleOptions& hanle,
                                    const std::function<void(std::size_t)>& done) {
    response::HanleGeometry geometry;
    geometry.distance = hanle.distance / context.length;
    geometry.direction = as_vector(context.options.direction);
    geometry.injected = as_vector(hanle.injected);
    geometry.detected = as_vector(hanle.detected.value_or(hanle.injected));
    const kinetics::SlowEquation slow = context.slow_equation();
    // Seconds per metre: the reduced unit is 1/v_F.
    const double unit = 1.0 / (context.rate * context.length);

    // The accuracy is relative to the signal of the injected spin itself without field.
    response::HanleGeometry parallel = geometry;
    parallel.detected = parallel.injected;
    const PlaneWaveResponse without_field(context.collisions, geometry.direction,
                                          Eigen::Vector3d::Zero());
    double scale =
        std::abs(response::diffusive_hanle_signal(slow, Eigen::Vector3d::Zero(), parallel));
    if (!std::isfinite(scale))
        scale = 1.0;
    for (int pass = 0; pass < 3; ++pass) {
        const double signal =
            std::abs(response::hanle_signal(without_field, parallel, 0.01 * scale).value);
        const bool settled = signal > 0.3 * scale;
        scale = std::max(signal, 1e-3 * scale);
        if (settled)
            break;
    }

    std::vector<HanlePoint> points(hanle.fields.size());
    math::parallel_for(
        points.size(),
        [&](std::size_t i) {
            const Eigen::Vector3d larmor =
                context.larmor(hanle.fields[i] * as_vector(hanle.field_direction));
            const PlaneWaveResponse waves(context.collisions, geometry.direction, larmor);
            const auto signal = response::hanle_signal(waves, geometry, hanle.tolerance * scale);
            points[i] = {hanle.fields[i], unit * signal.value, unit * signal.error,
                         unit * response::diffusive_hanle_signal(slow, larmor, geometry)};
        },
        done);
    return points;
}

InjectedSpin injected_spin(const ResponseContext& context, response::Polarisation polarisation,
                           const std::vector<double>& depths, bool has_slow_mode) {
    const double tolerance = std::max(context.options.tolerance, least_injection_tolerance);
    const auto injection =
        response::half_space_injection(context.collisions, polarisation, tolerance);
    InjectedSpin result{injection.surface_density,
                        4.0 * injection.current,
                        has_slow_mode ? injection.slow_amplitude()
                                      : std::numeric_limits<double>::quiet_NaN(),
                        {},
                        injection.directions,
                        injection.error};
    for (const double depth : depths)
        result.profile.push_back(injection.density(depth / context.length));
    return result;
}

} // namespace sidejump::coefficients
