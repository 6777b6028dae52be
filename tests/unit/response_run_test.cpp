// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_declarations.hpp"
#include "sidejump/coefficients/response_run.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

// The response command: from the section to results in SI units.

namespace sidejump::coefficients {
namespace response_run_test {

using Complex = std::complex<double>;
using Vector = Eigen::Vector3d;
using response::ResponseOptions;

const char* const alloy_text = R"(
[host]
name = "Cu"
[[impurity]]
name = "Ce"
concentration = 0.01
channels = [
  { l = 0, j = 0.5, phase_shift = 0.3 },
  { l = 1, j = 0.5, phase_shift = 1.1 },
  { l = 1, j = 1.5, phase_shift = -0.2 },
]
)";

ResponseRun run(const std::string& section) {
    const auto file = read_alloy_text(alloy_text + section, "alloy.toml");
    return ResponseEngine(file.alloy).run(file.alloy, file.response.value_or(ResponseOptions{}));
}

TEST(ResponseRun, StaticConductivitiesAreTheCoefficients) {
    const auto file = read_alloy_text(alloy_text, "alloy.toml");
    const auto c = transport_coefficients(file.alloy);
    const auto found = run("[response]\nfrequencies = \"0 Hz\"\n");
    ASSERT_EQ(found.dynamics.size(), 1U);
    const double conductivity =
        units::reduced_unit(file.alloy.host, units::Dimension::conductivity);
    const double diffusion = units::reduced_unit(file.alloy.host, units::Dimension::diffusion);
    const auto& at_zero = found.dynamics[0];
    EXPECT_NEAR(at_zero.charge_conductivity.real() / (c.charge_conductivity * conductivity), 1.0,
                1e-12);
    EXPECT_NEAR(at_zero.spin_hall_conductivity.real() / (c.spin_hall_conductivity * conductivity),
                1.0, 1e-12);
    EXPECT_NEAR(at_zero.spin_diffusion_longitudinal.real() /
                    (c.spin_diffusion_longitudinal * diffusion),
                1.0, 1e-12);
    EXPECT_NEAR(at_zero.spin_diffusion_transverse.real() /
                    (c.spin_diffusion_transverse * diffusion),
                1.0, 1e-12);
    EXPECT_EQ(at_zero.charge_conductivity.imag(), 0.0);
    for (const auto& point : found.susceptibility) {
        EXPECT_EQ(point.charge, 1.0);
        EXPECT_EQ(point.transverse, 1.0);
    }
}

// Drude's law where one rate rules, and its high-frequency limit i n e^2/(m omega) always.
TEST(ResponseRun, ConductivityAtHighFrequencyIsThatOfFreeElectrons) {
    const auto file = read_alloy_text(alloy_text, "alloy.toml");
    const auto found = run("[response]\nfrequencies = \"1e17 Hz\"\n").dynamics.at(0);
    const double expected = file.alloy.host.carrier_density() * 1.602176634e-19 * 1.602176634e-19 /
                            9.1093837015e-31 / (2.0 * std::numbers::pi * 1e17);
    // V renormalises the weight at order n_i/n_c.
    EXPECT_NEAR(found.charge_conductivity.imag() / expected, 1.0, 0.02);
}

TEST(ResponseRun, SmallWaveVectorsDiffuse) {
    const auto found = run("[response]\nwavenumbers = \"1e4 1/m\"\nfrequencies = \"1 GHz\"\n");
    ASSERT_EQ(found.susceptibility.size(), 1U);
    const auto& point = found.susceptibility[0];
    EXPECT_LT(std::abs(point.charge - point.diffusive_charge), 1e-3 * std::abs(point.charge));
    EXPECT_LT(std::abs(point.longitudinal - point.diffusive_longitudinal), 1e-3);
    EXPECT_LT(std::abs(point.transverse - point.diffusive_transverse), 1e-3);
}

TEST(ResponseRun, DirectionOfTheWaveVectorOnlyTurnsTheMatrix) {
    const std::string list = "wavenumbers = \"2e7 1/m\"\nfrequencies = \"3 THz\"\n";
    const auto along_x = run("[response]\n" + list).susceptibility[0];
    const auto skew = run("[response]\ndirection = [1, -2, 2]\n" + list).susceptibility[0];
    EXPECT_LT(std::abs(along_x.charge - skew.charge), 1e-12);
    EXPECT_LT(std::abs(along_x.longitudinal - skew.longitudinal), 1e-12);
    EXPECT_LT(std::abs(along_x.transverse - skew.transverse), 1e-12);
    EXPECT_GT(std::abs(along_x.longitudinal - along_x.transverse), 1e-6);
    const Eigen::Vector3cd direction = Vector(1.0, -2.0, 2.0).cast<Complex>() / 3.0;
    const Eigen::Matrix3cd expected =
        skew.transverse * Eigen::Matrix3cd::Identity() +
        (skew.longitudinal - skew.transverse) * direction * direction.transpose();
    EXPECT_LT((skew.matrix.bottomRightCorner<3, 3>() - expected).cwiseAbs().maxCoeff(), 1e-12);
}

// A spin splitting is a field: g mu_B B = Delta.
TEST(ResponseRun, SpinSplittingActsAsAField) {
    const auto split =
        run("[response]\nspin_splitting = [\"0 eV\", \"0 eV\", \"0.1157676 meV\"]\n");
    const auto field = run("[response]\nmagnetic_field = [\"0 T\", \"0 T\", \"1 T\"]\n");
    EXPECT_NEAR(split.larmor.z() / field.larmor.z(), 1.0, 1e-6);
    EXPECT_NEAR(field.larmor.z(), 1.7588e11, 1e7);
}

TEST(ResponseRun, HanleCurveIsEvenInTheFieldAndStartsAtTheZeroFieldSignal) {
    const auto found = run("[response.hanle]\ndistance = \"100 nm\"\nfields = [\"-40 T\", \"0 T\", "
                           "\"40 T\"]\n");
    ASSERT_EQ(found.hanle.size(), 3U);
    EXPECT_NEAR(found.hanle[0].signal, found.hanle[2].signal, 1e-4 * found.hanle[1].signal);
    EXPECT_LT(found.hanle[0].signal, found.hanle[1].signal);
    EXPECT_GT(found.hanle[1].signal, 0.0);
}

ResponseRun run_of(const std::string& channels, const std::string& section) {
    const auto file = read_alloy_text("[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = 0.01\n"
                                      "channels = [" +
                                          channels + "]\n" + section,
                                      "alloy.toml");
    return ResponseEngine(file.alloy).run(file.alloy, *file.response);
}

const char* const s_wave = "{ l = 0, j = 0.5, phase_shift = 0.7 }";
const char* const p_doublet = "{ l = 1, j = 0.5, phase_shift = \"90 deg\" }";

// Spin that is conserved piles up without limit, unless the field turns it away.
TEST(ResponseRun, ConservedSpinHasAnInfiniteHanleSignal) {
    const std::string hanle =
        "[response.hanle]\ndistance = \"100 nm\"\nfields = [\"0 T\", \"1 T\"]\n";
    for (const char* const channels : {s_wave, p_doublet}) {
        const auto found = run_of(channels, hanle);
        EXPECT_TRUE(std::isinf(found.hanle[0].signal)) << channels;
        EXPECT_TRUE(std::isinf(found.hanle[0].diffusive));
        EXPECT_TRUE(std::isfinite(found.hanle[1].signal)) << channels;
        EXPECT_TRUE(std::isfinite(found.hanle[1].diffusive));
        const auto along = run_of(channels, hanle + "field_direction = [0, 1, 0]\n");
        EXPECT_TRUE(std::isinf(along.hanle[1].signal)) << channels;
    }
    // With the field across, diffusion theory of a free spin is exact far from the injector.
    const auto far = run_of(s_wave, "[response.hanle]\ndistance = \"5 um\"\nfields = \"0.1 T\"\n");
    EXPECT_NEAR(far.hanle[0].signal / far.hanle[0].diffusive, 1.0, 1e-2);
}

// Far detectors: less signal than rounding, then no integral at all; warnings tell, and the other
// results stand.
TEST(ResponseRun, FarHanleDetectorIsWarnedOf) {
    const auto warned = [](const ResponseRun& found, const std::string& text) {
        return std::any_of(found.warnings.begin(), found.warnings.end(),
                           [&](const auto& w) { return w.find(text) != std::string::npos; });
    };
    const auto far = run("[response.hanle]\ndistance = \"2 um\"\nfields = \"1 T\"\n");
    EXPECT_LT(std::abs(far.hanle.at(0).signal), 1e-17);
    EXPECT_TRUE(warned(far, "not larger than its error"));
    const auto beyond = run("[response.hanle]\ndistance = \"1 m\"\nfields = \"1 T\"\n");
    EXPECT_TRUE(std::isnan(beyond.hanle.at(0).signal) || std::abs(beyond.hanle[0].signal) < 1e-17);
    EXPECT_TRUE(warned(beyond, "Hanle signal"));
    EXPECT_FALSE(beyond.modes.empty());
}

// The profile knows the decay length better than the discrete directions do.
TEST(ResponseRun, ConservedSpinFillsTheHalfSpaceToAnyDepth) {
    const auto found = run_of(s_wave, "[response]\ndepths = [\"1 nm\", \"1 cm\", \"1 m\"]\n");
    for (const double density : found.injected_transverse.profile)
        EXPECT_NEAR(density, 1.0, 1e-5);
}

TEST(ResponseRun, WarnsWhereTheKineticEquationEnds) {
    const auto has = [](const ResponseRun& found, const std::string& text) {
        return std::any_of(found.warnings.begin(), found.warnings.end(),
                           [&](const auto& w) { return w.find(text) != std::string::npos; });
    };
    EXPECT_TRUE(has(run("[response]\nwavenumbers = \"1e10 1/m\"\n"), "k_F"));
    EXPECT_TRUE(has(run("[response]\nfrequencies = \"1e15 Hz\"\n"), "eps_F"));
    EXPECT_FALSE(has(run("[response]\nfrequencies = \"1e10 Hz\"\n"), "eps_F"));
    EXPECT_TRUE(has(run("[response]\n[kinetics]\nmoments = \"two-moment\"\n"), "all moments"));
}

TEST(ResponseRun, PublishedFormulasHaveNoDynamics) {
    const auto file = read_alloy_text(
        std::string(alloy_text) + "[kinetics]\nmoments = \"two-moment\"\nform = \"published\"\n",
        "alloy.toml");
    EXPECT_THROW(ResponseEngine engine(file.alloy), std::invalid_argument);
}

std::string error(const std::string& section) {
    try {
        (void)read_alloy_text(alloy_text + section, "alloy.toml");
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "none";
}

TEST(ResponseSection, MistakesAreToldWithTheirPlace) {
    EXPECT_NE(
        error("[response]\ndirection = [0, 0, 0]\n").find("alloy.toml:13: response.direction"),
        std::string::npos);
    EXPECT_NE(error("[response]\ndirection = [1, 0]\n").find("found 2 elements"),
              std::string::npos);
    EXPECT_NE(error("[response]\nmagnetic_field = [0, 0, 1]\n").find("needs a unit"),
              std::string::npos);
    EXPECT_NE(error("[response]\nwavenumbers = \"0 1/m\"\n").find("which of the two"),
              std::string::npos);
    EXPECT_NE(error("[response]\nwavenumbers = []\n").find("at least one"), std::string::npos);
    EXPECT_NE(error("[response.hanle]\nfields = \"1 T\"\n").find("distance"), std::string::npos);
    EXPECT_NE(error("[response]\nwavenumber = \"1 1/m\"\n").find("did you mean"),
              std::string::npos);
    EXPECT_EQ(error("[response]\nwavenumbers = \"0 1/m\"\nfrequencies = \"1 THz\"\n"), "none");
}

// Every declared number is there when what it needs is given, and only then.
TEST(ResponseDeclarations, NeedWhatTheySay) {
    const auto all = run("[response]\nwavenumbers = \"1e7 1/m\"\nfrequencies = \"1 THz\"\n"
                         "[response.hanle]\ndistance = \"50 nm\"\nfields = \"1 T\"\n");
    for (const auto& declared : response_declarations()) {
        EXPECT_TRUE(has_need(all, declared.need)) << declared.name;
        EXPECT_TRUE(std::isfinite(declared.value(all))) << declared.name;
    }
    ResponseOptions nothing;
    nothing.wavenumbers.emplace();
    nothing.frequencies.emplace();
    nothing.times.emplace();
    nothing.depths.emplace();
    const Alloy alloy = read_alloy_text(alloy_text, "alloy.toml").alloy;
    const auto modes = ResponseEngine(alloy).run(alloy, nothing);
    for (const auto& declared : response_declarations())
        EXPECT_EQ(has_need(modes, declared.need), declared.need == ResponseNeed::nothing)
            << declared.name;
}

} // namespace response_run_test
} // namespace sidejump::coefficients
