// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/response/moment_collisions.hpp"

#include <complex>
#include <string>
#include <vector>

namespace sidejump::response {

enum class Conservation { conserved, nearly, decays };

/// A mode of the homogeneous relaxation superoperator, d_t f = -Lambda f. Rotations and inversion
/// leave blocks of total J and parity with at most two modes, each 2 J + 1 fold.
struct HomogeneousMode {
    int J = 0;
    int parity = 0;            ///< 0: even in p^, 1: odd
    std::complex<double> rate; ///< reduced units; a pair is complex where skew scattering wins
    double spin_overlap = 0.0; ///< part of a spin polarisation that the mode takes up
    double pseudospin_overlap = 0.0; ///< the same for the pseudospin (sigma.p^) sigma (sigma.p^)
    Conservation conservation = Conservation::decays;
    std::string name; ///< charge, spin, pseudospin, helicity; empty for others
};

/// Rates below this part of the transport rate count as zero: the rounding of a difference.
inline constexpr double conserved_rate_ratio = 1e-12;
/// Below this part of the transport rate a mode is nearly conserved.
inline constexpr double nearly_conserved_rate_ratio = 0.1;

/// All modes that differ from the outflow of the high moments, slowest first.
std::vector<HomogeneousMode> homogeneous_modes(const MomentCollisions& collisions);

/// The relaxation rate of the charge current (1,0,1), 1/tau_tr.
double transport_rate(const MomentCollisions& collisions);

/// The homogeneous evolution of a spin polarisation that starts in the density alone.
class SpinEvolution {
  public:
    /// @param larmor  precession frequency |omega_L| in reduced units about the field direction
    SpinEvolution(const MomentCollisions& collisions, double larmor);

    /// Part of the spin along the field that is left at a time in reduced units.
    [[nodiscard]] double along_field(double time) const;
    /// For the spin across the field, s_x + i s_y with the field along z: its magnitude and phase
    /// relative to the start.
    [[nodiscard]] std::complex<double> across_field(double time) const;

  private:
    double least_rate_;            // below it a mode is conserved
    Eigen::Index along_place_ = 0; // of the spin density among the components
    Eigen::Index across_place_ = 0;
    Eigen::MatrixXcd along_;
    Eigen::MatrixXcd across_;
};

} // namespace sidejump::response
