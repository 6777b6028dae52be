// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/radial_solution.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sidejump::impurity::potential {

/// Q(x) = l(l+1)/x^2 + U(x) with U = v + w <l.s> of a partial wave, at sampled radii: close enough
/// to know where a wave is forbidden, how deep levels can lie and how much work a wave is. Not for
/// a hard sphere. Radii in 1/k_F, energies in eps_F.
class EffectivePotential {
  public:
    EffectivePotential(const RadialPotential& potential, PartialWave wave);

    /// No bound state lies below it: the least (l + 1/2)^2/x^2 + U, since -u'' is at least
    /// 1/(4 x^2) on average (Hardy's inequality); with an attractive shell b delta(x - R) the
    /// least Q less b^2/4. 0 at most.
    [[nodiscard]] double lower_bound() const { return lower_bound_; }

    /// The radius beyond which Q > e up to the end; the end itself if there is none.
    [[nodiscard]] double forbidden_from(double energy) const;

    /// int sqrt|e - U| dx over the potential, in radians: what it takes to integrate the wave.
    [[nodiscard]] double phase(double energy) const;

    /// Whether w <l.s> alone outweighs the centrifugal barrier at some radius.
    [[nodiscard]] bool overcomes_barrier() const { return overcomes_barrier_; }

  private:
    struct Sample {
        double x;
        double interaction;   // U
        double effective;     // Q
        double lowest_beyond; // the least Q from x to the end
    };
    void add(const RadialPotential& potential, PartialWave wave, double x);

    std::vector<Sample> samples_; // x increases
    double lower_bound_ = 0.0;
    bool overcomes_barrier_ = false;
};

/// The most that EffectivePotential::phase may be at the energies of interest, in radians. Beyond
/// it a potential is one of a whole core or a mesoscopic body: it takes hundreds of bound states
/// and minutes.
inline constexpr double largest_phase = 3000.0;

/// @throws std::runtime_error if the phase of a wave at an energy is above largest_phase
void require_bounded_work(const RadialPotential& potential, PartialWave wave, double energy);

/// What to do where the spin-orbit term overcomes the centrifugal barrier of a wave.
std::optional<std::string> barrier_remark(const RadialPotential& potential, PartialWave wave);

} // namespace sidejump::impurity::potential
