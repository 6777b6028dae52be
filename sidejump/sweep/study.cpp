// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study.hpp"

#include "sidejump/input/toml_reader.hpp"
#include "sidejump/math/gsl_status.hpp"
#include "sidejump/output/fingerprint.hpp"
#include "sidejump/sweep/alloy_base.hpp"
#include "sidejump/sweep/study_checks.hpp"
#include "sidejump/sweep/study_outputs.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace sidejump::sweep {
namespace {

using input::InputError;
using input::Place;

// Beyond, files would be larger than 80 GB for each output.
constexpr std::uint64_t most_points = 10'000'000'000ULL;

BaseFile base_file(const std::string& study, const PlacedText& base) {
    return {std::filesystem::path(study).parent_path(), base.text, {}, {}};
}

StudyInput study_input(const std::string& text, const std::string& path) {
    return study_file_section().read(input::read_toml_text(text, path), Place{path, 0, ""});
}

std::string name_from_path(const std::string& path) {
    std::string name;
    for (const char c : path) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain)
            name += c;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (name.ends_with('_'))
        name.pop_back();
    return name;
}

input::NodePath checked_path(const Study& study, const PlacedText& path) {
    try {
        auto parsed = input::parse_node_path(path.text);
        input::describe_target(parsed, study.base->parameters(), study.base->nodes());
        return parsed;
    } catch (const std::invalid_argument& error) {
        path.place.fail(fmt::format("the path of a parameter in {}", study.base->file().path()),
                        fmt::format("\"{}\", {}", input::printable(path.text), error.what()));
    }
}

void read_axes(Study& study, const SweepInput& sweep) {
    std::vector<const AxisInput*> random;
    for (const auto& axis : sweep.axis)
        if (axis.random)
            random.push_back(&axis);
    if (random.size() > SobolPoints::most_dimensions)
        random.back()->place.fail("at most 40 random axes", fmt::format("{}", random.size()));
    for (const auto* axis : random)
        if (axis->random->points != random[0]->random->points ||
            axis->random->seed != random[0]->random->seed)
            axis->place.fail(fmt::format("the points and seed of the other random axes, {} and {}",
                                         random[0]->random->points, random[0]->random->seed),
                             fmt::format("{} and {}", axis->random->points, axis->random->seed));
    std::shared_ptr<const SobolPoints> sobol;
    if (!random.empty())
        sobol = std::make_shared<const SobolPoints>(
            static_cast<unsigned>(random.size()),
            static_cast<std::uint64_t>(random[0]->random->points),
            static_cast<std::uint32_t>(random[0]->random->seed));
    unsigned coordinate = 0;
    for (const auto& axis : sweep.axis)
        study.axes.emplace_back(axis.name ? axis.name->text : name_from_path(axis.path.text),
                                checked_path(study, axis.path), axis, sobol,
                                axis.random ? coordinate++ : 0);
    check_axes(study, sweep);
}

void make_dimensions(Study& study, const SweepInput& sweep) {
    const bool zip = sweep.combine == Combine::zip;
    std::ptrdiff_t random_dimension = -1;
    for (std::size_t i = 0; i < study.axes.size(); ++i) {
        const Axis& axis = study.axes[i];
        if (zip && i > 0 && axis.size() != study.axes[0].size())
            sweep.axis[i].place.fail(
                fmt::format("{} values, as many as {} has, to be zipped with them",
                            study.axes[0].size(), study.axes[0].name()),
                fmt::format("{}", axis.size()));
        if (axis.is_random() && random_dimension >= 0) {
            auto& sample = study.dimensions[static_cast<std::size_t>(random_dimension)];
            sample.axes.push_back(i);
            sample.name = "sample";
        } else if (zip && i > 0) {
            study.dimensions[0].axes.push_back(i);
            study.dimensions[0].name = "point";
        } else {
            if (axis.is_random() && !zip)
                random_dimension = static_cast<std::ptrdiff_t>(study.dimensions.size());
            study.dimensions.push_back({axis.name(), axis.size(), {i}});
        }
    }
    constexpr std::size_t most_dimensions = 32; // of HDF5
    if (study.dimensions.size() > most_dimensions)
        throw InputError(study.file, 0, "sweep.axis",
                         fmt::format("expected a grid of at most {} dimensions, found {}",
                                     most_dimensions, study.dimensions.size()));
    study.points = 1;
    for (const auto& dimension : study.dimensions) {
        if (dimension.size > most_points / study.points)
            throw InputError(study.file, 0, "sweep.axis",
                             fmt::format("expected at most {:.0e} points in all, found more",
                                         static_cast<double>(most_points)));
        study.points *= dimension.size;
    }
}

void take_fingerprint(Study& study) {
    output::Fingerprint mark;
    mark.add(SIDEJUMP_VERSION);
    mark.add(study.text);
    mark.add(study.base->file().text);
    for (const ReadFile& file : study.base->files(study.axes)) {
        study.other_files.push_back(file.path);
        mark.add(file.content);
    }
    study.fingerprint = mark.hex();
}

} // namespace

std::shared_ptr<const Base> read_base(const std::string& study, const PlacedText& base,
                                      const std::vector<BaseKind>& kinds) {
    BaseFile file = base_file(study, base);
    try {
        file.text = input::read_input_text(file.path());
    } catch (const InputError& error) {
        base.place.fail("an alloy, device, superconductor or gas file that can be read",
                        fmt::format("{}: {}", file.path(), error.message));
    }
    file.nodes = input::read_toml_text(file.text, file.path());
    return open_base(std::move(file), kinds);
}

void Study::axis_indices(std::uint64_t point, std::span<std::uint64_t> indices) const {
    for (std::size_t i = dimensions.size(); i-- > 0;) {
        const std::uint64_t index = point % dimensions[i].size;
        point /= dimensions[i].size;
        for (const std::size_t axis : dimensions[i].axes)
            indices[axis] = index;
    }
}

void set_axes(const Study& study, std::span<const std::uint64_t> indices, input::Node& point) {
    for (std::size_t i = 0; i < study.axes.size(); ++i)
        input::set_node(point, study.axes[i].path(), study.axes[i].node(indices[i]));
}

std::string point_text(const Study& study, std::uint64_t point) {
    std::vector<std::uint64_t> indices(study.axes.size());
    study.axis_indices(point, indices);
    std::string text;
    for (std::size_t i = 0; i < study.axes.size(); ++i)
        text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", study.axes[i].name(),
                            input::printable(study.axes[i].text(indices[i])));
    return text;
}

Study read_study(const std::string& path, const std::vector<BaseKind>& kinds) {
    return read_study_text(input::read_input_text(path), path, std::nullopt, kinds);
}

Study read_study_text(const std::string& text, const std::string& name,
                      const std::optional<BaseFile>& base, const std::vector<BaseKind>& kinds) {
    math::use_gsl_status_codes();
    Study study;
    study.file = name;
    study.text = text;
    const StudyInput input = study_input(study.text, name);
    study.base = base ? open_base(*base, kinds) : read_base(name, input.sweep.base, kinds);
    study.outputs = find_outputs(*study.base, input.sweep.outputs);
    check_output_names(input.sweep.outputs);
    read_axes(study, input.sweep);
    make_dimensions(study, input.sweep);
    check_points(study, input.sweep);
    take_fingerprint(study);
    return study;
}

bool is_study_file(const std::string& path) {
    return input::find_node(input::read_toml_file(path), input::parse_node_path("sweep")) !=
           nullptr;
}

std::string base_of_study(const std::string& path) {
    return base_file(path, study_input(input::read_input_text(path), path).sweep.base).path();
}

} // namespace sidejump::sweep
