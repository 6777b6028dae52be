// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/kinetics/elimination.hpp"
#include "sidejump/response/plane_wave_response.hpp"

#include <Eigen/Core>

namespace sidejump::response {

/// Geometry of a Hanle measurement in an infinite medium: spin is injected at a constant rate in
/// the plane x = 0, with the distribution of a spin density, and detected in the plane x =
/// distance.
struct HanleGeometry {
    double distance = 0.0;     ///< reduced units, > 0
    Eigen::Vector3d direction; ///< unit vector from injector to detector
    Eigen::Vector3d injected;  ///< unit vector of the injected spin
    Eigen::Vector3d detected;  ///< unit vector of the detected spin component
};

/// A value with the estimate of its error.
struct EstimatedValue {
    double value = 0.0;
    double error = 0.0;
};

/// How well a Hanle signal is to be known, reduced units.
struct HanleAccuracy {
    double absolute = 0.0;            ///< of the signal, > 0
    double propagator = 1e-8;         ///< relative, of each plane wave
    double smallest_wavenumber = 0.0; ///< below it the propagator is constant, > 0
};

/// Spin density at the detector over the rate of injection per area, reduced units (1/v_F), with
/// all moments: (1/pi) int_0^oo dq cos(q d) G(q), G the static propagator in the field. Where spin
/// decays slowly G has a narrow peak, so that up to q d = pi/2 the integral is over ln q.
/// @throws std::invalid_argument if the distance or an accuracy is not positive
/// @throws std::runtime_error if an integral does not converge
EstimatedValue hanle_signal(const PlaneWaveResponse& response, const HanleGeometry& geometry,
                            const HanleAccuracy& accuracy);

/// The same from the slow equation, R s - D d_x^2 s - Y omega_L x s = source, in closed form:
/// W exp(-k d)/(2 k) W^-1 D^-1 with D^-1 (R - Y omega_L x) = W k^2 W^-1. Modes without a source are
/// left out: k may vanish for them.
/// @param larmor  omega_L, reduced units, same axes as the directions
double diffusive_hanle_signal(const kinetics::SlowEquation& slow, const Eigen::Vector3d& larmor,
                              const HanleGeometry& geometry);

} // namespace sidejump::response
