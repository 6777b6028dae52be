// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/math/processes.hpp"
#include "sidejump/output/certificate.hpp"
#include "sidejump/superconductor/superconductor_file.hpp"
#include "sidejump/usadel/branches.hpp"

#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::superconductor {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// A quantity with one value for each row of a table.
struct Column {
    std::string name; ///< "free_energy"
    std::string unit; ///< "K"; empty for numbers, and in reduced units
    std::string meaning;
    double scale = 1.0; ///< of the unit: what the units inside are multiplied with
    std::vector<double> values;
    /// How much each value changes on a grid twice as fine; empty if that was not tried.
    std::vector<double> grid_changes;
    /// What the residual of the gap equation, times this, may make of a value that symmetry
    /// forbids: for currents the weight of all pairing sites times |Delta|^2, which drives them.
    double drive = 0.0;
};

/// "name [unit]", the name alone without a unit.
std::string titled(const std::string& name, const std::string& unit);

struct ResultTable {
    std::vector<Column> columns;

    /// The column of a name, made if it is not there.
    Column& column(const std::string& name, const std::string& unit, const std::string& meaning,
                   double scale = 1.0);
    /// Whether nothing in a column is above what rounding makes of the largest numbers of the
    /// table, in the units inside.
    [[nodiscard]] bool is_rounding(const Column& column) const;
    [[nodiscard]] const Column* find(const std::string& name) const;
    [[nodiscard]] std::size_t rows() const {
        return columns.empty() ? 0 : columns.front().values.size();
    }
};

/// A single number that a study finds: Tc, a critical current, a minigap.
struct Finding {
    std::string name;
    std::string unit;
    std::string meaning;
    double value = unknown;
    double grid_change = unknown; ///< on a grid twice as fine
};

/// How a branch runs.
struct BranchCourse {
    std::size_t folds = 0;
    usadel::BranchEnd end = usadel::BranchEnd::bound;
    bool reaches_to = false; ///< whether it ends at `to`

    bool operator==(const BranchCourse&) const = default;
};

using output::Check;

/// Quantities of nodes, or of the links between them, at one row of the table of points.
struct Fields {
    ResultTable nodes; ///< the first columns are the position
    ResultTable links; ///< of a chain; likewise, at their middles
};

/// Densities of states and spectral currents.
struct SpectrumResult {
    std::vector<double> energies;                 ///< in the unit of energies
    std::vector<std::array<double, 2>> positions; ///< of the nodes
    std::vector<std::vector<double>> total; ///< [energy][node], per spin, 1 in the normal metal
    /// Likewise: half of that of spins along x, y, z, less half of that of spins against.
    std::vector<std::vector<std::array<double, 3>>> spin;
    /// Of layers between two reservoirs, at the joints between nodes: I is the integral over all
    /// energies of tanh(energy/2T) times it.
    std::vector<std::vector<double>> current; ///< [energy][joint]; empty where there is none
    std::vector<double> current_positions;    ///< of the joints
    std::string current_unit;
};

/// All that a run of the superconductor command has found.
struct SuperconductorRun {
    std::size_t nodes = 0;
    std::string energy_unit; ///< of results
    std::string length_unit;
    std::vector<Finding> findings;
    ResultTable points;         ///< a row for each temperature, phase or point of a branch
    std::vector<Fields> fields; ///< by row of the points, where they are asked for
    std::optional<SpectrumResult> spectrum;
    std::optional<BranchCourse> branch;
    std::vector<std::array<std::size_t, 4>> quadrilaterals; ///< of a plane, between its nodes
    std::vector<Check> certificate;
    std::vector<std::string> warnings;
};

/// Called with what is done of all.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

struct RunOptions {
    Progress progress;
    /// Share the energies of a spectrum; null for one process alone. Everything else is done by the
    /// first of them, and only its run is complete.
    math::Processes* processes = nullptr;
    bool densities_of_states = true; ///< of a spectrum
    bool first_order = true;         ///< whether a transition of first order is looked for
};

/// Solves the study of a file; with `solver.grid_check` once more on a grid twice as fine.
/// @throws input::InputError for what only the grid or the solution shows
/// @throws std::runtime_error if something does not converge
SuperconductorRun run_superconductor(const SuperconductorFile& file,
                                     const RunOptions& options = {});

} // namespace sidejump::superconductor
