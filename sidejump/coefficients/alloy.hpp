// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"
#include "sidejump/kinetics/kinetics_options.hpp"
#include "sidejump/units/host.hpp"

#include <vector>

namespace sidejump::coefficients {

/// An alloy: a host metal, its impurities, and how its kinetics is to be solved.
struct Alloy {
    units::Host host;
    std::vector<impurity::Impurity> impurities; ///< at the Fermi energy
    kinetics::KineticsOptions kinetics;
};

/// Impurities of all species per conduction electron, sum n_i/n_c.
double total_concentration(const Alloy& alloy);

} // namespace sidejump::coefficients
