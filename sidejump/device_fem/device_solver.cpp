// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/device_solver.hpp"

#include "sidejump/device/length_unit.hpp"
#include "sidejump/device_fem/current_rounding.hpp"
#include "sidejump/device_fem/field_archive.hpp"
#include "sidejump/device_fem/field_output.hpp"
#include "sidejump/device_fem/goal_error.hpp"
#include "sidejump/device_fem/local_refinement.hpp"
#include "sidejump/device_fem/observables.hpp"
#include "sidejump/device_fem/plane_section.hpp"
#include "sidejump/device_fem/terminal_response.hpp"
#include "sidejump/device_fem/transient.hpp"

#include <algorithm>
#include <cmath>
#include <deal.II/dofs/dof_tools.h>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device_fem {

class DeviceSolver::Implementation {
  public:
    Implementation() = default;
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;
    virtual ~Implementation() = default;
    virtual device::DeviceState solve(const device::DiffusionProblem& problem,
                                      std::optional<double> angular_frequency) = 0;
    virtual std::vector<device::GoalEstimate> estimate(const std::vector<device::Goal>& goals) = 0;
    virtual Refinement refine(const std::vector<double>& weights, double fraction,
                              unsigned long long largest_unknowns) = 0;
    [[nodiscard]] virtual std::uint64_t mesh_checksum() const = 0;
    virtual bool integrate(const device::DiffusionProblem& problem,
                           const device::TimeCourse& course,
                           const TransientHooks<device::DeviceState>& hooks) = 0;
    [[nodiscard]] virtual std::vector<device::FieldSample>
    sample(const std::vector<std::array<double, 3>>& points) const = 0;
    [[nodiscard]] virtual std::string write(const std::string& folder,
                                            const std::string& name) const = 0;
};

namespace {

// Far above rounding on stretched meshes, far below what a measurement resolves.
constexpr double largest_imbalance = 1e-4;

template <int dim>
void add_to_charge_potential(const FieldSpace<dim>& space, double value, Vector& fields) {
    fields.zero_out_ghost_values();
    dealii::ComponentMask charge(space.fields, false);
    charge.set(0, true);
    for (const auto index : dealii::DoFTools::extract_dofs(space.dofs, charge))
        if (space.owned.is_element(index))
            fields(index) += value;
    fields.update_ghost_values();
}

template <int dim>
class SolverInDimension : public DeviceSolver::Implementation {
  public:
    SolverInDimension(const device::MeshDescription& mesh,
                      const std::vector<device::Interface>& interfaces,
                      const Discretisation& options, MPI_Comm communicator)
        : options_(options), length_(device::largest_extent(mesh)),
          triangulation_(make_triangulation<dim>(device::in_length_unit(mesh, length_), interfaces,
                                                 options.refinements, communicator)) {}

    device::DeviceState solve(const device::DiffusionProblem& problem,
                              std::optional<double> angular_frequency) override {
        problem_ = device::in_length_unit(problem, length_);
        angular_frequency_ = angular_frequency;
        device::DeviceState state = solve_again();
        // Not so in time, where currents may die away to rounding.
        if (state.charge_balance > largest_imbalance)
            throw std::runtime_error(fmt::format(
                "the currents of the contacts miss balance by {:.1e} of the largest: the equations "
                "are too badly conditioned; cells closer to cubes, another solver or a smaller "
                "solver.relative_tolerance may help",
                state.charge_balance));
        return state;
    }

    std::vector<device::GoalEstimate> estimate(const std::vector<device::Goal>& goals) override {
        if (!solution_)
            throw std::invalid_argument("an error estimate before a solution");
        if (space_->simplices)
            throw std::invalid_argument(
                "errors can be estimated on lines, quadrilaterals and hexahedra only");
        const GoalErrors<dim> errors(*space_, problem_, angular_frequency_, *solution_,
                                     options_.solver);
        std::vector<device::GoalEstimate> estimates;
        cell_errors_.clear();
        for (const device::Goal& goal : goals) {
            const device::Complex value = value_of(goal, solution_->terminals, rounding_current_);
            FunctionalError error{value, {}};
            if (std::isfinite(std::abs(value)))
                error = errors.of(derivative_of(goal, solution_->terminals));
            estimates.push_back({goal.name, value, error.total});
            cell_errors_.push_back(std::move(error.cells));
        }
        return estimates;
    }

    Refinement refine(const std::vector<double>& weights, double fraction,
                      unsigned long long largest_unknowns) override {
        if (!solution_ || weights.size() != cell_errors_.size())
            throw std::invalid_argument("refinement without an estimate of as many goals");
        std::vector<double> indicators(triangulation_->n_active_cells(), 0.0);
        for (std::size_t goal = 0; goal < weights.size(); ++goal)
            for (std::size_t c = 0; c < cell_errors_[goal].size(); ++c)
                indicators[c] += weights[goal] * std::abs(cell_errors_[goal][c]);
        RefinementLimit limit;
        limit.marked_cells = most_refined_cells(largest_unknowns);
        limit.before = [this] {
            solution_.reset();
            cell_errors_.clear();
            fields_ = Vector();
            sections_.clear();
            space_.reset();
        };
        limit.fits = [this, largest_unknowns] {
            take_space(angular_frequency_ ? 8 : 4);
            return space_->dofs.n_dofs() <= largest_unknowns;
        };
        const Refinement refinement = refine_largest(*triangulation_, indicators, fraction, limit);
        if (refinement == Refinement::too_large && !solution_)
            (void)solve_again();
        return refinement;
    }

    [[nodiscard]] std::uint64_t mesh_checksum() const override {
        return device_fem::mesh_checksum<dim>(*triangulation_);
    }

    bool integrate(const device::DiffusionProblem& problem, const device::TimeCourse& course,
                   const TransientHooks<device::DeviceState>& hooks) override {
        problem_ = device::in_length_unit(problem, length_);
        take_space(4);
        const FieldEquations equations = field_equations(problem_, std::nullopt);
        TransientHooks<DeviceSolution<dim>> inner;
        inner.checkpoint = hooks.checkpoint;
        inner.resume = hooks.resume;
        inner.kept = hooks.kept;
        inner.stopped = hooks.stopped;
        inner.observe = [&](std::size_t output, const DeviceSolution<dim>& solution) {
            const device::DeviceState state = state_of(solution, equations);
            if (hooks.observe)
                hooks.observe(output, state);
        };
        // The steps in time correct what a solution leaves.
        SolverOptions uncorrected = options_.solver;
        uncorrected.correction_tolerance = 1.0;
        return device_fem::integrate(*space_, problem_, course, uncorrected, inner);
    }

    std::vector<device::FieldSample>
    sample(const std::vector<std::array<double, 3>>& points) const override {
        auto scaled = points;
        for (auto& point : scaled)
            for (double& coordinate : point)
                coordinate /= length_;
        auto samples = sample_fields(*space_, problem_, fields_, scaled);
        for (device::FieldSample& sample : samples)
            for (auto& along : sample.current)
                for (device::Complex& current : along)
                    current /= length_;
        return samples;
    }

    std::string write(const std::string& folder, const std::string& name) const override {
        return write_fields(*space_, problem_, fields_, length_, folder, name);
    }

  private:
    /// Solves problem_ on the mesh as it is now.
    device::DeviceState solve_again() {
        take_space(angular_frequency_ ? 8 : 4);
        return state_of(solve_device(*space_, problem_, angular_frequency_, options_.solver),
                        field_equations(problem_, angular_frequency_));
    }

    /// How many cells can be refined at most with so many unknowns: those inside each are new.
    [[nodiscard]] unsigned long long most_refined_cells(unsigned long long unknowns) const {
        const unsigned long long order = space_->element.degree;
        unsigned long long old_inside = space_->fields;
        unsigned long long new_inside = space_->fields;
        for (int d = 0; d < dim; ++d) {
            old_inside *= order - 1;
            new_inside *= 2 * order - 1;
        }
        const unsigned long long now = space_->dofs.n_dofs();
        return unknowns < now ? 0 : (unknowns - now) / (new_inside - old_inside);
    }

    void take_space(unsigned fields) {
        if (!space_ || space_->fields != fields) {
            sections_.clear();
            space_ = std::make_unique<FieldSpace<dim>>(*triangulation_, options_.order, fields);
        }
        if (!std::ranges::equal(sections_, problem_.surfaces, {}, &PlaneSection<dim>::surface)) {
            sections_.clear();
            for (const device::Surface& surface : problem_.surfaces)
                sections_.emplace_back(*space_, surface);
        }
    }

    /// What a solution shows; it becomes the last one.
    device::DeviceState state_of(DeviceSolution<dim> solution, const FieldEquations& equations) {
        device::DeviceState state;
        state.terminals = solution.terminals;
        state.region_pairs = region_pair_currents(*space_, problem_, equations, solution.fields);
        for (const PlaneSection<dim>& section : sections_)
            state.surfaces.push_back(
                section.currents(equations, solution.fields, problem_.embedding.cross_section));
        state.charge_balance = charge_balance(problem_, state.terminals);
        state.rounding_current = rounding_current_ =
            rounding_current(problem_, state.terminals, state.charge_balance);
        // The cross section holds a power of the unit of length too little for areas.
        for (auto& terminal : state.terminals)
            terminal.area *= length_;
        for (auto& pair : state.region_pairs)
            pair.area *= length_;
        for (auto& surface : state.surfaces)
            surface.area *= length_;
        const Heat power = heat(*space_, problem_, equations, solution.fields, state.terminals);
        state.heat = power.regions;
        state.interface_heat = power.interfaces;
        state.contact_heat = power.contacts;
        state.solver = solution.solver;
        for (auto& terminal : state.terminals)
            terminal.potential += solution.reference;
        fields_ = solution.fields;
        add_to_charge_potential(*space_, solution.reference, fields_);
        solution_ = std::move(solution);
        return state;
    }

    Discretisation options_;
    double length_; ///< m; the unit of length of what follows
    std::unique_ptr<Mesh<dim>> triangulation_;
    std::unique_ptr<FieldSpace<dim>> space_;
    device::DiffusionProblem problem_;
    Vector fields_;
    std::vector<PlaneSection<dim>> sections_; ///< of the surfaces of the problem
    /// The last solution, potentials less the reference, and what has been estimated of it.
    std::optional<DeviceSolution<dim>> solution_;
    std::optional<double> angular_frequency_;
    double rounding_current_ = 0.0;                         ///< A, of the last solution
    std::vector<std::vector<device::Complex>> cell_errors_; ///< by goal and active cell
};

} // namespace

DeviceSolver::DeviceSolver(const device::MeshDescription& mesh,
                           const std::vector<device::Interface>& interfaces,
                           const Discretisation& options, MPI_Comm communicator) {
    switch (mesh.dimension) {
    case 1:
        implementation_ =
            std::make_unique<SolverInDimension<1>>(mesh, interfaces, options, communicator);
        break;
    case 2:
        implementation_ =
            std::make_unique<SolverInDimension<2>>(mesh, interfaces, options, communicator);
        break;
    default:
        implementation_ =
            std::make_unique<SolverInDimension<3>>(mesh, interfaces, options, communicator);
    }
}

DeviceSolver::~DeviceSolver() = default;
DeviceSolver::DeviceSolver(DeviceSolver&&) noexcept = default;
DeviceSolver& DeviceSolver::operator=(DeviceSolver&&) noexcept = default;

device::DeviceState DeviceSolver::solve(const device::DiffusionProblem& problem,
                                        std::optional<double> angular_frequency) {
    return implementation_->solve(problem, angular_frequency);
}

std::vector<device::GoalEstimate> DeviceSolver::estimate(const std::vector<device::Goal>& goals) {
    return implementation_->estimate(goals);
}

Refinement DeviceSolver::refine(const std::vector<double>& weights, double fraction,
                                unsigned long long largest_unknowns) {
    return implementation_->refine(weights, fraction, largest_unknowns);
}

std::uint64_t DeviceSolver::mesh_checksum() const {
    return implementation_->mesh_checksum();
}

bool DeviceSolver::integrate(const device::DiffusionProblem& problem,
                             const device::TimeCourse& course,
                             const TransientHooks<device::DeviceState>& hooks) {
    return implementation_->integrate(problem, course, hooks);
}

std::vector<device::FieldSample>
DeviceSolver::sample(const std::vector<std::array<double, 3>>& points) const {
    return implementation_->sample(points);
}

std::string DeviceSolver::write(const std::string& folder, const std::string& name) const {
    return implementation_->write(folder, name);
}

} // namespace sidejump::device_fem
