// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_model.hpp"
#include "sidejump/output/certificate.hpp"
#include "sidejump/rashba/spin_modes.hpp"

#include <array>
#include <complex>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::electron_gas {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// A single number of a gas.
struct Finding {
    std::string name;
    std::string unit; ///< empty for numbers
    std::string meaning;
    double value = unknown; ///< infinite, as the time in which a conserved spin relaxes, or unknown
};

/// A quantity with an amplitude at e^{-i omega t} for each frequency.
struct ResponseColumn {
    std::string group; ///< heading in the table for a person
    std::string name;  ///< "spin_current_yz"
    std::string unit;
    std::string meaning;
    std::vector<std::complex<double>> values;
};

using output::Check;

/// The slowest modes at each wavenumber of [spin_modes], rates in 1/s.
struct SpinModeTable {
    std::vector<double> wavenumbers; ///< 1/m
    double direction = 0.0;
    std::vector<std::vector<rashba::SpinMode>> modes;
};

/// The decay of spins that are alike in all of the plane: dS/dt = -rates S.
struct SpinRelaxation {
    std::array<std::array<double, 3>, 3> rates{}; ///< 1/s
};

/// All that a run of the rashba command has found.
struct GasRun {
    std::vector<Finding> findings;
    std::vector<double> frequencies; ///< Hz
    std::vector<ResponseColumn> columns;
    std::optional<SpinRelaxation> relaxation;
    std::optional<SpinModeTable> spin_modes;
    std::vector<Check> certificate;
    std::vector<std::string> warnings;

    [[nodiscard]] const ResponseColumn& column(const std::string& name) const; ///< that is there
    [[nodiscard]] double finding(const std::string& name) const; ///< value of one that is there
};

/// Called with the parts of a run that are done and with all of them, by one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// What a run may leave out, and what it tells meanwhile.
struct RunOptions {
    bool spin_decay = true; ///< relaxation and spin modes
    Progress progress;      ///< may be empty; what it throws ends the run
};

/// @throws input::InputError as gas_model, and if at the temperature of the file electrons that
///         matter are at energies that cannot be treated
GasRun run_gas(const GasFile& file, const RunOptions& options = {});

} // namespace sidejump::electron_gas
