// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_equations.hpp"
#include "sidejump/device_fem/field_space.hpp"
#include "sidejump/device_fem/vector_places.hpp"

#include <deal.II/base/aligned_vector.h>
#include <deal.II/fe/fe_values.h>
#include <optional>
#include <vector>

namespace sidejump::device_fem {

/// The cells that a rank owns, of the mesh or of one level of its refinement, in the form in which
/// the kernel multiplies them with a vector: no matrix is kept. Quadrilaterals and hexahedra.
template <int dim, class Number>
class CellBatches {
  public:
    using NumberVector = dealii::LinearAlgebra::distributed::Vector<Number>;

    /// @param symmetric_part  of sigma and G in their place
    /// @param level           of the refinement; none for the mesh itself
    /// @param places          of the vectors that will be multiplied
    CellBatches(const FieldSpace<dim>& space, const FieldEquations& equations, bool symmetric_part,
                std::optional<unsigned> level, VectorPlaces<Number>& places);

    /// result += int grad v . sigma grad u + int v G u. The vector knows the values of the
    /// neighbouring ranks; what belongs to them is left in the ghosts of the result.
    void add_product(const NumberVector& vector, NumberVector& result,
                     const VectorPlaces<Number>& places) const;

    /// Adds the diagonal of the matrix that add_product multiplies with, likewise; for spaces
    /// without constraints.
    void add_diagonal(NumberVector& diagonal) const;

  private:
    using Cell = typename dealii::DoFHandler<dim>::cell_iterator;

    /// A matrix without its zeros.
    struct Rows {
        explicit Rows(const Eigen::MatrixXd& matrix);
        [[nodiscard]] SparseRows<Number> view() const {
            return {begin.data(), column.data(), value.data()};
        }
        std::vector<unsigned> begin{0};
        std::vector<unsigned> column;
        std::vector<Number> value;
    };
    struct Region {
        Region(const Eigen::MatrixXd& sigma, const Eigen::MatrixXd& g)
            : conduction(sigma), reaction(g), conduction_rows(sigma), reaction_rows(g) {}
        Eigen::MatrixXd conduction; ///< between four fields
        Eigen::MatrixXd reaction;
        Rows conduction_rows;
        Rows reaction_rows;
    };
    struct Batch {
        unsigned region = 0;
        unsigned cells = 0;
        CellShape shape = CellShape::box;
        bool plain = true;
        std::size_t metric = 0; ///< where it begins
    };

    void tabulate_shape_functions(const FieldSpace<dim>& space);
    void add_batch(const std::vector<Cell>& cells, CellShape shape, dealii::FEValues<dim>& values,
                   bool on_level, VectorPlaces<Number>& places);
    [[nodiscard]] std::size_t indices_per_batch() const {
        return static_cast<std::size_t>(fields_) * nodes_ * lanes<Number>;
    }
    /// Diagonal entries of one cell of a batch, by [field][node].
    void diagonal_of(const Batch& batch, unsigned lane, std::vector<double>& diagonal) const;
    /// int N_m^2, and then int d_d N_m d_e N_m of one cell, as squares_.
    void squares_of(const Batch& batch, unsigned lane, std::vector<double>& squares) const;

    unsigned fields_;
    unsigned nodes_;
    CellKernel<Number> kernel_;
    std::vector<unsigned> unknown_;    ///< of a cell, by [field][node in lexicographic order]
    std::vector<Number> shape_values_; ///< as in CellBatchWork, and so the next two
    std::vector<Number> derivatives_;
    std::vector<Number> weights_;
    std::vector<double> values_;    ///< of the shape functions: [point][node]
    std::vector<double> gradients_; ///< in the reference cell: [point][node][direction]
    /// In the reference cell int N_m^2, and then int d_d N_m d_e N_m: [node][1 + dim * d + e]
    std::vector<double> squares_;
    std::vector<Region> regions_;
    std::vector<Batch> batches_;
    std::vector<std::uint32_t> index_; ///< by batch, as in CellBatchWork
    dealii::AlignedVector<Number> metric_;
};

} // namespace sidejump::device_fem
