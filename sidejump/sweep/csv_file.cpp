// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/csv_cell.hpp"
#include "sidejump/output/hdf5_file.hpp"
#include "sidejump/sweep/result_file.hpp"
#include "sidejump/sweep/slabs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace sidejump::sweep {
namespace {

std::string header(const Study& study) {
    std::string line;
    const auto add = [&](const std::string& name, const std::string& unit) {
        line += (line.empty() ? "" : ",") +
                output::csv_cell(unit.empty() || unit == "1" ? name
                                                             : fmt::format("{} [{}]", name, unit));
    };
    for (const Axis& axis : study.axes)
        add(axis.name(), axis.unit());
    for (const Output& output : study.outputs)
        add(output.name, output.declaration.unit);
    return line + "\n";
}

bool have_equal_bytes(const std::filesystem::path& one, const std::filesystem::path& other) {
    if (std::filesystem::file_size(one) != std::filesystem::file_size(other))
        return false;
    std::ifstream first(one, std::ios::binary);
    std::ifstream second(other, std::ios::binary);
    using Bytes = std::istreambuf_iterator<char>;
    return first && second && std::equal(Bytes(first), Bytes(), Bytes(second), Bytes());
}

} // namespace

void write_csv_file(const Study& study, const std::filesystem::path& result,
                    const std::filesystem::path& path, output::AtomicFile::Existing existing) {
    const output::Hdf5Reader file(result.string());
    output::AtomicFile csv(path, output::AtomicFile::Naming::fixed);
    csv.write(header(study));
    std::vector<std::uint64_t> sizes;
    for (const Dimension& dimension : study.dimensions)
        sizes.push_back(dimension.size);
    const std::uint64_t most = std::max<std::uint64_t>(1, (1U << 16U) / study.outputs.size());
    std::vector<std::vector<double>> columns(study.outputs.size());
    std::vector<std::uint64_t> indices(study.axes.size());
    for_each_slab(
        sizes, most, [&](const output::Hdf5Box& box, std::uint64_t first, std::uint64_t count) {
            for (std::size_t i = 0; i < columns.size(); ++i) {
                columns[i].resize(count);
                file.read_numbers(study.outputs[i].name, box, columns[i]);
            }
            fmt::memory_buffer text;
            for (std::uint64_t row = 0; row < count; ++row) {
                study.axis_indices(first + row, indices);
                for (std::size_t i = 0; i < indices.size(); ++i) {
                    const Axis& axis = study.axes[i];
                    if (i > 0)
                        text.push_back(',');
                    if (axis.is_numeric())
                        fmt::format_to(std::back_inserter(text), "{}", axis.number(indices[i]));
                    else
                        fmt::format_to(std::back_inserter(text), "{}",
                                       output::csv_cell(axis.text(indices[i])));
                }
                for (const auto& column : columns)
                    fmt::format_to(std::back_inserter(text), ",{}", column[row]);
                text.push_back('\n');
            }
            csv.write({text.data(), text.size()});
        });
    if (existing == output::AtomicFile::Existing::keep && std::filesystem::exists(path)) {
        if (!have_equal_bytes(csv.temporary(), path))
            refuse_other_study(path, "a table with other contents than this result");
        return;
    }
    csv.commit(existing);
}

} // namespace sidejump::sweep
