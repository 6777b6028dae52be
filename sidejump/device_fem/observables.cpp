// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/observables.hpp"

#include "sidejump/device_fem/cell_matrix.hpp"
#include "sidejump/device_fem/joint_values.hpp"

#include <algorithm>
#include <deal.II/base/mpi.h>
#include <utility>

namespace sidejump::device_fem {
namespace {

using Indices = std::vector<dealii::types::global_dof_index>;

/// What leaves the first region, what arrives in the second (by field), and the area.
struct PairSums {
    Eigen::VectorXd leaving, arriving;
    double area = 0.0;
};

/// The fields on one side of a pair of faces at a quadrature point.
template <int dim>
Eigen::VectorXd fields_at(const JointValues<dim>& values, unsigned side, unsigned q,
                          const std::vector<std::pair<unsigned, unsigned>>& unknowns,
                          const Indices& indices, const Vector& fields, unsigned count) {
    Eigen::VectorXd at = Eigen::VectorXd::Zero(count);
    for (std::size_t i = 0; i < indices.size(); ++i)
        at(unknowns[i].first) += fields(indices[i]) * values.shape(side, unknowns[i].second, q);
    return at;
}

/// Both sides' fields, one after the other, and the law between them at every point of all
/// interfaces: visit(joint, fields, weight).
template <int dim, class Visit>
void visit_interfaces(const FieldSpace<dim>& space, const FieldEquations& equations,
                      const Vector& fields, const Visit& visit) {
    const auto unknowns = components(space);
    JointValues<dim> values(space);
    Indices indices_1(unknowns.size());
    Indices indices_2(unknowns.size());
    for (const FacePair<dim>& pair : interface_faces(space)) {
        const auto* joint =
            equations.joint_between(pair.cell_1->material_id(), pair.cell_2->material_id());
        if (joint == nullptr)
            continue;
        values.reinit(pair);
        pair.cell_1->get_dof_indices(indices_1);
        pair.cell_2->get_dof_indices(indices_2);
        Eigen::VectorXd both(2 * space.fields);
        for (unsigned q = 0; q < values.size(); ++q) {
            both << fields_at(values, 0, q, unknowns, indices_1, fields, space.fields),
                fields_at(values, 1, q, unknowns, indices_2, fields, space.fields);
            visit(*joint, both, values.weight(q));
        }
    }
}

/// Adds the currents through faces where regions are joined transparently: the mean of what the
/// gradients on the two sides give.
template <int dim>
void add_transparent_currents(const FieldSpace<dim>& space, const FieldEquations& equations,
                              const Vector& fields, std::size_t regions,
                              std::vector<PairSums>& sums) {
    const auto unknowns = components(space);
    const unsigned count = space.fields;
    dealii::FEFaceValues<dim> face(*space.mapping, *space.scalar, space.face_quadrature,
                                   dealii::update_gradients | dealii::update_normal_vectors |
                                       dealii::update_JxW_values);
    Indices indices(unknowns.size());
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (cell->at_boundary(f) || cell->neighbor(f)->material_id() == cell->material_id())
                continue;
            const std::size_t here = cell->material_id();
            const std::size_t there = cell->neighbor(f)->material_id();
            PairSums& pair = sums[std::min(here, there) * regions + std::max(here, there)];
            const double outward = here < there ? 1.0 : -1.0;
            const FieldEquations::Region& region = equations.regions.at(here);
            const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
            face.reinit(plain, f);
            cell->get_dof_indices(indices);
            for (const unsigned q : face.quadrature_point_indices()) {
                Eigen::VectorXd gradients = Eigen::VectorXd::Zero(Eigen::Index{dim} * count);
                for (unsigned i = 0; i < indices.size(); ++i)
                    for (unsigned d = 0; d < dim; ++d)
                        gradients(d * count + unknowns[i].first) +=
                            fields(indices[i]) * face.shape_grad(unknowns[i].second, q)[d];
                const Eigen::VectorXd currents = region.driven - region.conduction * gradients;
                for (unsigned d = 0; d < dim; ++d) {
                    const Eigen::VectorXd through =
                        0.5 * outward * face.normal_vector(q)[d] * face.JxW(q) *
                        currents.segment(Eigen::Index{d} * count, count);
                    pair.leaving += through;
                    pair.arriving += through;
                }
                pair.area += 0.5 * face.JxW(q);
            }
        }
    }
}

/// This rank's part of (u - u_t) exchange (u - u_t), integrated over all terminals.
template <int dim>
double contact_heat(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                    const FieldEquations& equations, const Vector& fields,
                    const std::vector<device::TerminalState>& terminals) {
    const auto unknowns = components(space);
    dealii::FEFaceValues<dim> face(*space.mapping, *space.scalar, space.face_quadrature,
                                   dealii::update_values | dealii::update_JxW_values);
    Indices indices(unknowns.size());
    double power = 0.0;
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f))
                continue;
            const auto* surface = equations.surface_at(cell->face(f)->boundary_id());
            if (surface == nullptr)
                continue;
            Eigen::VectorXd reservoir = Eigen::VectorXd::Zero(space.fields);
            for (std::size_t k = 0; k < terminals.size(); ++k)
                if (problem.terminals[k].boundary + 1 == surface->indicator) {
                    reservoir(0) = terminals[k].potential.real();
                    reservoir.segment<3>(1) = problem.terminals[k].law.spin_potential;
                    if (space.fields == 8)
                        reservoir(4) = terminals[k].potential.imag();
                }
            const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
            face.reinit(plain, f);
            cell->get_dof_indices(indices);
            for (const unsigned q : face.quadrature_point_indices()) {
                Eigen::VectorXd drop = -reservoir;
                for (unsigned i = 0; i < indices.size(); ++i)
                    drop(unknowns[i].first) +=
                        fields(indices[i]) * face.shape_value(unknowns[i].second, q);
                power += drop.dot(surface->exchange * drop) * face.JxW(q);
            }
        }
    }
    return power;
}

Complex complex_part(const Eigen::VectorXd& sums, unsigned field) {
    return {sums(field), sums.size() == 8 ? sums(field + 4) : 0.0};
}

} // namespace

template <int dim>
std::vector<device::RegionPairState>
region_pair_currents(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                     const FieldEquations& equations, const Vector& fields) {
    const unsigned count = space.fields;
    const std::size_t regions = problem.media.size();
    std::vector<PairSums> sums(regions * regions,
                               {Eigen::VectorXd::Zero(count), Eigen::VectorXd::Zero(count), 0.0});
    visit_interfaces(
        space, equations, fields,
        [&](const FieldEquations::Joint& joint, const Eigen::VectorXd& both, double weight) {
            PairSums& pair = sums[joint.region_1 * regions + joint.region_2];
            const Eigen::VectorXd currents = weight * joint.law * both;
            pair.leaving += currents.head(count);
            pair.arriving -= currents.tail(count);
            pair.area += weight;
        });

    add_transparent_currents(space, equations, fields, regions, sums);

    std::vector<device::RegionPairState> states;
    for (std::size_t r = 0; r < sums.size(); ++r) {
        std::vector<double> flat(sums[r].leaving.begin(), sums[r].leaving.end());
        flat.insert(flat.end(), sums[r].arriving.begin(), sums[r].arriving.end());
        flat.push_back(sums[r].area);
        std::vector<double> total(flat.size());
        dealii::Utilities::MPI::sum(flat, space.mesh.get_communicator(), total);
        if (total.back() == 0.0)
            continue;
        const double section = problem.embedding.cross_section;
        const Eigen::VectorXd leaving =
            section * Eigen::Map<const Eigen::VectorXd>(total.data(), count);
        const Eigen::VectorXd arriving =
            section * Eigen::Map<const Eigen::VectorXd>(total.data() + count, count);
        device::RegionPairState state;
        state.from = problem.mesh.regions.at(r / regions);
        state.to = problem.mesh.regions.at(r % regions);
        state.area = section * total.back();
        state.current = complex_part(leaving, 0);
        for (unsigned a = 0; a < 3; ++a) {
            state.spin_current[a] = complex_part(leaving, a + 1);
            state.spin_current_arriving[a] = complex_part(arriving, a + 1);
        }
        states.push_back(std::move(state));
    }
    return states;
}

template <int dim>
Heat heat(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
          const FieldEquations& equations, const Vector& fields,
          const std::vector<device::TerminalState>& terminals) {
    const auto unknowns = components(space);
    const Eigen::Index count = space.fields;
    dealii::FEValues<dim> values(*space.mapping, *space.scalar, space.cell_quadrature,
                                 dealii::update_values | dealii::update_gradients |
                                     dealii::update_JxW_values);
    Indices indices(unknowns.size());
    Eigen::MatrixXd of_cell(count, values.dofs_per_cell); // field, shape function
    Eigen::VectorXd field(count);
    Eigen::MatrixXd gradient(count, dim);
    std::vector<double> power(problem.media.size() + 2, 0.0);
    std::vector<device::ReducedConduction> reduced;
    for (const device::Medium& medium : problem.media)
        reduced.push_back(device::reduce(medium.conduction, problem.embedding, dim));
    const auto& axes = problem.embedding.axes;
    const auto& applied = problem.embedding.applied_field;
    const bool is_applied =
        dim < 3 && std::ranges::any_of(applied, [](double e) { return e != 0.0; });
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        const std::size_t region = cell->material_id();
        const FieldEquations::Region& equation = equations.regions.at(region);
        cell->get_dof_indices(indices);
        for (unsigned i = 0; i < indices.size(); ++i)
            of_cell(unknowns[i].first, unknowns[i].second) = fields(indices[i]);
        values.reinit(typename dealii::Triangulation<dim>::cell_iterator(cell));
        for (const unsigned q : values.quadrature_point_indices()) {
            field.setZero();
            gradient.setZero();
            for (unsigned m = 0; m < values.dofs_per_cell; ++m) {
                field += values.shape_value(m, q) * of_cell.col(m);
                for (int d = 0; d < dim; ++d)
                    gradient.col(d) +=
                        values.shape_grad(m, q)[static_cast<unsigned>(d)] * of_cell.col(m);
            }
            const Eigen::Map<const Eigen::VectorXd> slopes(gradient.data(), count * dim);
            double density =
                slopes.dot(equation.conduction * slopes) + field.dot(equation.reaction * field);
            if (is_applied) {
                // The applied field does work on the currents along the axes left out, and its own
                // current within the mesh on the gradients there.
                const Eigen::MatrixXd real_part = gradient.topRows(4);
                const Eigen::Map<const Eigen::VectorXd> real_slopes(real_part.data(),
                                                                    Eigen::Index{4} * dim);
                density -= reduced[region].driven.dot(real_slopes);
                const Eigen::VectorXd across =
                    reduced[region].across_driven - reduced[region].across * real_slopes;
                for (std::size_t l = dim; l < 3; ++l)
                    density += across(4 * static_cast<Eigen::Index>(l - dim)) *
                               applied[static_cast<std::size_t>(axes[l])];
            }
            power[region] += density * values.JxW(q);
        }
    }
    visit_interfaces(space, equations, fields,
                     [&](const FieldEquations::Joint& joint, const Eigen::VectorXd& both,
                         double weight) { power.back() += weight * both.dot(joint.law * both); });
    power[problem.media.size()] = contact_heat(space, problem, equations, fields, terminals);
    std::vector<double> total(power.size());
    dealii::Utilities::MPI::sum(power, space.mesh.get_communicator(), total);
    const double factor = problem.embedding.cross_section * (space.fields == 8 ? 0.5 : 1.0);
    for (double& value : total)
        value *= factor;
    Heat result;
    result.interfaces = total.back();
    total.pop_back();
    result.contacts = total.back();
    total.pop_back();
    result.regions = std::move(total);
    return result;
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template std::vector<device::RegionPairState> region_pair_currents(                            \
        const FieldSpace<dim>&, const device::DiffusionProblem&, const FieldEquations&,            \
        const Vector&);                                                                            \
    template Heat heat(const FieldSpace<dim>&, const device::DiffusionProblem&,                    \
                       const FieldEquations&, const Vector&,                                       \
                       const std::vector<device::TerminalState>&);
SIDEJUMP_INSTANTIATE(1)
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
