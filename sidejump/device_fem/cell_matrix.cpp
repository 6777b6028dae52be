// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/cell_matrix.hpp"

namespace sidejump::device_fem {

template <int dim>
void CellMatrix<dim>::fill(const typename dealii::Triangulation<dim>::cell_iterator& cell,
                           const FieldEquations::Region& region,
                           dealii::FullMatrix<double>& matrix) {
    values_.reinit(cell);
    mass_ = 0.0;
    for (auto& product : stiffness_)
        product = 0.0;
    for (const unsigned q : values_.quadrature_point_indices())
        for (unsigned m = 0; m < shapes_; ++m) {
            const auto gradient = values_.shape_grad(m, q) * values_.JxW(q);
            const double value = values_.shape_value(m, q) * values_.JxW(q);
            for (unsigned n = 0; n < shapes_; ++n) {
                mass_(m, n) += value * values_.shape_value(n, q);
                const auto& other = values_.shape_grad(n, q);
                for (unsigned d = 0; d < dim; ++d)
                    for (unsigned e = 0; e < dim; ++e)
                        stiffness_[d * dim + e](m, n) += gradient[d] * other[e];
            }
        }
    for (unsigned i = 0; i < components_.size(); ++i)
        for (unsigned j = 0; j < components_.size(); ++j) {
            const auto [a, m] = components_[i];
            const auto [b, n] = components_[j];
            double entry = region.reaction(a, b) * mass_(m, n);
            for (unsigned d = 0; d < dim; ++d)
                for (unsigned e = 0; e < dim; ++e)
                    entry += region.conduction(d * fields_ + a, e * fields_ + b) *
                             stiffness_[d * dim + e](m, n);
            matrix(i, j) = entry;
        }
}

template class CellMatrix<1>;
template class CellMatrix<2>;
template class CellMatrix<3>;

} // namespace sidejump::device_fem
