// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/anderson/schrieffer_wolff.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::anderson {
namespace {

using std::numbers::pi;

void require_local_moment(const AndersonLevel& anderson) {
    if (!has_local_moment(anderson))
        throw std::domain_error("no local moment: needs level < 0 < level + repulsion");
}

} // namespace

bool has_local_moment(const AndersonLevel& anderson) {
    return anderson.level < 0.0 && anderson.level + anderson.repulsion > 0.0;
}

KondoCouplings schrieffer_wolff(const AndersonLevel& anderson, int degeneracy) {
    require_local_moment(anderson);
    const double to_double = 1.0 / (anderson.level + anderson.repulsion);
    const double both = to_double - 1.0 / anderson.level;
    const double unit = anderson.width / pi;
    return {degeneracy * unit * both, -unit * to_double, -unit * (to_double - both / degeneracy)};
}

double hybridisation_ratio(const AndersonLevel& anderson) {
    return anderson.width / std::min(-anderson.level, anderson.level + anderson.repulsion);
}

std::vector<std::string> schrieffer_wolff_warnings(const AndersonLevel& anderson,
                                                   const KondoCouplings& couplings,
                                                   double kondo_temperature) {
    constexpr double largest_ratio = 0.2;
    constexpr double largest_exchange = 0.5;
    std::vector<std::string> warnings;
    if (const double ratio = hybridisation_ratio(anderson); ratio > largest_ratio)
        warnings.push_back(
            fmt::format("the level's width is {:.3g} of its distance from the Fermi energy: the "
                        "Schrieffer-Wolff transformation asks for a small one",
                        ratio));
    if (couplings.exchange > largest_exchange)
        warnings.push_back(fmt::format("J N_F = {:.3g} is not small: there is no separate Kondo "
                                       "scale",
                                       couplings.exchange));
    if (kondo_temperature > anderson.width)
        warnings.push_back(
            fmt::format("the Kondo temperature, {:.3g} eV, is above the width of the level: there "
                        "is no separate Kondo scale",
                        kondo_temperature));
    return warnings;
}

double haldane_temperature(const AndersonLevel& anderson) {
    require_local_moment(anderson);
    const double product = anderson.repulsion * anderson.width;
    return std::sqrt(0.5 * product) *
           std::exp(0.5 * pi * anderson.level * (anderson.level + anderson.repulsion) / product);
}

double symmetric_bethe_ansatz_temperature(const AndersonLevel& anderson) {
    return std::sqrt(0.5 * anderson.repulsion * anderson.width) *
           std::exp(-pi * anderson.repulsion / (8.0 * anderson.width) +
                    0.5 * pi * anderson.width / anderson.repulsion);
}

} // namespace sidejump::impurity::anderson
