// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_equations.hpp"
#include "sidejump/device_fem/field_space.hpp"
#include "sidejump/device_fem/vector_places.hpp"

#include <optional>
#include <vector>

namespace sidejump::device_fem {

/// The exchange over the interfaces and surfaces of which a rank does the work, of the mesh or of
/// one level of its refinement: a small scalar matrix for each face and a law for each kind.
template <int dim, class Number>
class SurfaceTerms {
  public:
    using NumberVector = dealii::LinearAlgebra::distributed::Vector<Number>;

    /// As CellBatches.
    SurfaceTerms(const FieldSpace<dim>& space, const FieldEquations& equations, bool symmetric_part,
                 std::optional<unsigned> level, VectorPlaces<Number>& places);

    /// result += int (v_1, v_2) law (u_1, u_2) + int v exchange u; ghosts as CellBatches.
    void add_product(const NumberVector& vector, NumberVector& result,
                     const VectorPlaces<Number>& places) const;
    void add_diagonal(NumberVector& diagonal) const;

  private:
    /// What couples the nodes on one face, or on both sides of one.
    struct Face {
        std::size_t law = 0;      ///< in laws_
        std::size_t first = 0;    ///< in index_: by [side][field][node of that side]
        unsigned nodes_1 = 0;     ///< with a shape function on the face
        unsigned nodes_2 = 0;     ///< none on surfaces
        std::size_t products = 0; ///< in products_: int N_m N_n, (nodes_1 + nodes_2)^2
    };
    using Unknowns = std::vector<dealii::types::global_dof_index>;

    void add_face(const FieldSpace<dim>& space, std::size_t law,
                  const std::vector<std::pair<const Unknowns*, std::vector<unsigned>>>& sides,
                  const std::vector<double>& products, VectorPlaces<Number>& places);

    unsigned fields_;
    std::vector<Eigen::MatrixXd> laws_;
    std::vector<Face> faces_;
    std::vector<std::uint32_t> index_;
    std::vector<Number> products_;
};

} // namespace sidejump::device_fem
