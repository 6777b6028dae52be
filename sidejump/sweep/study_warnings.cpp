// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study_warnings.hpp"

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
        std::vector<std::uint64_t> indices(study.axes.size());
        study.axis_indices(point, indices);
        input::Node nodes = study.base->nodes();
        try {
            set_axes(study, indices, nodes);
            for (const auto& [subject, text] : study.base->remarks(nodes, study.outputs))
                if (told.insert(subject).second)
                    warnings.push_back(
                        fmt::format("point {} of {}: {}", point, study.points, text));
        } catch (const std::exception&) {
            continue; // the run tells what is wrong with the point
        }
    }
    return warnings;
}

} // namespace sidejump::sweep
