// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/units/host.hpp"

#include <span>
#include <string>

namespace sidejump::coefficients {

/// The declaration of one result: the table, result.json and the reference page follow from it.
struct ResultDeclaration {
    const char* name;
    const char* group;
    units::Dimension dimension;
    double TransportCoefficients::*member;
    const char* meaning; ///< one line, with the defining formula
};

/// All results of the coefficients command, in the order in which they are shown.
std::span<const ResultDeclaration> result_declarations();

/// The declared results as a Markdown page.
std::string result_reference_page();

} // namespace sidejump::coefficients
