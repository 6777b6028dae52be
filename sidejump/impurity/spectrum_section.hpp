// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"

#include <optional>
#include <vector>

namespace sidejump::impurity {

/// The options of the section [spectrum]: where `sidejump impurity` tabulates phase shifts.
struct SpectrumOptions {
    std::optional<double> lowest;             ///< eV from the Fermi energy
    std::optional<double> highest;            ///< eV from the Fermi energy
    std::optional<int> points;                ///< evenly spaced; absent for as many as curves need
    std::vector<double> temperatures = {0.0}; ///< K
};

/// Declaration of the section [spectrum].
const input::Section<SpectrumOptions>& spectrum_section();

} // namespace sidejump::impurity
