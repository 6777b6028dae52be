// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/cell_kernel.hpp"

#include <deal.II/base/index_set.h>
#include <deal.II/base/partitioner.h>
#include <deal.II/lac/affine_constraints.h>
#include <map>
#include <memory>
#include <vector>

namespace sidejump::device_fem {

/// Where the unknowns of cells stand in the vectors of a rank, with those that vanish or follow
/// from others left to the kernel (see CellBatchWork::index).
template <class Number>
class VectorPlaces {
  public:
    /// @param following  constraints without inhomogeneities, such as those of hanging nodes
    /// @param vanishing  unknowns that are zero
    VectorPlaces(std::shared_ptr<const dealii::Utilities::MPI::Partitioner> partitioner,
                 const dealii::AffineConstraints<double>& following, dealii::IndexSet vanishing);

    /// @throws std::length_error for a rank with more than 2^31 unknowns
    std::uint32_t place(dealii::types::global_dof_index unknown);

    /// Valid until the next call of place().
    [[nodiscard]] SparseRows<Number> rows() const {
        return {row_begin_.data(), column_.data(), value_.data()};
    }

    [[nodiscard]] const dealii::Utilities::MPI::Partitioner& partitioner() const {
        return *partitioner_;
    }

  private:
    std::shared_ptr<const dealii::Utilities::MPI::Partitioner> partitioner_;
    const dealii::AffineConstraints<double>* following_;
    dealii::IndexSet vanishing_;
    std::map<dealii::types::global_dof_index, std::uint32_t> row_of_;
    std::vector<unsigned> row_begin_{0};
    std::vector<unsigned> column_;
    std::vector<Number> value_;
};

/// The value of an unknown at its place in a vector, or what it follows from.
template <class Number>
Number read_place(const Number* vector, const SparseRows<Number>& rows, std::uint32_t place) {
    if (place < first_following)
        return vector[place];
    Number sum = 0;
    if (place != no_unknown)
        for (unsigned k = rows.row_begin[place - first_following];
             k < rows.row_begin[place - first_following + 1]; ++k)
            sum += rows.value[k] * vector[rows.column[k]];
    return sum;
}

/// The transpose: adds to the unknown or to those that it follows from.
template <class Number>
void add_to_place(Number* vector, const SparseRows<Number>& rows, std::uint32_t place,
                  Number value) {
    if (place < first_following) {
        vector[place] += value;
    } else if (place != no_unknown) {
        for (unsigned k = rows.row_begin[place - first_following];
             k < rows.row_begin[place - first_following + 1]; ++k)
            vector[rows.column[k]] += rows.value[k] * value;
    }
}

} // namespace sidejump::device_fem
