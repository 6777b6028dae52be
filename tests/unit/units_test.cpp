// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/units/constants.hpp"
#include "sidejump/units/free_electron_hosts.hpp"
#include "sidejump/units/host.hpp"
#include "sidejump/units/quantity.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::units {
namespace units_test {

TEST(Quantity, ConvertsToTheUnitThatIsAskedFor) {
    EXPECT_DOUBLE_EQ(read_quantity("1.36 1/angstrom", "1/m"), 1.36e10);
    EXPECT_DOUBLE_EQ(read_quantity("13.6 nm^-1", "1/m"), 1.36e10);
    EXPECT_DOUBLE_EQ(read_quantity("  8.5e26 1/m^3 ", "1/m3"), 8.5e26);
    EXPECT_DOUBLE_EQ(read_quantity("90 degree", "radian"), 0.5 * std::numbers::pi);
    EXPECT_DOUBLE_EQ(read_quantity("1.36/angstrom", "1/m"), 1.36e10);
    EXPECT_DOUBLE_EQ(read_quantity("180 deg", "radian"), std::numbers::pi);
    EXPECT_DOUBLE_EQ(read_quantity("-0.25 rad", "radian"), -0.25);
    EXPECT_DOUBLE_EQ(read_quantity("25 G", "mT"), 2.5);
    EXPECT_DOUBLE_EQ(read_quantity("3 kG", "T"), 0.3);
    EXPECT_NEAR(read_quantity("1 Oe", "A/m"), 250.0 / std::numbers::pi, 1e-4);
    EXPECT_DOUBLE_EQ(read_quantity("+2 meV", "eV"), 2e-3);
    EXPECT_DOUBLE_EQ(read_quantity("2m", "cm"), 200.0);
    EXPECT_NEAR(read_quantity("20 celsius", "K"), 293.15, 1e-12);
}

QuantityFault fault_of(const char* text, const char* unit) {
    try {
        read_quantity(text, unit);
    } catch (const QuantityError& error) {
        return error.fault;
    }
    ADD_FAILURE() << text << " was read";
    return QuantityFault::not_a_number;
}

TEST(Quantity, NamesTheFault) {
    EXPECT_EQ(fault_of("1.36", "1/m"), QuantityFault::missing_unit);
    EXPECT_EQ(fault_of("angstrom", "1/m"), QuantityFault::not_a_number);
    EXPECT_EQ(fault_of("", "1/m"), QuantityFault::not_a_number);
    EXPECT_EQ(fault_of("1.36 1/angstroem", "1/m"), QuantityFault::unknown_unit);
    EXPECT_EQ(fault_of("1 360 1/um", "1/m"), QuantityFault::unknown_unit);
    EXPECT_EQ(fault_of("1.36 13/angstrom", "1/m"), QuantityFault::unknown_unit);
    EXPECT_EQ(fault_of("1.36 1/angstrom @ 5", "1/m"), QuantityFault::unknown_unit);
    EXPECT_EQ(fault_of("+-0.2 rad", "radian"), QuantityFault::not_a_number);
    EXPECT_EQ(fault_of("1.36 eV", "1/m"), QuantityFault::wrong_dimension);
    EXPECT_EQ(fault_of("1.36 angstrom", "1/m"), QuantityFault::wrong_dimension)
        << "a length is not its own reciprocal";
}

TEST(Quantity, TellsFieldsFromFluxDensities) {
    try {
        read_quantity("25 Oe", "T");
        FAIL() << "H was taken for B";
    } catch (const QuantityError& error) {
        EXPECT_EQ(error.fault, QuantityFault::wrong_dimension);
        EXPECT_STREQ(error.what(), "\"25 Oe\", a unit of H, where B is wanted: write \"G\" (in "
                                   "vacuum 1 Oe of H is 1 G of B)");
    }
}

TEST(Host, FreeElectronRelationsHold) {
    Host host;
    host.fermi_wavenumber = 1.36e10;
    host.effective_mass = 1.3;
    const double mass = 1.3 * electron_mass;
    EXPECT_DOUBLE_EQ(host.fermi_velocity(), planck_reduced * 1.36e10 / mass);
    EXPECT_NEAR(host.fermi_energy() / (0.5 * mass * std::pow(host.fermi_velocity(), 2)), 1.0,
                1e-14);
    // n_c = 4 N_F eps_F/3, both spins.
    EXPECT_NEAR(4.0 / 3.0 * host.density_of_states() * host.fermi_energy() / host.carrier_density(),
                1.0, 1e-14);
}

TEST(Host, ReducedUnitsAreConsistent) {
    Host host;
    host.fermi_wavenumber = 1.2e10;
    host.effective_mass = 0.7;
    const double length = reduced_unit(host, Dimension::length);
    const double rate = reduced_unit(host, Dimension::rate);
    EXPECT_NEAR(reduced_unit(host, Dimension::diffusion) / (length * length * rate), 1.0, 1e-14);
    EXPECT_NEAR(reduced_unit(host, Dimension::conductivity) *
                    reduced_unit(host, Dimension::resistivity),
                1.0, 1e-14);
    // sigma = 2 e^2 N_F D in both systems: N_F = 1/(2 pi^2) in the reduced one.
    const double si = 2.0 * elementary_charge * elementary_charge * host.density_of_states() *
                      reduced_unit(host, Dimension::diffusion);
    EXPECT_NEAR(reduced_unit(host, Dimension::conductivity) /
                    (std::numbers::pi * std::numbers::pi) / si,
                1.0, 1e-13);
    // Unitary p1/2 channel: 4/(9 pi^2) e^2/hbar = 1.0961e-5 S.
    EXPECT_NEAR(reduced_unit(host, Dimension::conductivity) * 4.0 /
                    (9.0 * std::numbers::pi * std::numbers::pi) / host.fermi_wavenumber,
                1.0961e-5, 1e-9);
}

TEST(FreeElectronHosts, ReproduceAshcroftAndMermin) {
    // Table 2.1 of the book: k_F = 1.36e8 1/cm and eps_F = 7.00 eV for Cu, 1.75e8 and 11.7 for Al.
    const auto copper = free_electron_host("Cu");
    ASSERT_TRUE(copper.has_value());
    EXPECT_NEAR(copper->fermi_wavenumber, 1.36e10, 0.005e10);
    EXPECT_NEAR(copper->fermi_energy() / elementary_charge, 7.00, 0.05);
    const auto aluminium = free_electron_host("Al");
    ASSERT_TRUE(aluminium.has_value());
    EXPECT_NEAR(aluminium->fermi_wavenumber, 1.75e10, 0.005e10);
    EXPECT_NEAR(aluminium->fermi_energy() / elementary_charge, 11.7, 0.05);
    EXPECT_NEAR(aluminium->atomic_density.value(), 6.03e28, 0.01e28);
    EXPECT_FALSE(free_electron_host("Unobtainium").has_value());
    for (const auto& name : free_electron_host_names())
        EXPECT_TRUE(free_electron_host(name).has_value()) << name;
}

TEST(Quantity, IsReadAlikeHoweverOften) {
    const double first = read_quantity("12.3 degree", "radian");
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(read_quantity("12.3 degree", "radian"), first);
    EXPECT_THROW(read_quantity("12.3 degree", "m"), QuantityError);
    EXPECT_EQ(read_quantity("12.3 degree", "radian"), first);
}

TEST(Quantity, SplitsIntoNumberAndUnit) {
    const auto split = split_quantity(" -1.5e3 1/angstrom ");
    EXPECT_EQ(split.number, -1500.0);
    EXPECT_EQ(split.unit, "1/angstrom");
    EXPECT_TRUE(is_unit(split.unit));
    EXPECT_FALSE(is_unit("moment"));
    EXPECT_THROW(split_quantity("full"), QuantityError);
    EXPECT_THROW(split_quantity("3"), QuantityError);
}

} // namespace units_test
} // namespace sidejump::units
