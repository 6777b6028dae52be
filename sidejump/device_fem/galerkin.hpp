// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_equations.hpp"
#include "sidejump/device_fem/field_space.hpp"

#include <Eigen/Core>
#include <deal.II/lac/trilinos_sparse_matrix.h>

namespace sidejump::device_fem {

/// The matrix of the weak form
///   int grad v . sigma grad u + int v G u + (exchange over interfaces and surfaces),
/// @param constraints  unknowns that follow from others or vanish: eliminated
/// @param symmetric_part  with (K + K^T)/2 of every local matrix K in its place
template <int dim>
void assemble(const FieldSpace<dim>& space, const FieldEquations& equations,
              const dealii::AffineConstraints<double>& constraints, bool symmetric_part,
              dealii::TrilinosWrappers::SparseMatrix& matrix);

/// The symmetric part on the coarsest level of a mesh with levels.
/// @param constraints  the unknowns that vanish; they know the unknowns of neighbouring ranks
template <int dim>
void assemble_coarsest_level(const FieldSpace<dim>& space, const FieldEquations& equations,
                             const dealii::AffineConstraints<double>& constraints,
                             dealii::TrilinosWrappers::SparseMatrix& matrix);

/// result = matrix vector, for the owned unknowns.
///
/// As TrilinosWrappers::SparseMatrix::vmult, whose signature compilers mangle differently: a
/// library built by one cannot be linked by another.
void multiply(const dealii::TrilinosWrappers::SparseMatrix& matrix, const Vector& vector,
              Vector& result);

/// The right-hand side int grad v . J_driven of the currents that flow without gradients.
template <int dim>
void add_driven_currents(const FieldSpace<dim>& space, const FieldEquations& equations,
                         Vector& right_hand_side);

/// Adds int v . supply over the boundary with that indicator.
/// @param supply  by field, current per area
template <int dim>
void add_surface_supply(const FieldSpace<dim>& space, unsigned indicator,
                        const Eigen::VectorXd& supply, Vector& right_hand_side);

} // namespace sidejump::device_fem
