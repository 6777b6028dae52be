// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/device_problems.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::test {

using device::DiffusionProblem;

device::Medium metal(double conductivity, double diffusion_length, double spin_hall_angle) {
    return metal(
        {conductivity, spin_hall_angle * conductivity, conductivity, conductivity, conductivity},
        conductivity / (diffusion_length * diffusion_length));
}

device::Medium metal(const device::IsotropicConduction& conduction, double relaxation) {
    device::Medium medium;
    medium.conduction = device::isotropic_conduction(conduction);
    medium.relaxation.diagonal().tail<3>().setConstant(relaxation);
    return medium;
}

DiffusionProblem line(const std::vector<double>& ends, unsigned cells, int axis) {
    device::BoxGeometry geometry;
    geometry.dimension = 1;
    device::GridOptions options;
    options.element_size[0] = ends.back() - ends.front();
    for (std::size_t r = 0; r + 1 < ends.size(); ++r) {
        const std::string name = fmt::format("r{}", r);
        geometry.boxes.push_back({name, {ends[r]}, {ends[r + 1]}});
        options.region_element_size[name] = (ends[r + 1] - ends[r]) / cells * (1.0 + 1e-9);
    }
    geometry.patches = {{"low", {ends.front()}, {ends.front()}},
                        {"high", {ends.back()}, {ends.back()}}};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.embedding.axes = {axis, axis == 0 ? 1 : 0, axis == 2 ? 1 : 2};
    return problem;
}

device::Terminal& add_terminal(DiffusionProblem& problem, const std::string& boundary,
                               const device::BoundaryLaw& law, device::Drive drive, double value) {
    const auto found = std::ranges::find(problem.mesh.boundaries, boundary);
    if (found == problem.mesh.boundaries.end())
        throw std::invalid_argument("no boundary " + boundary);
    device::Terminal terminal;
    terminal.name = boundary;
    terminal.boundary =
        static_cast<std::size_t>(std::distance(problem.mesh.boundaries.begin(), found));
    terminal.law = law;
    terminal.drive = drive;
    terminal.value = value;
    problem.terminals.push_back(std::move(terminal));
    return problem.terminals.back();
}

device::Terminal& add_probe(DiffusionProblem& problem, const std::string& boundary,
                            double current) {
    device::Terminal& terminal =
        add_terminal(problem, boundary, {}, device::Drive::current, current);
    terminal.injected_polarisation = device::Vector3::Zero();
    return terminal;
}

device_fem::DeviceSolver make_solver(const DiffusionProblem& problem, int order, int refinements) {
    device_fem::Discretisation discretisation;
    discretisation.order = order;
    discretisation.refinements = refinements;
    return {problem.mesh, problem.interfaces, discretisation, MPI_COMM_WORLD};
}

double integral(const std::function<double(double)>& f, double low, double high, unsigned pieces) {
    constexpr std::array<double, 4> points{0.1834346424956498, 0.5255324099163290,
                                           0.7966664774136267, 0.9602898564975363};
    constexpr std::array<double, 4> weights{0.3626837833783620, 0.3137066458778873,
                                            0.2223810344533745, 0.1012285362903763};
    const double half = 0.5 * (high - low) / pieces;
    double sum = 0.0;
    for (unsigned piece = 0; piece < pieces; ++piece) {
        const double centre = low + (2 * piece + 1) * half;
        for (std::size_t i = 0; i < points.size(); ++i)
            sum +=
                weights[i] * half * (f(centre - half * points[i]) + f(centre + half * points[i]));
    }
    return sum;
}

DiffusionProblem channel_problem(const Channel& channel) {
    const double t = channel.thickness;
    const double low = channel.contacts.front() - channel.margin;
    const double high = channel.contacts.back() + channel.margin;
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"channel", {low, 0.0}, {high, t}}};
    geometry.patches = {{"left", {low, 0.0}, {low, t}}, {"right", {high, 0.0}, {high, t}}};
    device::GridOptions options;
    options.element_size = {0.2, 0.2, 0.0};
    options.edge_size = 0.1 * t;
    options.grading = 1.7;
    options.graded_towards[1] = {t};
    for (std::size_t k = 0; k < channel.contacts.size(); ++k) {
        const double from = channel.contacts[k] - 0.5 * channel.contact_width;
        const double to = channel.contacts[k] + 0.5 * channel.contact_width;
        options.graded_towards[0].insert(options.graded_towards[0].end(), {from, to});
        if (channel.wire_height > 0.0 && channel.wire_at == k)
            geometry.boxes.push_back({"wire", {from, t}, {to, t + channel.wire_height}});
        else
            geometry.patches.push_back({fmt::format("c{}", k), {from, t}, {to, t}});
    }
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.embedding.axes = {0, 2, 1};
    return problem;
}

double extrapolated(const std::function<double(double)>& f, double h) {
    const double coarse = f(h);
    const double middle = f(0.5 * h);
    const double fine = f(0.25 * h);
    return (8.0 * fine - 6.0 * middle + coarse) / 3.0;
}

} // namespace sidejump::test
