// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_result.hpp"
#include "sidejump/device/diffusion_problem.hpp"
#include "sidejump/device/goal.hpp"
#include "sidejump/device/study_section.hpp"
#include "sidejump/device/time_course.hpp"
#include "sidejump/device_fem/refinement.hpp"
#include "sidejump/device_fem/transient_hooks.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <mpi.h>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::device_fem {

/// direct: MUMPS; iterative: GMRES with algebraic multigrid of the assembled symmetric part as
/// preconditioner; multigrid: GMRES with geometric multigrid, without matrices, on quadrilaterals
/// and hexahedra that are refined evenly; automatic: what suits the size and the mesh.
using device::SolverMethod;

struct SolverOptions {
    SolverMethod method = SolverMethod::automatic;
    double relative_tolerance = 1e-10; ///< of the residual, iterative
    int largest_iterations = 400;
    /// Of the residual that the iteration leaves, for the solution that corrects it; 1 for none.
    double correction_tolerance = 1e-4;
};

/// How a device is discretised.
struct Discretisation {
    int order = 2;       ///< of the polynomials: 1 to 5, on triangles and tetrahedra 1 or 2
    int refinements = 0; ///< times that every cell of the mesh is split in 2^dimension
    SolverOptions solver;
};

/// A device on its mesh, solved for one set of media, interfaces and terminals after another.
/// Everything is in SI units. Calls are collective over the communicator.
class DeviceSolver {
  public:
    /// @param interfaces  between which regions the potentials may jump; their laws may change
    /// later
    /// @throws std::invalid_argument for a mesh or an order that cannot be
    DeviceSolver(const device::MeshDescription& mesh,
                 const std::vector<device::Interface>& interfaces, const Discretisation& options,
                 MPI_Comm communicator);
    ~DeviceSolver();
    DeviceSolver(DeviceSolver&&) noexcept;
    DeviceSolver& operator=(DeviceSolver&&) noexcept;

    /// Solves a problem on this mesh.
    /// @param angular_frequency  rad/s, e^{-i omega t}; none for the static problem
    /// @throws std::invalid_argument, std::runtime_error  as solve_device
    device::DeviceState solve(const device::DiffusionProblem& problem,
                              std::optional<double> angular_frequency = std::nullopt);

    /// Estimates what the last solution misses of these goals, by their adjoint problems one order
    /// higher (GoalErrors). A resistance without a current has the value and the error NaN.
    /// @throws std::invalid_argument on triangles and tetrahedra, and before a solution
    /// @throws std::runtime_error    as solve
    std::vector<device::GoalEstimate> estimate(const std::vector<device::Goal>& goals);

    /// Refines the mesh where the goals of the last estimate miss most: the cells with the largest
    /// sum of weight times error that together have the given fraction of the whole. Solutions and
    /// estimates on the old mesh are gone then; if it stays as it was, the last solution is there,
    /// solved anew where need be.
    /// @param weights           by goal
    /// @param largest_unknowns  the mesh stays as it was if it would have more
    /// @throws std::invalid_argument unless all cells are quadrilaterals or hexahedra, and before
    /// an
    ///         estimate of as many goals
    Refinement refine(const std::vector<double>& weights, double fraction,
                      unsigned long long largest_unknowns);

    /// A number that tells meshes apart (mesh_checksum).
    [[nodiscard]] std::uint64_t mesh_checksum() const;

    /// Solves a problem in time; while its hooks run, the last solution is that of the output time.
    /// @return false if it was stopped before the last output
    /// @throws std::invalid_argument, std::runtime_error  as device_fem::integrate
    bool integrate(const device::DiffusionProblem& problem, const device::TimeCourse& course,
                   const TransientHooks<device::DeviceState>& hooks);

    /// Fields of the last solution, at points in metres.
    [[nodiscard]] std::vector<device::FieldSample>
    sample(const std::vector<std::array<double, 3>>& points) const;

    /// Writes the fields of the last solution for ParaView (write_fields), and gives the path.
    [[nodiscard]] std::string write(const std::string& folder, const std::string& name) const;

    class Implementation;

  private:
    std::unique_ptr<Implementation> implementation_;
};

} // namespace sidejump::device_fem
