// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_report.hpp"
#include "sidejump/electron_gas/gas_run.hpp"
#include "sidejump/electron_gas/impurity_model.hpp"
#include "sidejump/rashba/impurity_potentials.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::electron_gas {
namespace {

using testing::HasSubstr;

constexpr double pi = std::numbers::pi;
constexpr double hbar = units::planck_reduced;
constexpr double charge = units::elementary_charge;
constexpr double mass = 0.05 * units::electron_mass; // of these gases
constexpr double density = 1e16;                     // 1/m^2
constexpr double picosecond = 1e-12;

const std::string level = "carrier_density = \"1e12 1/cm^2\"\n";
const std::string rashba_term = "rashba = \"10 meV nm\"\n";
const std::string delta = "[[impurity]]\npotential = \"delta\"\nscattering_time = \"1 ps\"\n";

std::string gas(const std::string& more, const std::string& rest = delta) {
    return "[gas]\neffective_mass = 0.05\n" + more + rest;
}

GasRun run(const std::string& text) {
    return run_gas(read_gas_text(text, "gas.toml"));
}

std::string error(const std::string& text) {
    try {
        (void)run(text);
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

std::complex<double> first(const GasRun& run, const std::string& name) {
    return run.column(name).values.front();
}

void expect_close(double found, double expected, double relative = 1e-9) {
    EXPECT_NEAR(found / expected, 1.0, relative);
}

TEST(ElectronGas, UnitsOfKnownNumbers) {
    // hbar^2/m_e = 76.1996 meV nm^2.
    const GasRun result = run(gas(level + rashba_term));
    const double unit = 76.19964 / 0.05; // meV
    const double alpha = 10.0 / unit;
    expect_close(result.finding("chemical_potential"), unit * (0.01 * pi - alpha * alpha), 1e-6);
    expect_close(result.finding("band_bottom"), -0.5 * unit * alpha * alpha, 1e-6);
    expect_close(result.finding("momentum_minus") - result.finding("momentum_plus"), 2.0 * alpha,
                 1e-6);
    expect_close(result.finding("spin_precession_length"), 0.5 * pi / alpha, 1e-6);
    expect_close(result.finding("mobility"), 1e4 * charge * picosecond / mass, 2e-3);
    // The density follows from the level as the level does from the density.
    const GasRun other = run(
        gas(fmt::format("fermi_energy = \"{:.15g} meV\"\n", result.finding("chemical_potential")) +
            rashba_term));
    expect_close(other.finding("carrier_density"), 1e12);
}

TEST(ElectronGas, DrudeConductivityWithoutSpinOrbitCoupling) {
    const GasRun result = run(gas(level) + "[study]\nfrequency = [\"0 Hz\", \"0.5 THz\"]\n");
    const auto& sigma = result.column("conductivity_xx").values;
    const double drude = density * charge * charge * picosecond / mass;
    expect_close(sigma[0].real(), drude);
    const std::complex<double> expected = drude / std::complex<double>(1.0, -pi);
    EXPECT_LT(std::abs(sigma[1] - expected), 1e-9 * drude);
    EXPECT_TRUE(std::isinf(result.finding("spin_precession_length")));
    EXPECT_TRUE(std::isinf(result.finding("spin_relaxation_time_z")));
}

TEST(ElectronGas, EdelsteinPolarisationAndNoSpinCurrent) {
    const GasRun result = run(gas(level + rashba_term) + "[study]\nelectric_field = \"2 kV/m\"\n");
    const double force = charge * 2000.0;
    const double alpha = 10.0 * 1e-3 * charge * 1e-9; // J m
    const double spin =
        -mass * alpha * picosecond * force / (2.0 * pi * std::pow(hbar, 3)); // 1/m^2
    expect_close(first(result, "spin_y").real(), spin);
    expect_close(first(result, "polarisation_y").real(), 2.0 * spin / density);
    EXPECT_LT(std::abs(first(result, "spin_x")), 1e-9 * std::abs(spin));
    EXPECT_LT(std::abs(first(result, "spin_current_yz")), 1e-10);
    EXPECT_NEAR(first(result, "rotation").real(), -1.0, 1e-10);
    EXPECT_NEAR(first(result, "acceleration").real(), 1.0, 1e-10);
    EXPECT_NEAR(first(result, "field_term").real(), -1.0, 1e-10);
    EXPECT_NEAR(first(result, "collision_term").real(), 1.0, 1e-10);
    expect_close(result.finding("universal_spin_current"), force / (8.0 * pi));
    EXPECT_TRUE(result.warnings.empty());
}

TEST(ElectronGas, SpinCurrentInSiUnitsIsThatOfTheTorque) {
    const GasRun result = run(gas(level + rashba_term) + "[study]\nfrequency = \"300 GHz\"\n");
    const double alpha = 10.0 * 1e-3 * charge * 1e-9;
    const std::complex<double> change =
        std::complex<double>(0.0, -2.0 * pi * 3e11) * hbar * first(result, "spin_y");
    const std::complex<double> torque =
        2.0 * mass * alpha / (hbar * hbar) * first(result, "spin_current_yz_si");
    EXPECT_LT(std::abs(change - torque), 1e-9 * std::abs(torque));
    EXPECT_LT(result.certificate.at(1).value, 1e-10);
}

TEST(ElectronGas, TimeFromDensityAndStrength) {
    // 1/tau = n_i U_0^2 m/hbar^3.
    const GasRun result = run(gas(level, "[[impurity]]\npotential = \"delta\"\ndensity = \"1e10 "
                                         "1/cm^2\"\nstrength = \"-5 eV nm^2\"\n"));
    const double strength = 5.0 * charge * 1e-18;
    const double rate = 1e14 * strength * strength * mass / std::pow(hbar, 3);
    expect_close(result.finding("scattering_time"), 1e12 / rate);
    expect_close(result.finding("transport_time"), 1e12 / rate);
    // pi N_0 U_0 = m U_0/2 hbar^2 is not small.
    ASSERT_EQ(result.warnings.size(), 1U);
    EXPECT_THAT(result.warnings.front(),
                HasSubstr(fmt::format("impurity[0]: in the Born approximation its phase shift is "
                                      "{:.3g}",
                                      0.5 * mass * strength / (hbar * hbar))));
}

TEST(ElectronGas, EveryPotentialHasTheTransportTimeThatIsAskedFor) {
    const std::string table = "points = [[0, 1], [0.1, 0.9], [0.3, 0.4], [0.6, 0.1]]\n";
    for (const std::string& shape :
         {std::string("\"delta\"\n"), std::string("\"gaussian\"\nrange = \"6 nm\"\n"),
          std::string("\"yukawa\"\nscreening_length = \"6 nm\"\n"),
          std::string("\"screened-coulomb\"\npermittivity = 14\ndistance = \"10 nm\"\n"),
          "\"table\"\n" + table, "\"table\"\nvalues = \"potential\"\n" + table,
          std::string(
              "\"phase-shifts\"\nwaves = [0.4, { aligned = 0.3, antialigned = -0.1 }]\n")}) {
        const GasRun result =
            run(gas(level, "[[impurity]]\ntransport_time = \"2 ps\"\npotential = " + shape));
        expect_close(result.finding("transport_time"), 2.0, 1e-6);
        expect_close(result.finding("free_transport_time"), 2.0);
    }
}

TEST(ElectronGas, RatesOfSpeciesAdd) {
    const std::string other = "[[impurity]]\npotential = \"gaussian\"\nrange = \"5 nm\"\n"
                              "transport_time = \"3 ps\"\n";
    const GasRun result = run(gas(level, delta + other));
    expect_close(result.finding("transport_time"), 0.75, 1e-9);
}

TEST(ElectronGas, DyakonovPerelTimes) {
    // Delta tau = 2 alpha k_F tau/hbar << 1: 1/T_x = Delta^2 tau/2, 1/T_z = Delta^2 tau.
    const GasRun result = run(gas(level + "rashba = \"0.01 meV nm\"\n"));
    const double splitting =
        2.0 * 0.01e-3 * charge * 1e-9 * std::sqrt(2.0 * pi * density) / hbar; // 1/s
    const double rate = splitting * splitting * picosecond * 1e-12;           // 1/ps
    expect_close(result.finding("spin_relaxation_time_z"), 1.0 / rate, 1e-3);
    expect_close(result.finding("spin_relaxation_time_x"), 2.0 / rate, 1e-3);
    expect_close(result.finding("spin_relaxation_time_y"), 2.0 / rate, 1e-3);
}

TEST(ElectronGas, AHelixOfEqualTermsKeepsItsSpin) {
    const GasRun result =
        run(gas(level + "rashba = \"0.2 meV nm\"\ndresselhaus = \"0.2 meV nm\"\n"));
    EXPECT_TRUE(std::isinf(result.finding("longest_spin_relaxation_time")))
        << result.finding("longest_spin_relaxation_time");
    EXPECT_TRUE(std::isfinite(result.finding("spin_relaxation_time_x")));
    const auto& rates = result.relaxation->rates;
    expect_close(std::abs(rates[0][1]), rates[0][0], 1e-6);
}

TEST(ElectronGas, SpinModesDiffuseWithoutSpinOrbitCoupling) {
    const GasRun result = run(gas(level) + "[spin_modes]\nwavenumber = \"0.02 1/um\"\n");
    const double velocity = hbar * std::sqrt(2.0 * pi * density) / mass;
    const double diffusion = 0.5 * velocity * velocity * picosecond;
    for (const auto& mode : result.spin_modes->modes.front())
        expect_close(mode.rate.real(), diffusion * 4e8, 1e-3);
}

TEST(ElectronGas, TemperatureLeavesTheCancellation) {
    const GasRun result = run(gas(level + rashba_term + "temperature = \"100 K\"\n"));
    EXPECT_GT(result.finding("energies"), 1.0);
    EXPECT_LT(std::abs(first(result, "spin_current_yz")), 1e-10);
    EXPECT_LT(result.finding("chemical_potential"), 47.8);
    const GasRun other = run(
        gas(fmt::format("fermi_energy = \"{:.15g} meV\"\n", result.finding("chemical_potential")) +
            rashba_term + "temperature = \"100 K\"\n"));
    expect_close(other.finding("carrier_density"), 1e12, 1e-7);
}

TEST(ElectronGas, WhatSymmetryForbidsIsNoErrorOfTheDirections) {
    // Without intrinsic coupling all spins and, of some impurities, all decay is rounding.
    const std::string heavy = "[[impurity]]\npotential = \"phase-shifts\"\ndensity = \"1e9 "
                              "1/cm^2\"\nwaves = [0.7, { aligned = 0.2, antialigned = 0.1 }]\n";
    for (const std::string& impurities : {delta, heavy}) {
        const GasRun result = run(gas(level, impurities));
        EXPECT_TRUE(result.warnings.empty()) << result.warnings.front();
        EXPECT_LE(result.finding("directions"), 128.0);
    }
    const GasRun donors =
        run(gas(level + rashba_term + "dresselhaus = \"5 meV nm\"\n",
                "[[impurity]]\npotential = \"screened-coulomb\"\npermittivity = 14\n"
                "distance = \"10 nm\"\ntransport_time = \"20 ps\"\n"));
    EXPECT_TRUE(donors.warnings.empty()) << donors.warnings.front();
    EXPECT_LT(donors.finding("angular_error"), 1e-4);
}

TEST(ElectronGas, TellsWhereTheApproximationsEnd) {
    const auto only_warning = [](const std::string& text) {
        const GasRun result = run(text);
        return result.warnings.size() == 1 ? result.warnings.front()
                                           : fmt::format("{} warnings", result.warnings.size());
    };
    // e_F = 47.9 meV is 11.6 THz.
    EXPECT_TRUE(run(gas(level) + "[study]\nfrequency = \"5.7 THz\"\n").warnings.empty());
    EXPECT_THAT(only_warning(gas(level) + "[study]\nfrequency = \"11.6 THz\"\n"),
                HasSubstr("hbar omega is up to 1 of the Fermi energy"));
    const std::string heavy =
        "[[impurity]]\npotential = \"phase-shifts\"\ndensity = \"1e5 1/cm^2\"\n"
        "waves = [0.7, { aligned = 0.1, antialigned = -0.1 }]\n";
    EXPECT_THAT(only_warning(gas("fermi_energy = \"4.57 meV\"\nrashba = \"60 meV nm\"\n", heavy)),
                HasSubstr("leading order in it"));
    EXPECT_THAT(only_warning(gas("fermi_energy = \"-0.46 meV\"\nrashba = \"76 meV nm\"\n", heavy)),
                HasSubstr("is left out with the Fermi level below the crossing"));
}

TEST(ElectronGas, BothLinearTermsAtRoomTemperature) {
    const std::string both = level + rashba_term + "dresselhaus = \"5 meV nm\"\n";
    const GasRun cold = run(gas(both + "temperature = \"20 K\"\n"));
    EXPECT_TRUE(cold.warnings.empty()) << cold.warnings.front();
    const GasRun warm = run(gas(both + "temperature = \"300 K\"\n"));
    EXPECT_EQ(warm.warnings.size(), 1U);
    EXPECT_THAT(warm.warnings.front(), HasSubstr("are left out"));
    const double drude = density * charge * charge * picosecond / mass;
    expect_close(first(warm, "conductivity_xx").real(), drude, 1e-2);
    EXPECT_THAT(error(gas("carrier_density = \"1e11 1/cm^2\"\nrashba = \"60 meV nm\"\n"
                          "dresselhaus = \"30 meV nm\"\ntemperature = \"300 K\"\n")),
                HasSubstr("gas.temperature: at this temperature"));
}

TEST(ElectronGas, NoSpinOfACubicTermIsNoErrorOfTheDirections) {
    const GasRun result = run(gas(level + "cubic_rashba = \"0.1 eV nm^3\"\n"));
    EXPECT_LT(result.finding("angular_error"), 1e-10);
    EXPECT_LT(std::abs(first(result, "polarisation_y")), 1e-12);
    EXPECT_LT(first(result, "spin_current_yz").real(), -2.0);
}

TEST(ImpurityPotentials, Values) {
    EXPECT_EQ(rashba::delta_potential(3.0)(7.0), 3.0);
    EXPECT_EQ(rashba::gaussian_potential(3.0, 2.0)(0.0), 3.0);
    EXPECT_NEAR(rashba::gaussian_potential(3.0, 2.0)(0.5), 3.0 * std::exp(-0.5), 1e-15);
    EXPECT_NEAR(rashba::yukawa_potential(3.0, 2.0)(0.0), 12.0 * pi, 1e-13);
    EXPECT_NEAR(rashba::yukawa_potential(3.0, 1e9)(2.0), 3.0 * pi, 1e-13);
    EXPECT_NEAR(rashba::screened_coulomb_potential(3.0, 2.0, 5.0)(0.0), 1.5, 1e-15);
    EXPECT_NEAR(rashba::screened_coulomb_potential(3.0, 2.0, 5.0)(1.0), std::exp(-5.0), 1e-15);
}

TEST(ImpurityPotentials, TablesFollowWhatTheyTabulate) {
    const auto exact = rashba::squared(rashba::gaussian_potential(1.0, 1.0));
    std::vector<double> transfers;
    std::vector<double> values;
    for (int i = 0; i <= 400; ++i) {
        transfers.push_back(0.005 * i);
        values.push_back(exact(transfers.back()));
    }
    const auto table = rashba::tabulated_potential(transfers, values);
    for (const double q : {0.0, 0.0123, 0.7, 1.999, 2.0})
        EXPECT_NEAR(table(q), exact(q), 1e-5);
    EXPECT_THROW((void)table(2.001), rashba::MissingTransfer);
    EXPECT_THROW((void)rashba::tabulated_potential({0.0, 1.0}, {1.0, 1.0}), std::invalid_argument);
    const auto one = rashba::born_rates(table, 1.0);
    const auto other = rashba::born_rates(exact, 1.0);
    expect_close(one.all, other.all, 1e-4);
    expect_close(one.transport, other.transport, 1e-4);
    // The mean of exp(-4 sin^2(theta/2)) over the angle is e^{-2} I_0(2).
    expect_close(other.all, std::exp(-2.0) * std::cyl_bessel_i(0.0, 2.0), 1e-12);
    expect_close(other.transport,
                 std::exp(-2.0) * (std::cyl_bessel_i(0.0, 2.0) - std::cyl_bessel_i(1.0, 2.0)),
                 1e-12);
    // pi N_0 times the mean of exp(-2 sin^2(theta/2)).
    expect_close(rashba::born_phase_shift(exact, 1.0),
                 0.5 * std::exp(-1.0) * std::cyl_bessel_i(0.0, 1.0), 1e-12);
    EXPECT_NEAR(rashba::born_phase_shift(rashba::squared(rashba::delta_potential(-0.4)), 3.0), 0.2,
                1e-13);
    // By small angles: the mean of exp(-a^2 theta^2), and of theta^2/2 times it.
    const double range = 1e4;
    const auto smooth =
        rashba::born_rates(rashba::squared(rashba::gaussian_potential(1.0, range)), 1.0);
    expect_close(smooth.all, 0.5 / range / std::sqrt(pi), 1e-7);
    expect_close(smooth.transport, 0.125 / std::pow(range, 3) / std::sqrt(pi), 1e-7);
}

TEST(ImpurityPotentials, PhaseShiftsOfShortRangeAreBornWhereTheyAreSmall) {
    // K = -2 tan(eta) with hbar = m = 1.
    const auto rates = rashba::phase_shift_rates({{1e-4, 1e-4}});
    const auto born = rashba::born_rates(rashba::squared(rashba::delta_potential(2e-4)), 0.7);
    expect_close(rates.all, born.all, 1e-7);
    expect_close(rates.transport, born.transport, 1e-7);
}

TEST(ImpurityPotentials, ScreeningWavenumberIsTwoOverTheBohrRadius) {
    const double bohr_radius = 5.29177210903e-11 * 12.9 / 0.067; // m
    expect_close(thomas_fermi_wavenumber(0.067, 12.9), 2.0 / bohr_radius);
}

TEST(ElectronGasErrors, OfTheGas) {
    EXPECT_THAT(error(gas(rashba_term)), HasSubstr("carrier_density"));
    EXPECT_THAT(error(gas(level + "fermi_energy = \"1 meV\"\n")), HasSubstr("fermi_energy"));
    EXPECT_THAT(error(gas("fermi_energy = \"-1 meV\"\n" + rashba_term)),
                HasSubstr("gas.toml:3: gas.fermi_energy: expected a Fermi energy above -0.0328"));
    EXPECT_THAT(error(gas("fermi_energy = \"-1 meV\"\n")),
                HasSubstr("expected a Fermi energy above 0 meV"));
    EXPECT_THAT(error(gas("fermi_energy = \"-0.1 meV\"\nrashba = \"10 meV nm\"\ndresselhaus = "
                          "\"9 meV nm\"\n")),
                HasSubstr("some directions of the momentum have no states"));
    EXPECT_THAT(error(gas("carrier_density = \"1e7 1/cm^2\"\nrashba = \"10 meV nm\"\ndresselhaus = "
                          "\"10 meV nm\"\n")),
                HasSubstr("expected more carriers than"));
    EXPECT_THAT(error(gas("fermi_energy = \"100 meV\"\ncubic_rashba = \"10 eV nm^3\"\n")),
                HasSubstr("bends the lower band down"));
    EXPECT_THAT(error(gas(level + "cubic_rashba = \"10 eV nm^3\"\n")), HasSubstr("no room"));
    EXPECT_THAT(error(gas(level + rashba_term + "cubic_rashba = \"0.1 eV nm^3\"\n")),
                HasSubstr("not used beside `cubic_rashba`"));
    EXPECT_THAT(error(gas(level + "rashba = 10\n")), HasSubstr("needs a unit"));
    EXPECT_THAT(error(gas(level, "")), HasSubstr("impurity"));
}

TEST(ElectronGasErrors, OfImpurities) {
    const auto impurity = [](const std::string& text) {
        return error(gas(level, "[[impurity]]\npotential = " + text));
    };
    EXPECT_THAT(impurity("\"delta\"\nscattering_time = \"-1 ps\"\n"),
                HasSubstr("impurity[0].scattering_time: expected a quantity in (0, 1e+09]"));
    EXPECT_THAT(impurity("\"delta\"\nstrength = \"1 eV nm^2\"\n"), HasSubstr("scattering_time"));
    EXPECT_THAT(impurity("\"delta\"\ndensity = \"1e9 1/cm^2\"\n"),
                HasSubstr("impurity[0].strength: missing key"));
    EXPECT_THAT(impurity("\"delta\"\ndensity = \"1e9 1/cm^2\"\nstrength = \"0 eV nm^2\"\n"),
                HasSubstr("not scatter"));
    EXPECT_THAT(impurity("\"delta\"\nscattering_time = \"1 ps\"\nstrength = \"1 eV nm^2\"\n"),
                HasSubstr("not used"));
    EXPECT_THAT(impurity("\"delta\"\nscattering_time = \"1 ps\"\nrange = \"1 nm\"\n"),
                HasSubstr("belongs to \"gaussian\""));
    EXPECT_THAT(impurity("\"gaussian\"\ntransport_time = \"1 ps\"\n"),
                HasSubstr("impurity[0].range: missing key"));
    EXPECT_THAT(impurity("\"screened-coulomb\"\ntransport_time = \"1 ps\"\n"),
                HasSubstr("permittivity"));
    for (const char* shift : {"0", "\"180 degree\"", "\"-360 degree\""})
        EXPECT_THAT(impurity(fmt::format("\"phase-shifts\"\ndensity = \"1e9 1/cm^2\"\nwaves = "
                                         "[{}]\n",
                                         shift)),
                    HasSubstr("impurity[0].waves: expected a phase shift that is no multiple"));
    EXPECT_THAT(impurity("\"guassian\"\n"), HasSubstr("did you mean \"gaussian\""));
    EXPECT_THAT(impurity("\"phase-shifts\"\ndensity = \"1e9 1/cm^2\"\nwaves = [{ aligned = 0.1, "
                         "antialigned = 0.2 }]\n"),
                HasSubstr("impurity[0].waves[0]: expected one phase shift"));
}

TEST(ElectronGasErrors, OfTables) {
    const auto table = [](const std::string& text) {
        return error(
            gas(level, "[[impurity]]\npotential = \"table\"\nscattering_time = \"1 ps\"\n" + text));
    };
    EXPECT_THAT(
        table("points = [[0, 1], [0.1, 0.5], [0.3, 0.1]]\n"),
        HasSubstr("impurity[0].points: expected a table up to the momentum transfer 0.5013"));
    EXPECT_THAT(table("points = [[0.1, 1], [0.2, 0.5], [0.6, 0.1]]\n"),
                HasSubstr("a first row at the momentum transfer 0"));
    EXPECT_THAT(table("points = [[0, 1], [0.2, -0.5], [0.6, 0.1]]\n"),
                HasSubstr("impurity[0].points[1]: expected squares >= 0"));
    EXPECT_THAT(table("points = [[0, 1], [0.2, 0.5], [0.1, 0.1]]\n"), HasSubstr("increase"));
    EXPECT_THAT(table("table = \"nowhere.tsv\"\n"), HasSubstr("nowhere.tsv"));
    EXPECT_THAT(table(""), HasSubstr("table and points"));
}

TEST(ElectronGasErrors, OfStudies) {
    EXPECT_THAT(error(gas(level) + "[study]\nfrequency = \"1 rad/s\"\n"), HasSubstr("omega/2 pi"));
    EXPECT_THAT(error(gas(level) + "[study]\nfrequency = \"-1 Hz\"\n"),
                HasSubstr("expected a quantity in [0, 1e+18]"));
    EXPECT_THAT(error(gas(level) + "[study]\nelectric_field = \"0 V/m\"\n"),
                HasSubstr("expected a quantity in (0, 1e+12]"));
    EXPECT_THAT(error(gas("fermi_energy = \"-0.01 meV\"\n" + rashba_term) +
                      "[spin_modes]\nwavenumber = \"1 1/um\"\n"),
                HasSubstr("above the crossing"));
}

TEST(ElectronGasErrors, OfSpinModes) {
    EXPECT_THAT(error(gas(level) + "[spin_modes]\nwavenumber = [\"1 1/um\", \"0.3 1/nm\"]\n"),
                HasSubstr("gas.toml:8: spin_modes.wavenumber: expected wavenumbers below the Fermi "
                          "wavenumber, 2.50663e+08 1/m, found 3e+08 1/m"));
}

TEST(ElectronGasReports, JsonAndTable) {
    const GasFile file = read_gas_text(
        gas(level + rashba_term) + "[study]\nfrequency = [\"0 Hz\", \"1 THz\"]\n", "gas.toml");
    const GasRun result = run_gas(file);
    const auto json = gas_json(file, result);
    EXPECT_EQ(json["input"]["gas"]["temperature"], "0 K");
    EXPECT_EQ(json["response"]["conductivity_xx"]["unit"], "S");
    EXPECT_EQ(json["response"]["spin_y"]["real"].size(), 2U);
    EXPECT_THAT(gas_table(file, result), HasSubstr("spin_current_yz"));
    // What is rounding is 0 in all units.
    const GasFile at_rest = read_gas_text(gas(level + rashba_term), "gas.toml");
    const std::string table = gas_table(at_rest, run_gas(at_rest));
    EXPECT_THAT(table, HasSubstr("spin_current_yz    e/8pi                0  of"));
    EXPECT_THAT(table, HasSubstr("spin_current_yz_si J/m                  0  of"));
}

} // namespace
} // namespace sidejump::electron_gas
