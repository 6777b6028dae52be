// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/joint_values.hpp"

namespace sidejump::device_fem {
namespace {

const dealii::UpdateFlags flags =
    dealii::update_values | dealii::update_JxW_values | dealii::update_quadrature_points;

template <int dim>
const dealii::FEFaceValuesBase<dim>*
evaluate(dealii::FEFaceValues<dim>& face, dealii::FESubfaceValues<dim>& subface,
         const typename dealii::Triangulation<dim>::cell_iterator& cell, unsigned number,
         unsigned part) {
    if (part == FacePair<dim>::no_subface) {
        face.reinit(cell, number);
        return &face;
    }
    subface.reinit(cell, number, part);
    return &subface;
}

} // namespace

template <int dim>
JointValues<dim>::JointValues(const FieldSpace<dim>& space)
    : face_1_(*space.mapping, *space.scalar, space.face_quadrature, flags),
      face_2_(*space.mapping, *space.scalar, space.face_quadrature, flags),
      subface_1_(*space.mapping, *space.scalar, space.face_quadrature, flags),
      subface_2_(*space.mapping, *space.scalar, space.face_quadrature, flags) {}

template <int dim>
void JointValues<dim>::reinit(const FacePair<dim>& pair) {
    values_1_ = evaluate<dim>(face_1_, subface_1_, pair.cell_1, pair.face_1, pair.subface_1);
    values_2_ = evaluate<dim>(face_2_, subface_2_, pair.cell_2, pair.face_2, pair.subface_2);
    const auto distance = [this](unsigned q, unsigned p) {
        return values_1_->quadrature_point(q).distance_square(values_2_->quadrature_point(p));
    };
    matching_.assign(size(), 0);
    for (unsigned q = 0; q < size(); ++q)
        for (unsigned p = 1; p < size(); ++p)
            if (distance(q, p) < distance(q, matching_[q]))
                matching_[q] = p;
}

template class JointValues<1>;
template class JointValues<2>;
template class JointValues<3>;

} // namespace sidejump::device_fem
