// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/terminal_response.hpp"

#include "sidejump/device/connectivity.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <deal.II/base/mpi.h>
#include <deal.II/fe/fe_values.h>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

using device::Drive;
using device::fixes_potential;
using device::Terminal;

unsigned indicator_of(const Terminal& terminal) {
    return static_cast<unsigned>(terminal.boundary) + 1;
}

/// Which potentials are given, which are to be found.
struct Potentials {
    std::vector<double> given;        ///< by terminal; 0 where it is not
    std::vector<std::size_t> unknown; ///< terminals
};

Potentials sort_potentials(const std::vector<Terminal>& terminals) {
    Potentials potentials;
    potentials.given.assign(terminals.size(), 0.0);
    bool grounded = false;
    double total = 0.0;
    double largest = 0.0;
    for (std::size_t k = 0; k < terminals.size(); ++k) {
        const Terminal& terminal = terminals[k];
        if (terminal.drive == Drive::potential) {
            potentials.given[k] = terminal.value;
            grounded = true;
        } else if (terminal.drive == Drive::current) {
            total += terminal.value;
            largest = std::max(largest, std::abs(terminal.value));
            if (fixes_potential(terminal))
                potentials.unknown.push_back(k);
        }
    }
    if (grounded)
        return potentials;
    if (potentials.unknown.empty())
        throw std::invalid_argument("no contact fixes the potential: one needs \"potential\", or "
                                    "\"current\" or \"floating\" without an injected polarisation");
    if (std::abs(total) > 1e-12 * largest)
        throw std::invalid_argument(fmt::format(
            "the currents of all contacts add up to {:g} A, and no contact with a given "
            "potential takes it up",
            total));
    potentials.unknown.pop_back();
    return potentials;
}

/// Everything about one terminal on this mesh.
struct TerminalUnknowns {
    std::vector<dealii::IndexSet> held; ///< by field; empty where it is free; relevant unknowns
    double area = 0.0;
};

template <int dim>
class TerminalSystem {
  public:
    TerminalSystem(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                   const FieldEquations& equations, const SolverOptions& options)
        : space_(space), problem_(problem), equations_(equations), terminals_(find_unknowns()),
          solver_(space, equations, all_held(), options) {}

    /// The fields for these potentials of the terminals (of the real part), with the sources that
    /// are given besides or without them.
    Vector solve(const std::vector<double>& potentials, bool with_sources) {
        Vector lift = space_.make_vector();
        for (std::size_t k = 0; k < terminals_.size(); ++k) {
            const Eigen::VectorXd reservoir = reservoir_of(k, potentials[k], with_sources);
            for (unsigned a = 0; a < space_.fields; ++a)
                for (const auto index : terminals_[k].held[a])
                    if (space_.owned.is_element(index))
                        lift(index) = reservoir(a);
        }
        Vector right_hand_side = space_.make_vector();
        solver_.apply(right_hand_side, lift);
        right_hand_side.sadd(-1.0, sources_for(potentials, with_sources));
        Vector fields = space_.make_vector();
        solver_.solve(fields, right_hand_side);
        fields.zero_out_ghost_values();
        fields += lift;
        space_.hanging.distribute(fields);
        fields.update_ghost_values();
        return fields;
    }

    /// Currents into the device by terminal (row) and field (column), for fields and what they
    /// were solved with.
    Eigen::MatrixXd currents(const Vector& fields, const std::vector<double>& potentials,
                             bool with_sources) {
        Vector residual = space_.make_vector();
        solver_.apply(residual, fields);
        // What is left at held unknowns is the current through their own terminal.
        residual -= sources_for(potentials, with_sources);
        Eigen::MatrixXd currents = Eigen::MatrixXd::Zero(
            static_cast<Eigen::Index>(terminals_.size()), static_cast<Eigen::Index>(space_.fields));
        for (std::size_t k = 0; k < terminals_.size(); ++k) {
            const auto integrals =
                surface_integrals(space_, indicator_of(problem_.terminals[k]), fields);
            const Eigen::VectorXd reservoir = reservoir_of(k, potentials[k], with_sources);
            const Eigen::VectorXd entering =
                supply_of(k, reservoir, with_sources) * integrals.area -
                exchange_of(k) * integrals.fields;
            for (unsigned a = 0; a < space_.fields; ++a) {
                double through_held = 0.0;
                for (const auto index : terminals_[k].held[a])
                    if (space_.owned.is_element(index))
                        through_held += residual(index);
                currents(static_cast<Eigen::Index>(k), a) =
                    entering(a) +
                    dealii::Utilities::MPI::sum(through_held, space_.mesh.get_communicator());
            }
        }
        return currents;
    }

    [[nodiscard]] double area(std::size_t k) const { return terminals_[k].area; }
    [[nodiscard]] const device::SolverReport& report() const { return solver_.report(); }

  private:
    std::vector<TerminalUnknowns> find_unknowns() const {
        std::vector<TerminalUnknowns> found;
        dealii::IndexSet taken(space_.dofs.n_dofs());
        const Vector none = space_.make_vector();
        for (const Terminal& terminal : problem_.terminals) {
            TerminalUnknowns unknowns;
            unknowns.held.assign(space_.fields, dealii::IndexSet(space_.dofs.n_dofs()));
            for (unsigned a = 0; a < space_.fields; ++a)
                if (terminal.law.fixed[a % 4]) {
                    unknowns.held[a] = space_.on_boundary(indicator_of(terminal), a);
                    // Where two terminals touch, the first holds the unknowns they share.
                    unknowns.held[a].subtract_set(taken);
                    taken.add_indices(unknowns.held[a]);
                }
            unknowns.area = surface_integrals(space_, indicator_of(terminal), none).area;
            found.push_back(std::move(unknowns));
        }
        return found;
    }

    HeldFields all_held() const {
        HeldFields held;
        for (const Terminal& terminal : problem_.terminals)
            for (unsigned a = 0; a < space_.fields; ++a)
                if (terminal.law.fixed[a % 4]) {
                    auto& fields = held[indicator_of(terminal)];
                    fields.resize(space_.fields, false);
                    fields[a] = true;
                }
        return held;
    }

    /// The right-hand side: driven currents, and what terminals supply whatever the fields are.
    Vector sources_for(const std::vector<double>& potentials, bool with_sources) const {
        Vector sources = space_.make_vector();
        if (with_sources)
            add_driven_currents(space_, equations_, sources);
        for (std::size_t k = 0; k < terminals_.size(); ++k) {
            const Eigen::VectorXd supply =
                supply_of(k, reservoir_of(k, potentials[k], with_sources), with_sources);
            if (!supply.isZero(0.0))
                add_surface_supply(space_, indicator_of(problem_.terminals[k]), supply, sources);
        }
        return sources;
    }

    /// The potentials of the reservoir behind a terminal.
    Eigen::VectorXd reservoir_of(std::size_t k, double potential, bool with_sources) const {
        Eigen::VectorXd reservoir = Eigen::VectorXd::Zero(space_.fields);
        reservoir(0) = potential;
        if (with_sources)
            reservoir.segment<3>(1) = problem_.terminals[k].law.spin_potential;
        return reservoir;
    }

    /// exchange of the fields that are not held.
    Eigen::MatrixXd exchange_of(std::size_t k) const {
        if (const auto* surface = equations_.surface_at(indicator_of(problem_.terminals[k])))
            return surface->exchange;
        return Eigen::MatrixXd::Zero(space_.fields, space_.fields);
    }

    /// Current per area that a terminal supplies whatever the fields are.
    Eigen::VectorXd supply_of(std::size_t k, const Eigen::VectorXd& reservoir,
                              bool with_sources) const {
        Eigen::VectorXd supply = exchange_of(k) * reservoir;
        const Terminal& terminal = problem_.terminals[k];
        if (with_sources && terminal.injected_polarisation) {
            const double density =
                terminal.value / (terminals_[k].area * problem_.embedding.cross_section);
            supply(0) += density;
            supply.segment<3>(1) += density * *terminal.injected_polarisation;
        }
        return supply;
    }

    const FieldSpace<dim>& space_;
    const device::DiffusionProblem& problem_;
    const FieldEquations& equations_;
    std::vector<TerminalUnknowns> terminals_;
    LinearSolver<dim> solver_;
};

/// The complex current of a field at a terminal.
Complex part(const Eigen::MatrixXd& currents, std::size_t terminal, unsigned field,
             bool is_complex) {
    const auto row = static_cast<Eigen::Index>(terminal);
    return {currents(row, field), is_complex ? currents(row, field + 4) : 0.0};
}

/// fields += factor * addend, factor and fields complex.
template <int dim>
void add_multiple(const FieldSpace<dim>& space, Complex factor, const Vector& addend,
                  Vector& fields) {
    fields.zero_out_ghost_values();
    if (space.fields == 4) {
        fields.add(factor.real(), addend);
    } else {
        std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
        std::vector<bool> done(space.owned.n_elements(), false);
        for (const auto& cell : space.dofs.active_cell_iterators()) {
            if (!cell->is_locally_owned())
                continue;
            cell->get_dof_indices(indices);
            for (unsigned i = 0; i < indices.size(); ++i) {
                const auto [field, shape] = space.element.system_to_component_index(i);
                if (field >= 4)
                    continue;
                const auto real = indices[i];
                const auto imaginary =
                    indices[space.element.component_to_system_index(field + 4, shape)];
                if (!space.owned.is_element(real) || done[space.owned.index_within_set(real)])
                    continue;
                done[space.owned.index_within_set(real)] = true;
                const Complex change = factor * Complex(addend(real), addend(imaginary));
                fields(real) += change.real();
                fields(imaginary) += change.imag();
            }
        }
    }
    fields.update_ghost_values();
}

} // namespace

template <int dim>
SurfaceIntegrals surface_integrals(const FieldSpace<dim>& space, unsigned indicator,
                                   const Vector& fields) {
    dealii::FEFaceValues<dim> face(*space.mapping, *space.scalar, space.face_quadrature,
                                   dealii::update_values | dealii::update_JxW_values);
    std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
    std::vector<double> sums(space.fields + 1, 0.0);
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f) || cell->face(f)->boundary_id() != indicator)
                continue;
            const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
            face.reinit(plain, f);
            cell->get_dof_indices(indices);
            for (const unsigned q : face.quadrature_point_indices()) {
                sums[space.fields] += face.JxW(q);
                for (unsigned i = 0; i < indices.size(); ++i) {
                    const auto [field, shape] = space.element.system_to_component_index(i);
                    sums[field] += fields(indices[i]) * face.shape_value(shape, q) * face.JxW(q);
                }
            }
        }
    }
    std::vector<double> totals(sums.size());
    dealii::Utilities::MPI::sum(sums, space.mesh.get_communicator(), totals);
    SurfaceIntegrals integrals;
    integrals.area = totals.back();
    integrals.fields = Eigen::Map<const Eigen::VectorXd>(totals.data(), space.fields);
    return integrals;
}

template <int dim>
DeviceSolution<dim>
solve_device(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
             std::optional<double> angular_frequency, const SolverOptions& options) {
    const bool is_complex = angular_frequency.has_value();
    const auto& terminals = problem.terminals;
    const FieldEquations equations = field_equations(problem, angular_frequency);
    Potentials potentials = sort_potentials(terminals);
    TerminalSystem<dim> system(space, problem, equations, options);

    DeviceSolution<dim> solution;
    const auto given = std::ranges::find(terminals, Drive::potential, &Terminal::drive);
    if (given != terminals.end())
        solution.reference = given->value;
    for (std::size_t k = 0; k < terminals.size(); ++k)
        if (terminals[k].drive == Drive::potential)
            potentials.given[k] -= solution.reference;
    solution.fields = system.solve(potentials.given, true);
    Eigen::MatrixXd currents = system.currents(solution.fields, potentials.given, true);

    const auto unknowns = static_cast<Eigen::Index>(potentials.unknown.size());
    std::vector<Vector> unit_fields;
    std::vector<Eigen::MatrixXd> unit_currents;
    Eigen::MatrixXcd conductance(unknowns, unknowns);
    Eigen::VectorXcd missing(unknowns);
    const double section = problem.embedding.cross_section;
    for (Eigen::Index l = 0; l < unknowns; ++l) {
        std::vector<double> unit(terminals.size(), 0.0);
        unit[potentials.unknown[static_cast<std::size_t>(l)]] = 1.0;
        unit_fields.push_back(system.solve(unit, false));
        unit_currents.push_back(system.currents(unit_fields.back(), unit, false));
        const std::size_t here = potentials.unknown[static_cast<std::size_t>(l)];
        for (Eigen::Index k = 0; k < unknowns; ++k)
            conductance(k, l) =
                part(unit_currents.back(), potentials.unknown[static_cast<std::size_t>(k)], 0,
                     is_complex);
        missing(l) = terminals[here].value / section - part(currents, here, 0, is_complex);
    }
    Eigen::VectorXcd found = Eigen::VectorXcd::Zero(unknowns);
    if (unknowns > 0)
        found = conductance.partialPivLu().solve(missing);
    for (Eigen::Index l = 0; l < unknowns; ++l)
        add_multiple(space, found(l), unit_fields[static_cast<std::size_t>(l)], solution.fields);

    for (std::size_t k = 0; k < terminals.size(); ++k) {
        device::TerminalState state;
        state.name = terminals[k].name;
        state.area = system.area(k) * section;
        state.potential = potentials.given[k];
        const auto total = [&](unsigned field) {
            Complex sum = part(currents, k, field, is_complex);
            for (Eigen::Index l = 0; l < unknowns; ++l)
                sum += found(l) *
                       part(unit_currents[static_cast<std::size_t>(l)], k, field, is_complex);
            return sum * section;
        };
        state.current = total(0);
        for (unsigned a = 0; a < 3; ++a)
            state.spin_current[a] = total(a + 1);
        const auto unknown = std::ranges::find(potentials.unknown, k);
        if (unknown != potentials.unknown.end()) {
            state.potential =
                found(static_cast<Eigen::Index>(unknown - potentials.unknown.begin()));
        } else if (!fixes_potential(terminals[k])) {
            const auto integrals =
                surface_integrals(space, indicator_of(terminals[k]), solution.fields);
            state.potential = Complex(integrals.fields(0), is_complex ? integrals.fields(4) : 0.0) /
                              integrals.area;
        }
        solution.terminals.push_back(state);
    }
    solution.solver = system.report();
    return solution;
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template SurfaceIntegrals surface_integrals(const FieldSpace<dim>&, unsigned, const Vector&);  \
    template DeviceSolution<dim> solve_device(const FieldSpace<dim>&,                              \
                                              const device::DiffusionProblem&,                     \
                                              std::optional<double>, const SolverOptions&);
SIDEJUMP_INSTANTIATE(1)
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
