// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/kinetics/diffusion_sector.hpp"
#include "sidejump/response/homogeneous_modes.hpp"
#include "sidejump/response/spatial_decay.hpp"

#include <Eigen/Core>
#include <complex>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::coefficients {

/// Decay lengths of spin in one polarisation beside those of diffusion theory, m.
struct DecayLengths {
    std::vector<response::DecayMode> exact; ///< m, 1/m: above the ballistic length, longest first
    double full = 0.0;                      ///< sqrt(D/R) of the full coefficients
    double two_moment = 0.0;                ///< sqrt(D/R) of the two-moment coefficients
    int order = 0;                          ///< highest moment kept
    double error = 0.0;                     ///< relative, of the longest

    /// The longest exact length, NaN where none is above the ballistic length.
    [[nodiscard]] double longest() const;
};

/// The susceptibilities at one wavenumber and frequency, over their static value -2 N_F.
struct SusceptibilityPoint {
    double wavenumber = 0.0; ///< 1/m
    double frequency = 0.0;  ///< Hz
    /// Response of (charge, spin x, y, z) to potentials on them.
    Eigen::Matrix4cd matrix;
    std::complex<double> charge;
    std::complex<double> longitudinal; ///< spin along the wave vector
    std::complex<double> transverse;   ///< mean of the two directions across
    // The same three from diffusion theory, without field.
    std::complex<double> diffusive_charge;
    std::complex<double> diffusive_longitudinal;
    std::complex<double> diffusive_transverse;
    int order = 0;      ///< highest moment kept
    double error = 0.0; ///< relative, by doubling the order
};

/// Conductivities and slow-mode coefficients at one frequency, SI units.
struct DynamicCoefficients {
    double frequency = 0.0; ///< Hz
    std::complex<double> charge_conductivity;
    std::complex<double> spin_hall_conductivity; ///< conventional spin current
    std::complex<double> charge_diffusion;
    std::complex<double> spin_diffusion_longitudinal;
    std::complex<double> spin_diffusion_transverse;
    std::complex<double> spin_relaxation_rate;
};

/// Spin in the half space behind a transparent contact, one polarisation (HalfSpaceInjection).
struct InjectedSpin {
    double surface_density = 0.0; ///< s(0) over the density s_0 of the reservoir
    double current = 0.0;         ///< spin current into the metal over v_F s_0/4
    double slow_amplitude = 0.0;  ///< amplitude of the slowest mode over s_0; NaN without one
    std::vector<double> profile;  ///< s(x)/s_0 at the depths
    int directions = 0;           ///< polar directions of the half space
    double error = 0.0;           ///< of surface density and current
};

/// What is left of a homogeneous spin polarisation at a time.
struct EvolvedSpin {
    double time = 0.0; ///< s
    double along_field = 0.0;
    std::complex<double> across_field; ///< s_x + i s_y about the field along z
};

struct HanlePoint {
    double field = 0.0;     ///< T
    double signal = 0.0;    ///< s/m: spin density per rate of injection and area
    double error = 0.0;     ///< s/m
    double diffusive = 0.0; ///< s/m, from the slow equation
};

/// All that the response command computes, SI units.
struct ResponseRun {
    double transport_time = 0.0;   ///< s
    double mean_free_path = 0.0;   ///< m
    double ballistic_length = 0.0; ///< m, to the next collision of whatever kind
    double mean_field = 0.0;       ///< J, the scalar mean field Sigma^H = n_i Re T(p, p)
    Eigen::Vector3d larmor;        ///< rad/s, omega_L with the spin splitting
    std::vector<response::HomogeneousMode> modes; ///< rates in units of the transport rate
    std::vector<EvolvedSpin> evolution;
    DecayLengths longitudinal;
    DecayLengths transverse;
    std::vector<double> depths; ///< m
    InjectedSpin injected_longitudinal;
    InjectedSpin injected_transverse;
    std::vector<SusceptibilityPoint> susceptibility;
    std::vector<DynamicCoefficients> dynamics;
    std::vector<HanlePoint> hanle;
    std::vector<std::string> warnings;
};

/// Called with the points that are done and all points, plane waves and Hanle fields.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// The response of alloys that share their channel layouts and kinetics options: the collision
/// forms are built once. Everything is at the Fermi energy; the side jump enters to all orders in
/// V.
class ResponseEngine {
  public:
    /// @throws std::invalid_argument if the options ask for the published formulas, which have no
    ///         dynamics
    explicit ResponseEngine(const Alloy& alloy);
    ~ResponseEngine();
    ResponseEngine(const ResponseEngine&) = delete;
    ResponseEngine& operator=(const ResponseEngine&) = delete;

    /// Scales, modes, decay lengths, and what the lists of the options ask for: an empty list for
    /// nothing, an absent one for its default.
    [[nodiscard]] ResponseRun run(const Alloy& alloy, const response::ResponseOptions& options,
                                  const Progress& progress = {}) const;

  private:
    struct State;
    std::unique_ptr<const State> state_;
};

} // namespace sidejump::coefficients
