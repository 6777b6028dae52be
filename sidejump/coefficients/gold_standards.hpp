// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sidejump::coefficients {

/// A number or relation that the program must reproduce.
struct GoldStandard {
    std::string group;
    std::string quantity;
    double expected = 0.0;
    double found = 0.0;
    double tolerance = 0.0; ///< on error()

    /// |found - expected|, relative to |expected| where that is not zero.
    [[nodiscard]] double error() const;
    [[nodiscard]] bool passed() const { return error() <= tolerance; }
};

/// Evaluates all built-in gold standards: the verified numbers of the diffusion theory, the laws of
/// the collision operator on fixed sets of phase shifts, the closed forms, the Born and weak
/// spin-orbit limits, and the closed forms of the models of impurities. docs/theory/verification
/// says where each comes from.
std::vector<GoldStandard> gold_standards();

} // namespace sidejump::coefficients
