// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/response_run.hpp"
#include "sidejump/kinetics/elimination.hpp"
#include "sidejump/response/plane_wave_response.hpp"

#include <functional>
#include <vector>

/// The parts of a run of the response command, each a list of points: reduced units inside, SI
/// units in the results.
namespace sidejump::coefficients {

/// What every part of a run needs.
struct ResponseContext {
    const Alloy& alloy;
    const response::ResponseOptions& options;
    response::MomentCollisions collisions;
    kinetics::DiffusionSector sector;
    double rate;      ///< reduced unit of rates in 1/s
    double length;    ///< reduced unit of lengths in m
    double diffusion; ///< reduced unit of diffusion constants in m^2/s
    kinetics::SideJumpOrder order;

    [[nodiscard]] kinetics::SlowEquation slow_equation() const;
    /// omega_L in reduced units in the field of the options and one more, T.
    [[nodiscard]] Eigen::Vector3d larmor(const Eigen::Vector3d& further_field) const;
};

/// A direction or a vector of the input.
Eigen::Vector3d as_vector(const input::Vector3& vector);

/// @param full, two_moment  sqrt(D/R) of the coefficients, reduced units
DecayLengths decay_lengths(const ResponseContext& context, response::Polarisation polarisation,
                           double full, double two_moment);

/// The surface layer converges like a power; more digits than this are not asked for.
inline constexpr double least_injection_tolerance = 1e-6;

/// @param lengths  the decay lengths of this polarisation
InjectedSpin injected_spin(const ResponseContext& context, response::Polarisation polarisation,
                           const std::vector<double>& depths, const DecayLengths& lengths);

SusceptibilityPoint susceptibility(const ResponseContext& context,
                                   const response::PlaneWaveResponse& waves, double wavenumber,
                                   double frequency);

DynamicCoefficients dynamic_coefficients(const ResponseContext& context, double frequency);

/// @param longest_length  of the decay of spin without field, m; a field only adds to the decay
/// @param done  called with the number of finished points
std::vector<HanlePoint> hanle_curve(const ResponseContext& context,
                                    const response::HanleOptions& hanle, double longest_length,
                                    const std::function<void(std::size_t)>& done);

} // namespace sidejump::coefficients
