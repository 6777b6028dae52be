// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/spin_orbit_field.hpp"

#include <array>
#include <numbers>
#include <stdexcept>
#include <vector>

namespace sidejump::rashba {

/// An energy at which the gas has no states, or none in some directions.
class NoFermiContour : public std::domain_error {
  public:
    using std::domain_error::domain_error;
};

/// Where a line from p = 0 crosses the contour of constant energy.
struct FermiPoint {
    double momentum = 0.0;
    double helicity = 1.0;            ///< +1 for the upper band, spin along b; -1 for the lower one
    double states = 0.0;              ///< N_c = p/(|v_r| 4 pi^2): states per energy and angle
    std::array<double, 2> velocity{}; ///< gradient of the energy of the band, along x and y
};

/// A direction of the momentum and the two points of the contour on it: of the upper and the lower
/// band, or, below the crossing of the bands at p = 0, the inner and the outer one of the lower
/// band.
struct ContourDirection {
    double angle = 0.0;
    std::array<FermiPoint, 2> points;
    /// p_+ - p_-, or p_2 - p_1 below the crossing: the stretch in which only one band is filled is
    /// |p_+ - p_-| long, and this is its contribution to the turning of the spin (drive of R-4).
    double stretch = 0.0;
    double mean_momentum = 0.0; ///< of coherences between the bands: the middle of that stretch
    double splitting = 0.0;     ///< |b| there
    double axis = 0.0;          ///< angle of b
    double axis_turn = 0.0;     ///< its derivative by `angle`

    /// States per energy, angle and spin in the middle between the bands.
    [[nodiscard]] double mean_states() const { return 0.5 * (points[0].states + points[1].states); }
};

/// The contour of constant energy, in directions at equal angles, the first half a step from x.
struct FermiContour {
    SpinOrbitField field;
    double energy = 0.0;     ///< from the crossing of the bands at p = 0
    bool both_bands = false; ///< the energy is above the crossing
    std::vector<ContourDirection> directions;

    [[nodiscard]] double step() const { // of the angle
        return 2.0 * std::numbers::pi / static_cast<double>(directions.size());
    }
    [[nodiscard]] double largest_momentum() const;
};

/// @param directions  at least 4, even
/// @throws NoFermiContour if the energy is below the bottom of the band in some direction, or above
///         the top that a cubic term gives to the lower band
FermiContour fermi_contour(const SpinOrbitField& field, double energy, int directions);

/// The lowest energy of the gas; with a cubic term, which bends the lower band down at large
/// momenta, that of the minimum at p = 0.
double band_bottom(const SpinOrbitField& field);
/// The lowest energy at which there are states in all directions.
double contour_bottom(const SpinOrbitField& field);
/// The highest energy of a contour: infinite unless there is a cubic term.
double band_top(const SpinOrbitField& field);

/// Carriers per area below an energy of a contour at zero temperature; 0 below the bottom.
double carrier_density(const SpinOrbitField& field, double energy);
/// The Fermi energy for carriers per area at zero temperature.
/// @throws NoFermiContour where a cubic term leaves no room for them
double fermi_energy(const SpinOrbitField& field, double carriers);

} // namespace sidejump::rashba
