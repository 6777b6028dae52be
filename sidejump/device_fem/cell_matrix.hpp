// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_equations.hpp"
#include "sidejump/device_fem/field_space.hpp"

#include <deal.II/fe/fe_values.h>
#include <deal.II/lac/full_matrix.h>
#include <utility>
#include <vector>

namespace sidejump::device_fem {

/// (field, shape function of the scalar element) of each unknown of a cell.
template <int dim>
std::vector<std::pair<unsigned, unsigned>> components(const FieldSpace<dim>& space) {
    std::vector<std::pair<unsigned, unsigned>> components(space.element.n_dofs_per_cell());
    for (unsigned i = 0; i < components.size(); ++i)
        components[i] = space.element.system_to_component_index(i);
    return components;
}

/// The matrix of one cell, int grad v . sigma grad u + int v G u: the coefficients are constant in
/// a region, so it is put together from products of scalar shape functions.
template <int dim>
class CellMatrix {
  public:
    explicit CellMatrix(const FieldSpace<dim>& space)
        : fields_(space.fields),
          values_(*space.mapping, *space.scalar, space.cell_quadrature,
                  dealii::update_values | dealii::update_gradients | dealii::update_JxW_values),
          components_(components(space)), shapes_(space.scalar->n_dofs_per_cell()),
          stiffness_(std::size_t{dim} * dim, dealii::FullMatrix<double>(shapes_, shapes_)),
          mass_(shapes_, shapes_) {}

    /// @param matrix  as large as a cell has unknowns; overwritten
    void fill(const typename dealii::Triangulation<dim>::cell_iterator& cell,
              const FieldEquations::Region& region, dealii::FullMatrix<double>& matrix);

  private:
    unsigned fields_;
    dealii::FEValues<dim> values_;
    std::vector<std::pair<unsigned, unsigned>> components_;
    unsigned shapes_;
    std::vector<dealii::FullMatrix<double>> stiffness_; ///< int d_d N_m d_e N_n at d * dim + e
    dealii::FullMatrix<double> mass_;                   ///< int N_m N_n
};

} // namespace sidejump::device_fem
