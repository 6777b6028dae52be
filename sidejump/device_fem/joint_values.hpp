// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_space.hpp"

#include <deal.II/fe/fe_values.h>
#include <vector>

namespace sidejump::device_fem {

/// The shape functions of a scalar field on both sides of an interface, at the same points.
template <int dim>
class JointValues {
  public:
    explicit JointValues(const FieldSpace<dim>& space);

    void reinit(const FacePair<dim>& pair);

    [[nodiscard]] unsigned size() const { return values_1_->n_quadrature_points; }
    [[nodiscard]] double weight(unsigned q) const { return values_1_->JxW(q); }
    /// @param side  0 or 1 for the first and the second cell of the pair
    [[nodiscard]] double shape(unsigned side, unsigned m, unsigned q) const {
        return side == 0 ? values_1_->shape_value(m, q) : values_2_->shape_value(m, matching_[q]);
    }

  private:
    dealii::FEFaceValues<dim> face_1_, face_2_;
    dealii::FESubfaceValues<dim> subface_1_, subface_2_;
    const dealii::FEFaceValuesBase<dim>* values_1_ = nullptr;
    const dealii::FEFaceValuesBase<dim>* values_2_ = nullptr;
    std::vector<unsigned> matching_; ///< the point of side 2 that lies at each one of side 1
};

} // namespace sidejump::device_fem
