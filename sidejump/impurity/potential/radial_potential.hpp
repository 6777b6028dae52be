// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"
#include "sidejump/impurity/potential/potential_table.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

/// Scattering by a spherical potential with a spin-orbit term, from the radial Schroedinger
/// equation. Lengths are in units of 1/k_F and energies in units of eps_F, from the band bottom:
///   u'' = [ l(l+1)/x^2 + v(x) + w(x) <l.s> - e ] u.
namespace sidejump::impurity::potential {

/// v and w at a radius.
struct PotentialValue {
    double central = 0.0;
    double spin_orbit = 0.0; ///< multiplies <l.s>
};

/// A spherical potential. Safe to use from several threads.
class RadialPotential {
  public:
    /// Coefficients of x v(x) and x w(x) in powers of x/inner_radius().
    static constexpr std::size_t series_terms = 12;
    using Series = std::array<double, series_terms>;

    RadialPotential() = default;
    virtual ~RadialPotential() = default;
    RadialPotential(const RadialPotential&) = delete;
    RadialPotential& operator=(const RadialPotential&) = delete;

    /// @param x  > 0, not beyond end()
    [[nodiscard]] virtual PotentialValue at(double x) const = 0;

    /// The same where the piece is known, which may save the search for it.
    /// @param piece  x lies between breaks()[piece - 1], or 0, and breaks()[piece]
    [[nodiscard]] virtual PotentialValue at_in_piece(double x, std::size_t piece) const {
        (void)piece;
        return at(x);
    }

    /// Radii at which v, w or one of their derivatives may jump, or near which they change fast:
    /// they increase, and the last one is end().
    [[nodiscard]] const std::vector<double>& breaks() const { return breaks_; }

    /// Beyond it the potential is 0, or too weak to matter.
    [[nodiscard]] double end() const { return breaks_.back(); }

    /// Strength b of a shell w = b delta(x - end()): what (1/x) dv/dx has at the edge of a well.
    [[nodiscard]] double shell() const { return shell_; }

    /// Whether end() is the surface of an impenetrable sphere; at() is not asked for then.
    [[nodiscard]] bool is_wall() const { return wall_; }

    /// The potential is this series up to inner_radius().
    [[nodiscard]] double inner_radius() const { return inner_radius_; }
    [[nodiscard]] const Series& central_series() const { return central_series_; }
    [[nodiscard]] const Series& spin_orbit_series() const { return spin_orbit_series_; }

    /// What deserves a word about the potential itself.
    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

  protected:
    /// To be called once by the constructor of a shape.
    /// @param inner_radius  up to there x v(x) and x w(x) are as good as polynomials of degree 11
    void complete(std::vector<double> breaks, double inner_radius);

    double shell_ = 0.0;
    bool wall_ = false;
    std::vector<std::string> warnings_;

  private:
    std::vector<double> breaks_;
    double inner_radius_ = 0.0;
    Series central_series_{};
    Series spin_orbit_series_{};
};

/// The lengths and energies of a shape in units of 1/k_F and eps_F.
struct ShapeParameters {
    double strength = 0.0;
    double range = 0.0;
    double diffuseness = 0.0;
    double core_radius = 0.0; ///< 0 if there is none
    double spin_orbit = 0.0;  ///< lambda^2 k_F^2 in w = lambda^2 k_F^2 (1/x) dv/dx
};

/// The shapes. `accuracy` bounds what is cut off at large radii: it changes phase shifts by less
/// than that, at any energy.
///
/// square well:   v = strength for x < range, with its spin-orbit shell at the edge
/// Gaussian:      v = strength exp(-x^2/range^2)
/// Yukawa:        v = strength exp(-x/range)/(x/range), constant within the core
/// Woods-Saxon:   v = strength/(1 + exp((x - range)/diffuseness))
/// hard sphere:   u(range) = 0
std::unique_ptr<const RadialPotential> square_well(const ShapeParameters& shape);
std::unique_ptr<const RadialPotential> gaussian(const ShapeParameters& shape, double accuracy);
std::unique_ptr<const RadialPotential> yukawa(const ShapeParameters& shape, double accuracy);
std::unique_ptr<const RadialPotential> woods_saxon(const ShapeParameters& shape, double accuracy);
std::unique_ptr<const RadialPotential> hard_sphere(double radius);

/// A potential given by a table, as a cubic spline; zero beyond the last radius. Up to the first
/// radius it is constant; a table that begins at 0 is continued as an even function instead, so
/// that dv/dx = 0 there. A column whose cubic spline leaves the range of the four rows around an
/// interval by more than a hundredth of the range of the column is interpolated monotonically
/// instead (Steffen), which is said in warnings().
/// @param table       radii in 1/k_F, energies in eps_F
/// @param spin_orbit  lambda^2 k_F^2; without effect if the table has w
/// @throws std::invalid_argument unless the radii increase from 0 or more and there are at least
///         four
std::unique_ptr<const RadialPotential> tabulated(const PotentialTable& table, double spin_orbit);

} // namespace sidejump::impurity::potential
