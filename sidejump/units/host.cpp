// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/units/host.hpp"

#include "sidejump/units/constants.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::units {
namespace {

using std::numbers::pi;

double mass(const Host& host) {
    return host.effective_mass * electron_mass;
}

} // namespace

double Host::carrier_density() const {
    return std::pow(fermi_wavenumber, 3) / (3.0 * pi * pi);
}

double Host::fermi_velocity() const {
    return planck_reduced * fermi_wavenumber / mass(*this);
}

double Host::fermi_energy() const {
    return 0.5 * mass(*this) * std::pow(fermi_velocity(), 2);
}

double Host::density_of_states() const {
    return mass(*this) * fermi_wavenumber / (2.0 * pi * pi * planck_reduced * planck_reduced);
}

const char* si_unit(Dimension dimension) {
    switch (dimension) {
    case Dimension::none:
        return "1";
    case Dimension::rate:
        return "1/s";
    case Dimension::length:
        return "m";
    case Dimension::diffusion:
        return "m2/s";
    case Dimension::conductivity:
        return "S/m";
    case Dimension::resistivity:
        return "ohm m";
    }
    throw std::logic_error("unknown dimension");
}

double reduced_unit(const Host& host, Dimension dimension) {
    const double conductance = elementary_charge * elementary_charge / planck_reduced;
    switch (dimension) {
    case Dimension::none:
        return 1.0;
    case Dimension::rate:
        return host.fermi_velocity() * host.fermi_wavenumber;
    case Dimension::length:
        return 1.0 / host.fermi_wavenumber;
    case Dimension::diffusion:
        return planck_reduced / mass(host);
    case Dimension::conductivity:
        return conductance * host.fermi_wavenumber;
    case Dimension::resistivity:
        return 1.0 / (conductance * host.fermi_wavenumber);
    }
    throw std::logic_error("unknown dimension");
}

} // namespace sidejump::units
