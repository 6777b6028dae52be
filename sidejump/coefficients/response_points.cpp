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
    for (const auto& mode : decay.modes)
        lengths.exact.push_back({mode.length * context.length, mode.wavenumber / context.length});
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
        // Of the response itself, whose static part does not depend on the order.
        point.error = std::abs(z) * propagator.error * propagator.value.cwiseAbs().maxCoeff();
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

InjectedSpin injected_spin(const ResponseContext& context, response::Polarisation polarisation,
                           const std::vector<double>& depths, const DecayLengths& lengths) {
    const double tolerance = std::max(context.options.tolerance, least_injection_tolerance);
    const auto injection =
        response::half_space_injection(context.collisions, polarisation, tolerance);
    InjectedSpin result{injection.surface_density,
                        4.0 * injection.current,
                        std::numeric_limits<double>::quiet_NaN(),
                        {},
                        injection.directions,
                        injection.error};
    const bool has_slow_mode = !lengths.exact.empty() && lengths.exact[0].wavenumber == 0.0;
    const auto slow =
        has_slow_mode ? injection.slow_mode() : response::HalfSpaceInjection::SlowMode{};
    if (has_slow_mode)
        result.slow_amplitude = slow.amplitude;
    for (const double depth : depths) {
        const double x = depth / context.length;
        double density = injection.density(x);
        // Far inside, the slowest mode has the length of the moment expansion, which knows more
        // digits.
        if (has_slow_mode)
            density += slow.amplitude * (std::exp(-depth / lengths.exact[0].length) -
                                         std::exp(-x * slow.inverse_length));
        result.profile.push_back(density);
    }
    return result;
}

} // namespace sidejump::coefficients
