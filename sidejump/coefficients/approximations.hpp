// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/energy_dependence.hpp"

#include <string>
#include <vector>

namespace sidejump::coefficients {

enum class Standing { holds, fails, assumed };

/// An approximation that the results rest on, and whether it holds for this alloy.
struct Approximation {
    std::string name;
    Standing standing = Standing::holds;
    std::string statement; ///< what was found, and what to do where it fails
};

/// The approximations behind the coefficients of an alloy.
std::vector<Approximation> approximations(const Alloy& alloy,
                                          const TransportCoefficients& coefficients);

/// Input that is suspicious though not wrong: given phase shifts beyond pi, a host unlike the metal
/// whose name it has; and what the models of impurities have to say.
/// @param laws          of the impurities of the alloy; empty if all phase shifts are given
/// @param temperatures  K, at which the models are asked
std::vector<std::string> input_warnings(const Alloy& alloy,
                                        const std::vector<impurity::ImpurityLaw>& laws = {},
                                        const std::vector<double>& temperatures = {0.0});

} // namespace sidejump::coefficients
