// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"

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

/// Input that is suspicious though not wrong: phase shifts beyond pi, a host unlike the metal whose
/// name it has.
std::vector<std::string> input_warnings(const Alloy& alloy);

} // namespace sidejump::coefficients
