// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/diffusion_problem.hpp"

#include <optional>

namespace sidejump::device {

/// Spin-mixing conductance per area, S/m^2 (Brataas, Nazarov, Bauer, Phys. Rev. Lett. 84, 2481
/// (2000)). Circuit theory has Re >= G/2, G the sum of both spins.
struct MixingConductance {
    double real = 0.0;
    double imaginary = 0.0;
};

/// An interface between two normal metals, S/m^2.
struct NormalInterface {
    double conductance = 0.0; ///< G, both spins
    /// G_s of the spin currents; G where absent
    std::optional<double> spin_conductance;
    /// G_l, by which spins are lost: I_1 + I_2 = (G_l/2)(u_1 + u_2)
    double spin_loss = 0.0;
};

/// The conductances of an interface that loses spin like a layer of delta spin diffusion lengths
/// with the area resistance 1/G (spin-memory loss, Bass and Pratt, J. Phys.: Condens. Matter 19,
/// 183201 (2007)): I_1 = G delta [u_1 coth delta - u_2/sinh delta].
NormalInterface spin_memory_loss(double conductance, double loss_parameter);

/// An interface to a ferromagnet with the direction m.
struct MagneticInterface {
    double conductance = 0.0;                ///< G, S/m^2, both spins
    double polarisation = 0.0;               ///< P = (G_up - G_down)/G along m
    std::optional<MixingConductance> mixing; ///< Re = G/2, Im = 0 where absent
};

/// I_1a = G_s (u_1 - u_2)_a + (G_l/4)(u_1 + u_2)_a, I_2 with the sides exchanged; charge with G and
/// no loss.
/// @throws std::invalid_argument if a conductance is negative or not finite
InterfaceLaw normal_interface(const NormalInterface& parameters);

/// Which sides of an interface are ferromagnets.
enum class MagneticSide { first, second, both };

/// Charge and the spins along m: I_0 = G (du_0 + P du_m), I_m = G (P du_0 + du_m), du = u_1 - u_2.
/// Spins across m leave a normal side into the torque on the magnetisation,
/// 2 G_r m x (u x m) + 2 G_i (u x m); none reaches the ferromagnet and none leaves it.
/// @param direction  unit vector m; with ferromagnets on both sides that of the first one, the
///                   other one being parallel or antiparallel
/// @throws std::invalid_argument if G < 0, |P| > 1 or G_r < G/2
InterfaceLaw magnetic_interface(const MagneticInterface& parameters, const Vector3& direction,
                                MagneticSide side);

/// What a contact does to the spins at an ohmic junction.
enum class ContactSpin {
    reservoir, ///< no spin potential: the contact relaxes all spins
    blocking   ///< no spin current
};

/// A contact without resistance.
BoundaryLaw ohmic_contact(ContactSpin spin);

/// A wall that relaxes all spins and takes no charge.
BoundaryLaw spin_sink();

/// A normal contact behind an interface.
BoundaryLaw normal_contact(const NormalInterface& parameters);

/// The ferromagnet behind a contact, long against its spin-flip length lambda: a half space in
/// which u_0 + p u_m has the slope of the ohmic drop and u_m decays within lambda.
struct FerromagnetBehind {
    double spin_resistance = 0.0; ///< r_F = rho lambda/(1 - p^2), ohm m^2
    double polarisation = 0.0;    ///< p of its conductivity
    /// Of a transparent contact, 2 Re = 1/(rho lambda) where absent
    std::optional<MixingConductance> mixing;
};

/// A ferromagnetic contact: interface (none: transparent) and ferromagnet (none: its spin potential
/// vanishes) in series. J = (J_0, J_m) obeys
///   (u_0 - V, u_m) = [ (1, -P; -P, 1)/G(1-P^2) + r_F (p^2, -p; -p, 1)
///                      + rho lambda (1, 0; 0, 0) ] J,
/// V being the potential one spin-flip length inside the ferromagnet, rho lambda = (1-p^2) r_F.
/// Across m: 2 G_r m x (u x m) + 2 G_i (u x m); of the interface, or of the transparent contact.
/// @throws std::invalid_argument if there is neither interface nor ferromagnet, if |p| >= 1, and as
///         magnetic_interface
BoundaryLaw ferromagnetic_contact(const std::optional<MagneticInterface>& interface,
                                  const std::optional<FerromagnetBehind>& ferromagnet,
                                  const Vector3& direction);

/// A wall to a magnetic insulator: only spins across m leave, by the mixing conductance.
BoundaryLaw magnetic_insulator(const MixingConductance& mixing, const Vector3& direction);

} // namespace sidejump::device
