// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/anderson/schrieffer_wolff.hpp"
#include "sidejump/impurity/kondo/kondo_temperature.hpp"
#include "sidejump/impurity/kondo/mean_field.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::kondo {
using namespace anderson;
namespace kondo_scales_test {

constexpr double pi = std::numbers::pi;

TEST(KondoTemperatures, GoThereAndBack) {
    using enum TemperatureConvention;
    EXPECT_NEAR(wilson_number(), 0.41071, 5e-6);
    EXPECT_NEAR(convert_kondo_temperature(1.0, mean_field, susceptibility), 0.25 * pi, 1e-15);
    EXPECT_NEAR(convert_kondo_temperature(1.0, susceptibility, half_conductance), 1.043, 1e-15);
    for (const auto from : {mean_field, susceptibility, wilson, half_conductance, haldane})
        for (const auto to : {mean_field, susceptibility, wilson, half_conductance, haldane})
            EXPECT_NEAR(
                convert_kondo_temperature(convert_kondo_temperature(3.0, from, to), to, from), 3.0,
                1e-14);
    // gamma T_0 = pi^2/6 and 4 chi_0 T_0 = 1 with chi_0 corrected in 1/N.
    const MeanField field{{{2, 0.0, 1.0}}, 1.0, 0.15, {6.0, BandEdge::wide}};
    const auto ground = solve_mean_field(field, 0.0);
    const double rho = density_of_states(field, ground);
    const double T0 =
        convert_kondo_temperature(std::abs(ground.position()), mean_field, susceptibility);
    EXPECT_NEAR(pi * pi / 3.0 * rho * T0, pi * pi / 6.0, 1e-12);
    EXPECT_NEAR(4.0 * (2.0 * 0.25 * rho) * T0, 1.0, 1e-12);
}

TEST(SchriefferWolff, SymmetricPointAndIdentity) {
    const AndersonLevel symmetric{-1.5, 3.0, 0.2};
    const auto couplings = schrieffer_wolff(symmetric, 2);
    EXPECT_NEAR(1.0 / couplings.exchange, pi * 3.0 / (8.0 * 0.2), 1e-13);
    EXPECT_NEAR(couplings.potential, 0.0, 1e-16);
    EXPECT_NEAR(haldane_temperature(symmetric) / symmetric_bethe_ansatz_temperature(symmetric),
                std::exp(-0.5 * pi * 0.2 / 3.0), 1e-13);
    const AndersonLevel skew{-0.7, 4.0, 0.1};
    const auto other = schrieffer_wolff(skew, 2);
    EXPECT_NEAR(other.potential, -0.1 / (2.0 * pi) * (1.0 / 3.3 - 1.0 / 0.7), 1e-15); // K-S136
    EXPECT_NEAR(other.potential, other.bare_potential + 0.25 * other.exchange, 1e-15);
    // Coqblin and Schrieffer: T_K = D exp(-pi |level|/(N Delta)) without double occupation.
    const AndersonLevel strong{-0.7, 1e12, 0.1};
    EXPECT_NEAR(1.0 / schrieffer_wolff(strong, 6).exchange, pi * 0.7 / (6.0 * 0.1), 1e-9);
    EXPECT_THROW((void)schrieffer_wolff({0.1, 1.0, 0.1}, 2), std::domain_error);
    EXPECT_THROW((void)schrieffer_wolff({-2.0, 1.0, 0.1}, 2), std::domain_error);
}

} // namespace kondo_scales_test
} // namespace sidejump::impurity::kondo
