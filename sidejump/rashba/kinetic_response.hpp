// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/resolved_coherences.hpp"

#include <array>
#include <complex>

namespace sidejump::rashba {

/// What the electrons of a contour carry, each per force e E along x, as amplitudes at e^{-i omega
/// t}.
struct Carried {
    std::array<std::complex<double>, 2> current{}; ///< of particles, along x and y
    std::array<std::complex<double>, 3> spin{};    ///< S_x, S_y, S_z per area, in units of hbar
    /// Of the spin S_z along x and y; q_yz of paper R, equation 2, is the second one.
    std::array<std::complex<double>, 2> spin_current{};

    Carried& operator+=(const Carried& other);
    Carried& operator*=(double factor);
};

/// The response of a contour to an electric field along x, and where it comes from.
struct KineticResponse {
    Carried total;
    /// The solutions for each of the two drives of equation R-4 alone: d f/dp_x of the wave
    /// functions, by which spins turn in the field, and that of the occupations.
    Carried rotation;
    Carried acceleration;
    /// What the side jump of impurities with spin-orbit coupling adds: what its drive makes, and
    /// its own currents of all electrons that move.
    Carried side_jump;
    /// q_yz term by term in the balance of the spin in the plane, splitting S_z = rotation +
    /// collisions + i omega S_t: -1/8 pi for the first one.
    std::complex<double> field_term;
    std::complex<double> collision_term;
    std::complex<double> retardation_term;

    KineticResponse& operator+=(const KineticResponse& other);
    KineticResponse& operator*=(double factor);
};

/// The linear kinetic equation of a contour (paper R, equation 3),
///
///   -i omega u + precession u - C u = drive.
///
/// Solved in the two angular harmonics e^{+-i phi} if the gas is isotropic, else in all directions.
/// At a frequency the momenta of coherences are resolved where the splitting differs between them
/// by more than collisions blur it.
class KineticEquation {
  public:
    KineticEquation(FermiContour contour, const Impurities& impurities);

    /// The response of electrons at the energy of the contour, at zero temperature.
    /// @param frequency   omega
    /// @param rate_scale  what all collision rates are multiplied with
    [[nodiscard]] KineticResponse response(double frequency, double rate_scale = 1.0) const;

    /// 1/tau of the current: the drift of both points together, weighted by its current.
    [[nodiscard]] double transport_rate() const { return transport_rate_; }

  private:
    /// Electrons of all directions; a column for each drive.
    struct Electrons {
        Eigen::MatrixXcd components;  ///< in the order of directions, then components
        Eigen::MatrixXcd upper;       ///< of the upper band above the contour, for each direction
        Eigen::MatrixXcd across_flow; ///< s_t times p^{n-1}, summed over momenta, n the power of b
        Eigen::MatrixXcd normal_flow; ///< s_z times p
    };
    [[nodiscard]] Carried carried(const Electrons& electrons, Eigen::Index drive) const;
    [[nodiscard]] Electrons solve(const Eigen::MatrixXd& drives, double frequency,
                                  double rate_scale) const;
    /// With all coherences at the mean momentum.
    [[nodiscard]] Eigen::MatrixXcd solve_together(const Eigen::MatrixXcd& drives, bool harmonic,
                                                  double frequency, double rate_scale) const;
    /// With the momenta of the coherences; one harmonic, or all directions.
    [[nodiscard]] Electrons solve_apart(const Eigen::MatrixXcd& drives, double frequency,
                                        double rate_scale, const ResolvedCollisions& collisions,
                                        const std::vector<ContourDirection>& directions) const;
    void add_side_jump_currents(const Electrons& electrons, Carried& carried) const;

    FermiContour contour_;
    bool isotropic_;
    ResolvedCollisions resolved_;     ///< on e^{i phi} in an isotropic gas, else of all directions
    Eigen::MatrixXcd together_;       ///< the same merged
    Eigen::VectorXd side_jump_drive_; ///< empty without side jump
    std::vector<Eigen::Matrix4d> side_jump_current_; ///< of each direction, likewise
    double transport_rate_ = 0.0;
};

} // namespace sidejump::rashba
