// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/scatterers.hpp"

#include <Eigen/Core>
#include <array>
#include <memory>
#include <vector>

namespace sidejump::rashba {

/// What is known of the electrons in a direction, each per angle: the matrix
/// int p dp f/(2 pi)^2 = n_1 P_1 + n_2 P_2 + s_t sigma.t^ + s_z sigma_z over the spin, P_c the
/// projector on the helicity of a point of the contour, t^ = z x b^.
enum Component : Eigen::Index { first_point, second_point, spin_across, spin_normal };
inline constexpr Eigen::Index components = 4;

/// What scatters from one direction into another, with the place of coherences told apart. Columns:
/// the occupations of the two points, of the upper band above the contour (below the crossing
/// only), s_t, s_z. Rows: the same occupations, s_t and s_z at the momentum of the first point, the
/// same of the second; coherences stay at their momentum, so that in their columns only the first
/// pair counts.
using ResolvedBlock = Eigen::Matrix<double, 7, 5>;

/// The collisions of one harmonic or of all directions: slow are the three occupations of each
/// direction, fast its two coherences.
struct ResolvedCollisions {
    Eigen::MatrixXcd slow_from_slow;
    Eigen::MatrixXcd slow_from_fast;
    Eigen::MatrixXcd fast_from_fast;
    std::array<Eigen::MatrixXcd, 2> fast_from_slow; ///< at the momentum of each point
};

/// Collisions with one pair of coherences in each direction, in the order of directions, then
/// components.
Eigen::MatrixXcd merged(const ResolvedCollisions& collisions, bool both_bands);

using Impurities = std::vector<std::shared_ptr<const Scatterers>>;

/// The collision integral of a contour, linear in the electrons there.
///
/// Paper R, equations 5 and 6, in the form of theory.md: with T for U, integrated over the size of
/// the momentum at fixed direction. Occupations scatter between the points of the contour, each
/// with its own states, momentum and spin. Coherences scatter as spins do without the splitting
/// (docs/theory/rashba); below the crossing that makes electrons in the upper band, too.
/// The precession of the spin currents of the side jump is in these collisions already: T depends
/// on the canonical momentum, and the bands of one energy differ in it.
class CollisionOperator {
  public:
    CollisionOperator(FermiContour contour, const Impurities& impurities);

    [[nodiscard]] const FermiContour& contour() const { return contour_; }

    /// The side jump of a field with the force 1 along x: what collisions add to a direction while
    /// the field displaces electrons at them. Zero without impurities that have one.
    [[nodiscard]] Eigen::Vector4d side_jump_drive(const ContourDirection& direction) const;
    /// The currents that the side jump adds, of one electron in each component of a direction:
    /// particles along x and y, S_z along x and y.
    [[nodiscard]] Eigen::Matrix4d side_jump_current(const ContourDirection& direction) const;
    [[nodiscard]] bool has_side_jump() const;

    /// C of d u_i/dt = step sum_j C_ij u_j, in the direction i after a collision, for all i: what
    /// comes from direction j. What leaves j is in C_jj.
    [[nodiscard]] std::vector<ResolvedBlock> from_direction(std::size_t j) const;

    [[nodiscard]] ResolvedCollisions resolved() const;
    /// In an isotropic gas: the action on u e^{i m phi} with u in the spin axes of each direction.
    [[nodiscard]] ResolvedCollisions resolved_harmonic(int m) const;
    /// The operator on all directions with one pair of coherences in each, wherever they are; u in
    /// the order of directions, then components.
    [[nodiscard]] Eigen::MatrixXd matrix() const;

  private:
    struct Species {
        double density = 0.0;
        std::unique_ptr<const ScatteringAmplitude> amplitude;
        std::unique_ptr<const ScatteringAmplitude> mean_amplitude;
        std::unique_ptr<const SideJump> side_jump;
    };
    void add_occupations(const Species& species, std::size_t j,
                         std::vector<ResolvedBlock>& column) const;
    void add_coherences(const Species& species, std::size_t j,
                        std::vector<ResolvedBlock>& column) const;

    FermiContour contour_;
    std::vector<Species> species_;
};

} // namespace sidejump::rashba
