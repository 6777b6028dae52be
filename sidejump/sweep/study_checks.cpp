// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study_checks.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <random>
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

void add(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

// The texts of all keys `table`.
void add_tables(const input::Node& node, std::vector<std::string>& names) {
    if (const auto* list = std::get_if<input::List>(&node.value)) {
        for (const input::Node& element : *list)
            add_tables(element, names);
    } else if (const auto* table = std::get_if<input::Table>(&node.value)) {
        for (const auto& [key, value] : *table) {
            const auto* text = std::get_if<std::string>(&value.value);
            if (key == "table" && text != nullptr)
                add(names, *text);
            add_tables(value, names);
        }
    }
}

// Whether an alloy is refused for the value of that axis; then says why.
bool refuses(const Study& study, const input::Node& alloy, const Axis& axis, std::string& why) {
    try {
        (void)study.alloy(alloy);
    } catch (const InputError& error) {
        const std::string& path = axis.written_path();
        if (error.key != path && !error.key.starts_with(path + '[') &&
            !error.key.starts_with(path + '.'))
            return false;
        why = error.what();
        return true;
    } catch (const std::exception&) {
        return false;
    }
    return false;
}

// Whether the value is refused in the base, and with values of the other axes as well: the mistake
// may be theirs.
bool refuses_value(const Study& study, std::size_t axis, std::uint64_t index, std::string& why) {
    constexpr std::uint64_t trials = 4;
    const Axis& judged = study.axes[axis];
    input::Node alloy = study.base;
    input::set_node(alloy, judged.path(), judged.node(index));
    if (!refuses(study, alloy, judged, why))
        return false;
    std::mt19937_64 random(1);
    std::vector<std::uint64_t> indices(study.axes.size());
    std::string same;
    for (std::uint64_t trial = 0; trial < trials && study.axes.size() > 1; ++trial) {
        for (const Dimension& dimension : study.dimensions) {
            const std::uint64_t place = random() % dimension.size;
            const bool own = std::find(dimension.axes.begin(), dimension.axes.end(), axis) !=
                             dimension.axes.end();
            for (const std::size_t i : dimension.axes)
                indices[i] = own ? index : place;
        }
        set_axes(study, indices, alloy);
        if (!refuses(study, alloy, judged, same))
            return false;
    }
    return true;
}

// Stops at the first value that is taken, as a rule the first.
void check_values(const Study& study, std::size_t axis, const input::Place& place) {
    constexpr std::uint64_t most = 64;
    const Axis& judged = study.axes[axis];
    const std::uint64_t tried = std::min(most, judged.size());
    std::string first;
    std::string later;
    for (std::uint64_t i = 0; i < tried; ++i) {
        const std::uint64_t index = tried == 1 ? 0 : i * (judged.size() - 1) / (tried - 1);
        if (!refuses_value(study, axis, index, i == 0 ? first : later))
            return;
    }
    place.fail(fmt::format("values that {} takes", judged.written_path()),
               fmt::format("{}, the first of which is refused: {}",
                           tried < judged.size() ? "none among those that were tried" : "none",
                           first));
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

void check_points(const Study& study, const SweepInput& sweep) {
    for (std::size_t i = 0; i < study.axes.size(); ++i)
        check_values(study, i, sweep.axis[i].place);
    std::map<const OutputGroup*, std::vector<std::size_t>> groups;
    for (const Output& output : study.outputs)
        groups[output.group].push_back(output.place);
    std::set<std::string> refusals;
    std::optional<coefficients::AlloyFile> readable;
    const std::set<std::uint64_t> points = {0, study.points / 2, study.points - 1};
    for (const std::uint64_t point : points) {
        std::vector<std::uint64_t> indices(study.axes.size());
        study.axis_indices(point, indices);
        input::Node alloy = study.base;
        try {
            set_axes(study, indices, alloy);
            readable = study.alloy(alloy);
            break;
        } catch (const std::exception& error) {
            refusals.insert(error.what());
        }
    }
    if (readable) {
        for (const auto& [group, wanted] : groups)
            group->prepare(*readable, wanted, study.base_file);
    } else if (points.size() > 1 && refusals.size() == 1) {
        throw InputError(study.file, 0, "sweep",
                         fmt::format("expected points that can be computed, found the first, "
                                     "middle and last refused alike: {}",
                                     *refusals.begin()));
    }
}

std::vector<std::string> table_names(const Study& study) {
    std::vector<std::string> names;
    add_tables(study.base, names);
    for (const Axis& axis : study.axes) {
        const auto* key = std::get_if<std::string>(&axis.path().steps.back());
        if (key != nullptr && *key == "table")
            for (std::uint64_t i = 0; i < axis.size(); ++i)
                add(names, axis.text(i));
    }
    const auto folder = std::filesystem::path(study.base_name).parent_path();
    for (std::string& name : names)
        name = (folder / name).string();
    return names;
}

} // namespace sidejump::sweep
