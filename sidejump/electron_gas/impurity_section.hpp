// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/partial_waves_type.hpp"
#include "sidejump/input/section.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sidejump::electron_gas {

enum class PotentialKind { delta, gaussian, yukawa, screened_coulomb, table, phase_shifts };

std::string name_of(PotentialKind kind);

/// What the second column of a table is.
enum class TableValues { squared_potential, potential };

/// A section [[impurity]] as it is written.
struct ImpurityInput {
    PotentialKind potential = PotentialKind::delta;
    std::optional<double> density;                 ///< 1/cm^2
    std::optional<double> scattering_time;         ///< ps
    std::optional<double> transport_time;          ///< ps
    std::optional<double> strength;                ///< eV nm^2
    std::optional<double> range;                   ///< nm
    std::optional<double> amplitude;               ///< eV nm
    std::optional<double> screening_length;        ///< nm
    std::optional<double> charge;                  ///< elementary charges
    std::optional<double> distance;                ///< nm
    std::optional<double> permittivity;            ///< relative
    std::optional<double> thomas_fermi_wavenumber; ///< 1/nm
    std::optional<std::string> table;
    std::optional<PointList::value_type> points;
    std::optional<TableValues> values;
    std::optional<std::string> wavenumber_unit;
    std::optional<std::string> value_unit;
    std::optional<PartialWaves::value_type> waves;

    /// Rows of a table: 1/nm, and eV nm^2 or its square; relative ones if a time is given.
    std::vector<double> transfers;
    std::vector<double> table_values;
    input::Place place;
    input::Place table_place; ///< of `table` or `points`

    /// Whether the strength follows from a scattering time.
    [[nodiscard]] bool has_time() const { return scattering_time || transport_time; }
};

/// Declaration of the section [[impurity]].
const input::Section<ImpurityInput>& impurity_section();

} // namespace sidejump::electron_gas
