// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/host_section.hpp"

#include "sidejump/input/suggestion.hpp"
#include "sidejump/units/free_electron_hosts.hpp"

#include <cmath>
#include <fmt/ranges.h>
#include <numbers>

namespace sidejump::input {
namespace {

void complete_from_table(HostInput& host, const Table& table, const Place& place) {
    const auto metal = host.name ? units::free_electron_host(*host.name) : std::nullopt;
    if (host.carrier_density) {
        if (host.fermi_wavenumber)
            place_of(table, "carrier_density", place)
                .fail("one of fermi_wavenumber and carrier_density", "both");
        host.fermi_wavenumber =
            std::cbrt(3.0 * std::numbers::pi * std::numbers::pi * *host.carrier_density);
        host.carrier_density.reset(); // the echo has one of the two as well
    }
    if (!host.fermi_wavenumber) {
        const auto names = units::free_electron_host_names();
        if (!host.name)
            place.fail("needs a name from the built-in table or a fermi_wavenumber, found neither");
        if (!metal)
            place_of(table, "name", place)
                .fail(fmt::format("expected a host of the built-in table ({}) or a "
                                  "fermi_wavenumber beside it, found \"{}\"{}",
                                  fmt::join(names, ", "), *host.name,
                                  did_you_mean(*host.name, names)));
        host.fermi_wavenumber = metal->fermi_wavenumber;
    }
    if (!host.atomic_density && metal)
        host.atomic_density = metal->atomic_density;
}

} // namespace

const Section<HostInput>& host_section() {
    static const Section<HostInput> section =
        Section<HostInput>("The host metal: a parabolic band filled up to the Fermi wavenumber.")
            .optional("name", &HostInput::name, Text(),
                      "Chemical symbol of a free-electron host of the built-in table (Ashcroft and "
                      "Mermin, Table 1.1), or any label if `fermi_wavenumber` is given.")
            .optional("fermi_wavenumber", &HostInput::fermi_wavenumber,
                      Quantity("1/m", "1.36 1/angstrom", {.low = 1e6, .high = 1e12}),
                      "Fermi wavenumber k_F.", "that of the built-in host")
            .optional("carrier_density", &HostInput::carrier_density,
                      Quantity("1/m3", "8.47e28 1/m3", {.low = 1e17, .high = 1e34}),
                      "Conduction electrons per volume, n_c = k_F^3/(3 pi^2), instead of the Fermi "
                      "wavenumber.")
            .with_default("effective_mass", &HostInput::effective_mass,
                          Number({.low = 1e-4, .high = 1e4}),
                          "Effective mass m* in electron masses.")
            .optional("atomic_density", &HostInput::atomic_density,
                      Quantity("1/m3", "8.47e28 1/m3", {.low = 1e20, .high = 1e32}),
                      "Lattice sites per volume; needed where an impurity is given by its "
                      "`atomic_fraction`.",
                      "that of the built-in host")
            .at_least_one_of({"name", "fermi_wavenumber", "carrier_density"})
            .finish(complete_from_table);
    return section;
}

units::Host host_from_input(const HostInput& input) {
    units::Host host;
    host.name = input.name.value_or("host");
    host.fermi_wavenumber = input.fermi_wavenumber.value();
    host.effective_mass = input.effective_mass;
    host.atomic_density = input.atomic_density;
    return host;
}

} // namespace sidejump::input
