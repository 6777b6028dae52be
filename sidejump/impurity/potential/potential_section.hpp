// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/model_kind.hpp"
#include "sidejump/impurity/potential/potential_state.hpp"
#include "sidejump/impurity/potential/potential_table.hpp"

#include <memory>
#include <optional>
#include <string>

namespace sidejump::impurity::potential {

enum class Shape { square_well, gaussian, yukawa, woods_saxon, hard_sphere, table };

/// A table [impurity.potential] as it is written.
struct PotentialInput {
    Shape shape = Shape::gaussian;
    std::optional<double> strength;    ///< eV
    std::optional<double> range;       ///< m
    std::optional<double> diffuseness; ///< m
    std::optional<double> core_radius; ///< m
    std::optional<std::string> table;  ///< path
    std::optional<std::string> length_unit;
    std::optional<std::string> energy_unit;
    std::optional<double> spin_orbit; ///< lambda^2, m^2
    std::optional<int> largest_l;
    double tolerance = PotentialOptions{}.tolerance;
    OffShell off_shell = OffShell::computed;
    std::shared_ptr<const PotentialTable> contents; ///< of the table, read with the section
};

/// Declaration of the table [impurity.potential].
const input::Section<PotentialInput>& potential_section();

/// The potential in units of 1/k_F and eps_F of the host.
std::unique_ptr<const RadialPotential> radial_potential(const PotentialInput& input,
                                                        const units::Host& host);

/// The kind of model "potential".
const ModelKind& potential_model_kind();

} // namespace sidejump::impurity::potential
