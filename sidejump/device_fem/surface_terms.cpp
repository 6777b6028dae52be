// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/surface_terms.hpp"

#include "sidejump/device_fem/joint_values.hpp"

#include <deal.II/fe/fe_values.h>

namespace sidejump::device_fem {
namespace {

/// Shape functions of the scalar element that do not vanish on a face.
template <int dim>
std::vector<unsigned> shapes_on_face(const FieldSpace<dim>& space, unsigned face) {
    std::vector<unsigned> shapes;
    for (unsigned m = 0; m < space.scalar->n_dofs_per_cell(); ++m)
        if (space.is_on_face(space.element.component_to_system_index(0, m), face))
            shapes.push_back(m);
    return shapes;
}

/// int N_m N_n over a face, from the values at its points.
template <class Value, class Weight>
std::vector<double> products_of(std::size_t nodes, unsigned points, Value value, Weight weight) {
    std::vector<double> products(nodes * nodes, 0.0);
    for (unsigned q = 0; q < points; ++q)
        for (std::size_t m = 0; m < nodes; ++m)
            for (std::size_t n = 0; n < nodes; ++n)
                products[m * nodes + n] += value(m, q) * value(n, q) * weight(q);
    return products;
}

} // namespace

template <int dim, class Number>
SurfaceTerms<dim, Number>::SurfaceTerms(const FieldSpace<dim>& space,
                                        const FieldEquations& equations, bool symmetric_part,
                                        std::optional<unsigned> level, VectorPlaces<Number>& places)
    : fields_(space.fields) {
    const auto keep = [&](const Eigen::MatrixXd& law) {
        laws_.push_back(symmetric_part ? Eigen::MatrixXd(0.5 * (law + law.transpose())) : law);
        return laws_.size() - 1;
    };
    std::vector<std::size_t> law_of_joint;
    for (const FieldEquations::Joint& joint : equations.joints)
        law_of_joint.push_back(keep(joint.law));
    std::vector<std::size_t> law_of_surface;
    for (const FieldEquations::Surface& surface : equations.surfaces)
        law_of_surface.push_back(keep(surface.exchange));

    const auto unknowns_of = [&](const typename FacePair<dim>::Iterator& cell) {
        Unknowns unknowns(space.element.n_dofs_per_cell());
        if (level)
            cell->get_mg_dof_indices(unknowns);
        else
            cell->get_dof_indices(unknowns);
        return unknowns;
    };
    if (!equations.joints.empty()) {
        JointValues<dim> values(space);
        for (const FacePair<dim>& pair :
             level ? interface_faces_on_level(space, *level) : interface_faces(space)) {
            const auto* joint =
                equations.joint_between(pair.cell_1->material_id(), pair.cell_2->material_id());
            if (joint == nullptr)
                continue;
            values.reinit(pair);
            const auto shapes_1 = shapes_on_face(space, pair.face_1);
            const auto shapes_2 = shapes_on_face(space, pair.face_2);
            const auto value = [&](std::size_t m, unsigned q) {
                return m < shapes_1.size() ? values.shape(0, shapes_1[m], q)
                                           : values.shape(1, shapes_2[m - shapes_1.size()], q);
            };
            const auto products = products_of(shapes_1.size() + shapes_2.size(), values.size(),
                                              value, [&](unsigned q) { return values.weight(q); });
            const Unknowns unknowns_1 = unknowns_of(pair.cell_1);
            const Unknowns unknowns_2 = unknowns_of(pair.cell_2);
            add_face(space, law_of_joint[static_cast<std::size_t>(joint - equations.joints.data())],
                     {{&unknowns_1, shapes_1}, {&unknowns_2, shapes_2}}, products, places);
        }
    }
    if (equations.surfaces.empty())
        return;
    dealii::FEFaceValues<dim> values(*space.mapping, *space.scalar, space.face_quadrature,
                                     dealii::update_values | dealii::update_JxW_values);
    const auto add_surfaces_of = [&](const typename FacePair<dim>::Iterator& cell) {
        for (const unsigned f : cell->face_indices()) {
            const auto* surface =
                cell->at_boundary(f) ? equations.surface_at(cell->face(f)->boundary_id()) : nullptr;
            if (surface == nullptr)
                continue;
            values.reinit(typename dealii::Triangulation<dim>::cell_iterator(cell), f);
            const auto shapes = shapes_on_face(space, f);
            const auto products = products_of(
                shapes.size(), values.n_quadrature_points,
                [&](std::size_t m, unsigned q) { return values.shape_value(shapes[m], q); },
                [&](unsigned q) { return values.JxW(q); });
            const Unknowns unknowns = unknowns_of(cell);
            add_face(space,
                     law_of_surface[static_cast<std::size_t>(surface - equations.surfaces.data())],
                     {{&unknowns, shapes}}, products, places);
        }
    };
    if (level) {
        for (const auto& cell : space.dofs.cell_iterators_on_level(*level))
            if (cell->level_subdomain_id() == space.mesh.locally_owned_subdomain())
                add_surfaces_of(cell);
    } else {
        for (const auto& cell : space.dofs.active_cell_iterators())
            if (cell->is_locally_owned())
                add_surfaces_of(cell);
    }
}

template <int dim, class Number>
void SurfaceTerms<dim, Number>::add_face(
    const FieldSpace<dim>& space, std::size_t law,
    const std::vector<std::pair<const Unknowns*, std::vector<unsigned>>>& sides,
    const std::vector<double>& products, VectorPlaces<Number>& places) {
    Face face;
    face.law = law;
    face.first = index_.size();
    face.nodes_1 = static_cast<unsigned>(sides[0].second.size());
    face.nodes_2 = sides.size() > 1 ? static_cast<unsigned>(sides[1].second.size()) : 0;
    face.products = products_.size();
    for (const auto& [unknowns, shapes] : sides)
        for (unsigned a = 0; a < fields_; ++a)
            for (const unsigned m : shapes)
                index_.push_back(
                    places.place((*unknowns)[space.element.component_to_system_index(a, m)]));
    for (const double product : products)
        products_.push_back(static_cast<Number>(product));
    faces_.push_back(face);
}

template <int dim, class Number>
void SurfaceTerms<dim, Number>::add_product(const NumberVector& vector, NumberVector& result,
                                            const VectorPlaces<Number>& places) const {
    const SparseRows<Number> rows = places.rows();
    std::vector<Number> averaged; // int N_m u, by [side and field][node]
    for (const Face& face : faces_) {
        const unsigned nodes = face.nodes_1 + face.nodes_2;
        const unsigned sides = face.nodes_2 > 0 ? 2 : 1;
        const auto nodes_of = [&](unsigned side) {
            return side == 0 ? face.nodes_1 : face.nodes_2;
        };
        const auto first_node = [&](unsigned side) { return side == 0 ? 0 : face.nodes_1; };
        const auto place = [&](unsigned side, unsigned a, unsigned m) {
            return index_[face.first + std::size_t{side} * fields_ * face.nodes_1 +
                          a * nodes_of(side) + m];
        };
        averaged.assign(std::size_t{sides} * fields_ * nodes, Number{});
        for (unsigned side = 0; side < sides; ++side)
            for (unsigned a = 0; a < fields_; ++a)
                for (unsigned k = 0; k < nodes_of(side); ++k) {
                    const Number u = read_place(vector.begin(), rows, place(side, a, k));
                    for (unsigned m = 0; m < nodes; ++m)
                        averaged[(side * fields_ + a) * nodes + m] +=
                            u * products_[face.products + m * nodes + first_node(side) + k];
                }
        const Eigen::MatrixXd& law = laws_[face.law];
        for (unsigned side = 0; side < sides; ++side)
            for (unsigned a = 0; a < fields_; ++a)
                for (unsigned m = 0; m < nodes_of(side); ++m) {
                    Number sum = 0;
                    for (unsigned b = 0; b < sides * fields_; ++b)
                        sum += static_cast<Number>(law(side * fields_ + a, b)) *
                               averaged[b * nodes + first_node(side) + m];
                    add_to_place(result.begin(), rows, place(side, a, m), sum);
                }
    }
}

template <int dim, class Number>
void SurfaceTerms<dim, Number>::add_diagonal(NumberVector& diagonal) const {
    for (const Face& face : faces_) {
        const unsigned nodes = face.nodes_1 + face.nodes_2;
        std::size_t i = face.first;
        for (unsigned side = 0; side < (face.nodes_2 > 0 ? 2U : 1U); ++side)
            for (unsigned a = 0; a < fields_; ++a)
                for (unsigned m = 0; m < (side == 0 ? face.nodes_1 : face.nodes_2); ++m, ++i) {
                    const unsigned node = side == 0 ? m : face.nodes_1 + m;
                    const double law = laws_[face.law](side * fields_ + a, side * fields_ + a);
                    if (index_[i] < first_following)
                        diagonal.local_element(index_[i]) +=
                            static_cast<Number>(law) *
                            products_[face.products + node * nodes + node];
                }
    }
}

template class SurfaceTerms<2, double>;
template class SurfaceTerms<3, double>;
template class SurfaceTerms<2, float>;
template class SurfaceTerms<3, float>;

} // namespace sidejump::device_fem
