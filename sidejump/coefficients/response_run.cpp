// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_run.hpp"

#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/kinetics/elimination.hpp"
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/response/half_space.hpp"
#include "sidejump/response/hanle.hpp"
#include "sidejump/response/plane_wave_response.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace sidejump::coefficients {
namespace {

using Complex = std::complex<double>;
using kinetics::SideJumpOrder;
using response::MomentCollisions;
using response::PlaneWaveResponse;
using response::ResponseOptions;
using units::Dimension;

constexpr Complex i_unit{0.0, 1.0};
constexpr double least_injection_tolerance = 1e-6;

Eigen::Vector3d as_vector(const input::Vector3& vector) {
    return {vector[0], vector[1], vector[2]};
}

// Precession frequency of spins in a magnetic field, rad/s.
Eigen::Vector3d larmor_frequency(const ResponseOptions& options, const Eigen::Vector3d& field) {
    return options.g_factor * units::bohr_magneton / units::planck_reduced * field +
           units::elementary_charge / units::planck_reduced * as_vector(options.spin_splitting);
}

// Sigma^H = n_i Re T(p, p) = n_i Re A(1) in reduced units, with n_i = c k_F^3/(3 pi^2) and
// 1/(pi N_F) = 2 pi. Forward scattering off a spherical impurity does not depend on the spin.
double mean_field(const std::vector<impurity::Impurity>& species) {
    double sum = 0.0;
    for (const auto& impurity : species)
        sum += impurity.concentration * 2.0 / (3.0 * std::numbers::pi) *
               scattering::amplitudes(impurity.channels, 1.0).A.real();
    return sum;
}

// The three responses of diffusion theory over their static value: 1 - z/(z Z + R + D q^2).
Complex diffusive_response(Complex z, double weight, double rate, double diffusion, double q) {
    return z == 0.0 ? 1.0 : 1.0 - z / (z * weight + rate + diffusion * q * q);
}

} // namespace

double DecayLengths::longest() const {
    return exact.empty() ? std::numeric_limits<double>::quiet_NaN() : exact[0].real();
}

struct ResponseEngine::State {
    CoefficientEngine full;
    CoefficientEngine two_moment;
    response::MomentCollisionEngine collisions;
};

ResponseEngine::~ResponseEngine() = default;

ResponseEngine::ResponseEngine(const Alloy& alloy) {
    if (alloy.kinetics.form == kinetics::KineticForm::published)
        throw std::invalid_argument(
            "the published formulas have no dynamics: the response needs form = \"kinetic\"");
    Alloy full = alloy;
    full.kinetics.moments = {};
    Alloy two_moment = alloy;
    two_moment.kinetics.moments = {1, false};
    state_ = std::unique_ptr<const State>(
        new State{CoefficientEngine(full), CoefficientEngine(two_moment),
                  response::MomentCollisionEngine(alloy.impurities, alloy.kinetics.side_jump)});
}

namespace {

// What every part of a run needs, in reduced units.
struct Context {
    const Alloy& alloy;
    const ResponseOptions& options;
    const MomentCollisions collisions;
    const kinetics::DiffusionSector sector;
    double rate;      // unit of rates in 1/s
    double length;    // unit of lengths in m
    double diffusion; // unit of diffusion constants in m^2/s
    SideJumpOrder order;

    [[nodiscard]] double transport_time() const { return 1.0 / (rate * sector.charge_current); }
    [[nodiscard]] kinetics::SlowEquation slow() const {
        return kinetics::eliminate_fast_moments(sector, kinetics::MomentTruncation::exact_order,
                                                order);
    }
};

DecayLengths decay_lengths(const Context& context, response::Polarisation polarisation, double full,
                           double two_moment) {
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

SusceptibilityPoint susceptibility(const Context& context, const PlaneWaveResponse& waves,
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
    const kinetics::SlowEquation slow = context.slow();
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

DynamicCoefficients dynamics(const Context& context, double frequency) {
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

std::vector<HanlePoint> hanle_curve(const Context& context, const response::HanleOptions& hanle,
                                    const std::function<void(std::size_t)>& done) {
    response::HanleGeometry geometry;
    geometry.distance = hanle.distance / context.length;
    geometry.direction = as_vector(context.options.direction);
    geometry.injected = as_vector(hanle.injected);
    geometry.detected = as_vector(hanle.detected.value_or(hanle.injected));
    const kinetics::SlowEquation slow = context.slow();
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
                larmor_frequency(context.options,
                                 as_vector(context.options.magnetic_field) +
                                     hanle.fields[i] * as_vector(hanle.field_direction)) /
                context.rate;
            const PlaneWaveResponse waves(context.collisions, geometry.direction, larmor);
            const auto signal = response::hanle_signal(waves, geometry, hanle.tolerance * scale);
            points[i] = {hanle.fields[i], unit * signal.value, unit * signal.error,
                         unit * response::diffusive_hanle_signal(slow, larmor, geometry)};
        },
        done);
    return points;
}

InjectedSpin injected_spin(const Context& context, response::Polarisation polarisation,
                           const std::vector<double>& depths) {
    // The surface layer converges like a power; more digits than this are not asked for.
    const double tolerance = std::max(context.options.tolerance, least_injection_tolerance);
    const auto injection =
        response::half_space_injection(context.collisions, polarisation, tolerance);
    InjectedSpin result{injection.surface_density,  4.0 * injection.current,
                        injection.slow_amplitude(), {},
                        injection.directions,       injection.error};
    for (const double depth : depths)
        result.profile.push_back(injection.density(depth / context.length));
    return result;
}

void add_warnings(const Context& context, ResponseRun& run) {
    for (const auto* lengths : {&run.longitudinal, &run.transverse}) {
        const char* name = lengths == &run.longitudinal ? "longitudinal" : "transverse";
        if (lengths->exact.empty())
            run.warnings.push_back(
                fmt::format("no {} spin mode decays more slowly than electrons fly between "
                            "collisions: spin decay has no single length",
                            name));
        else if (lengths->error > context.options.tolerance)
            run.warnings.push_back(
                fmt::format("the {} decay length has converged to {:.1g} only, at {} moments", name,
                            lengths->error, lengths->order));
    }
    for (const auto& point : run.susceptibility)
        if (point.error > context.options.tolerance)
            run.warnings.push_back(
                fmt::format("the susceptibility at q = {:.4g} 1/m and {:.4g} Hz has converged to "
                            "{:.1g} only, at {} moments",
                            point.wavenumber, point.frequency, point.error, point.order));
}

} // namespace

ResponseRun ResponseEngine::modes(const Alloy& alloy, const ResponseOptions& options) const {
    ResponseOptions none = options;
    none.wavenumbers.emplace();
    none.frequencies.emplace();
    none.times.emplace();
    none.depths.emplace();
    none.hanle.reset();
    return run(alloy, none);
}

ResponseRun ResponseEngine::run(const Alloy& alloy, const ResponseOptions& options,
                                const Progress& progress) const {
    const Context context{alloy,
                          options,
                          state_->collisions.evaluate(alloy.impurities),
                          state_->full.sector(alloy.impurities),
                          units::reduced_unit(alloy.host, Dimension::rate),
                          units::reduced_unit(alloy.host, Dimension::length),
                          units::reduced_unit(alloy.host, Dimension::diffusion),
                          alloy.kinetics.side_jump == kinetics::SideJump::with_products
                              ? SideJumpOrder::products
                              : SideJumpOrder::first};
    const TransportCoefficients full = state_->full.evaluate(alloy.impurities);
    check_physical(full);
    const TransportCoefficients two_moment = state_->two_moment.evaluate(alloy.impurities);

    ResponseRun run;
    run.transport_time = context.transport_time();
    run.mean_free_path = full.mean_free_path * context.length;
    run.ballistic_length = response::ballistic_length(context.collisions) * context.length;
    run.mean_field = mean_field(alloy.impurities) * units::planck_reduced * context.rate;
    run.larmor = larmor_frequency(options, as_vector(options.magnetic_field));
    run.modes = response::homogeneous_modes(context.collisions);
    for (auto& mode : run.modes)
        mode.rate /= full.transport_rate;
    run.longitudinal = decay_lengths(context, response::Polarisation::longitudinal,
                                     full.spin_diffusion_length_longitudinal,
                                     two_moment.spin_diffusion_length_longitudinal);
    run.transverse = decay_lengths(context, response::Polarisation::transverse,
                                   full.spin_diffusion_length_transverse,
                                   two_moment.spin_diffusion_length_transverse);

    if (options.depths)
        run.depths = *options.depths;
    else
        for (const double ratio : {0.0, 0.5, 1.0, 2.0, 5.0, 10.0})
            run.depths.push_back(ratio * run.mean_free_path);
    if (!run.depths.empty()) {
        run.injected_longitudinal =
            injected_spin(context, response::Polarisation::longitudinal, run.depths);
        run.injected_transverse =
            injected_spin(context, response::Polarisation::transverse, run.depths);
    }

    std::vector<double> times;
    if (options.times)
        times = *options.times;
    else
        for (const double t : {0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0})
            times.push_back(t * run.transport_time);
    const response::SpinEvolution evolution(context.collisions, run.larmor.norm() / context.rate);
    for (const double time : times)
        run.evolution.push_back({time, evolution.along_field(time * context.rate),
                                 evolution.across_field(time * context.rate)});

    std::vector<double> frequencies;
    if (options.frequencies)
        frequencies = *options.frequencies;
    else
        for (const double ratio : {0.0, 0.1, 1.0, 10.0})
            frequencies.push_back(ratio / (2.0 * std::numbers::pi * run.transport_time));
    for (const double frequency : frequencies)
        run.dynamics.push_back(dynamics(context, frequency));

    std::vector<double> wavenumbers;
    if (options.wavenumbers)
        wavenumbers = *options.wavenumbers;
    else
        for (const double ratio : {0.1, 1.0, 10.0})
            wavenumbers.push_back(ratio / run.mean_free_path);
    const std::size_t hanle_points = options.hanle ? options.hanle->fields.size() : 0;
    const std::size_t plane_waves = wavenumbers.size() * frequencies.size();
    // A Hanle point is an integral over some hundred plane waves.
    const double total = static_cast<double>(plane_waves + 300 * hanle_points);
    run.susceptibility.resize(plane_waves);
    if (plane_waves > 0) {
        const PlaneWaveResponse waves(context.collisions, as_vector(options.direction),
                                      run.larmor / context.rate);
        math::parallel_for(
            plane_waves,
            [&](std::size_t i) {
                run.susceptibility[i] =
                    susceptibility(context, waves, wavenumbers[i / frequencies.size()],
                                   frequencies[i % frequencies.size()]);
            },
            [&](std::size_t done) {
                if (progress)
                    progress(static_cast<double>(done) / total);
            });
    }
    if (options.hanle)
        run.hanle = hanle_curve(context, *options.hanle, [&](std::size_t done) {
            if (progress)
                progress(static_cast<double>(plane_waves + 300 * done) / total);
        });
    add_warnings(context, run);
    return run;
}

} // namespace sidejump::coefficients
