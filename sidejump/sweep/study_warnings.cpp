// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study_warnings.hpp"

#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/species_report.hpp"
#include "sidejump/sweep/point_evaluator.hpp"

#include <exception>
#include <fmt/format.h>
#include <set>

namespace sidejump::sweep {

std::vector<std::string> study_warnings(const Study& study) {
    std::vector<std::string> warnings;
    std::set<std::string> told; // what a warning is about
    std::set<std::uint64_t> points = {0, study.points / 2, study.points - 1};
    for (const std::uint64_t point : scattered_points(study))
        points.insert(point);
    for (const std::uint64_t point : points) {
        const auto warn = [&](const std::string& subject, const std::string& text) {
            if (told.insert(subject).second)
                warnings.push_back(fmt::format("point {} of {}: {}", point, study.points, text));
        };
        std::vector<std::uint64_t> indices(study.axes.size());
        study.axis_indices(point, indices);
        input::Node node = study.base;
        try {
            set_axes(study, indices, node);
            const coefficients::AlloyFile file = study.alloy(node);
            const coefficients::Alloy& alloy = file.alloy;
            std::vector<double> temperatures = {0.0};
            if (file.thermal)
                temperatures.insert(temperatures.end(), file.thermal->temperatures.begin(),
                                    file.thermal->temperatures.end());
            for (const std::string& text :
                 coefficients::input_warnings(alloy, file.laws, temperatures))
                warn(impurity::without_numbers(text), text);
            const auto found = coefficients::transport_coefficients(alloy);
            for (const auto& approximation : coefficients::approximations(alloy, found))
                if (approximation.standing == coefficients::Standing::fails)
                    warn(approximation.name,
                         fmt::format("{}: {}", approximation.name, approximation.statement));
        } catch (const std::exception&) {
            continue; // the run tells what is wrong with the point
        }
    }
    return warnings;
}

} // namespace sidejump::sweep
