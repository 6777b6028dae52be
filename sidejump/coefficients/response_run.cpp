// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_run.hpp"

#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/response_points.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/math/parallel_for.hpp"
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
using response::PlaneWaveResponse;
using response::ResponseOptions;
using units::Dimension;

// Sigma^H = n_i Re T(p, p) = n_i Re A(1) in reduced units, with n_i = c k_F^3/(3 pi^2) and
// 1/(pi N_F) = 2 pi. Forward scattering off a spherical impurity does not depend on the spin.
double mean_field(const std::vector<impurity::Impurity>& species) {
    double sum = 0.0;
    for (const auto& impurity : species)
        sum += impurity.concentration * 2.0 / (3.0 * std::numbers::pi) *
               scattering::amplitudes(impurity.channels, 1.0).A.real();
    return sum;
}

} // namespace

double DecayLengths::longest() const {
    return exact.empty() ? std::numeric_limits<double>::quiet_NaN() : exact[0].length;
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

constexpr double small_ratio = 0.1;

void add_warnings(const ResponseContext& context, const TransportCoefficients& full,
                  ResponseRun& run) {
    const auto warn = [&](const std::string& text) { run.warnings.push_back(text); };
    if (!context.alloy.kinetics.moments.full)
        warn("the response always keeps all moments: kinetics.moments acts on nothing here");
    for (const auto& approximation : approximations(context.alloy, full))
        if (approximation.standing == Standing::fails)
            warn(fmt::format("{}: {}", approximation.name, approximation.statement));
    for (const auto* lengths : {&run.longitudinal, &run.transverse}) {
        const char* name = lengths == &run.longitudinal ? "longitudinal" : "transverse";
        if (lengths->exact.empty())
            warn(fmt::format("no {} spin mode decays more slowly than electrons fly between "
                             "collisions: spin decay has no single length",
                             name));
        else if (!(lengths->error <= context.options.tolerance))
            warn(fmt::format("the {} decay length has converged to {:.1g} only, at {} moments",
                             name, lengths->error, lengths->order));
    }
    for (const auto* injected : {&run.injected_longitudinal, &run.injected_transverse})
        if (!(injected->error <= 10.0 * least_injection_tolerance))
            warn(fmt::format("the {} spin injection has converged to {:.1g} only",
                             injected == &run.injected_longitudinal ? "longitudinal" : "transverse",
                             injected->error));
    double largest_wavenumber = 0.0;
    std::size_t unconverged = 0;
    double largest_frequency = run.larmor.norm() / (2.0 * std::numbers::pi);
    for (const auto& point : run.susceptibility) {
        largest_wavenumber = std::max(largest_wavenumber, point.wavenumber);
        if (!(point.error <= 10.0 * context.options.tolerance))
            ++unconverged;
    }
    if (unconverged > 0)
        warn(fmt::format("{} of {} susceptibilities have not converged to the tolerance",
                         unconverged, run.susceptibility.size()));
    for (const auto& point : run.dynamics)
        largest_frequency = std::max(largest_frequency, std::abs(point.frequency));
    // In reduced units k_F = 1 and eps_F = 1/2.
    if (largest_wavenumber * context.length > small_ratio)
        warn(fmt::format("q = {:.3g} k_F: the kinetic equation needs wavelengths that are long "
                         "against 1/k_F",
                         largest_wavenumber * context.length));
    const auto fields = [&](const std::function<bool(const HanlePoint&)>& holds) {
        return std::count_if(run.hanle.begin(), run.hanle.end(), holds);
    };
    const auto tell_fields = [&](std::ptrdiff_t count, const char* what) {
        if (count > 0)
            warn(fmt::format("the Hanle signal at {} of {} fields {}", count, run.hanle.size(),
                             what));
    };
    tell_fields(fields([](const auto& point) { return std::isinf(point.signal); }),
                "is infinite: the injected spin has a part that is conserved");
    tell_fields(fields([](const auto& point) { return std::isnan(point.signal); }),
                "is undefined: its Fourier integral does not converge");
    tell_fields(fields([](const auto& point) {
                    return std::isfinite(point.signal) &&
                           !(point.error <= 0.1 * std::abs(point.signal));
                }),
                "is not larger than its error");
    const double energy = 4.0 * std::numbers::pi * largest_frequency / context.rate;
    if (energy > small_ratio)
        warn(fmt::format("hbar omega = {:.3g} eps_F: the kinetic equation needs frequencies and "
                         "fields that are small against the Fermi energy",
                         energy));
}

} // namespace

ResponseRun ResponseEngine::run(const Alloy& alloy, const ResponseOptions& options,
                                const Progress& progress) const {
    const ResponseContext context{alloy,
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
    run.transport_time = 1.0 / (context.rate * context.sector.charge_current);
    run.mean_free_path = full.mean_free_path * context.length;
    run.ballistic_length = response::ballistic_length(context.collisions) * context.length;
    run.mean_field = mean_field(alloy.impurities) * units::planck_reduced * context.rate;
    run.larmor = context.rate * context.larmor(Eigen::Vector3d::Zero());
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
        run.injected_longitudinal = injected_spin(context, response::Polarisation::longitudinal,
                                                  run.depths, run.longitudinal);
        run.injected_transverse =
            injected_spin(context, response::Polarisation::transverse, run.depths, run.transverse);
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
        run.dynamics.push_back(dynamic_coefficients(context, frequency));

    std::vector<double> wavenumbers;
    if (options.wavenumbers)
        wavenumbers = *options.wavenumbers;
    else
        for (const double ratio : {0.1, 1.0, 10.0})
            wavenumbers.push_back(ratio / run.mean_free_path);
    const std::size_t hanle_points = options.hanle ? options.hanle->fields.size() : 0;
    const std::size_t plane_waves = wavenumbers.size() * frequencies.size();
    const std::size_t points = plane_waves + hanle_points;
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
                    progress(done, points);
            });
    }
    if (options.hanle) {
        double longest_length = run.ballistic_length;
        for (const auto* lengths : {&run.longitudinal, &run.transverse})
            if (!lengths->exact.empty())
                longest_length = std::max(longest_length, lengths->longest());
        run.hanle = hanle_curve(context, *options.hanle, longest_length, [&](std::size_t done) {
            if (progress)
                progress(plane_waves + done, points);
        });
    }
    add_warnings(context, full, run);
    return run;
}

} // namespace sidejump::coefficients
