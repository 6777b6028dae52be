// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"
#include "sidejump/superconductor/unit_system.hpp"

#include <optional>
#include <vector>

namespace sidejump::superconductor {

/// What is computed of a structure.
enum class StudyKind { equilibrium, spectrum, critical_temperature, current_phase, branch };

/// What runs along a branch of solutions.
enum class BranchParameter { temperature, exchange_field, phase, phase_gradient };

/// The section [study] as it is written, quantities in the units inside.
struct StudyInput {
    StudyKind kind = StudyKind::equilibrium;
    std::optional<std::vector<double>> temperature; ///< equilibrium, current-phase; one: spectrum
    bool self_consistent = true;
    std::optional<std::vector<double>> energies; ///< spectrum; absent: chosen by the program
    std::optional<double> largest_energy;        ///< spectrum
    std::optional<double> broadening;            ///< spectrum
    std::optional<double> lowest_temperature;    ///< critical-temperature
    std::optional<std::vector<double>> phases;   ///< current-phase, radians
    std::optional<BranchParameter> parameter;    ///< branch
    std::optional<double> from;                  ///< branch
    input::Place parameter_place;
    input::Place from_place;
    std::optional<double> to; ///< branch
    int points = 50;          ///< branch
    input::Place place;

    /// One temperature, that of a spectrum or a branch.
    /// @throws std::logic_error if there is none
    [[nodiscard]] double single_temperature() const;
};

/// How the gap equation is solved.
enum class SolverMethod {
    automatic, ///< by the number of nodes
    newton,
    anderson
};

/// The section [solver] as it is written.
struct SolverInput {
    double newton_tolerance = 1e-10;
    double gap_tolerance = 1e-8;
    double matsubara_accuracy = 1e-8;
    SolverMethod method = SolverMethod::automatic;
    int largest_iterations = 200;
    bool grid_check = true;
    bool reciprocity_check = false;
    input::Place reciprocity_place;
    bool stable = true; ///< maxima and saddle points of the free energy are left
};

/// The section [output] as it is written.
struct OutputInput {
    bool fields = true;
    bool csv = true;
};

/// Declarations of the sections.
const input::Section<StudyInput>& study_section(UnitSystem units);
const input::Section<SolverInput>& solver_section();
const input::Section<OutputInput>& output_section();

/// The kind as it is written.
std::string name_of(StudyKind kind);

} // namespace sidejump::superconductor
