// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study_checks.hpp"

#include "sidejump/input/names.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
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

// Whether a point is refused for the value of that axis; then says why.
bool refuses(const Study& study, const input::Node& point, const Axis& axis, std::string& why) {
    try {
        study.base->check(point);
    } catch (const InputError& error) {
        const std::string& path = axis.written_path();
        if (error.key != path && !error.key.starts_with(path + '[') &&
            !error.key.starts_with(path + '.'))
            return false;
        // The place is that of the axis, whatever the base has at its own.
        why = error.key == path ? error.message : error.what();
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
    input::Node point = study.base->nodes();
    input::set_node(point, judged.path(), judged.node(index));
    if (!refuses(study, point, judged, why))
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
        set_axes(study, indices, point);
        if (!refuses(study, point, judged, same))
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
    place.fail(
        fmt::format("values that {} takes", judged.written_path()),
        fmt::format("{}{}, {}refused{}: {}", input::counted(judged.size(), "value"),
                    tried < judged.size() ? fmt::format(", of which {} were tried", tried) : "",
                    tried > 1 ? "all " : "", tried > 1 ? "; the first" : "", first));
}

bool is_reserved(const std::string& name) {
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

} // namespace

void check_output_names(const std::vector<PlacedText>& names) {
    for (const auto& [name, place] : names)
        if (is_reserved(name) || name == "." || name.find('/') != std::string::npos)
            place.fail("an output that can stand in the result file by its name, without \"/\" and "
                       "not one of the names that the file uses otherwise",
                       fmt::format("\"{}\"", input::printable(name)));
}

void check_axes(const Study& study, const SweepInput& sweep) {
    for (std::size_t i = 0; i < study.axes.size(); ++i) {
        const Axis& axis = study.axes[i];
        const AxisInput& written = sweep.axis[i];
        const auto& name_place = written.name ? written.name->place : written.path.place;
        if (!is_name(axis.name()))
            name_place.fail("a name of letters, digits and underscores that begins with a letter",
                            fmt::format("\"{}\"", input::printable(axis.name())));
        const bool taken =
            is_reserved(axis.name()) ||
            std::any_of(study.outputs.begin(), study.outputs.end(),
                        [&](const Output& output) { return output.name == axis.name(); });
        if (taken)
            name_place.fail("a name that the result file does not use otherwise",
                            fmt::format("\"{}\"", axis.name()));
        for (std::size_t k = 0; k < i; ++k) {
            const Axis& other = study.axes[k];
            if (study.base->overlap(axis.path(), other.path()))
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
    std::set<std::string> refusals;
    std::optional<input::Node> readable;
    const std::set<std::uint64_t> points = {0, study.points / 2, study.points - 1};
    for (const std::uint64_t point : points) {
        std::vector<std::uint64_t> indices(study.axes.size());
        study.axis_indices(point, indices);
        input::Node nodes = study.base->nodes();
        try {
            set_axes(study, indices, nodes);
            study.base->check(nodes);
            readable = std::move(nodes);
            break;
        } catch (const std::exception& error) {
            refusals.insert(error.what());
        }
    }
    if (readable) {
        study.base->check_outputs(*readable, study.outputs);
    } else if (points.size() > 1 && refusals.size() == 1) {
        throw InputError(study.file, 0, "sweep",
                         fmt::format("expected points that can be computed, found the first, "
                                     "middle and last refused alike: {}",
                                     *refusals.begin()));
    }
}

} // namespace sidejump::sweep
