// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"
#include "sidejump/units/host.hpp"

#include <optional>
#include <string>

namespace sidejump::input {

/// The section [host] as it is written; read() fills in what the built-in table knows.
struct HostInput {
    std::optional<std::string> name;
    std::optional<double> fermi_wavenumber; // 1/m
    std::optional<double> carrier_density;  // 1/m^3
    double effective_mass = 1.0;
    std::optional<double> atomic_density; // 1/m^3
};

/// Declaration of the section [host].
const Section<HostInput>& host_section();

/// The host that the section describes, once read() has filled in the Fermi wavenumber.
units::Host host_from_input(const HostInput& input);

} // namespace sidejump::input
