// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/anderson/hartree_fock.hpp"

#include "sidejump/math/bracketed_root.hpp"
#include "sidejump/math/gsl_status.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_psi.h>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::anderson {
namespace {

using std::numbers::pi;
// Of an occupation, beyond what rounding leaves in the energies.
constexpr double largest_residual = 1e-10;
// A moment this small is not told from none.
constexpr double least_splitting = 1e-7;
constexpr double rounding = 1e-16;

} // namespace

double level_occupation(double energy, double width, double thermal_energy) {
    if (thermal_energy <= 0.0)
        return std::atan2(width, energy) / pi;
    math::use_gsl_status_codes();
    gsl_sf_result real;
    gsl_sf_result imaginary;
    const double scale = 2.0 * pi * thermal_energy;
    if (gsl_sf_complex_psi_e(0.5 + width / scale, energy / scale, &real, &imaginary) != GSL_SUCCESS)
        throw std::runtime_error(fmt::format("the digamma function failed for a level at {:.6g} eV "
                                             "of half width {:.6g} eV at k_B T = {:.6g} eV",
                                             energy, width, thermal_energy));
    return 0.5 - imaginary.val / pi;
}

HartreeFock solve_hartree_fock(const AndersonLevel& level, double thermal_energy) {
    const auto other = [&](double n) {
        return level_occupation(level.level + level.repulsion * n, level.width, thermal_energy);
    };
    const double equal =
        math::bracketed_root([&](double n) { return other(n) - n; }, 0.0, 1.0, rounding);
    const auto returned = [&](double n) { return other(other(n)) - n; };
    const double least = equal + least_splitting * (1.0 - equal);
    double larger = equal;
    if (returned(least) > 0.0)
        larger = math::bracketed_root(returned, least, 1.0, rounding);
    HartreeFock solution;
    solution.occupation = {larger, larger == equal ? equal : other(larger)};
    for (std::size_t m = 0; m < 2; ++m)
        solution.energy[m] = level.level + level.repulsion * solution.occupation[1 - m];
    for (std::size_t m = 0; m < 2; ++m)
        solution.residual =
            std::max(solution.residual,
                     std::abs(level_occupation(solution.energy[m], level.width, thermal_energy) -
                              solution.occupation[m]));
    // Where the level is narrow, an occupation cannot be better than the energies it comes from.
    const double steepness = level.repulsion / (pi * std::max(level.width, thermal_energy));
    if (!(solution.residual <= largest_residual * (1.0 + steepness)))
        throw std::runtime_error(
            fmt::format("the Hartree-Fock occupations do not settle: {:.10g} and {:.10g} miss "
                        "their equations by {:.2g}; try a larger width",
                        solution.occupation[0], solution.occupation[1], solution.residual));
    return solution;
}

double critical_repulsion(double depth) {
    if (!(depth > 0.0 && depth < 1.0))
        return std::numeric_limits<double>::infinity();
    const double n = math::bracketed_root(
        [&](double x) { return x - std::sin(2.0 * pi * x) / (2.0 * pi) - depth; }, 0.0, 1.0,
        rounding);
    const double sine = std::sin(pi * n);
    return pi / (sine * sine);
}

} // namespace sidejump::impurity::anderson
