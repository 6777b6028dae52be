// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_equations.hpp"
#include "sidejump/device_fem/field_space.hpp"

#include <Eigen/LU>
#include <vector>

namespace sidejump::device_fem {

/// The charge potentials that are the same all over a metal: a part of the mesh in which the
/// potential is continuous, or some of them together. Only interfaces and contacts notice them.
/// Where these conduct little they are large against the rest, and the currents that they drive are
/// lost in the rounding of those that cancel within the metal; the balance of charge of whole
/// metals, from the laws of interfaces and contacts alone, finds them without.
///
/// Sets of metals grow as interfaces join them, the best one first; a balance of a set leaves out
/// what passes within it, which would bury the rest in its rounding.
template <int dim>
class UniformPotential {
  public:
    /// @param held  by terminal and field: the unknowns that it holds
    UniformPotential(const FieldSpace<dim>& space, const FieldEquations& equations,
                     const std::vector<std::vector<dealii::IndexSet>>& held);

    /// Of what terminals hold, by set: taken out of the held unknowns of `values`, V.
    /// @param held  as above
    std::vector<double> take_out(Vector& values,
                                 const std::vector<std::vector<dealii::IndexSet>>& held) const;

    /// By set, those of take_out first: the potentials with which remainder + (uniform potentials)
    /// conserves the charge of K u = right_hand_side, V.
    [[nodiscard]] std::vector<double> balancing(const Vector& right_hand_side,
                                                const Vector& remainder,
                                                const std::vector<double>& held) const;

    /// vector -= K potential
    void subtract_currents(const std::vector<double>& potential, Vector& vector) const;

    /// Adds it to the owned charge potentials.
    void add(const std::vector<double>& potential, Vector& fields) const;

    /// Whether a terminal holds the charge of metals that no other one holds.
    [[nodiscard]] bool holds_alone(std::size_t terminal) const;

    /// Of such a terminal: the sum of K u - right_hand_side over the unknowns of the charge that it
    /// holds, if it vanishes elsewhere: what passes the interfaces and other contacts of its
    /// metals.
    /// @param field  0, or 4 of a complex problem
    [[nodiscard]] double through_held(std::size_t terminal, unsigned field,
                                      const Vector& right_hand_side, const Vector& fields) const;

  private:
    using Metals = std::vector<bool>; ///< by metal: which ones belong to a set
    struct Entry {
        unsigned local; ///< number among the owned unknowns
        double value;
    };
    using Sparse = std::vector<Entry>;
    struct Set {
        Metals metals;
        unsigned field = 0;
        Sparse currents; ///< K one
        Sparse adjoint;  ///< K^T one
    };
    struct SurfaceFace {
        typename FacePair<dim>::Iterator cell;
        unsigned face;
        const Eigen::MatrixXd* exchange;
    };

    void find_metals();
    void find_faces(const FieldEquations& equations);
    void find_conductances();
    void find_holders(const std::vector<std::vector<dealii::IndexSet>>& held);
    void join_metals();
    void find_terminal_sets(std::size_t terminals);
    void solve_for_free_sets();
    [[nodiscard]] std::size_t metal_of(const typename FacePair<dim>::Iterator& cell) const;
    [[nodiscard]] Set make_set(const Metals& metals, unsigned field) const;
    [[nodiscard]] double sum_over(const Set& set, const Vector& vector) const;
    [[nodiscard]] double sum_over(const Set& set, const Sparse& entries) const;
    [[nodiscard]] double product(const Sparse& entries, const Vector& vector) const;
    [[nodiscard]] double total(double own) const;
    /// Held ones first.
    [[nodiscard]] const Set& set_at(std::size_t s) const {
        return s < held_sets_.size() ? held_sets_[s] : free_sets_[s - held_sets_.size()];
    }

    const FieldSpace<dim>& space_;
    std::vector<std::size_t> metal_of_coarse_;
    std::size_t metals_ = 0;
    std::vector<int> metal_at_;      ///< by owned unknown; -1 where it is not of a charge
    std::vector<unsigned> field_at_; ///< by owned unknown
    std::vector<int> held_set_at_;   ///< by owned unknown: which set of take_out, or -1
    std::vector<std::pair<FacePair<dim>, const Eigen::MatrixXd*>> joints_;
    std::vector<SurfaceFace> surfaces_;
    Eigen::MatrixXd conductance_;                   ///< between metals; the last one is outside
    std::vector<std::vector<std::size_t>> holders_; ///< by metal: terminals
    std::vector<Set> held_sets_, free_sets_;
    std::vector<std::vector<Set>> terminal_sets_; ///< by terminal and part; may be empty
    Eigen::MatrixXd held_coupling_;               ///< one_free K one_held
    Eigen::PartialPivLU<Eigen::MatrixXd> balance_;
};

} // namespace sidejump::device_fem
