// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_points.hpp"
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/response/hanle.hpp"
#include "sidejump/response/homogeneous_modes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace sidejump::coefficients {
namespace {

using response::HanleGeometry;
using response::PlaneWaveResponse;

constexpr double infinity = std::numeric_limits<double>::infinity();
// Part of a unit vector below which a component counts as absent.
constexpr double least_component = 1e-9;
// Accuracy that the integrals reach, relative to the signal at the injector.
constexpr double hanle_rounding = 1e-12;
// Decay lengths from injector to detector after which less than that is left.
constexpr double farthest = 40.0;

// Whether a part of the injected spin that the detector sees is conserved in this field; its steady
// density has no limit then.
bool diverges(const HanleGeometry& geometry, const Eigen::Vector3d& larmor,
              bool spin_is_conserved) {
    if (!spin_is_conserved)
        return false;
    const auto seen = [&](const Eigen::Vector3d& axis) {
        return std::abs(geometry.injected.dot(axis) * geometry.detected.dot(axis));
    };
    if (larmor.norm() > 0.0)
        return seen(larmor.normalized()) > least_component;
    const double along =
        geometry.injected.dot(geometry.direction) * geometry.detected.dot(geometry.direction);
    const double across = geometry.injected.dot(geometry.detected) - along;
    return std::abs(along) > least_component || std::abs(across) > least_component;
}

// The signal, not a number where its integral does not converge: a warning tells of it, and the
// other results stand.
response::EstimatedValue attempted_signal(const PlaneWaveResponse& waves,
                                          const HanleGeometry& geometry,
                                          const response::HanleAccuracy& accuracy) {
    try {
        return response::hanle_signal(waves, geometry, accuracy);
    } catch (const std::runtime_error&) {
        constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
        return {undefined, undefined};
    }
}

// Tolerances are relative to the signal of the injected spin itself without field. Where that is
// too small to be told from the rounding of the integral, rounding is the limit.
response::HanleAccuracy accuracy_of(const ResponseContext& context, HanleGeometry geometry,
                                    const kinetics::SlowEquation& slow, double tolerance) {
    const double diffusion =
        std::max({slow.spin_diffusion[0].total(), slow.spin_diffusion[1].total(),
                  slow.spin_diffusion[2].total()});
    response::HanleAccuracy accuracy;
    accuracy.propagator = std::clamp(1e-2 * tolerance, 1e-10, 1e-6);
    if (slow.relaxation_rate == 0.0 || !std::isfinite(diffusion)) {
        // Spin that only the field turns away: of the order of 1/v_F.
        accuracy.smallest_wavenumber = 1e-7 * context.collisions.outflow_rate;
        accuracy.absolute = tolerance;
        return accuracy;
    }
    accuracy.smallest_wavenumber = 1e-4 * std::sqrt(slow.relaxation_rate / diffusion);
    geometry.detected = geometry.injected;
    const PlaneWaveResponse without_field(context.collisions, geometry.direction,
                                          Eigen::Vector3d::Zero());
    const double at_injector = 0.5 / std::sqrt(slow.relaxation_rate * diffusion) + 1.0;
    accuracy.absolute = 1e-4 * at_injector;
    const auto signal = [&] {
        return std::abs(attempted_signal(without_field, geometry, accuracy).value);
    };
    const double first = signal();
    const double least = hanle_rounding * at_injector;
    if (first > 10.0 * accuracy.absolute) {
        accuracy.absolute = std::max(tolerance * first, least);
    } else { // a far detector: once more, to know how small the signal is
        accuracy.absolute = least;
        const double second = signal();
        accuracy.absolute = std::isnan(second) ? least : std::max(tolerance * second, least);
    }
    return accuracy;
}

} // namespace

std::vector<HanlePoint> hanle_curve(const ResponseContext& context,
                                    const response::HanleOptions& hanle, double longest_length,
                                    const std::function<void(std::size_t)>& done) {
    const HanleGeometry geometry{hanle.distance / context.length,
                                 as_vector(context.options.direction), as_vector(hanle.injected),
                                 as_vector(hanle.detected.value_or(hanle.injected))};
    kinetics::SlowEquation slow = context.slow_equation();
    if (slow.relaxation_rate < response::conserved_rate_ratio * context.sector.charge_current)
        slow.relaxation_rate = 0.0;
    // Seconds per metre: the reduced unit is 1/v_F.
    const double unit = 1.0 / (context.rate * context.length);

    const bool out_of_reach = geometry.distance > farthest * longest_length / context.length;
    const response::HanleAccuracy accuracy =
        out_of_reach ? response::HanleAccuracy{hanle_rounding, 0.0, 0.0}
                     : accuracy_of(context, geometry, slow, hanle.tolerance);

    std::vector<HanlePoint> points(hanle.fields.size());
    math::parallel_for(
        points.size(),
        [&](std::size_t i) {
            HanlePoint& point = points[i];
            point.field = hanle.fields[i];
            const Eigen::Vector3d larmor =
                context.larmor(hanle.fields[i] * as_vector(hanle.field_direction));
            if (diverges(geometry, larmor, slow.relaxation_rate == 0.0)) {
                point.signal = point.diffusive = infinity;
                return;
            }
            point.diffusive = unit * response::diffusive_hanle_signal(slow, larmor, geometry);
            if (out_of_reach) { // less than the rounding of the integral is left
                point.error = unit * accuracy.absolute;
                return;
            }
            const PlaneWaveResponse waves(context.collisions, geometry.direction, larmor);
            const auto signal = attempted_signal(waves, geometry, accuracy);
            point.signal = unit * signal.value;
            point.error = unit * signal.error;
        },
        done);
    return points;
}

} // namespace sidejump::coefficients
