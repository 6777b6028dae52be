// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/consistency_checks.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"

#include <string>
#include <vector>

namespace sidejump::coefficients {

/// All that a run of the coefficients command has found.
struct CoefficientsRun {
    AlloyFile file;
    TransportCoefficients coefficients;
    std::vector<Approximation> approximations;
    std::vector<ConsistencyCheck> checks;
    std::vector<std::string> warnings;
};

/// Computes the coefficients of an alloy file and judges them.
/// @throws std::domain_error as check_physical, or if a consistency check fails
CoefficientsRun run_coefficients(AlloyFile file);

} // namespace sidejump::coefficients
