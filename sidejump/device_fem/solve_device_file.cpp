// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/solve_device_file.hpp"

#include "sidejump/device/connectivity.hpp"
#include "sidejump/device_fem/adaptive_solution.hpp"
#include "sidejump/device_fem/gmsh_file.hpp"
#include "sidejump/device_fem/triangulation.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <numbers>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

Discretisation discretisation_of(const device::DeviceInput& input, int refinements) {
    Discretisation options;
    options.order = input.solver.order;
    options.refinements = refinements;
    options.solver.relative_tolerance = input.solver.relative_tolerance;
    options.solver.method = input.solver.method;
    return options;
}

std::string axes_of(const device::Geometry& geometry) {
    std::string axes;
    for (int d = 0; d < geometry.mesh.dimension; ++d)
        axes += "xyz"[geometry.embedding.axes[static_cast<std::size_t>(d)]];
    return axes;
}

/// The name of the fields at a point of a study: FIELDS, or FIELDS-0003.
std::string fields_name(std::size_t point, std::size_t points) {
    return points == 1 ? "fields" : fmt::format("fields-{:04}", point);
}

/// What [mesh.adapt] asks for.
AdaptationRequest request_of(const device::DeviceInput& input,
                             const device::DiffusionProblem& problem, const FileOptions& options) {
    const device::AdaptInput& adapt = input.mesh.adapt.value();
    if (problem.mesh.dimension == 1 || !has_tensor_product_cells(problem.mesh))
        adapt.place.fail("a mesh of quadrilaterals or hexahedra, which can be refined locally",
                         problem.mesh.dimension == 1 ? "a line" : "triangles or tetrahedra");
    AdaptationRequest request;
    for (const device::MeasureInput& measure : input.measure)
        if (!adapt.measure ||
            std::ranges::count(*adapt.measure, measure.name.text, &input::PlacedText::text) > 0)
            request.goals.push_back(device::goal_of(measure, problem.terminals));
    request.relative_error = adapt.relative_error;
    request.largest_unknowns = static_cast<unsigned long long>(adapt.largest_unknowns);
    request.most_rounds = adapt.most_rounds;
    request.fraction = adapt.fraction;
    request.on_round = options.on_round;
    return request;
}

/// The measures whose error is larger than was asked for.
std::string shortfall(const device::Adaptation& adaptation) {
    std::string text;
    for (const device::GoalEstimate& goal : adaptation.rounds.back().goals)
        if (const double error = std::abs(goal.error) / std::abs(goal.value);
            error > adaptation.relative_error)
            text += fmt::format("{}\"{}\" {:.1e}", text.empty() ? "" : ", ", goal.name, error);
    return text;
}

} // namespace

device::DeviceRun solve_device_file(const device::DeviceFile& file, const FileOptions& options,
                                    MPI_Comm communicator) {
    const device::DeviceInput& input = file.input;
    device::Geometry geometry = device::build_geometry(
        input.geometry, input.mesh,
        options.read_mesh_file ? options.read_mesh_file : device::MeshFileReader(read_gmsh_file));
    const std::vector<device::StudyPoint> points = device::study_points(file);

    device::DeviceRun run;
    run.regions = geometry.mesh.regions;
    run.axes = axes_of(geometry);
    run.warnings = device::device_warnings(file);
    run.warnings.insert(run.warnings.end(), geometry.notes.begin(), geometry.notes.end());
    std::optional<DeviceSolver> solver;
    try {
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (options.progress)
                options.progress(i, points.size());
            const auto problem =
                device::device_problem(file, geometry.mesh, geometry.embedding, points[i]);
            if (!solver) {
                device::check_connected(problem);
                solver.emplace(problem.mesh, problem.interfaces,
                               discretisation_of(input, geometry.refinements), communicator);
            }
            std::optional<double> angular_frequency;
            if (input.study.kind == device::StudyKind::ac)
                angular_frequency = 2.0 * std::numbers::pi * points[i].frequency;
            device::StudyResult result{points[i], {}, {}};
            if (i == 0 && input.mesh.adapt) {
                auto adapted = solve_adaptively(*solver, problem, angular_frequency,
                                                request_of(input, problem, options));
                result.state = std::move(adapted.state);
                run.adaptation = std::move(adapted.adaptation);
                if (!run.adaptation->stopped_by.empty())
                    run.warnings.push_back(fmt::format(
                        "the mesh was refined up to {} only; estimated relative errors: {}",
                        run.adaptation->stopped_by, shortfall(*run.adaptation)));
            } else {
                result.state = solver->solve(problem, angular_frequency);
            }
            result.measurements = device::measurements(input, result.state.terminals);
            run.results.push_back(std::move(result));
            std::vector<device::LineCut> cuts;
            for (const device::CutInput& cut : input.output.cut) {
                auto positions = device::cut_positions(cut);
                auto samples = solver->sample(positions);
                if (i == 0 && std::ranges::none_of(samples, &device::FieldSample::inside))
                    run.warnings.push_back(fmt::format(
                        "cut \"{}\" lies outside the device; its points have {} coordinate{}, {}",
                        cut.name.text, geometry.mesh.dimension,
                        geometry.mesh.dimension == 1 ? "" : "s", run.axes));
                cuts.push_back({cut.name.text, std::move(positions), std::move(samples)});
            }
            run.cuts.push_back(std::move(cuts));
            if (input.output.fields)
                run.field_files.push_back(
                    std::filesystem::path(
                        solver->write(options.fields_folder, fields_name(i, points.size())))
                        .filename()
                        .string());
        }
    } catch (const std::invalid_argument& error) {
        throw input::InputError(file.file, 0, "", error.what());
    }
    return run;
}

} // namespace sidejump::device_fem
