// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/thermal_averages.hpp"

#include <span>
#include <string>

namespace sidejump::coefficients {

/// The declaration of one result of the thermal command.
struct ThermalDeclaration {
    const char* name;
    const char* unit; ///< SI, UDUNITS-2 syntax
    double ThermalCoefficients::*member;
    const char* meaning;
};

/// All results of the thermal command, in the order in which they are shown.
std::span<const ThermalDeclaration> thermal_declarations();

/// The declared results as a Markdown page.
std::string thermal_reference_page();

} // namespace sidejump::coefficients
