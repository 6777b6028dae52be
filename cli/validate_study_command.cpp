// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/sweep/study.hpp"
#include "sidejump/sweep/study_section.hpp"
#include "sidejump/sweep/study_warnings.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <string>
#include <vector>

namespace sidejump::cli {
namespace {

input::Json echo_of(const sweep::Study& study) {
    const auto& section = sweep::study_file_section();
    return section.echo(
        section.read(input::read_toml_text(study.text, study.file), {study.file, 0, ""}));
}

std::vector<std::string> axes_of(const sweep::Study& study) {
    std::vector<std::string> names;
    names.reserve(study.axes.size());
    for (const auto& axis : study.axes)
        names.push_back(axis.name());
    return names;
}

} // namespace

int validate_study_command(const ValidateCommandOptions& options,
                           const std::vector<sweep::BaseKind>& kinds, bool speaks) {
    const auto study = sweep::read_study(options.file, kinds);
    if (!speaks)
        return success;
    if (options.json)
        fmt::print("{}\n", echo_of(study).dump(2));
    else
        fmt::print("{}: valid, a study of the {} {} with {} point{} over {} and {} output{}\n",
                   options.file, study.base->kind(), study.base->file().path(), study.points,
                   study.points == 1 ? "" : "s", fmt::join(axes_of(study), ", "),
                   study.outputs.size(), study.outputs.size() == 1 ? "" : "s");
    std::fflush(stdout); // the result first, then what is logged about it
    for (const auto& warning : sweep::study_warnings(study))
        spdlog::warn("{}", warning);
    return success;
}

} // namespace sidejump::cli
