// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy.hpp"
#include "sidejump/kinetics/diffusion_sector.hpp"
#include "sidejump/kinetics/elimination.hpp"

#include <memory>
#include <vector>

namespace sidejump::coefficients {

/// Charge and spin transport coefficients of an alloy in reduced units (hbar = k_F = m* = e = 1).
///
/// Definitions, signs and SI units: result_declarations.hpp and docs/reference. Conductivities sum
/// both spins. Spin Hall sign of K: J_ja = - D theta_SH eps_jka d_k rho.
struct TransportCoefficients {
    double transport_rate = 0.0;
    double spin_relaxation_rate = 0.0;
    double skew_rate = 0.0;
    double swap_rate = 0.0;
    double omega_c = 0.0;
    double omega_cs = 0.0;
    double omega_sc = 0.0;
    double omega_0 = 0.0;
    double omega_1 = 0.0;
    double omega_2 = 0.0;
    double drude_diffusion = 0.0;
    double charge_diffusion = 0.0;
    double spin_hall_diffusion = 0.0;
    double spin_hall_diffusion_dressed = 0.0;
    double slow_mode_weight = 1.0;
    double slow_mode_precession = 1.0;
    double theta_sh = 0.0;
    double spin_hall_angle = 0.0;
    double spin_hall_angle_skew = 0.0;
    double spin_hall_angle_side_jump = 0.0;
    double spin_diffusion_0 = 0.0;
    double spin_diffusion_1 = 0.0;
    double spin_diffusion_2 = 0.0;
    double spin_diffusion_longitudinal = 0.0;
    double spin_diffusion_transverse = 0.0;
    double swapping = 0.0;
    double charge_conductivity = 0.0;
    double resistivity = 0.0;
    double spin_hall_conductivity = 0.0;
    double spin_hall_conductivity_skew = 0.0;
    double spin_hall_conductivity_side_jump = 0.0;
    double mean_free_path = 0.0;
    double spin_diffusion_length_longitudinal = 0.0;
    double spin_diffusion_length_transverse = 0.0;
};

/// Computes coefficient sets for alloys that share their channel layouts: the collision forms are
/// found in the constructor (kinetics::shared_sector_table), and each set afterwards is a few
/// hundred multiplications.
class CoefficientEngine {
  public:
    /// Prepares for alloys with the channels (l, j, off-shell exponent) and the kinetics options of
    /// this one; phase shifts, inelasticities and concentrations may change between calls.
    /// @throws std::invalid_argument if the options ask for the published formulas and a species
    ///         has other channels than s1/2, p1/2 and p3/2
    explicit CoefficientEngine(const Alloy& alloy);

    /// The coefficients of an alloy of the prepared layout. Safe to call from several threads.
    /// @throws std::invalid_argument if the species or their channels differ from the prepared ones
    [[nodiscard]] TransportCoefficients
    evaluate(const std::vector<impurity::Impurity>& impurities) const;

    /// The collision operator of the diffusion sector, summed over the species.
    [[nodiscard]] kinetics::DiffusionSector
    sector(const std::vector<impurity::Impurity>& impurities) const;

  private:
    kinetics::KineticsOptions options_;
    std::vector<kinetics::ChannelLayout> layouts_;                              // per species
    std::vector<std::shared_ptr<const kinetics::DiffusionSectorTable>> tables_; // per species
};

/// Coefficients from the elements of the collision operator.
TransportCoefficients coefficients_from_sector(const kinetics::DiffusionSector& sector,
                                               const kinetics::KineticsOptions& options);

/// Fills in what follows from rates and diffusion constants: angles, conductivities, lengths.
/// @param skew_part, side_jump_part  the two parts of D theta_SH
void complete_derived(TransportCoefficients& coefficients, double skew_part, double side_jump_part);

/// @throws std::domain_error if a diffusion constant is not a positive number: to first order in
///         n_i/n_c this happens where the side jump is no longer a correction. The longitudinal one
///         may be infinite: helicity is conserved then
void check_physical(const TransportCoefficients& coefficients);

/// The coefficients of one alloy.
/// @throws std::invalid_argument as CoefficientEngine
TransportCoefficients transport_coefficients(const Alloy& alloy);

} // namespace sidejump::coefficients
