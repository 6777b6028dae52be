// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/uniform_potential.hpp"

#include "sidejump/device_fem/joint_values.hpp"

#include <algorithm>
#include <deal.II/base/mpi.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/lac/trilinos_vector.h>
#include <limits>
#include <numeric>

namespace sidejump::device_fem {
namespace {

template <int dim>
double area_of(const typename FacePair<dim>::Iterator& cell, unsigned face) {
    if constexpr (dim == 1)
        return 1.0;
    else
        return cell->face(face)->measure();
}

} // namespace

template <int dim>
UniformPotential<dim>::UniformPotential(const FieldSpace<dim>& space,
                                        const FieldEquations& equations,
                                        const std::vector<std::vector<dealii::IndexSet>>& held)
    : space_(space) {
    find_metals();
    find_faces(equations);
    find_conductances();
    find_holders(held);
    join_metals();
    find_terminal_sets(held.size());
    solve_for_free_sets();
}

template <int dim>
void UniformPotential<dim>::find_metals() {
    // All ranks know the coarse cells.
    std::vector<unsigned> parent(space_.mesh.n_vertices());
    std::iota(parent.begin(), parent.end(), 0U);
    const auto root = [&parent](unsigned vertex) {
        while (parent[vertex] != vertex)
            vertex = parent[vertex] = parent[parent[vertex]];
        return vertex;
    };
    for (const auto& cell : space_.mesh.cell_iterators_on_level(0))
        for (const unsigned v : cell->vertex_indices())
            parent[root(cell->vertex_index(v))] = root(cell->vertex_index(0));
    std::vector<int> metal_of_root(parent.size(), -1);
    metal_of_coarse_.assign(static_cast<std::size_t>(space_.mesh.n_raw_cells(0)), 0);
    for (const auto& cell : space_.mesh.cell_iterators_on_level(0)) {
        int& metal = metal_of_root[root(cell->vertex_index(0))];
        if (metal < 0)
            metal = static_cast<int>(metals_++);
        metal_of_coarse_[static_cast<std::size_t>(cell->index())] = static_cast<std::size_t>(metal);
    }
    metal_at_.assign(space_.owned.n_elements(), -1);
    field_at_.assign(space_.owned.n_elements(), 0);
    std::vector<dealii::types::global_dof_index> indices(space_.element.n_dofs_per_cell());
    for (const auto& cell : space_.dofs.active_cell_iterators()) {
        if (cell->is_artificial())
            continue;
        cell->get_dof_indices(indices);
        for (unsigned i = 0; i < indices.size(); ++i) {
            const unsigned field = space_.element.system_to_component_index(i).first;
            if (field % 4 != 0 || !space_.owned.is_element(indices[i]))
                continue;
            const auto local = space_.owned.index_within_set(indices[i]);
            metal_at_[local] = static_cast<int>(metal_of(cell));
            field_at_[local] = field;
        }
    }
}

template <int dim>
std::size_t UniformPotential<dim>::metal_of(const typename FacePair<dim>::Iterator& cell) const {
    typename FacePair<dim>::Iterator coarse = cell;
    while (coarse->level() > 0)
        coarse = coarse->parent();
    return metal_of_coarse_[static_cast<std::size_t>(coarse->index())];
}

template <int dim>
void UniformPotential<dim>::find_faces(const FieldEquations& equations) {
    if (!equations.joints.empty())
        for (const FacePair<dim>& pair : interface_faces(space_))
            if (const auto* joint =
                    equations.joint_between(pair.cell_1->material_id(), pair.cell_2->material_id()))
                joints_.push_back({pair, &joint->law});
    for (const auto& cell : space_.dofs.active_cell_iterators())
        if (cell->is_locally_owned())
            for (const unsigned f : cell->face_indices())
                if (cell->at_boundary(f))
                    if (const auto* surface = equations.surface_at(cell->face(f)->boundary_id()))
                        surfaces_.push_back({cell, f, &surface->exchange});
}

template <int dim>
void UniformPotential<dim>::find_conductances() {
    const auto count = static_cast<Eigen::Index>(metals_ + 1);
    Eigen::MatrixXd own = Eigen::MatrixXd::Zero(count, count);
    const auto add = [&own](std::size_t one, std::size_t other, double conductance) {
        const auto i = static_cast<Eigen::Index>(one);
        const auto j = static_cast<Eigen::Index>(other);
        if (i == j)
            return;
        own(i, j) += conductance;
        own(j, i) += conductance;
    };
    for (const auto& [pair, law] : joints_)
        add(metal_of(pair.cell_1), metal_of(pair.cell_2),
            (*law)(0, 0) * std::min(area_of<dim>(pair.cell_1, pair.face_1),
                                    area_of<dim>(pair.cell_2, pair.face_2)));
    for (const SurfaceFace& surface : surfaces_)
        add(metal_of(surface.cell), metals_,
            (*surface.exchange)(0, 0) * area_of<dim>(surface.cell, surface.face));
    conductance_ = own;
    dealii::Utilities::MPI::sum(
        dealii::ArrayView<const double>(own.data(), static_cast<std::size_t>(own.size())),
        space_.mesh.get_communicator(),
        dealii::ArrayView<double>(conductance_.data(),
                                  static_cast<std::size_t>(conductance_.size())));
}

template <int dim>
void UniformPotential<dim>::find_holders(const std::vector<std::vector<dealii::IndexSet>>& held) {
    holders_.resize(metals_);
    for (std::size_t k = 0; k < held.size(); ++k) {
        std::vector<double> own(metals_, 0.0);
        for (const auto index : held[k][0])
            if (space_.owned.is_element(index))
                own[static_cast<std::size_t>(metal_at_[space_.owned.index_within_set(index)])] =
                    1.0;
        std::vector<double> found(metals_);
        dealii::Utilities::MPI::sum(own, space_.mesh.get_communicator(), found);
        for (std::size_t metal = 0; metal < metals_; ++metal)
            if (found[metal] > 0.0)
                holders_[metal].push_back(k);
    }
}

/// The best interface or contact joins first. What is held stays apart from what is held otherwise,
/// and a free set that meets one is found relative to it.
template <int dim>
void UniformPotential<dim>::join_metals() {
    struct Connection {
        std::size_t one, other;
        double conductance;
    };
    std::vector<Connection> connections;
    for (std::size_t i = 0; i <= metals_; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const double conductance =
                conductance_(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
            if (conductance > 0.0)
                connections.push_back({i, j, conductance});
        }
    std::ranges::stable_sort(connections, std::greater<>{}, &Connection::conductance);
    std::vector<Metals> sets(metals_ + 1, Metals(metals_ + 1, false));
    std::vector<std::size_t> set_of(metals_ + 1);
    std::vector<bool> is_held(metals_ + 1, true);
    for (std::size_t metal = 0; metal <= metals_; ++metal) {
        sets[metal][metal] = true;
        set_of[metal] = metal;
        is_held[metal] = metal == metals_ || !holders_[metal].empty();
    }
    std::vector<Metals> free;
    for (const Connection& connection : connections) {
        std::size_t kept = set_of[connection.one];
        std::size_t joined = set_of[connection.other];
        if (is_held[joined])
            std::swap(kept, joined);
        if (kept == joined || is_held[joined])
            continue;
        free.push_back(sets[joined]);
        for (std::size_t metal = 0; metal <= metals_; ++metal)
            if (sets[joined][metal]) {
                sets[kept][metal] = true;
                set_of[metal] = kept;
            }
    }
    for (unsigned field = 0; field < space_.fields; field += 4) {
        for (const Metals& metals : free)
            free_sets_.push_back(make_set(metals, field));
        for (std::size_t metal = 0; metal < metals_; ++metal)
            if (is_held[metal])
                held_sets_.push_back(make_set(sets[metal], field));
    }
    held_set_at_.assign(metal_at_.size(), -1);
    for (std::size_t i = 0; i < metal_at_.size(); ++i)
        for (std::size_t s = 0; s < held_sets_.size() && metal_at_[i] >= 0; ++s) {
            const auto metal = static_cast<std::size_t>(metal_at_[i]);
            if (held_sets_[s].field == field_at_[i] && !holders_[metal].empty() &&
                held_sets_[s].metals[metal])
                held_set_at_[i] = static_cast<int>(s);
        }
}

/// The metals of a terminal and those that the best interfaces join to them, up to where the least
/// conducts to others.
template <int dim>
void UniformPotential<dim>::find_terminal_sets(std::size_t terminals) {
    terminal_sets_.resize(terminals);
    for (std::size_t k = 0; k < terminals; ++k) {
        Metals metals(metals_ + 1, false);
        bool alone = true;
        bool any = false;
        for (std::size_t metal = 0; metal < metals_; ++metal)
            if (std::ranges::find(holders_[metal], k) != holders_[metal].end()) {
                metals[metal] = any = true;
                alone = alone && holders_[metal].size() == 1;
            }
        if (!any || !alone)
            continue;
        Metals best = metals;
        double least = std::numeric_limits<double>::infinity();
        for (;;) {
            double leaving = 0.0;
            double largest = 0.0;
            std::size_t next = metals_;
            for (std::size_t inner = 0; inner < metals_; ++inner)
                for (std::size_t outer = 0; metals[inner] && outer <= metals_; ++outer) {
                    if (metals[outer])
                        continue;
                    const double conductance = conductance_(static_cast<Eigen::Index>(inner),
                                                            static_cast<Eigen::Index>(outer));
                    leaving += conductance;
                    if (conductance > largest && outer < metals_ && holders_[outer].empty()) {
                        largest = conductance;
                        next = outer;
                    }
                }
            if (leaving < least) {
                least = leaving;
                best = metals;
            }
            if (next == metals_)
                break;
            metals[next] = true;
        }
        for (unsigned field = 0; field < space_.fields; field += 4)
            terminal_sets_[k].push_back(make_set(best, field));
    }
}

template <int dim>
typename UniformPotential<dim>::Set UniformPotential<dim>::make_set(const Metals& metals,
                                                                    unsigned field) const {
    const unsigned per_cell = space_.element.n_dofs_per_cell();
    const auto fields = static_cast<Eigen::Index>(space_.fields);
    dealii::TrilinosWrappers::MPI::Vector currents(space_.owned, space_.mesh.get_communicator());
    dealii::TrilinosWrappers::MPI::Vector adjoint(currents);
    dealii::Vector<double> local_currents(per_cell);
    dealii::Vector<double> local_adjoint(per_cell);
    std::vector<dealii::types::global_dof_index> indices(per_cell);
    // Metals and interfaces conserve charge and see differences alone: inside a set nothing flows.
    const auto add = [&](const typename FacePair<dim>::Iterator& cell, const Eigen::MatrixXd& law,
                         Eigen::Index side, Eigen::Index of, const auto& integral_of) {
        for (unsigned i = 0; i < per_cell; ++i) {
            const auto [a, m] = space_.element.system_to_component_index(i);
            const Eigen::Index row = side * fields + a;
            const Eigen::Index column = of * fields + field;
            const double integral = integral_of(m);
            local_currents(i) = law(row, column) * integral;
            local_adjoint(i) = law(column, row) * integral;
        }
        cell->get_dof_indices(indices);
        space_.hanging.distribute_local_to_global(local_currents, indices, currents);
        space_.hanging.distribute_local_to_global(local_adjoint, indices, adjoint);
    };
    JointValues<dim> values(space_);
    for (const auto& [pair, law] : joints_) {
        const bool first = metals[metal_of(pair.cell_1)];
        if (first == metals[metal_of(pair.cell_2)])
            continue;
        values.reinit(pair);
        for (const unsigned side : {0U, 1U})
            add(side == 0 ? pair.cell_1 : pair.cell_2, *law, side, first ? 0 : 1, [&](unsigned m) {
                double integral = 0.0;
                for (unsigned q = 0; q < values.size(); ++q)
                    integral += values.shape(side, m, q) * values.weight(q);
                return integral;
            });
    }
    dealii::FEFaceValues<dim> face(*space_.mapping, *space_.scalar, space_.face_quadrature,
                                   dealii::update_values | dealii::update_JxW_values);
    for (const SurfaceFace& surface : surfaces_) {
        if (!metals[metal_of(surface.cell)])
            continue;
        face.reinit(typename dealii::Triangulation<dim>::cell_iterator(surface.cell), surface.face);
        add(surface.cell, *surface.exchange, 0, 0, [&](unsigned m) {
            double integral = 0.0;
            for (const unsigned q : face.quadrature_point_indices())
                integral += face.shape_value(m, q) * face.JxW(q);
            return integral;
        });
    }
    currents.compress(dealii::VectorOperation::add);
    adjoint.compress(dealii::VectorOperation::add);
    Set set{metals, field, {}, {}};
    for (unsigned local = 0; local < metal_at_.size(); ++local) {
        const auto index = space_.owned.nth_index_in_set(local);
        if (currents(index) != 0.0)
            set.currents.push_back({local, currents(index)});
        if (adjoint(index) != 0.0)
            set.adjoint.push_back({local, adjoint(index)});
    }
    return set;
}

/// Each coupling from the larger of two sets: what passes inside it is left out.
template <int dim>
void UniformPotential<dim>::solve_for_free_sets() {
    const auto coupling = [this](const Set& row, const Set& column) {
        bool within = true;
        for (std::size_t metal = 0; metal < metals_; ++metal)
            within = within && (column.metals[metal] || !row.metals[metal]);
        return within ? sum_over(row, column.currents) : sum_over(column, row.adjoint);
    };
    const auto count = static_cast<Eigen::Index>(free_sets_.size());
    Eigen::MatrixXd matrix(count, count);
    held_coupling_.resize(count, static_cast<Eigen::Index>(held_sets_.size()));
    for (Eigen::Index i = 0; i < count; ++i) {
        const Set& row = free_sets_[static_cast<std::size_t>(i)];
        for (Eigen::Index j = 0; j < count; ++j)
            matrix(i, j) = coupling(row, free_sets_[static_cast<std::size_t>(j)]);
        for (Eigen::Index j = 0; j < held_coupling_.cols(); ++j)
            held_coupling_(i, j) = coupling(row, held_sets_[static_cast<std::size_t>(j)]);
    }
    if (count > 0)
        balance_.compute(matrix);
}

template <int dim>
double UniformPotential<dim>::total(double own) const {
    return dealii::Utilities::MPI::sum(own, space_.mesh.get_communicator());
}

template <int dim>
double UniformPotential<dim>::sum_over(const Set& set, const Vector& vector) const {
    double sum = 0.0;
    for (unsigned i = 0; i < metal_at_.size(); ++i)
        if (metal_at_[i] >= 0 && field_at_[i] == set.field &&
            set.metals[static_cast<std::size_t>(metal_at_[i])])
            sum += vector.local_element(i);
    return total(sum);
}

template <int dim>
double UniformPotential<dim>::sum_over(const Set& set, const Sparse& entries) const {
    double sum = 0.0;
    for (const Entry& entry : entries)
        if (metal_at_[entry.local] >= 0 && field_at_[entry.local] == set.field &&
            set.metals[static_cast<std::size_t>(metal_at_[entry.local])])
            sum += entry.value;
    return total(sum);
}

template <int dim>
double UniformPotential<dim>::product(const Sparse& entries, const Vector& vector) const {
    double sum = 0.0;
    for (const Entry& entry : entries)
        sum += entry.value * vector.local_element(entry.local);
    return total(sum);
}

template <int dim>
std::vector<double>
UniformPotential<dim>::take_out(Vector& values,
                                const std::vector<std::vector<dealii::IndexSet>>& held) const {
    std::vector<double> lowest(held_sets_.size(), std::numeric_limits<double>::max());
    std::vector<double> minus_highest = lowest;
    const auto for_held = [&](const auto& act) {
        for (const auto& fields : held)
            for (unsigned field = 0; field < space_.fields; field += 4)
                for (const auto index : fields[field])
                    if (space_.owned.is_element(index)) {
                        const auto local = space_.owned.index_within_set(index);
                        act(static_cast<std::size_t>(held_set_at_[local]),
                            values.local_element(static_cast<unsigned>(local)));
                    }
    };
    for_held([&](std::size_t set, double& value) {
        lowest[set] = std::min(lowest[set], value);
        minus_highest[set] = std::min(minus_highest[set], -value);
    });
    dealii::Utilities::MPI::min(lowest, space_.mesh.get_communicator(), lowest);
    dealii::Utilities::MPI::min(minus_highest, space_.mesh.get_communicator(), minus_highest);
    std::vector<double> common(held_sets_.size(), 0.0);
    for (std::size_t set = 0; set < common.size(); ++set)
        if (lowest[set] == -minus_highest[set])
            common[set] = lowest[set];
    for_held([&](std::size_t set, double& value) { value -= common[set]; });
    return common;
}

template <int dim>
std::vector<double> UniformPotential<dim>::balancing(const Vector& right_hand_side,
                                                     const Vector& remainder,
                                                     const std::vector<double>& held) const {
    std::vector<double> potential = held;
    if (free_sets_.empty())
        return potential;
    Eigen::VectorXd missing(static_cast<Eigen::Index>(free_sets_.size()));
    for (std::size_t s = 0; s < free_sets_.size(); ++s)
        missing(static_cast<Eigen::Index>(s)) =
            sum_over(free_sets_[s], right_hand_side) - product(free_sets_[s].adjoint, remainder);
    missing -= held_coupling_ * Eigen::Map<const Eigen::VectorXd>(
                                    held.data(), static_cast<Eigen::Index>(held.size()));
    const Eigen::VectorXd found = balance_.solve(missing);
    potential.insert(potential.end(), found.begin(), found.end());
    return potential;
}

template <int dim>
void UniformPotential<dim>::subtract_currents(const std::vector<double>& potential,
                                              Vector& vector) const {
    for (std::size_t s = 0; s < potential.size(); ++s)
        for (const Entry& entry : set_at(s).currents)
            vector.local_element(entry.local) -= potential[s] * entry.value;
}

template <int dim>
void UniformPotential<dim>::add(const std::vector<double>& potential, Vector& fields) const {
    Eigen::MatrixXd by_metal = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(metals_), 8);
    for (std::size_t s = 0; s < potential.size(); ++s)
        for (std::size_t metal = 0; metal < metals_; ++metal)
            if (set_at(s).metals[metal])
                by_metal(static_cast<Eigen::Index>(metal), set_at(s).field) += potential[s];
    for (unsigned i = 0; i < metal_at_.size(); ++i)
        if (metal_at_[i] >= 0)
            fields.local_element(i) += by_metal(metal_at_[i], field_at_[i]);
}

template <int dim>
bool UniformPotential<dim>::holds_alone(std::size_t terminal) const {
    return !terminal_sets_[terminal].empty();
}

template <int dim>
double UniformPotential<dim>::through_held(std::size_t terminal, unsigned field,
                                           const Vector& right_hand_side,
                                           const Vector& fields) const {
    const Set& set = terminal_sets_[terminal][field / 4];
    return product(set.adjoint, fields) - sum_over(set, right_hand_side);
}

template class UniformPotential<1>;
template class UniformPotential<2>;
template class UniformPotential<3>;

} // namespace sidejump::device_fem
