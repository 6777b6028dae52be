// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/device_solver.hpp"

#include "sidejump/device/length_unit.hpp"
#include "sidejump/device_fem/field_output.hpp"
#include "sidejump/device_fem/observables.hpp"
#include "sidejump/device_fem/terminal_response.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::device_fem {

class DeviceSolver::Implementation {
  public:
    Implementation() = default;
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;
    virtual ~Implementation() = default;
    virtual device::DeviceState solve(const device::DiffusionProblem& problem,
                                      std::optional<double> angular_frequency) = 0;
    [[nodiscard]] virtual std::vector<device::FieldSample>
    sample(const std::vector<std::array<double, 3>>& points) const = 0;
    [[nodiscard]] virtual std::string write(const std::string& folder,
                                            const std::string& name) const = 0;
};

namespace {

double charge_balance(const std::vector<device::TerminalState>& terminals) {
    device::Complex total = 0.0;
    double largest = 0.0;
    for (const auto& terminal : terminals) {
        total += terminal.current;
        largest = std::max(largest, std::abs(terminal.current));
    }
    return largest == 0.0 ? 0.0 : std::abs(total) / largest;
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
        const unsigned fields = angular_frequency ? 8 : 4;
        if (!space_ || space_->fields != fields)
            space_ = std::make_unique<FieldSpace<dim>>(*triangulation_, options_.order, fields);
        auto solution = solve_device(*space_, problem_, angular_frequency, options_.solver);
        const FieldEquations equations = field_equations(problem_, angular_frequency);

        device::DeviceState state;
        state.terminals = std::move(solution.terminals);
        state.region_pairs = region_pair_currents(*space_, problem_, equations, solution.fields);
        // The cross section holds a power of the unit of length too little for areas.
        for (auto& terminal : state.terminals)
            terminal.area *= length_;
        for (auto& pair : state.region_pairs)
            pair.area *= length_;
        const Heat power = heat(*space_, problem_, equations, solution.fields);
        state.heat = power.regions;
        state.interface_heat = power.interfaces;
        state.charge_balance = charge_balance(state.terminals);
        state.solver = solution.solver;
        fields_ = std::move(solution.fields);
        return state;
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
    Discretisation options_;
    double length_; ///< m; the unit of length of what follows
    std::unique_ptr<Mesh<dim>> triangulation_;
    std::unique_ptr<FieldSpace<dim>> space_;
    device::DiffusionProblem problem_;
    Vector fields_;
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

std::vector<device::FieldSample>
DeviceSolver::sample(const std::vector<std::array<double, 3>>& points) const {
    return implementation_->sample(points);
}

std::string DeviceSolver::write(const std::string& folder, const std::string& name) const {
    return implementation_->write(folder, name);
}

} // namespace sidejump::device_fem
