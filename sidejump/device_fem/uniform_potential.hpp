// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_equations.hpp"
#include "sidejump/device_fem/field_space.hpp"

#include <vector>

namespace sidejump::device_fem {

/// The part of the charge potential that is the same everywhere, where no terminal holds it. Only
/// contacts notice it. Where they conduct little it is large against the rest, and the currents
/// that it drives are lost in the rounding of those that cancel within the metal; the balance of
/// charge over the whole device finds it without.
template <int dim>
class UniformPotential {
  public:
    UniformPotential(const FieldSpace<dim>& space, const FieldEquations& equations);

    /// Whether a contact notices it.
    [[nodiscard]] bool is_determined() const;

    /// By part (real, imaginary): what has to be added to all charge potentials for the charge of
    /// K u = right_hand_side to be conserved, V.
    [[nodiscard]] std::vector<double> balancing(const Vector& right_hand_side,
                                                const Vector& fields) const;

    /// vector -= K potential
    void subtract_currents(const std::vector<double>& potential, Vector& vector) const;

    /// Adds it to the owned charge potentials.
    void add(const std::vector<double>& potential, Vector& fields) const;

  private:
    struct Part {
        Vector one;               ///< at the unknowns of the charge
        Vector currents;          ///< K one
        Vector adjoint;           ///< K^T one
        double conductance = 0.0; ///< one K one
    };
    std::vector<Part> parts_;
};

} // namespace sidejump::device_fem
