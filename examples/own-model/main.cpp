// SPDX-License-Identifier: GPL-3.0-or-later
#include "two_levels_kind.hpp"

#include <sidejump/coefficients/coefficients_run.hpp>
#include <sidejump/impurity/model_kinds.hpp>
#include <sidejump/impurity/species_report.hpp>
#include <sidejump/input/input_error.hpp>
#include <sidejump/output/coefficients_report.hpp>
#include <sidejump/output/impurity_report.hpp>
#include <sidejump/sweep/sweep_run.hpp>

#include <atomic>
#include <fmt/format.h>

namespace {

void run_alloy(const std::string& path) {
    const auto run =
        sidejump::coefficients::run_coefficients(sidejump::coefficients::read_alloy_file(path));
    std::vector<sidejump::impurity::SpeciesReport> species;
    for (const auto& law : run.file.laws)
        species.push_back(sidejump::impurity::species_report(law, {0.0}));
    fmt::print("{}\n{}", sidejump::output::impurity_table(run.file, species),
               sidejump::output::result_table(run));
    for (const auto& warning : run.warnings)
        fmt::print(stderr, "warning: {}\n", warning);
}

void run_study(const std::string& path, const std::string& result) {
    std::atomic<int> stop = 0;
    const auto report = sidejump::sweep::run_sweep(sidejump::sweep::read_study(path),
                                                   {.out = result, .csv = true}, stop);
    fmt::print("{} points, {} failed\n", report.points, report.failed);
}

} // namespace

int main(int argc, char** argv) {
    sidejump::impurity::register_model_kind(own_model::two_levels_kind());
    try {
        if (argc == 2)
            run_alloy(argv[1]);
        else if (argc == 3)
            run_study(argv[1], argv[2]);
        else
            throw std::runtime_error("expected ALLOY.toml, or STUDY.toml and RESULT.h5");
    } catch (const sidejump::input::InputError& mistake) {
        fmt::print(stderr, "two-levels: {}\n", mistake.what());
        return 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "two-levels: {}\n", error.what());
        return 1;
    }
}
