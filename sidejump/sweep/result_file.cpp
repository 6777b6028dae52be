// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/result_file.hpp"

#include "sidejump/output/hdf5_file.hpp"
#include "sidejump/sweep/slabs.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <numeric>
#include <span>
#include <system_error>
#include <unistd.h>

namespace sidejump::sweep {
namespace {

constexpr std::uint64_t slab_points = 1U << 16U;

std::vector<std::uint64_t> sizes_of(const Study& study) {
    std::vector<std::uint64_t> sizes;
    for (const Dimension& dimension : study.dimensions)
        sizes.push_back(dimension.size);
    return sizes;
}

// Calls visit(first, count) for consecutive parts of a length.
template <class Visit>
void for_each_part(std::uint64_t size, Visit visit) {
    for (std::uint64_t first = 0; first < size; first += slab_points)
        visit(first, std::min(slab_points, size - first));
}

void write_axis(output::Hdf5Writer& file, const Study& study, const Axis& axis) {
    if (axis.is_numeric()) {
        file.create_numbers(axis.name(), {axis.size()});
        std::vector<double> values;
        for_each_part(axis.size(), [&](std::uint64_t first, std::uint64_t count) {
            values.clear();
            for (std::uint64_t i = first; i < first + count; ++i)
                values.push_back(axis.number(i));
            file.write_numbers(axis.name(), {{first}, {count}}, values);
        });
    } else {
        file.create_texts(axis.name(), axis.size());
        std::vector<std::string> texts;
        for_each_part(axis.size(), [&](std::uint64_t first, std::uint64_t count) {
            texts.clear();
            for (std::uint64_t i = first; i < first + count; ++i)
                texts.push_back(axis.text(i));
            file.write_texts(axis.name(), first, texts);
        });
    }
    file.set_text(axis.name(), "path", axis.written_path());
    if (!axis.unit().empty())
        file.set_text(axis.name(), "units", axis.unit());
    const std::string description =
        input::describe_target(axis.path(), study.base->parameters(), study.base->nodes());
    file.set_text(axis.name(), "description", description);
    file.set_text(axis.name(), "long_name", axis.written_path());
}

void write_index(output::Hdf5Writer& file, const std::string& name, std::uint64_t size) {
    file.create_integers(name, size);
    std::vector<std::int64_t> indices;
    for_each_part(size, [&](std::uint64_t first, std::uint64_t count) {
        indices.resize(count);
        std::iota(indices.begin(), indices.end(), static_cast<std::int64_t>(first));
        file.write_integers(name, first, indices);
    });
}

void write_axes(output::Hdf5Writer& file, const Study& study) {
    for (const Dimension& dimension : study.dimensions) {
        const bool own = dimension.axes.size() == 1;
        if (!own) {
            write_index(file, dimension.name, dimension.size);
            file.make_scale(dimension.name);
            file.set_text(dimension.name, "description", "number of the point, from 0");
        }
        for (const std::size_t i : dimension.axes) {
            const Axis& axis = study.axes[i];
            write_axis(file, study, axis);
            if (own)
                file.make_scale(axis.name());
            else
                file.attach_scale(axis.name(), 0, dimension.name);
        }
    }
}

void add(OutputSummary& summary, std::span<const double> values) {
    for (const double value : values) {
        if (std::isfinite(value)) {
            summary.least = std::min(summary.least, value);
            summary.largest = std::max(summary.largest, value);
        } else {
            ++(std::isinf(value) ? summary.infinite : summary.undefined);
        }
    }
}

// The axes that share a dimension, as the attribute `coordinates` of the CF conventions names them.
std::string axes_beside_scales(const Study& study) {
    std::string names;
    for (const Dimension& dimension : study.dimensions)
        if (dimension.axes.size() > 1)
            for (const std::size_t axis : dimension.axes)
                names += (names.empty() ? "" : " ") + study.axes[axis].name();
    return names;
}

OutputSummary write_output(output::Hdf5Writer& file, const Study& study, const Journal& journal,
                           std::uint64_t place) {
    const Output& output = study.outputs[place];
    file.create_numbers(output.name, sizes_of(study));
    OutputSummary summary;
    std::vector<double> values;
    for_each_slab(sizes_of(study), slab_points,
                  [&](const output::Hdf5Box& box, std::uint64_t first, std::uint64_t count) {
                      values.resize(count);
                      journal.read_values(place, first, values);
                      add(summary, values);
                      file.write_numbers(output.name, box, values);
                  });
    for (std::size_t i = 0; i < study.dimensions.size(); ++i)
        file.attach_scale(output.name, static_cast<unsigned>(i), study.dimensions[i].name);
    file.set_text(output.name, "units", output.declaration.unit);
    file.set_text(output.name, "description", output.declaration.description);
    file.set_text(output.name, "long_name", output.declaration.description);
    file.set_text(output.name, "command", std::string(output.group->name()));
    const std::string shared = axes_beside_scales(study);
    if (!shared.empty())
        file.set_text(output.name, "coordinates", shared);
    return summary;
}

void write_failures(output::Hdf5Writer& file, const Portions& portions, const Journal& journal) {
    if (journal.failures() == 0)
        return;
    file.create_integers("failed_index", journal.failures());
    file.create_texts("message", journal.failures());
    std::uint64_t written = 0;
    for (std::uint64_t portion = 0; portion < portions.count(); ++portion) {
        std::vector<std::int64_t> points;
        std::vector<std::string> messages;
        for (auto& failure : journal.read_failures(portion)) {
            points.push_back(static_cast<std::int64_t>(failure.point));
            messages.push_back(std::move(failure.message));
        }
        if (points.empty())
            continue;
        file.write_integers("failed_index", written, points);
        file.write_texts("message", written, messages);
        written += points.size();
    }
    file.make_scale("failed_index");
    file.attach_scale("message", 0, "failed_index");
    file.set_text("failed_index", "description",
                  "points that failed, counted from 0 with the last dimension fastest");
    file.set_text("message", "description", "why they failed");
}

} // namespace

std::vector<OutputSummary> write_result_file(const Study& study, const Portions& portions,
                                             const Journal& journal,
                                             const std::vector<std::string>& warnings,
                                             const std::filesystem::path& path,
                                             output::AtomicFile::Existing existing) {
    output::AtomicFile atomic(path, output::AtomicFile::Naming::fixed);
    output::Hdf5Writer file(atomic.temporary());
    file.set_text("", "program", "sidejump");
    file.set_text("", "version", SIDEJUMP_VERSION);
    file.set_text("", "fingerprint", study.fingerprint);
    file.set_text("", "study", study.text);
    file.set_text("", "base", study.base->file().text);
    file.set_text("", "input", study.base->echo().dump(2));
    std::vector<std::string> names;
    for (const Axis& axis : study.axes)
        names.push_back(axis.name());
    file.set_texts("", "axes", names);
    names.clear();
    for (const Output& output : study.outputs)
        names.push_back(output.name);
    file.set_texts("", "outputs", names);
    file.set_integer("", "points", static_cast<std::int64_t>(study.points));
    file.set_integer("", "failed", static_cast<std::int64_t>(journal.failures()));
    if (!warnings.empty())
        file.set_texts("", "warnings", warnings);
    write_axes(file, study);
    std::vector<OutputSummary> summaries;
    for (std::size_t i = 0; i < study.outputs.size(); ++i)
        summaries.push_back(write_output(file, study, journal, i));
    write_failures(file, portions, journal);
    file.close();
    atomic.commit(existing);
    return summaries;
}

std::optional<ResultMark> read_result_mark(const std::filesystem::path& path) {
    if (!std::filesystem::exists(std::filesystem::symlink_status(path)))
        return std::nullopt;
    if (access(path.c_str(), R_OK) != 0)
        throw std::system_error(errno, std::generic_category(), "cannot read " + path.string());
    try {
        const output::Hdf5Reader file(path.string());
        return ResultMark{file.text("fingerprint").value_or(""),
                          static_cast<std::uint64_t>(file.integer("failed").value_or(0))};
    } catch (const std::runtime_error&) {
        return ResultMark{}; // no result of ours, whatever it is
    }
}

} // namespace sidejump::sweep
