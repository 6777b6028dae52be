// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/declared_files.hpp"
#include "sidejump/coefficients/response_declarations.hpp"
#include "sidejump/coefficients/result_declarations.hpp"
#include "sidejump/coefficients/thermal_declarations.hpp"
#include "sidejump/fit/closed_form.hpp"
#include "sidejump/input/reference_page.hpp"
#include "sidejump/sweep/alloy_outputs.hpp"

#include <fmt/format.h>
#include <iterator>
#include <utility>

namespace sidejump::cli {
namespace {

const std::pair<std::string, std::string (*)()> result_pages[] = {
    {"results", coefficients::result_reference_page},
    {"thermal", coefficients::thermal_reference_page},
    {"response", coefficients::response_reference_page},
    {"outputs", sweep::alloy_output_reference_page}};

} // namespace

std::vector<std::string> reference_subjects() {
    std::vector<std::string> subjects;
    subjects.reserve(declared_files().size() + std::size(result_pages));
    for (const DeclaredFile& file : declared_files())
        subjects.push_back(file.reference);
    for (const auto& [subject, page] : result_pages)
        subjects.push_back(subject);
    return subjects;
}

int reference_command(const std::string& subject) {
    for (const DeclaredFile& file : declared_files())
        if (file.reference == subject)
            fmt::print("{}", input::reference_page(file.keys()));
    for (const auto& [name, page] : result_pages)
        if (name == subject)
            fmt::print("{}", page());
    if (subject == "fit")
        fmt::print("{}", fit::closed_form_reference_page());
    return success;
}

} // namespace sidejump::cli
