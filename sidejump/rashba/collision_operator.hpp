// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/scatterers.hpp"

#include <Eigen/Core>
#include <memory>
#include <vector>

namespace sidejump::rashba {

/// What is known of the electrons in a direction, each per angle: the matrix
/// int p dp f/(2 pi)^2 = n_1 P_1 + n_2 P_2 + s_t sigma.t^ + s_z sigma_z over the spin, P_c the
/// projector on the helicity of a point of the contour, t^ = z x b^.
enum Component : Eigen::Index { first_point, second_point, spin_across, spin_normal };
inline constexpr Eigen::Index components = 4;

using Impurities = std::vector<std::shared_ptr<const Scatterers>>;

/// The collision integral of a contour, linear in the electrons there.
///
/// Paper R, equations 5 and 6, in the form of theory.md: with T for U, integrated over the size of
/// the momentum at fixed direction. Occupations scatter between the points of the contour, each
/// with its own states, momentum and spin. Coherences, which matter beside the precession only
/// where the bands are much closer than the Fermi energy, scatter as spins do without the
/// splitting; below the crossing, where the splitting is of the order of the energies, not at all
/// (docs/theory/rashba).
/// The precession of the spin currents of the side jump is in these collisions already: T depends
/// on the canonical momentum, and the bands of one energy differ in it.
class CollisionOperator {
  public:
    CollisionOperator(FermiContour contour, const Impurities& impurities);

    [[nodiscard]] const FermiContour& contour() const { return contour_; }

    /// C of d u_i/dt = step sum_j C_ij u_j, in the direction i after a collision, for all i: what
    /// comes from direction j. What leaves j is in C_jj.
    [[nodiscard]] std::vector<Eigen::Matrix4d> from_direction(std::size_t j) const;

    /// The side jump of a field with the force 1 along x: what collisions add to a direction while
    /// the field displaces electrons at them. Zero without impurities that have one.
    [[nodiscard]] Eigen::Vector4d side_jump_drive(const ContourDirection& direction) const;
    /// The currents that the side jump adds, of one electron in each component of a direction:
    /// particles along x and y, S_z along x and y.
    [[nodiscard]] Eigen::Matrix4d side_jump_current(const ContourDirection& direction) const;
    [[nodiscard]] bool has_side_jump() const;

    /// The operator on all directions, u in the order of directions, then components.
    [[nodiscard]] Eigen::MatrixXd matrix() const;
    /// In an isotropic gas: its action on u e^{i m phi} with u in the spin axes of each direction.
    [[nodiscard]] Eigen::Matrix4cd harmonic(int m) const;

  private:
    struct Species {
        double density = 0.0;
        std::unique_ptr<const ScatteringAmplitude> amplitude;
        std::unique_ptr<const ScatteringAmplitude> mean_amplitude;
        std::unique_ptr<const SideJump> side_jump;
    };
    void add_occupations(const Species& species, std::size_t j,
                         std::vector<Eigen::Matrix4d>& column) const;
    void add_coherences(const Species& species, std::size_t j,
                        std::vector<Eigen::Matrix4d>& column) const;

    FermiContour contour_;
    std::vector<Species> species_;
};

} // namespace sidejump::rashba
