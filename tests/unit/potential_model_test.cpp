// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/potential/potential_model.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <complex>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <numbers>
#include <utility>

namespace sidejump::impurity::potential {
namespace potential_model_test {

using testing::HasSubstr;

constexpr double pi = std::numbers::pi;

units::Host host() {
    units::Host copper;
    copper.fermi_wavenumber = 1.36e10;
    return copper;
}

double finding(const ModelReport& report, const std::string& name) {
    for (const Finding& found : report.findings)
        if (found.name == name)
            return found.value;
    ADD_FAILURE() << name << " is not reported";
    return 0.0;
}

TEST(PotentialModel, KeepsTheWavesThatMatter) {
    PotentialOptions options;
    for (const double tolerance : {1e-3, 1e-6}) {
        options.tolerance = tolerance;
        const PotentialModel model(gaussian({-0.5, 1.4, 0.0, 0.0, 0.02}, 1e-9), host(), options);
        const auto channels = model.at_temperature(0.0)->channels(0.0);
        const int last = channels.back().l;
        ASSERT_EQ(channels.size(), static_cast<std::size_t>(2 * last + 1));
        EXPECT_GE(std::abs(channels.back().phase_shift), tolerance);
        options.largest_l = last + 2;
        const PotentialModel longer(gaussian({-0.5, 1.4, 0.0, 0.0, 0.02}, 1e-9), host(), options);
        const auto more = longer.at_temperature(0.0)->channels(0.0);
        for (std::size_t c = 0; c < more.size(); ++c)
            if (c < channels.size()) {
                EXPECT_NEAR(more[c].phase_shift, channels[c].phase_shift, 1e-9);
            } else {
                EXPECT_LT(std::abs(more[c].phase_shift), tolerance);
            }
        options.largest_l.reset();
    }
}

TEST(PotentialModel, HasTheSameExponentsAtAllEnergies) {
    const PotentialModel model(gaussian({-1.5, 1.4, 0.0, 0.0, 0.02}, 1e-9), host(), {});
    const auto state = model.at_temperature(300.0);
    const auto at_fermi = state->channels(0.0);
    const auto close = state->channels(1e-6);
    const auto above = state->channels(1.0);
    ASSERT_EQ(at_fermi.size(), above.size());
    for (std::size_t c = 0; c < above.size(); ++c) {
        EXPECT_EQ(above[c].off_shell_exponent, at_fermi[c].off_shell_exponent);
        EXPECT_NEAR(close[c].phase_shift, at_fermi[c].phase_shift, 1e-6);
    }
    EXPECT_NE(above[0].phase_shift, at_fermi[0].phase_shift);
    EXPECT_THROW((void)state->channels(-100.0), std::domain_error);
}

TEST(PotentialModel, ReportsLowEnergiesAndLevels) {
    // K R = 5 in units of 1/k_F: bound states and, in waves with l > 0, a resonance.
    const PotentialModel model(square_well({-25.0, 1.0}), host(), {});
    const auto report = model.report();
    const double k_F = host().fermi_wavenumber;
    const double a = 1.0 - std::tan(5.0) / 5.0; // k_F a
    EXPECT_NEAR(finding(report, "scattering_length") * k_F, a, 1e-9);
    const double mass = units::electron_mass;
    const double t_0 = 2.0 * pi * std::pow(units::planck_reduced, 2) * a / (k_F * mass);
    EXPECT_NEAR(finding(report, "contact_coupling") / t_0, 1.0, 1e-9);
    EXPECT_NEAR(finding(report, "fermi_amplitude_real") / t_0, 1.0 / (1.0 + a * a), 1e-9);
    EXPECT_NEAR(finding(report, "fermi_amplitude_imaginary") / t_0, -a / (1.0 + a * a), 1e-9);
    EXPECT_NEAR(finding(report, "friedel_charge"),
                scattering::friedel_sum(model.at_temperature(0.0)->channels(0.0)), 1e-12);
    double electrons = 0.0;
    for (const Level& level : report.levels)
        if (level.kind == "bound state") {
            electrons += level.occupation;
            EXPECT_LT(level.energy, -host().fermi_energy() / units::elementary_charge);
        }
    EXPECT_GT(electrons, 2.0);
    EXPECT_EQ(finding(report, "bound_electrons"), electrons);
    EXPECT_GE(report.sum_rules.size(), 2U);
    for (const SumRule& rule : report.sum_rules)
        EXPECT_TRUE(rule.passed()) << rule.name << ": " << rule.found;
    EXPECT_THAT(report.warnings, testing::Contains(HasSubstr("the potential binds")));
}

TEST(PotentialModel, WeakPotentialsAreQuiet) {
    // Short as well: with k_F R = 1 the amplitude of zero range deserves its warning.
    const PotentialModel model(gaussian({0.2, 0.2, 0.0, 0.0, 0.0}, 1e-9), host(), {});
    const auto report = model.report();
    EXPECT_TRUE(report.warnings.empty());
    EXPECT_TRUE(report.levels.empty());
    EXPECT_TRUE(model.at_temperature(0.0)->characteristic_energies().empty());
    EXPECT_TRUE(model.at_temperature(0.0)->report().findings.empty());
}

// Hundreds of levels of a bare nucleus: a report has to say so rather than to fail.
TEST(PotentialModel, SaysWhatItCouldNotFind) {
    PotentialOptions options;
    options.largest_l = 0;
    const PotentialModel model(yukawa({-2e4, 1.0, 0.0, 0.0, 0.0}, 1e-9), host(), options);
    const auto report = model.report();
    EXPECT_THAT(report.warnings,
                testing::Contains(HasSubstr("bound states could not be found: the wave l = 0")));
    EXPECT_TRUE(std::isnan(finding(report, "bound_electrons")));
    EXPECT_NE(finding(report, "friedel_charge"), 0.0);
    EXPECT_NE(finding(report, "scattering_length"), 0.0);
}

TEST(PotentialModel, WarningsAreThoseOfTheReportThatConcernTheChannels) {
    PotentialOptions options;
    options.largest_l = 1;
    const PotentialModel model(square_well({-25.0, 1.0}), host(), options);
    const auto warnings = model.warnings();
    ASSERT_EQ(warnings.size(), 1U) << "bound states are not among them";
    EXPECT_THAT(warnings[0], HasSubstr("at l = 2, which `largest_l` leaves out"));
    EXPECT_THAT(model.report().warnings, testing::Contains(warnings[0]));
    EXPECT_GT(model.report().warnings.size(), 1U);
}

// U-37 and the first Born approximation: B = (lambda^2/2) k_F^2 A at every angle.
TEST(PotentialModel, SpinOrbitAmplitudeInTheBornLimit) {
    const double lambda_squared = 0.01; // times k_F^2
    PotentialOptions options;
    options.tolerance = 1e-11;
    const PotentialModel model(gaussian({1e-3, 1.0, 0.0, 0.0, lambda_squared}, 1e-12), host(),
                               options);
    const auto channels = model.at_temperature(0.0)->channels(0.0);
    for (const double x : {-0.9, -0.3, 0.2, 0.8, 1.0}) {
        const auto [A, B] = scattering::amplitudes(channels, x);
        EXPECT_NEAR(B.real() / A.real(), 0.5 * lambda_squared, 0.5 * lambda_squared * 1e-2);
    }
}

// To first order in the potential T(p, k) = V_{p-k} [1 + i (lambda^2/2) (p x k).sigma], and as
// (grad_p + grad_k) V_{p-k} = 0 only the product p x k makes a side jump: per transport rate it is
// lambda^2/2 (k_F = 1) whatever the shape. With alpha = l that holds for short ranges alone.
TEST(PotentialModel, ComputedExponentsGiveTheSideJumpOfTheBornLimit) {
    const double lambda_squared = 1e-3;
    const auto side_jump = [&](double range, OffShell off_shell) {
        PotentialOptions options;
        options.off_shell = off_shell;
        options.largest_l = 7;
        const PotentialModel model(gaussian({1e-4, range, 0.0, 0.0, lambda_squared}, 1e-12), host(),
                                   options);
        const Impurity impurity{"x", 0.01, model.at_temperature(0.0)->channels(0.0)};
        const auto c =
            coefficients::CoefficientEngine({host(), {impurity}, {}}).evaluate({impurity});
        return std::pair(c.omega_cs / c.transport_rate / (0.5 * lambda_squared),
                         c.omega_sc / c.transport_rate / (0.5 * lambda_squared));
    };
    for (const double range : {0.2, 0.6, 1.0, 1.6}) {
        const auto [charge_to_spin, spin_to_charge] = side_jump(range, OffShell::computed);
        EXPECT_NEAR(charge_to_spin, 1.0, 5e-4) << range;
        EXPECT_NEAR(spin_to_charge, 1.0, 5e-4) << range;
    }
    EXPECT_NEAR(side_jump(0.2, OffShell::solid_harmonics).first, 1.0, 5e-4);
    EXPECT_GT(std::abs(side_jump(1.0, OffShell::solid_harmonics).first - 1.0), 1e-2);
}

TEST(PotentialModel, TheAmplitudeOfTheSWaveIsThatOfZeroRangeOnlyForShortRanges) {
    const auto amplitudes = [](const PotentialModel& model) {
        const auto report = model.report();
        return std::pair(std::complex<double>(finding(report, "s_wave_amplitude_real"),
                                              finding(report, "s_wave_amplitude_imaginary")),
                         std::complex<double>(finding(report, "fermi_amplitude_real"),
                                              finding(report, "fermi_amplitude_imaginary")));
    };
    const PotentialModel brief(square_well({-3e4, 0.01}), host(), {}); // K R = 1.73, k_F a = 0.05
    const auto [t_s, t_F] = amplitudes(brief);
    EXPECT_LT(std::abs(t_s - t_F) / std::abs(t_F), 0.02);
    const auto has = HasSubstr("t_F, of zero range, is not the amplitude");
    EXPECT_THAT(brief.report().warnings, testing::Not(testing::Contains(has)));
    const PotentialModel wide(square_well({-1.0, 1.5}), host(), {});
    const double eta = wide.at_temperature(0.0)->channels(0.0)[0].phase_shift;
    EXPECT_NEAR(std::arg(-amplitudes(wide).first), eta, 1e-12);
    EXPECT_NEAR(std::abs(amplitudes(wide).first) * pi * host().density_of_states(), std::sin(eta),
                1e-12);
    EXPECT_THAT(wide.report().warnings, testing::Contains(has));
}

// A p wave binds from K R = pi on. Just before, its resonance lies below any wavenumber that could
// stand for the band bottom.
TEST(PotentialModel, LevinsonLeavesOutLevelsAtThreshold) {
    const auto has = HasSubstr("too close to threshold for Levinson's theorem");
    for (const double from_threshold : {-1e-8, 1e-8}) {
        const double K = pi + from_threshold;
        const PotentialModel model(square_well({-K * K, 1.0}), host(), {});
        const auto report = model.report();
        EXPECT_THAT(report.warnings, testing::Contains(has)) << from_threshold;
        for (const SumRule& rule : report.sum_rules)
            EXPECT_TRUE(rule.passed()) << rule.name << ": " << rule.found;
        EXPECT_EQ(finding(report, "bound_electrons"), from_threshold < 0.0 ? 2.0 : 8.0);
    }
    const PotentialModel apart(square_well({-std::pow(pi - 0.05, 2), 1.0}), host(), {});
    EXPECT_THAT(apart.report().warnings, testing::Not(testing::Contains(has)));
}

TEST(PotentialModel, WarnsOfSpinOrbitTermsAboveTheBarrier) {
    const auto has = HasSubstr("the spin-orbit term overcomes the centrifugal barrier of l = ");
    PotentialOptions options;
    options.largest_l = 2;
    const PotentialModel core(yukawa({-20.0, 0.5, 0.0, 1e-3, 1e-3}, 1e-9), host(), options);
    EXPECT_THAT(core.warnings(), testing::Contains(has));
    const PotentialModel wider(yukawa({-20.0, 0.5, 0.0, 0.1, 1e-3}, 1e-9), host(), options);
    EXPECT_THAT(wider.warnings(), testing::Not(testing::Contains(has)));
    try { // the waves that fall to the origin go on beyond l = 12
        const PotentialModel collapsed(gaussian({-6.0, 1.0, 0.0, 0.0, -100.0}, 1e-9), host(), {});
        ADD_FAILURE();
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("12 partial waves are not enough"));
        EXPECT_THAT(error.what(), HasSubstr("reduce spin_orbit or give a (larger) core_radius"));
    }
}

TEST(PotentialModel, SaysThatItDoesNotScatter) {
    const PotentialModel weak(gaussian({-1e-9, 0.1, 0.0, 0.0, 0.0}, 1e-9), host(), {});
    ASSERT_EQ(weak.warnings().size(), 1U);
    EXPECT_THAT(weak.warnings()[0], HasSubstr("all phase shifts at the Fermi energy are below"));
}

// Where the s wave does not scatter its exponent diverges, but alpha t and the side jump do not.
TEST(PotentialModel, SideJumpIsContinuousThroughAZeroOfTheSWave) {
    const double range = 1.632;
    const double spin_orbit = 0.037;
    const auto eta_of = [&](double strength) {
        return phase_shift(*square_well({strength, range, 0.0, 0.0, spin_orbit}), {0, 1}, 1.0,
                           1e-13);
    };
    double shallow = -7.0;
    double deep = -8.0;
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (shallow + deep);
        (eta_of(middle) < pi ? shallow : deep) = middle;
    }
    const double slope = (eta_of(deep - 1e-4) - eta_of(deep + 1e-4)) / 2e-4; // by the depth
    const auto omega_c = [&](double from_zero) {
        const PotentialModel model(
            square_well({deep - from_zero / slope, range, 0.0, 0.0, spin_orbit}), host(), {});
        const auto channels = model.at_temperature(0.0)->channels(0.0);
        EXPECT_NEAR(channels[0].phase_shift, pi + from_zero, 1e-3 * std::abs(from_zero) + 2e-12);
        EXPECT_GE(std::abs(std::sin(channels[0].phase_shift)), 0.99e-12);
        if (std::abs(from_zero) < 1e-3) {
            EXPECT_THAT(model.warnings(), testing::Contains(HasSubstr("hardly scatters")));
        }
        const Impurity impurity{"x", 0.01, channels};
        return coefficients::CoefficientEngine({host(), {impurity}, {}})
            .evaluate({impurity})
            .omega_c;
    };
    const double limit = 0.5 * (omega_c(1e-5) + omega_c(-1e-5));
    for (double from_zero = 1e-2; from_zero > 0.9e-13; from_zero *= 0.1)
        for (const double sign : {1.0, -1.0})
            EXPECT_NEAR(omega_c(sign * from_zero) / limit, 1.0, 10.0 * from_zero + 1e-7)
                << sign * from_zero;
    EXPECT_NEAR(omega_c(0.0) / limit, 1.0, 1e-7);
}

TEST(OffShellChannel, KeepsTheProductOfExponentAndSineAtAZero) {
    for (const double from_zero : {0.0, 1e-15, -1e-15, 1e-13, -1e-13, 1e-9, -1e-9}) {
        const double derivative = -0.3; // cos(3 pi) < 0
        const double sine = -from_zero;
        const Channel channel =
            off_shell_channel({0, 1}, {3.0 * pi + from_zero, sine, derivative, derivative / sine});
        EXPECT_NEAR(channel.off_shell_exponent * std::sin(channel.phase_shift), derivative, 1e-12);
        EXPECT_NEAR(channel.phase_shift, 3.0 * pi + from_zero, 1.1e-12);
        EXPECT_GE(std::abs(std::sin(channel.phase_shift)), 0.99e-12);
    }
    const Channel nothing =
        off_shell_channel({2, 5}, {0.0, 0.0, 0.0, std::numeric_limits<double>::quiet_NaN()});
    EXPECT_EQ(nothing.phase_shift, 0.0);
    EXPECT_EQ(nothing.off_shell_exponent, 2.0);
}

} // namespace potential_model_test
} // namespace sidejump::impurity::potential
