// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/input/input_error.hpp"

#include <cmath>
#include <cstdio>
#include <numbers>

using namespace sidejump;

namespace {

// Cerium in copper: the doublet p1/2 scatters at the unitarity limit, s and p3/2 weakly.
coefficients::Alloy cerium_in_copper() {
    coefficients::Alloy alloy;
    alloy.host.name = "Cu";
    alloy.host.fermi_wavenumber = 1.36e10; // 1/m
    // l, 2 j, phase shift in radians, elastic, d ln V_l/d ln p at k_F
    alloy.impurities = {{"Ce",
                         0.01,
                         {{0, 1, 0.1, 1.0, 0.0},
                          {1, 1, std::numbers::pi / 2.0, 1.0, 1.0},
                          {1, 3, 0.05, 1.0, 1.0}}}};
    return alloy;
}

// The phase shift of a channel at which the spin Hall angle is largest.
void print_largest_angle(const coefficients::Alloy& alloy, std::size_t channel) {
    const coefficients::CoefficientEngine engine(alloy);
    std::vector<impurity::Impurity> impurities = alloy.impurities;
    double largest = 0.0;
    double at = 0.0;
    for (int degrees = 1; degrees < 180; ++degrees) {
        impurities[0].channels[channel].phase_shift = degrees * std::numbers::pi / 180.0;
        const double angle = engine.evaluate(impurities).spin_hall_angle;
        if (std::abs(angle) > std::abs(largest)) {
            largest = angle;
            at = degrees;
        }
    }
    std::printf("largest where the phase shift is %.0f degrees: %.6g\n", at, largest);
}

} // namespace

int main(int argc, char** argv) {
    try {
        const coefficients::Alloy alloy =
            argc > 1 ? coefficients::read_alloy_file(argv[1]).alloy : cerium_in_copper();
        const auto found = coefficients::transport_coefficients(alloy);
        const double ohm_m = units::reduced_unit(alloy.host, units::Dimension::resistivity);
        std::printf("spin Hall angle: %.12g\n", found.spin_hall_angle);
        std::printf("  skew scattering %.6g, side jump %.6g\n", found.spin_hall_angle_skew,
                    found.spin_hall_angle_side_jump);
        std::printf("resistivity: %.6g ohm m\n", found.resistivity * ohm_m);
        if (argc == 1)
            print_largest_angle(alloy, 1);
    } catch (const input::InputError& mistake) {
        std::fprintf(stderr, "%s\n", mistake.what());
        return 2;
    }
}
