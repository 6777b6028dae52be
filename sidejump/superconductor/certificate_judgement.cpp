// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/certificate.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

/// What a law may be broken by.
struct Limit {
    const char* law;
    double value;
    std::string advice;
};

std::vector<Limit> limits(const SolverInput& solver, const std::string& most_changed) {
    constexpr double rounding = 1e-10;
    // Newton's steps at Matsubara frequencies end at 1e-14 of the functions.
    constexpr double solved = 1e-8;
    constexpr double by_differences = 1e-3;
    // Largest part of the states that a grid of energies may miss.
    constexpr double states = 0.05;
    constexpr double grid = 0.05;
    // Critical temperatures are found to 1e-10, but no frequencies are added where their sums
    // converge slowly: as far as `frequencies` by the accuracy that other studies have by default.
    constexpr double transition = 1e-7;
    // Where free energies cross is found to 1e-6.
    constexpr double coexistence = 1e-5;
    // Estimates of the sums, and Newton's last step, differ from what was asked for by less.
    constexpr double of_tolerance = 10.0;
    // Currents are small parts of what the pair potentials and their phases could drive.
    constexpr double of_currents = 1e4;
    return {
        {"square", rounding, "the solution is none; please report it"},
        {"anticommutator", rounding, "the solution is none; please report it"},
        {"equation", solved, "the Usadel equation is not solved; try a finer grid"},
        {"coexistence", coexistence,
         "the solution of the first-order transition is another one; a sweep over temperatures "
         "shows the free energies"},
        {"transition", transition,
         "energies of the structure lie too far apart; a contact of very high conductance is one "
         "that is transparent"},
        {"gap_equation", of_tolerance * solver.gap_tolerance,
         "try more `largest_iterations`, or a finer grid"},
        {"frequencies", of_tolerance * solver.matsubara_accuracy,
         "energies of the structure lie too far apart; a contact of very high conductance is one "
         "that is transparent"},
        {"charge_divergence", of_currents * solver.gap_tolerance, "try a smaller `gap_tolerance`"},
        {"spin_balance", of_currents * rounding,
         "the Usadel equation is not solved; try a finer grid"},
        {"reciprocity", by_differences,
         "try a smaller `gap_tolerance`; near a transition neighbouring solutions differ too much"},
        {"states", states, "give `energies`, closer ones where the density of states is peaked"},
        {"grid", grid,
         most_changed +
             " changes most; try more `cells`, a smaller `spacing` or more `edge_refinement`"}};
}

} // namespace

std::vector<std::string> Certificate::judge(const SolverInput& solver,
                                            const std::string& most_changed) {
    std::vector<std::string> warnings;
    for (const Limit& limit : limits(solver, most_changed)) {
        const auto check = std::ranges::find(checks_, limit.law, &Check::name);
        if (check == checks_.end())
            continue;
        check->limit = limit.value;
        if (!check->is_kept())
            warnings.push_back(
                fmt::format("certificate: {} is {:.1e}, where at most {:.0e} is expected ({}): {}",
                            check->name, check->value, check->limit, check->meaning, limit.advice));
    }
    return warnings;
}

} // namespace sidejump::superconductor
