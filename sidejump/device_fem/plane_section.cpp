// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/plane_section.hpp"

#include "sidejump/device_fem/cell_matrix.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deal.II/base/mpi.h>
#include <deal.II/base/quadrature_lib.h>
#include <map>
#include <utility>

namespace sidejump::device_fem {
namespace {

/// In units of the device's largest extent: vertices so near the plane are on it.
constexpr double on_the_plane = 1e-11;

/// An edge by its vertices in the cell, the smaller number first.
using CellEdge = std::pair<unsigned, unsigned>;

/// A piece of the section: a point, the ends of a segment, or the corners of a polygon in order.
template <int dim>
using Piece = std::vector<dealii::Point<dim>>;

/// The vertices of a face in the numbering of the cell, around the face.
template <int dim>
std::vector<unsigned> corners_of_face(const dealii::ReferenceCell& cell, unsigned face) {
    if constexpr (dim == 1)
        return {face};
    std::vector<unsigned> corners(cell.face_reference_cell(face).n_vertices());
    constexpr unsigned char standard_orientation = 1;
    for (unsigned v = 0; v < corners.size(); ++v)
        corners[v] = cell.face_to_cell_vertices(face, v, standard_orientation);
    if (corners.size() == 4)
        std::swap(corners[2], corners[3]);
    return corners;
}

bool is_above(double height) {
    return height >= 0.0;
}

/// The pairs of edges of a face between which the plane cuts it. Neighbours agree about them, so
/// that the sections of all cells fill the plane without gaps.
std::vector<std::pair<CellEdge, CellEdge>> chords(const std::vector<unsigned>& corners,
                                                  const std::vector<double>& heights) {
    std::vector<CellEdge> crossed;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const unsigned a = corners[i];
        const unsigned b = corners[(i + 1) % corners.size()];
        if (is_above(heights[a]) != is_above(heights[b]))
            crossed.emplace_back(std::minmax(a, b));
    }
    if (crossed.empty())
        return {};
    if (crossed.size() == 2)
        return {{crossed[0], crossed[1]}};
    // A bilinear face with its corners in turn above and below: those on the other side than its
    // saddle point are cut off.
    const double even = heights[corners[0]] * heights[corners[2]];
    const double odd = heights[corners[1]] * heights[corners[3]];
    if (even > odd || (even == odd && is_above(heights[corners[1]])))
        return {{crossed[0], crossed[1]}, {crossed[2], crossed[3]}};
    return {{crossed[3], crossed[0]}, {crossed[1], crossed[2]}};
}

/// Closed ways along chords.
std::vector<std::vector<CellEdge>> loops(const std::vector<std::pair<CellEdge, CellEdge>>& chords) {
    std::map<CellEdge, std::vector<CellEdge>> partners;
    for (const auto& [a, b] : chords) {
        partners[a].push_back(b);
        partners[b].push_back(a);
    }
    std::vector<std::vector<CellEdge>> found;
    while (!partners.empty()) {
        const CellEdge start = partners.begin()->first;
        std::vector<CellEdge> loop{start};
        CellEdge next = partners.at(start).front();
        while (next != start) {
            const auto& both = partners.at(next);
            const CellEdge behind = loop.back();
            loop.push_back(next);
            next = both.front() == behind ? both.back() : both.front();
        }
        for (const CellEdge& edge : loop)
            partners.erase(edge);
        found.push_back(std::move(loop));
    }
    return found;
}

/// What the plane cuts out of a cell with vertices on both sides.
template <int dim, class Cell>
std::vector<Piece<dim>> pieces_inside(const Cell& cell, const std::vector<double>& heights,
                                      const device::Surface& surface) {
    const auto crossing = [&](const CellEdge& edge) {
        const double part = heights[edge.first] / (heights[edge.first] - heights[edge.second]);
        dealii::Point<dim> point = cell->vertex(edge.first) +
                                   part * (cell->vertex(edge.second) - cell->vertex(edge.first));
        point[surface.coordinate] = surface.position;
        return point;
    };
    std::vector<Piece<dim>> pieces;
    if constexpr (dim == 1) {
        pieces = {{crossing({0, 1})}};
    } else if constexpr (dim == 2) {
        Piece<dim> ends;
        for (const unsigned f : cell->face_indices()) {
            const auto corners = corners_of_face<dim>(cell->reference_cell(), f);
            if (is_above(heights[corners[0]]) != is_above(heights[corners[1]]))
                ends.push_back(crossing(std::minmax(corners[0], corners[1])));
        }
        const unsigned along = 1 - surface.coordinate;
        std::ranges::sort(ends, {}, [along](const auto& point) { return point[along]; });
        for (std::size_t i = 0; i + 1 < ends.size(); i += 2)
            pieces.push_back({ends[i], ends[i + 1]});
    } else {
        std::vector<std::pair<CellEdge, CellEdge>> all;
        for (const unsigned f : cell->face_indices())
            std::ranges::copy(chords(corners_of_face<dim>(cell->reference_cell(), f), heights),
                              std::back_inserter(all));
        for (const auto& loop : loops(all)) {
            pieces.emplace_back();
            std::ranges::transform(loop, std::back_inserter(pieces.back()), crossing);
        }
    }
    return pieces;
}

/// Which part of a face on the plane this side of it stands for.
template <class Cell>
double share_of_face(const Cell& cell, unsigned face, const device::Surface& surface) {
    if (cell->at_boundary(face) && !cell->has_periodic_neighbor(face))
        return 1.0;
    const std::size_t beyond = cell->neighbor_or_periodic_neighbor(face)->material_id();
    return surface.region && beyond != *surface.region ? 1.0 : 0.5;
}

/// Points on the plane and the areas they stand for.
template <int dim>
struct Rule {
    std::vector<dealii::Point<dim>> points;
    std::vector<double> weights;

    void add_point(const dealii::Point<dim>& point, double weight) {
        points.push_back(point);
        weights.push_back(weight);
    }
};

void add_piece(Rule<1>& rule, const Piece<1>& piece, double share, unsigned,
               const dealii::Quadrature<1>&) {
    rule.add_point(piece.front(), share);
}

void add_piece(Rule<2>& rule, const Piece<2>& piece, double share, unsigned,
               const dealii::Quadrature<1>& gauss) {
    const auto along = piece[1] - piece[0];
    for (unsigned q = 0; q < gauss.size(); ++q)
        rule.add_point(piece[0] + gauss.point(q)[0] * along,
                       share * gauss.weight(q) * along.norm());
}

/// A polygon, put together from quadrilaterals at its first corner, the last one a triangle with a
/// corner taken twice if their number is odd. Where parts overlap, their signs differ.
void add_piece(Rule<3>& rule, const Piece<3>& piece, double share, unsigned coordinate,
               const dealii::Quadrature<1>& gauss) {
    const std::size_t first = rule.points.size();
    double area = 0.0;
    for (std::size_t i = 1; i + 1 < piece.size(); i += 2) {
        const std::array<dealii::Point<3>, 4> corners{
            piece[0], piece[i], piece[i + 1], i + 2 < piece.size() ? piece[i + 2] : piece[0]};
        for (unsigned p = 0; p < gauss.size(); ++p)
            for (unsigned q = 0; q < gauss.size(); ++q) {
                const double u = gauss.point(p)[0];
                const double v = gauss.point(q)[0];
                const auto along_u =
                    (1.0 - v) * (corners[1] - corners[0]) + v * (corners[2] - corners[3]);
                const auto along_v =
                    (1.0 - u) * (corners[3] - corners[0]) + u * (corners[2] - corners[1]);
                const double stretch = dealii::cross_product_3d(along_u, along_v)[coordinate];
                const double weight = gauss.weight(p) * gauss.weight(q) * stretch;
                area += weight;
                rule.add_point(corners[0] + u * (corners[1] - corners[0]) + v * along_v, weight);
            }
    }
    for (std::size_t k = first; k < rule.weights.size(); ++k)
        rule.weights[k] *= std::copysign(share, area);
}

/// The section of one cell.
template <int dim, class Cell>
Rule<dim> section_of(const Cell& cell, const device::Surface& surface,
                     const dealii::Quadrature<1>& gauss) {
    std::vector<double> heights(cell->n_vertices());
    for (unsigned v = 0; v < heights.size(); ++v) {
        heights[v] = cell->vertex(v)[surface.coordinate] - surface.position;
        if (std::abs(heights[v]) < on_the_plane)
            heights[v] = 0.0;
    }
    Rule<dim> rule;
    const auto [lowest, highest] = std::ranges::minmax(heights);
    if (lowest < 0.0 && highest > 0.0) {
        for (const Piece<dim>& piece : pieces_inside<dim>(cell, heights, surface))
            add_piece(rule, piece, 1.0, surface.coordinate, gauss);
    } else if (lowest == 0.0 || highest == 0.0) {
        for (const unsigned f : cell->face_indices()) {
            const auto corners = corners_of_face<dim>(cell->reference_cell(), f);
            if (std::ranges::any_of(corners, [&](unsigned v) { return heights[v] != 0.0; }))
                continue;
            Piece<dim> piece;
            for (const unsigned v : corners)
                piece.push_back(cell->vertex(v));
            add_piece(rule, piece, share_of_face(cell, f, surface), surface.coordinate, gauss);
        }
    }
    return rule;
}

device::Complex amplitude_of(const std::vector<double>& sums, unsigned fields, unsigned field) {
    return {sums[field], fields == 8 ? sums[field + 4] : 0.0};
}

} // namespace

template <int dim>
PlaneSection<dim>::PlaneSection(const FieldSpace<dim>& space, device::Surface surface)
    : surface_(std::move(surface)), communicator_(space.mesh.get_communicator()),
      fields_(space.fields), components_(components(space)) {
    // The gradients have the degree of the elements; a triangle takes one more.
    const dealii::QGauss<1> gauss(space.element.degree + 1);
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned() ||
            (surface_.region && cell->material_id() != *surface_.region))
            continue;
        const Rule<dim> rule = section_of<dim>(cell, surface_, gauss);
        if (rule.points.empty())
            continue;
        std::vector<dealii::Point<dim>> unit_points;
        unit_points.reserve(rule.points.size());
        for (const dealii::Point<dim>& point : rule.points)
            unit_points.push_back(space.mapping->transform_real_to_unit_cell(cell, point));
        dealii::FEValues<dim> values(*space.mapping, *space.scalar,
                                     dealii::Quadrature<dim>(unit_points, rule.weights),
                                     dealii::update_gradients);
        values.reinit(typename dealii::Triangulation<dim>::cell_iterator(cell));
        CutCell cut;
        cut.region = cell->material_id();
        cut.gradients = Eigen::MatrixXd::Zero(values.dofs_per_cell, dim);
        for (const unsigned q : values.quadrature_point_indices()) {
            cut.area += rule.weights[q];
            for (unsigned m = 0; m < values.dofs_per_cell; ++m)
                for (unsigned d = 0; d < dim; ++d)
                    cut.gradients(m, d) += rule.weights[q] * values.shape_grad(m, q)[d];
        }
        cut.unknowns.resize(components_.size());
        cell->get_dof_indices(cut.unknowns);
        cells_.push_back(std::move(cut));
    }
}

template <int dim>
device::SurfaceState PlaneSection<dim>::currents(const FieldEquations& equations,
                                                 const Vector& fields, double cross_section) const {
    const Eigen::Index count = fields_;
    const Eigen::Index normal = Eigen::Index{surface_.coordinate} * count;
    Eigen::VectorXd through = Eigen::VectorXd::Zero(count);
    double area = 0.0;
    Eigen::MatrixXd gradients(count, dim);
    for (const CutCell& cut : cells_) {
        gradients.setZero();
        for (std::size_t i = 0; i < cut.unknowns.size(); ++i)
            gradients.row(components_[i].first) +=
                fields(cut.unknowns[i]) * cut.gradients.row(components_[i].second);
        const FieldEquations::Region& region = equations.regions.at(cut.region);
        const Eigen::Map<const Eigen::VectorXd> slopes(gradients.data(), count * dim);
        through += cut.area * region.driven.segment(normal, count) -
                   region.conduction.middleRows(normal, count) * slopes;
        area += cut.area;
    }
    std::vector<double> sums(through.begin(), through.end());
    sums.push_back(area);
    for (double& sum : sums)
        sum *= cross_section;
    std::vector<double> total(sums.size());
    dealii::Utilities::MPI::sum(sums, communicator_, total);
    device::SurfaceState state;
    state.name = surface_.name;
    state.area = total.back();
    state.current = amplitude_of(total, fields_, 0);
    for (unsigned a = 0; a < 3; ++a)
        state.spin_current[a] = amplitude_of(total, fields_, a + 1);
    return state;
}

template class PlaneSection<1>;
template class PlaneSection<2>;
template class PlaneSection<3>;

} // namespace sidejump::device_fem
