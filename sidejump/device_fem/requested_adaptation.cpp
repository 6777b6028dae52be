// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/requested_adaptation.hpp"

#include "sidejump/device_fem/triangulation.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace sidejump::device_fem {

bool is_adapted_to(const device::AdaptInput& adapt, const std::string& measure) {
    return !adapt.measure ||
           std::ranges::count(*adapt.measure, measure, &input::PlacedText::text) > 0;
}

AdaptationRequest requested_adaptation(const device::DeviceInput& input,
                                       const device::DiffusionProblem& problem) {
    const device::AdaptInput& adapt = input.mesh.adapt.value();
    if (problem.mesh.dimension == 1 || !has_tensor_product_cells(problem.mesh))
        adapt.place.fail("a mesh of quadrilaterals or hexahedra, which can be refined locally",
                         problem.mesh.dimension == 1 ? "a line" : "triangles or tetrahedra");
    AdaptationRequest request;
    for (const device::MeasureInput& measure : input.measure)
        if (is_adapted_to(adapt, measure.name.text))
            request.goals.push_back(device::goal_of(measure, problem.terminals));
    request.relative_error = adapt.relative_error;
    request.largest_unknowns = static_cast<unsigned long long>(adapt.largest_unknowns);
    request.most_rounds = adapt.most_rounds;
    request.fraction = adapt.fraction;
    return request;
}

std::string shortfall(const device::Adaptation& adaptation) {
    std::string text;
    for (const device::GoalEstimate& goal : adaptation.rounds.back().goals)
        if (const double error = std::abs(goal.error) / std::abs(goal.value);
            error > adaptation.relative_error)
            text += fmt::format("{}\"{}\" {:.1e}", text.empty() ? "" : ", ", goal.name, error);
    return text;
}

std::string without_estimate(const device::Adaptation& adaptation) {
    std::string text;
    for (const device::GoalEstimate& goal : adaptation.rounds.back().goals)
        if (!std::isfinite(std::abs(goal.error)))
            text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", goal.name);
    return text;
}

} // namespace sidejump::device_fem
