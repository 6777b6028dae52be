// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/consistency_checks.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/impurity/anderson/hartree_fock.hpp"
#include "sidejump/impurity/resonant_levels/resonant_levels.hpp"
#include "sidejump/impurity/species_report.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::impurity {
namespace impurity_models_test {

using namespace anderson;
using namespace resonant_levels;

constexpr double pi = std::numbers::pi;

coefficients::AlloyFile alloy_with(const std::string& impurity, const std::string& rest = "") {
    return coefficients::read_alloy_text("[host]\nname = \"Cu\"\n[[impurity]]\nname = \"X\"\n"
                                         "concentration = 0.01\n" +
                                             impurity + "\n" + rest,
                                         "alloy.toml");
}

// Electrons of a Lorentzian by plain summation over a fine grid in u = atan((eps - E)/width).
double summed_occupation(double energy, double width, double thermal_energy) {
    constexpr int points = 400000;
    double sum = 0.0;
    for (int i = 0; i < points; ++i) {
        const double u = pi * ((i + 0.5) / points - 0.5);
        sum += 1.0 / (1.0 + std::exp((energy + width * std::tan(u)) / thermal_energy));
    }
    return sum / points;
}

TEST(HartreeFock, OccupationIsTheFermiIntegralOfALorentzian) {
    for (const double energy : {-0.7, -0.1, 0.0, 0.3})
        for (const double thermal_energy : {0.02, 0.1, 1.0})
            EXPECT_NEAR(level_occupation(energy, 0.2, thermal_energy),
                        summed_occupation(energy, 0.2, thermal_energy), 1e-9);
    // Sommerfeld: n(T) - n(0) = (pi^2 T^2/6) d/deps of the spectral density at the Fermi energy.
    const double t = 1e-4;
    const double slope = 2.0 * 0.2 * -0.3 / (pi * std::pow(0.3 * 0.3 + 0.2 * 0.2, 2));
    EXPECT_NEAR(level_occupation(-0.3, 0.2, t) - level_occupation(-0.3, 0.2, 0.0),
                pi * pi * t * t / 6.0 * slope, 1e-13);
}

// The boundary of local moments by bisection of what the self-consistency gives.
TEST(HartreeFock, MomentsAppearAtAndersonsCurve) {
    EXPECT_NEAR(critical_repulsion(0.5), pi, 1e-12);
    for (const double depth : {0.1, 0.25, 0.5, 0.7, 0.95}) {
        double below = 1.0;
        double above = 1e4;
        while (above / below > 1.0 + 1e-12) {
            const double middle = std::sqrt(above * below);
            const AndersonLevel level{-depth * middle, middle, 1.0};
            (solve_hartree_fock(level, 0.0).magnetic() ? above : below) = middle;
        }
        EXPECT_NEAR(above / critical_repulsion(depth), 1.0, 1e-6) << depth;
    }
    EXPECT_TRUE(std::isinf(critical_repulsion(0.0)));
    EXPECT_TRUE(std::isinf(critical_repulsion(1.2)));
}

TEST(HartreeFock, IsParticleHoleSymmetric) {
    for (const double depth : {0.2, 0.4, 0.5}) {
        const auto electrons = solve_hartree_fock({-depth * 3.0, 3.0, 0.3}, 0.0);
        const auto holes = solve_hartree_fock({-(1.0 - depth) * 3.0, 3.0, 0.3}, 0.0);
        EXPECT_NEAR(electrons.total(), 2.0 - holes.total(), 1e-12);
        EXPECT_NEAR(electrons.moment(), holes.moment(), 1e-12);
    }
}

// E = sum_m int_{-D}^0 eps A_m - U n_+ n_-, up to a constant that the band's cut-off D gives.
double mean_field_energy(const AndersonLevel& level, double n_up, double n_down) {
    const auto one = [&](double other) {
        const double e = level.level + level.repulsion * other;
        return e * level_occupation(e, level.width, 0.0) +
               level.width / (2.0 * pi) * std::log(e * e + level.width * level.width);
    };
    return one(n_down) + one(n_up) - level.repulsion * n_up * n_down;
}

TEST(HartreeFock, MomentLowersTheEnergy) {
    for (const double depth : {0.2, 0.5, 0.8}) {
        const AndersonLevel level{-depth * 4.0, 4.0, 0.4};
        const auto magnetic = solve_hartree_fock(level, 0.0);
        ASSERT_TRUE(magnetic.magnetic());
        double low = 0.0;
        double high = 1.0;
        while (high - low > 1e-14) {
            const double n = 0.5 * (low + high);
            (level_occupation(level.level + level.repulsion * n, level.width, 0.0) > n ? low
                                                                                       : high) = n;
        }
        EXPECT_LT(mean_field_energy(level, magnetic.occupation[0], magnetic.occupation[1]),
                  mean_field_energy(level, low, low) - 1e-3);
    }
}

// Two solutions of n = F(F(n)) besides the equal one, not more, at any temperature.
TEST(HartreeFock, MagneticSolutionIsUnique) {
    for (const double thermal_energy : {0.0, 0.03, 0.3})
        for (const double depth : {0.15, 0.5, 0.85})
            for (const double repulsion : {0.5, 2.0, 8.0}) {
                const AndersonLevel level{-depth * repulsion, repulsion, 0.2};
                const auto other = [&](double n) {
                    return level_occupation(level.level + repulsion * n, level.width,
                                            thermal_energy);
                };
                int changes = 0;
                double before = other(other(0.0));
                for (int i = 1; i <= 20000; ++i) {
                    const double n = i / 20000.0;
                    const double now = other(other(n)) - n;
                    changes += (now > 0.0) != (before > 0.0);
                    before = now;
                }
                const bool magnetic = solve_hartree_fock(level, thermal_energy).magnetic();
                EXPECT_EQ(changes, magnetic ? 3 : 1) << depth << " " << repulsion;
            }
}

TEST(HartreeFock, MomentMeltsWithTemperature) {
    const AndersonLevel level{-1.0, 2.0, 0.2};
    EXPECT_GT(solve_hartree_fock(level, 0.0).moment(), 0.4);
    EXPECT_GT(solve_hartree_fock(level, 0.1).moment(), solve_hartree_fock(level, 0.3).moment());
    EXPECT_EQ(solve_hartree_fock(level, 0.6).moment(), 0.0);
}

std::string anderson(const std::string& level, const std::string& repulsion,
                     const std::string& width) {
    return "model = \"anderson-hartree-fock\"\n[impurity.anderson-hartree-fock]\nlevel = \"" +
           level + "\"\nrepulsion = \"" + repulsion + "\"\nwidth = \"" + width + "\"\n";
}

TEST(AndersonModel, AveragesTheScatteringMatrixOverMoments) {
    const auto file = alloy_with(anderson("-1 eV", "3 eV", "0.2 eV"));
    const auto solution = solve_hartree_fock({-1.0, 3.0, 0.2}, 0.0);
    const Channel& channel = file.alloy.impurities[0].channels.at(0);
    const auto s = [&](std::size_t m) {
        return std::polar(1.0, 2.0 * std::atan2(0.2, solution.energy[m]));
    };
    const auto mean = 0.5 * (s(0) + s(1));
    const auto found = channel.inelastic * std::polar(1.0, 2.0 * channel.phase_shift);
    EXPECT_NEAR(std::abs(found - mean), 0.0, 1e-14);
    EXPECT_EQ(channel.dipole_return, -1.0 / 3.0);
    const auto report = species_report(file.laws[0], {0.0});
    ASSERT_EQ(report.found.sum_rules.size(), 1U);
    EXPECT_TRUE(report.found.sum_rules[0].passed());
    EXPECT_THAT(report_warnings(report), testing::Contains(testing::HasSubstr("static moment")));
    const auto approximations =
        coefficients::approximations(file.alloy, coefficients::transport_coefficients(file.alloy));
    EXPECT_THAT(approximations, testing::Contains(testing::Field(&coefficients::Approximation::name,
                                                                 "static moments")));
}

TEST(AndersonModel, WithoutAMomentIsAResonantLevel) {
    const auto file = alloy_with(anderson("0.1 eV", "1e-12 eV", "0.2 eV"));
    const Channel& channel = file.alloy.impurities[0].channels.at(0);
    EXPECT_EQ(channel.inelastic, 1.0);
    EXPECT_NEAR(channel.phase_shift, std::atan2(0.2, 0.1), 1e-11);
}

// A deep moment hides: both phase shifts are multiples of pi up to Delta/E, and of the scattering
// that is left an s wave loses 4/3 |delta s|^2/(|delta s|^2 + |1 - s|^2) of the spin.
TEST(AndersonModel, DeepMomentsScatterWeakly) {
    for (const double width : {0.1, 0.01, 0.001}) {
        const auto file =
            alloy_with(anderson("-2 eV", "4 eV", std::to_string(width) + " eV") + "l = 0\n");
        const Channel& channel = file.alloy.impurities[0].channels.at(0);
        const auto solution = solve_hartree_fock({-2.0, 4.0, width}, 0.0);
        const double up = std::atan2(width, solution.energy[0]) - pi;
        const double down = std::atan2(width, solution.energy[1]);
        EXPECT_NEAR(channel.phase_shift, 0.5 * (up + down), 1e-14);
        const double lost = std::pow(std::sin(up - down), 2);
        const double scattered = 2.0 * (std::pow(std::sin(up), 2) + std::pow(std::sin(down), 2));
        const auto c = coefficients::transport_coefficients(file.alloy);
        EXPECT_NEAR(c.spin_relaxation_rate / c.transport_rate, 4.0 / 3.0 * lost / scattered, 1e-8);
        for (const auto& check : coefficients::consistency_checks(file.alloy))
            EXPECT_TRUE(check.passed()) << check.name << " " << check.residual;
    }
}

TEST(ResonantLevels, ShellHoldsTheElectronsThatItIsGiven) {
    for (const int l : {0, 1, 2, 3}) {
        EXPECT_NEAR((2.0 * l + 2.0) * spin_orbit_product(l, 2 * l + 1) +
                        2.0 * l * spin_orbit_product(l, 2 * l - 1),
                    0.0, 1e-14)
            << "the splitting keeps the centre of gravity";
        for (const double electrons : {0.3, 1.0, 1.7}) {
            const double centre = shell_position(l, 0.5, 0.4, electrons);
            double held = 0.0;
            for (int twice_j = std::max(1, 2 * l - 1); twice_j <= 2 * l + 1; twice_j += 2)
                held += (twice_j + 1.0) / pi *
                        std::atan2(0.5, centre + 0.4 * spin_orbit_product(l, twice_j));
            EXPECT_NEAR(held, electrons, 1e-12);
        }
    }
    EXPECT_THROW((void)shell_position(1, 0.5, 0.4, 6.0), std::domain_error);
}

TEST(ResonantLevels, AreGivenResonancesAtAnyTemperature) {
    const std::string rest = "[thermal]\ntemperature = \"300 K\"\n";
    const auto model =
        alloy_with("model = \"resonant-levels\"\n[[impurity.resonant-levels.levels]]\nl = 1\n"
                   "position = \"0.1 eV\"\nwidth = \"30 meV\"\nspin_orbit = \"60 meV\"\n"
                   "[[impurity.channels]]\nl = 0\nj = 0.5\nphase_shift = 0.4\n",
                   rest);
    const auto given =
        alloy_with("channels = [\n"
                   "{ l = 1, j = 0.5, phase_shift = { position = \"40 meV\", width = \"30 meV\" } "
                   "},\n{ l = 1, j = 1.5, phase_shift = { position = \"130 meV\", width = \"30 "
                   "meV\" } },\n{ l = 0, j = 0.5, phase_shift = 0.4 } ]\n",
                   rest);
    const auto at = [](const coefficients::AlloyFile& file) {
        return coefficients::thermal_coefficients(coefficients::ShellModel(file.alloy, file.laws),
                                                  300.0, *file.thermal);
    };
    EXPECT_NEAR(at(model).resistivity / at(given).resistivity, 1.0, 1e-8);
    EXPECT_NEAR(at(model).spin_hall_angle / at(given).spin_hall_angle, 1.0, 1e-8);
    EXPECT_NEAR(at(model).seebeck / at(given).seebeck, 1.0, 1e-8);
}

struct Mistake {
    const char* name;
    std::string impurity;
    const char* message;
};

class ModelMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ModelMistakes, AreNamed) {
    try {
        (void)alloy_with(GetParam().impurity);
        FAIL() << "accepted";
    } catch (const input::InputError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr(GetParam().message));
        EXPECT_THAT(error.what(), testing::StartsWith("alloy.toml:"));
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, ModelMistakes,
    testing::Values(
        Mistake{"unknown_model", "model = \"resonant-level\"\n",
                "did you mean \"resonant-levels\""},
        Mistake{"no_table", "model = \"resonant-levels\"\n",
                "expected a table [impurity.resonant-levels]"},
        Mistake{"other_table",
                "[[impurity.resonant-levels.levels]]\nl = 1\nposition = \"1 eV\"\nwidth = \"1 "
                "eV\"\n",
                "expected model = \"resonant-levels\" beside this table"},
        Mistake{"no_channels", "", "impurity[0].channels: missing key"},
        Mistake{"channel_twice",
                anderson("-1 eV", "3 eV", "0.2 eV") +
                    "[[impurity.channels]]\nl = 1\nj = 0.5\nphase_shift = 0.1\n",
                "expected channels that the model leaves out, found l = 1, j = 1/2"},
        Mistake{"attraction", anderson("-1 eV", "-3 eV", "0.2 eV"),
                "impurity[0].anderson-hartree-fock.repulsion"},
        Mistake{"level_outside", anderson("-100 eV", "3 eV", "0.2 eV"), "inside the band"},
        Mistake{"no_width", anderson("-1 eV", "3 eV", "0 eV"),
                "impurity[0].anderson-hartree-fock.width"},
        Mistake{"level_below_band",
                "model = \"resonant-levels\"\n[[impurity.resonant-levels.levels]]\nl = 2\n"
                "position = \"-9 eV\"\nwidth = \"1 eV\"\n",
                "inside the band"},
        Mistake{"too_many_electrons",
                "model = \"resonant-levels\"\n[[impurity.resonant-levels.levels]]\nl = 1\n"
                "electrons = 6\nwidth = \"1 eV\"\n",
                "fewer electrons than the 6 states"},
        Mistake{"shell_twice",
                "model = \"resonant-levels\"\n[[impurity.resonant-levels.levels]]\nl = 1\n"
                "electrons = 2\nwidth = \"1 eV\"\n[[impurity.resonant-levels.levels]]\nl = 1\nj "
                "= 0.5\nelectrons = 1\nwidth = \"1 eV\"\n",
                "each channel (l, j) once"},
        Mistake{"too_positive",
                "channels = [ { l = 1, j = 1.5, phase_shift = 0.1, inelastic = 0.5, dipole_return "
                "= 0.6 } ]\n",
                "expected at most (j+1)/(3j) = 0.555556 for j = 1.5"},
        Mistake{"wrong_j",
                "model = \"resonant-levels\"\n[[impurity.resonant-levels.levels]]\nl = 1\nj = "
                "2.5\nelectrons = 2\nwidth = \"1 eV\"\n",
                "j = l + 1/2 or l - 1/2"}),
    [](const auto& tested) { return tested.param.name; });

} // namespace impurity_models_test
} // namespace sidejump::impurity
