// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace sidejump::superconductor {

/// How a file writes its quantities. Inside hbar = k_B = 1, with one unit of energy and one of
/// length: kelvin and nanometre for `si`; those of the file, which writes bare numbers, for
/// `reduced`. `any` stands for either where keys are only described.
enum class UnitSystem { si, reduced, any };

/// What a quantity of the file measures.
enum class Dimension {
    energy,               ///< SI file: K, or J
    rate,                 ///< SI file: K, J, or 1/s
    length,               ///< SI file: nm
    inverse_length,       ///< SI file: 1/nm
    diffusion,            ///< SI file: m2/s
    conductivity,         ///< SI file: S/m; 2 e^2 N_F D in units of 2 e^2 N_F of the first metal
    conductance_per_area, ///< SI file: S/m2, or ohm m2 for its inverse
    density_of_states,    ///< SI file: 1/(J m3), per spin
    induction,            ///< SI file: T, kept as 2 e B/hbar; reduced: e B/hbar
    zeeman_field          ///< SI file: T, kept as mu_B B
};

/// A quantity as a text with its unit, or with `units = "reduced"` a bare number.
class Measure {
  public:
    using value_type = double; ///< in the units inside; S/m, S/m2 and 1/(J m3) are kept
    /// @param range  of the value that is kept
    Measure(Dimension dimension, UnitSystem units, input::Range range = input::any_number())
        : dimension_(dimension), units_(units), range_(range) {}
    [[nodiscard]] double read(const input::Node& node, const input::Place& place) const;
    [[nodiscard]] std::string describe() const;
    [[nodiscard]] input::Json schema() const;
    [[nodiscard]] input::Json echo(double value) const;

  private:
    Dimension dimension_;
    UnitSystem units_;
    input::Range range_;
};

/// The units inside, to give results in SI units.
struct UnitScale {
    UnitSystem system = UnitSystem::si;
    double energy = 1.0; ///< J; 1 in reduced units, as are the others
    double length = 1.0; ///< m
    double states = 0.0; ///< N_F of the first metal, 1/(J m3) per spin; 0 where no one said it

    /// N_F E^2 L^d: free energies, per what a structure of d dimensions leaves out.
    [[nodiscard]] double free_energy(int dimension) const;
    /// e N_F E^2 L^d/hbar: charge currents I = 2 dF/d(phase), likewise.
    [[nodiscard]] double current(int dimension) const;
    /// N_F E: spin densities dF/dh, 1/m3.
    [[nodiscard]] double spin_density() const { return states * energy; }
};

/// A declaration that depends on the unit system, for each of them.
template <class Section, class Make>
std::array<Section, 3> for_each_system(const Make& make) {
    return {make(UnitSystem::si), make(UnitSystem::reduced), make(UnitSystem::any)};
}
constexpr std::size_t index(UnitSystem units) {
    return static_cast<std::size_t>(units);
}

} // namespace sidejump::superconductor
