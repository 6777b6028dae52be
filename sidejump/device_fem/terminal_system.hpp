// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/linear_solver.hpp"
#include "sidejump/device_fem/uniform_potential.hpp"

#include <vector>

namespace sidejump::device_fem {

/// Boundary indicator of a terminal.
unsigned indicator_of(const device::Terminal& terminal);

/// Area of the boundary with that indicator and the integrals of the fields over it.
struct SurfaceIntegrals {
    double area = 0.0;
    Eigen::VectorXd fields;
};
template <int dim>
SurfaceIntegrals surface_integrals(const FieldSpace<dim>& space, unsigned indicator,
                                   const Vector& fields);

/// Which potentials are given, which are to be found.
struct Potentials {
    std::vector<double> given;        ///< by terminal; 0 where it is not
    std::vector<std::size_t> unknown; ///< terminals
};

/// Where no terminal has a given potential, the last one with a given current is the ground.
/// @throws std::invalid_argument if no terminal fixes the potential, or the given currents do not
///         add up to zero where they must
Potentials sort_potentials(const std::vector<device::Terminal>& terminals);

/// What terminals do to the fields at one moment.
struct TerminalDrives {
    std::vector<double> potentials; ///< V, by terminal
    std::vector<double> injected;   ///< A, by terminal; counts where a polarisation is injected
    bool constant = false; ///< whether applied fields and spin potentials of terminals act, too
};

/// The drives of a problem as they stand in it, with these potentials.
TerminalDrives given_drives(const std::vector<device::Terminal>& terminals,
                            const std::vector<double>& potentials);

/// One volt at a terminal, and nothing else.
TerminalDrives unit_potential(std::size_t terminals, std::size_t terminal);

/// The potentials of the reservoir behind a terminal, by field: 4, or 8 with imaginary parts.
/// @param with_spins  its given spin potentials too
Eigen::VectorXd reservoir_of(const device::Terminal& terminal, unsigned fields,
                             device::Complex potential, bool with_spins);

/// Current per area that a terminal supplies whatever the fields are.
/// @param reservoir  as reservoir_of
/// @param injected   A per area of its surface; counts if it has an injected polarisation
Eigen::VectorXd supply_of(const device::Terminal& terminal, const FieldEquations& equations,
                          const Eigen::VectorXd& reservoir, double injected);

/// The discrete equations of a device with its terminals, K u = b: K the matrix with nothing held,
/// b what terminals and applied fields drive. Some unknowns are held at values of the terminals.
template <int dim>
class TerminalSystem {
  public:
    /// @param also_held  unknowns to be held beside those of the terminals, of spins only
    TerminalSystem(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                   const FieldEquations& equations, const SolverOptions& options,
                   const dealii::IndexSet& also_held = {});

    /// The fields for these drives (potentials act on the real part).
    Vector solve(const TerminalDrives& drives);

    /// The fields that are `values` at held unknowns and obey K u = right_hand_side elsewhere.
    Vector solve(const Vector& values, const Vector& right_hand_side);

    /// result = K vector
    void apply(Vector& result, const Vector& vector) const { solver_.apply(result, vector); }

    /// Puts the values of the drives into the unknowns that terminals hold.
    void hold(const TerminalDrives& drives, Vector& fields) const;

    /// b: driven currents, and what terminals supply whatever the fields are.
    [[nodiscard]] Vector sources(const TerminalDrives& drives) const;

    /// Currents into the device by terminal (row) and field (column), A over the cross section.
    /// @param residual  K u - b, and what else the terminals have to supply at held unknowns
    [[nodiscard]] Eigen::MatrixXd currents(const Vector& residual, const Vector& fields,
                                           const TerminalDrives& drives) const;
    /// The same of a solution of K u = b.
    [[nodiscard]] Eigen::MatrixXd currents(const Vector& fields,
                                           const TerminalDrives& drives) const;

    /// The relevant unknowns of a field that a terminal holds; none where the field is free.
    [[nodiscard]] const dealii::IndexSet& held(std::size_t terminal, unsigned field) const {
        return terminals_[terminal].held[field];
    }
    /// exchange of the fields that are not held.
    [[nodiscard]] Eigen::MatrixXd exchange(std::size_t terminal) const;
    [[nodiscard]] double area(std::size_t terminal) const { return terminals_[terminal].area; }
    [[nodiscard]] const device::SolverReport& report() const { return solver_.report(); }

  private:
    struct TerminalUnknowns {
        std::vector<dealii::IndexSet> held; ///< by field
        double area = 0.0;
    };
    std::vector<TerminalUnknowns> find_unknowns() const;
    /// The sum of the residual over what a terminal holds of a field.
    double through_held(std::size_t terminal, unsigned field, const Vector& residual) const;
    HeldUnknowns all_held(const dealii::IndexSet& also_held) const;
    Eigen::VectorXd reservoir(std::size_t terminal, const TerminalDrives& drives) const;
    Eigen::VectorXd supply(std::size_t terminal, const TerminalDrives& drives) const;

    const FieldSpace<dim>& space_;
    const device::DiffusionProblem& problem_;
    FieldEquations equations_;
    std::vector<TerminalUnknowns> terminals_;
    LinearSolver<dim> solver_;
    std::vector<std::vector<dealii::IndexSet>> held_; ///< by terminal and field
    std::unique_ptr<UniformPotential<dim>> uniform_;
};

} // namespace sidejump::device_fem
