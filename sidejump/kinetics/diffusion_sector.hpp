// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/kinetics/collision_forms.hpp"

#include <complex>
#include <memory>
#include <span>
#include <vector>

namespace sidejump::kinetics {

/// The elements of Lambda and V that enter the diffusion equation at order q^2.
///
/// Rotations and parity leave five small blocks. Slow and even moments: charge density (J = 0),
/// spin density and spin quadrupole (J = 1). Odd moments, which carry the currents: J = 0, 1, 2.
/// Relaxation elements in reduced rates, side-jump ones in reduced velocities
/// (hbar = k_F = m* = 1), in the normalised basis of CollisionForms. The elements not listed follow
/// from Onsager-Casimir reciprocity: charge-spin elements are antisymmetric, all others symmetric.
struct DiffusionSector {
    // Lambda, even, J = 1
    double spin = 0.0;
    double spin_to_quadrupole = 0.0;
    double quadrupole = 0.0;
    // Lambda, odd, J = 0, 1, 2
    double current_scalar = 0.0;
    double charge_current = 0.0;
    double skew = 0.0; ///< row charge current, column antisymmetric spin current
    double current_antisymmetric = 0.0;
    double current_tensor = 0.0;
    double tensor_to_octupole = 0.0;
    double octupole = 0.0;
    // V, column charge density
    double jump_charge_from_charge = 0.0;
    double jump_antisymmetric_from_charge = 0.0;
    // V, column spin density
    double jump_scalar_from_spin = 0.0;
    double jump_charge_from_spin = 0.0;
    double jump_antisymmetric_from_spin = 0.0;
    double jump_tensor_from_spin = 0.0;
    double jump_octupole_from_spin = 0.0;
    // V, column spin quadrupole
    double jump_scalar_from_quadrupole = 0.0;
    double jump_charge_from_quadrupole = 0.0;
    double jump_antisymmetric_from_quadrupole = 0.0;
    double jump_tensor_from_quadrupole = 0.0;
    double jump_octupole_from_quadrupole = 0.0;
};

/// The diffusion sector of one channel layout, precomputed: Wigner symbols are evaluated in the
/// constructor only.
class DiffusionSectorTable {
  public:
    DiffusionSectorTable(const ChannelLayout& layout, MomentumGradient gradient);

    [[nodiscard]] std::size_t channels() const { return products_.channels(); }
    /// Multiply-adds of one evaluation of the forms.
    [[nodiscard]] std::size_t weights() const {
        return relaxation_.weights() + side_jump_.weights();
    }

    /// Adds one species to the sector, without side jump: V stays as it is.
    /// @param concentration  n_i/n_c
    /// @param t  amplitudes of the channels, in the order of the layout
    /// @throws std::invalid_argument if their number differs from that of the layout
    void add_relaxation(double concentration, std::span<const std::complex<double>> t,
                        DiffusionSector& sector) const;

    /// Adds one species to V alone, with real amplitudes in the place of t (K-S41): their missing
    /// imaginary part is no loss of an inelastic channel.
    void add_bare_side_jump(double concentration, std::span<const double> amplitudes,
                            DiffusionSector& sector) const;

    /// Both relaxation and side jump with the amplitudes t.
    void add(double concentration, std::span<const std::complex<double>> t,
             DiffusionSector& sector) const;

  private:
    [[nodiscard]] std::span<double> products_of(std::span<const std::complex<double>> t) const;

    ProductLayout products_;
    FormTable relaxation_;
    FormTable side_jump_;
};

/// The table of a layout; tables used lately are kept and shared by the whole process, because one
/// costs as much as thousands of evaluations. Safe to call from several threads.
std::shared_ptr<const DiffusionSectorTable> shared_sector_table(const ChannelLayout& layout,
                                                                MomentumGradient gradient);

} // namespace sidejump::kinetics
