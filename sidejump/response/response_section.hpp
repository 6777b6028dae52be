// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"
#include "sidejump/input/vector_types.hpp"

#include <optional>
#include <vector>

namespace sidejump::response {

/// The options of the section [response.hanle], SI units.
struct HanleOptions {
    double distance = 0.0;                      ///< m
    std::vector<double> fields;                 ///< T
    input::Vector3 field_direction{0., 0., 1.}; ///< unit vector
    input::Vector3 injected{0., 1., 0.};        ///< unit vector
    std::optional<input::Vector3> detected;     ///< unit vector; `injected` where absent
    double tolerance = 1e-5;                    ///< relative to the signal without field
};

/// The options of the section [response], SI units. Lists that are absent are chosen from the mean
/// free path and the transport time of the alloy.
struct ResponseOptions {
    input::Vector3 direction{1., 0., 0.};           ///< of the wave vector, unit vector
    std::optional<std::vector<double>> wavenumbers; ///< 1/m
    std::optional<std::vector<double>> frequencies; ///< Hz; the angular frequency is 2 pi f
    std::optional<std::vector<double>> depths;      ///< m
    std::optional<std::vector<double>> times;       ///< s
    input::Vector3 magnetic_field{};                ///< T
    double g_factor = 2.0;
    input::Vector3 spin_splitting{}; ///< eV: energy of spin up less that of spin down along it
    double tolerance = 1e-8;
    std::optional<HanleOptions> hanle;
};

/// Declaration of the section [response].
const input::Section<ResponseOptions>& response_section();

} // namespace sidejump::response
