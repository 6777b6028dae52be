// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/random_alloys.hpp"

#include <numbers>

namespace sidejump::test {

std::vector<impurity::Channel> random_channels(std::mt19937& random, int l_max, bool inelastic) {
    std::uniform_real_distribution<double> phase(-0.5 * std::numbers::pi, 0.5 * std::numbers::pi);
    std::uniform_real_distribution<double> modulus(0.2, 1.0);
    std::vector<impurity::Channel> channels;
    for (int l = 0; l <= l_max; ++l)
        for (const int twice_j : {2 * l - 1, 2 * l + 1})
            if (twice_j > 0)
                channels.push_back({l, twice_j, phase(random), inelastic ? modulus(random) : 1.0,
                                    static_cast<double>(l)});
    return channels;
}

coefficients::Alloy random_alloy(std::mt19937& random, int l_max, bool inelastic) {
    std::uniform_real_distribution<double> concentration(0.001, 0.05);
    coefficients::Alloy alloy;
    alloy.host.fermi_wavenumber = 1e10;
    const double amount = concentration(random);
    alloy.impurities = {{"random", amount, random_channels(random, l_max, inelastic)}};
    return alloy;
}

coefficients::Alloy three_channel_alloy(double eta_0, double eta_1, double eta_2,
                                        double concentration, int order) {
    coefficients::Alloy alloy;
    alloy.host.fermi_wavenumber = 1e10;
    alloy.impurities = {
        {"three channels",
         concentration,
         {{0, 1, eta_0, 1.0, 0.0}, {1, 1, eta_1, 1.0, 1.0}, {1, 3, eta_2, 1.0, 1.0}}}};
    alloy.kinetics.moments = {order, order >= kinetics::MomentTruncation::exact_order};
    return alloy;
}

} // namespace sidejump::test
