// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/extrinsic_coefficients.hpp"

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/units/host.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::superconductor {
namespace extrinsic_coefficients_test {

struct Pair {
    AlloyCoefficients alloy;
    ExtrinsicCoefficients closed; ///< its rates in 1/s, for the alloy's host
};

/// An alloy with an s wave and a p wave whose mean phase shift vanishes, and U's closed forms for
/// it: N_F pi t_0 = -tan eta, N_F pi B = 3 splitting.
Pair weak(double eta, double splitting, double concentration) {
    const std::string text = fmt::format(
        "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = {}\nchannels = [\n"
        "{{ l = 0, j = 0.5, phase_shift = {} }},\n{{ l = 1, j = 0.5, phase_shift = {} }},\n"
        "{{ l = 1, j = 1.5, phase_shift = {} }} ]\n",
        concentration, eta, -2.0 * splitting, splitting);
    const coefficients::AlloyFile file = coefficients::read_alloy_text(text, "alloy.toml");
    Pair pair{alloy_coefficients(coefficients::diffusion_coefficients(file, std::nullopt)),
              extrinsic_coefficients({.concentration = concentration,
                                      .scattering_length = -std::tan(eta),
                                      .spin_orbit = -3.0 * splitting / std::tan(eta)})};
    const double rate = units::reduced_unit(file.alloy.host, units::Dimension::rate);
    pair.closed.scattering_rate *= rate;
    pair.closed.spin_relaxation_rate *= rate;
    return pair;
}

TEST(ExtrinsicCoefficients, OfAlloysAreThoseOfUForWeakSpinOrbitCoupling) {
    for (const double eta : {0.3, -0.8, 1.4})
        for (const double concentration : {1e-3, 1e-2}) {
            const auto deviation = [&](double splitting) {
                const auto [alloy, closed] = weak(eta, splitting, concentration);
                EXPECT_NEAR(alloy.spin_hall_angle / closed.spin_hall_angle, 1.0, 0.1);
                EXPECT_NEAR(alloy.swapping / closed.swapping, 1.0, 0.1);
                EXPECT_NEAR(alloy.spin_orbit_rate / closed.spin_relaxation_rate, 1.0, 0.1);
                return std::array{alloy.spin_hall_angle / closed.spin_hall_angle - 1.0,
                                  alloy.swapping / closed.swapping - 1.0,
                                  alloy.spin_orbit_rate / closed.spin_relaxation_rate - 1.0,
                                  alloy.departure};
            };
            const auto large = deviation(2e-3);
            const auto small = deviation(1e-3);
            for (std::size_t i = 0; i < 4; ++i) {
                std::cerr << eta << ' ' << concentration << ' ' << i << ' ' << large[i] << ' '
                          << small[i] << '\n';
            }
        }
}

} // namespace extrinsic_coefficients_test
} // namespace sidejump::superconductor
