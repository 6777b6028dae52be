// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/cell_batches.hpp"

#include <algorithm>
#include <cmath>
#include <deal.II/base/polynomial.h>
#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/fe/fe_tools.h>
#include <map>

namespace sidejump::device_fem {
namespace {

/// Whether the edges lie along the axes, first coordinate first.
template <int dim>
bool is_box(const typename dealii::DoFHandler<dim>::cell_iterator& cell) {
    const dealii::Point<dim> low = cell->vertex(0);
    const dealii::Point<dim> high = cell->vertex(cell->n_vertices() - 1);
    const double tolerance = 1e-12 * cell->diameter();
    for (const unsigned v : cell->vertex_indices())
        for (unsigned d = 0; d < dim; ++d) {
            const double expected = ((v >> d) & 1U) == 0 ? low[d] : high[d];
            if (std::abs(cell->vertex(v)[d] - expected) > tolerance)
                return false;
        }
    return true;
}

/// sigma between the first four fields, and its symmetric part if that is asked for.
template <int dim>
Eigen::MatrixXd conduction_of_four(const FieldEquations::Region& region, unsigned fields,
                                   bool symmetric_part) {
    Eigen::MatrixXd sigma(4 * dim, 4 * dim);
    const Eigen::Index stride = fields;
    for (Eigen::Index d = 0; d < dim; ++d)
        for (Eigen::Index e = 0; e < dim; ++e)
            sigma.block<4, 4>(4 * d, 4 * e) = region.conduction.block<4, 4>(d * stride, e * stride);
    if (symmetric_part)
        sigma = Eigen::MatrixXd(0.5 * (sigma + sigma.transpose()));
    return sigma;
}

} // namespace

template <int dim, class Number>
CellBatches<dim, Number>::Rows::Rows(const Eigen::MatrixXd& matrix) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        for (Eigen::Index j = 0; j < matrix.cols(); ++j)
            if (matrix(i, j) != 0.0) {
                column.push_back(static_cast<unsigned>(j));
                value.push_back(static_cast<Number>(matrix(i, j)));
            }
        begin.push_back(static_cast<unsigned>(column.size()));
    }
}

template <int dim, class Number>
CellBatches<dim, Number>::CellBatches(const FieldSpace<dim>& space, const FieldEquations& equations,
                                      bool symmetric_part, std::optional<unsigned> level,
                                      VectorPlaces<Number>& places)
    : fields_(space.fields), nodes_(space.scalar->n_dofs_per_cell()),
      kernel_(cell_kernel<Number>(dim, static_cast<int>(space.scalar->degree))) {
    for (const FieldEquations::Region& region : equations.regions) {
        Eigen::MatrixXd reaction = region.reaction;
        if (symmetric_part)
            reaction = Eigen::MatrixXd(0.5 * (reaction + reaction.transpose()));
        regions_.emplace_back(conduction_of_four<dim>(region, fields_, symmetric_part), reaction);
    }
    tabulate_shape_functions(space);

    std::map<std::pair<CellShape, unsigned>, std::vector<Cell>> groups;
    const auto add = [&](const Cell& cell) {
        const CellShape shape = is_box<dim>(cell) ? CellShape::box : CellShape::general;
        groups[{shape, cell->material_id()}].push_back(cell);
    };
    const auto rank = space.mesh.locally_owned_subdomain();
    if (level) {
        for (const auto& cell : space.dofs.cell_iterators_on_level(*level))
            if (cell->level_subdomain_id() == rank)
                add(cell);
    } else {
        for (const auto& cell : space.dofs.active_cell_iterators())
            if (cell->is_locally_owned())
                add(cell);
    }
    dealii::FEValues<dim> values(*space.mapping, *space.scalar, space.cell_quadrature,
                                 dealii::update_inverse_jacobians | dealii::update_JxW_values);
    for (const auto& [kind, cells] : groups)
        for (std::size_t first = 0; first < cells.size(); first += lanes<Number>) {
            const std::size_t end = std::min<std::size_t>(first + lanes<Number>, cells.size());
            const std::vector<Cell> some(cells.begin() + static_cast<std::ptrdiff_t>(first),
                                         cells.begin() + static_cast<std::ptrdiff_t>(end));
            add_batch(some, kind.first, values, level.has_value(), places);
        }
}

template <int dim, class Number>
void CellBatches<dim, Number>::tabulate_shape_functions(const FieldSpace<dim>& space) {
    const unsigned degree = space.scalar->degree;
    const unsigned n = degree + 1;
    const auto lexicographic = dealii::FETools::lexicographic_to_hierarchic_numbering<dim>(degree);
    for (unsigned a = 0; a < fields_; ++a)
        for (unsigned m = 0; m < nodes_; ++m)
            unknown_.push_back(space.element.component_to_system_index(a, lexicographic[m]));

    const dealii::QGauss<1> points(n);
    const auto shapes = dealii::Polynomials::generate_complete_Lagrange_basis(
        dealii::QGaussLobatto<1>(n).get_points());
    const auto through_points =
        dealii::Polynomials::generate_complete_Lagrange_basis(points.get_points());
    for (unsigned q = 0; q < n; ++q)
        for (unsigned i = 0; i < n; ++i) {
            const double x = points.point(q)[0];
            shape_values_.push_back(static_cast<Number>(shapes[i].value(x)));
            derivatives_.push_back(static_cast<Number>(through_points[i].derivative().value(x)));
        }
    for (const double weight : space.cell_quadrature.get_weights())
        weights_.push_back(static_cast<Number>(weight));
    for (const dealii::Point<dim>& point : space.cell_quadrature.get_points())
        for (unsigned m = 0; m < nodes_; ++m) {
            values_.push_back(space.scalar->shape_value(lexicographic[m], point));
            const auto gradient = space.scalar->shape_grad(lexicographic[m], point);
            for (unsigned d = 0; d < dim; ++d)
                gradients_.push_back(gradient[d]);
        }
    squares_.assign(std::size_t{nodes_} * (1 + dim * dim), 0.0);
    for (std::size_t q = 0; q < weights_.size(); ++q)
        for (unsigned m = 0; m < nodes_; ++m) {
            const double weight = space.cell_quadrature.weight(static_cast<unsigned>(q));
            const double value = values_[q * nodes_ + m];
            const double* gradient = &gradients_[(q * nodes_ + m) * dim];
            double* of_node = &squares_[std::size_t{m} * (1 + dim * dim)];
            of_node[0] += weight * value * value;
            for (unsigned d = 0; d < dim; ++d)
                for (unsigned e = 0; e < dim; ++e)
                    of_node[1 + dim * d + e] += weight * gradient[d] * gradient[e];
        }
}

template <int dim, class Number>
void CellBatches<dim, Number>::add_batch(const std::vector<Cell>& cells, CellShape shape,
                                         dealii::FEValues<dim>& values, bool on_level,
                                         VectorPlaces<Number>& places) {
    constexpr unsigned width = lanes<Number>;
    Batch batch;
    batch.region = cells.front()->material_id();
    batch.cells = static_cast<unsigned>(cells.size());
    batch.shape = shape;
    batch.plain = cells.size() == width;
    batch.metric = metric_.size();

    const std::size_t first = index_.size();
    index_.resize(first + indices_per_batch(), no_unknown);
    const unsigned points = shape == CellShape::box ? 1 : values.get_quadrature().size();
    const unsigned entries = shape == CellShape::box ? dim + 1 : dim * dim + 1;
    metric_.resize(batch.metric + std::size_t{points} * entries * width);
    std::vector<dealii::types::global_dof_index> unknowns(unknown_.size());
    for (unsigned lane = 0; lane < width; ++lane) {
        // Lanes without a cell repeat the last one, for a vector of zeros.
        const Cell& cell = cells[std::min<std::size_t>(lane, cells.size() - 1)];
        const auto metric = [&](unsigned q, unsigned entry) -> Number& {
            return metric_[batch.metric + (std::size_t{q} * entries + entry) * width + lane];
        };
        if (shape == CellShape::box) {
            double volume = 1.0;
            for (unsigned d = 0; d < dim; ++d) {
                const double edge = cell->vertex(cell->n_vertices() - 1)[d] - cell->vertex(0)[d];
                metric(0, d) = static_cast<Number>(1.0 / edge);
                volume *= edge;
            }
            metric(0, dim) = static_cast<Number>(volume);
        } else {
            values.reinit(typename dealii::Triangulation<dim>::cell_iterator(cell));
            for (unsigned q = 0; q < points; ++q) {
                for (unsigned d = 0; d < dim; ++d)
                    for (unsigned e = 0; e < dim; ++e)
                        metric(q, d * dim + e) =
                            static_cast<Number>(values.inverse_jacobian(q)[d][e]);
                metric(q, dim * dim) = static_cast<Number>(values.JxW(q));
            }
        }
        if (lane >= cells.size())
            continue;
        if (on_level)
            cell->get_mg_dof_indices(unknowns);
        else
            cell->get_dof_indices(unknowns);
        for (std::size_t i = 0; i < unknown_.size(); ++i) {
            const std::uint32_t place = places.place(unknowns[unknown_[i]]);
            index_[first + i * width + lane] = place;
            batch.plain = batch.plain && place < first_following;
        }
    }
    batches_.push_back(batch);
}

template <int dim, class Number>
void CellBatches<dim, Number>::add_product(const NumberVector& vector, NumberVector& result,
                                           const VectorPlaces<Number>& places) const {
    CellBatchWork<Number> work;
    work.source = vector.begin();
    work.result = result.begin();
    work.fields = fields_;
    work.following = places.rows();
    work.shape_values = shape_values_.data();
    work.derivatives = derivatives_.data();
    work.weights = weights_.data();
    for (std::size_t b = 0; b < batches_.size(); ++b) {
        const Batch& batch = batches_[b];
        work.shape = batch.shape;
        work.plain = batch.plain;
        work.index = index_.data() + b * indices_per_batch();
        work.metric = &metric_[batch.metric];
        work.conduction = regions_[batch.region].conduction_rows.view();
        work.reaction = regions_[batch.region].reaction_rows.view();
        kernel_(work);
    }
}

template <int dim, class Number>
void CellBatches<dim, Number>::squares_of(const Batch& batch, unsigned lane,
                                          std::vector<double>& squares) const {
    constexpr std::size_t width = lanes<Number>;
    constexpr unsigned d_squared = dim * dim;
    if (batch.shape == CellShape::box) {
        squares = squares_;
        const auto metric = [&](unsigned d) {
            return static_cast<double>(metric_[batch.metric + d * width + lane]);
        };
        for (unsigned m = 0; m < nodes_; ++m) {
            double* of_node = &squares[std::size_t{m} * (1 + d_squared)];
            of_node[0] *= metric(dim);
            for (unsigned d = 0; d < dim; ++d)
                for (unsigned e = 0; e < dim; ++e)
                    of_node[1 + dim * d + e] *= metric(d) * metric(e) * metric(dim);
        }
        return;
    }
    squares.assign(std::size_t{nodes_} * (1 + d_squared), 0.0);
    for (std::size_t q = 0; q < weights_.size(); ++q) {
        const auto metric = [&](unsigned entry) {
            return static_cast<double>(
                metric_[batch.metric + (q * (d_squared + 1) + entry) * width + lane]);
        };
        for (unsigned m = 0; m < nodes_; ++m) {
            const double* reference = &gradients_[(q * nodes_ + m) * dim];
            std::array<double, static_cast<std::size_t>(dim)> gradient{};
            for (unsigned e = 0; e < dim; ++e)
                for (unsigned d = 0; d < dim; ++d)
                    gradient[e] += metric(d * dim + e) * reference[d];
            double* of_node = &squares[std::size_t{m} * (1 + d_squared)];
            const double value = values_[q * nodes_ + m];
            of_node[0] += value * value * metric(d_squared);
            for (unsigned d = 0; d < dim; ++d)
                for (unsigned e = 0; e < dim; ++e)
                    of_node[1 + dim * d + e] += gradient[d] * gradient[e] * metric(d_squared);
        }
    }
}

template <int dim, class Number>
void CellBatches<dim, Number>::diagonal_of(const Batch& batch, unsigned lane,
                                           std::vector<double>& diagonal) const {
    const Region& region = regions_[batch.region];
    std::vector<double> squares;
    squares_of(batch, lane, squares);
    diagonal.assign(unknown_.size(), 0.0);
    for (unsigned m = 0; m < nodes_; ++m) {
        const double* of_node = &squares[std::size_t{m} * (1 + dim * dim)];
        for (unsigned a = 0; a < fields_; ++a) {
            double& entry = diagonal[a * nodes_ + m];
            entry = region.reaction(a, a) * of_node[0];
            for (unsigned d = 0; d < dim; ++d)
                for (unsigned e = 0; e < dim; ++e)
                    entry +=
                        region.conduction(4 * d + a % 4, 4 * e + a % 4) * of_node[1 + dim * d + e];
        }
    }
}

template <int dim, class Number>
void CellBatches<dim, Number>::add_diagonal(NumberVector& diagonal) const {
    constexpr std::size_t width = lanes<Number>;
    std::vector<double> local;
    for (std::size_t b = 0; b < batches_.size(); ++b)
        for (unsigned lane = 0; lane < batches_[b].cells; ++lane) {
            diagonal_of(batches_[b], lane, local);
            for (std::size_t i = 0; i < unknown_.size(); ++i) {
                const std::uint32_t place = index_[b * indices_per_batch() + i * width + lane];
                if (place < first_following)
                    diagonal.local_element(place) += static_cast<Number>(local[i]);
            }
        }
}

template class CellBatches<2, double>;
template class CellBatches<3, double>;
template class CellBatches<2, float>;
template class CellBatches<3, float>;

} // namespace sidejump::device_fem
