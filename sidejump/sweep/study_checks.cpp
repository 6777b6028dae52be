// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study_checks.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace sidejump::sweep {
namespace {

using input::InputError;

// Names that the result file uses itself.
constexpr std::array reserved = {"point", "sample", "failed_index", "message"};

bool is_name(const std::string& name) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !name.empty() && letter(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

void add_tables(const coefficients::AlloyFile& alloy, std::vector<std::string>& files) {
    for (const auto& law : alloy.laws)
        for (const auto& channel : law.channels)
            if (const auto* table =
                    std::get_if<impurity::TabulatedPhaseShift>(&channel.phase_shift))
                if (std::find(files.begin(), files.end(), table->file) == files.end())
                    files.push_back(table->file);
}

} // namespace

void check_axes(const Study& study, const SweepInput& sweep) {
    for (std::size_t i = 0; i < study.axes.size(); ++i) {
        const Axis& axis = study.axes[i];
        const AxisInput& written = sweep.axis[i];
        const auto& name_place = written.name ? written.name->place : written.path.place;
        if (!is_name(axis.name()))
            name_place.fail("a name of letters, digits and underscores that begins with a letter",
                            fmt::format("\"{}\"", input::printable(axis.name())));
        const bool taken =
            std::find(reserved.begin(), reserved.end(), axis.name()) != reserved.end() ||
            std::any_of(study.outputs.begin(), study.outputs.end(),
                        [&](const Output& output) { return output.name == axis.name(); });
        if (taken)
            name_place.fail("a name that the result file does not use otherwise",
                            fmt::format("\"{}\"", axis.name()));
        for (std::size_t k = 0; k < i; ++k) {
            const Axis& other = study.axes[k];
            if (axis.path().overlaps(other.path()))
                written.path.place.fail(
                    "a parameter that no other axis sets",
                    fmt::format("\"{}\", which sweep.axis[{}] sets", axis.written_path(), k));
            if (axis.name() == other.name())
                name_place.fail("a name of its own for each axis",
                                fmt::format("\"{}\", the name of sweep.axis[{}]", axis.name(), k));
        }
    }
}

void check_points(const Study& study) {
    std::set<const OutputGroup*> groups;
    for (const Output& output : study.outputs)
        groups.insert(output.group);
    std::set<std::string> refusals;
    std::optional<coefficients::AlloyFile> readable;
    const std::set<std::uint64_t> points = {0, study.points / 2, study.points - 1};
    for (const std::uint64_t point : points) {
        std::vector<std::uint64_t> indices(study.axes.size());
        study.axis_indices(point, indices);
        input::Node alloy = study.base;
        try {
            set_axes(study, indices, alloy);
            readable = coefficients::alloy_from_node(alloy, study.base_file);
            break;
        } catch (const std::exception& error) {
            refusals.insert(error.what());
        }
    }
    if (readable) {
        for (const OutputGroup* group : groups)
            group->prepare(*readable, study.base_file);
    } else if (points.size() > 1 && refusals.size() == 1) {
        throw InputError(study.file, 0, "sweep",
                         fmt::format("expected points that can be computed, found the first, "
                                     "middle and last refused alike: {}",
                                     *refusals.begin()));
    }
}

std::vector<std::string> table_files(const Study& study) {
    std::vector<std::string> files;
    std::vector<std::uint64_t> indices(study.axes.size(), 0);
    const auto add_point = [&] {
        input::Node alloy = study.base;
        try {
            set_axes(study, indices, alloy);
            add_tables(coefficients::alloy_from_node(alloy, study.base_file), files);
        } catch (const std::exception&) {
            return; // the point will fail with a message of its own
        }
    };
    add_tables(coefficients::alloy_from_node(study.base, study.base_file), files);
    for (std::size_t i = 0; i < study.axes.size(); ++i) {
        if (study.axes[i].is_numeric())
            continue;
        for (std::uint64_t value = 0; value < study.axes[i].size(); ++value) {
            indices[i] = value;
            add_point();
        }
        indices[i] = 0;
    }
    return files;
}

} // namespace sidejump::sweep
