// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_file.hpp"
#include "sidejump/usadel/discrete_structure.hpp"

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace sidejump::superconductor {

/// A reservoir of a structure, and how its pair potential is known.
struct ReservoirLaw {
    /// The axis of a disc with a vortex, which is normal, instead of an end.
    static constexpr const char* axis = "axis";

    std::string end;                   ///< "left", "right", "bottom", "top"
    std::size_t metal = 0;             ///< index in Metals
    double critical_temperature = 0.0; ///< 0: its pair potential is prescribed, or it is normal
    double phase = 0.0;                ///< of its pair potential
};

/// What the nodes of a plane are on its grid of vertices.
struct PlaneGrid {
    static constexpr std::size_t no_node = std::numeric_limits<std::size_t>::max();
    std::array<std::size_t, 2> vertices{}; ///< along x and y; 0 of other structures
    std::array<double, 2> step{};
    bool periodic = false; ///< the first vertices follow the last ones
    /// The nodes at the corners of each cell, row by row, counter-clockwise from that with the
    /// lowest coordinates; no_node outside the metal. Cells on the two sides of an interface do not
    /// share nodes.
    std::vector<std::array<std::size_t, 4>> corners;
    [[nodiscard]] std::size_t cells(std::size_t direction) const {
        return vertices[direction] - (periodic ? 0 : 1);
    }
};

struct ModelOptions {
    /// Each makes two cells of one, along each direction; of planes below 0 one of two.
    int refinements = 0;
    double phase_gradient = 1.; ///< factor of that of the file
    double exchange_field = 1.; ///< factor of all exchange and Zeeman fields
};

/// A structure on its grid, ready to be solved. Energies and lengths in the units inside.
struct SuperconductingModel {
    usadel::DiscreteStructure structure;
    int dimension = 0; ///< of the grid, for UnitScale: 0 bulk; 1 layers; 2 disc and plane
    UnitScale units;
    std::vector<Complex> starting_order; ///< of the pairing sites: the BCS gap, with phases
    std::vector<std::size_t> site_metal; ///< of the pairing sites, index in Metals
    std::vector<std::string> metals;     ///< names
    /// Parallel to structure.reservoirs; those of one end of a plane share one law.
    std::vector<ReservoirLaw> reservoirs;
    PlaneGrid plane;
    double phase_gradient = 0.0; ///< q along y of all pair potentials, of a bulk and of layers
    ModelOptions options;        ///< it was built with
    std::vector<std::string> warnings;

    /// Gives all reservoirs that have a critical temperature the pair potential of that bulk
    /// metal, found by `gap` for a reservoir at the phase 0, and all the phases they have; that of
    /// the right end is `extra_phase` ahead.
    template <class Gap>
    void set_reservoirs(const Gap& gap, double extra_phase = 0.0);
};

/// The BCS gap at zero temperature over Tc, pi exp(-gamma).
inline constexpr double bcs_ratio = 1.763876988862;

/// The structure of a file on its grid. Reservoirs with a critical temperature have the BCS gap of
/// zero temperature until set_reservoirs.
/// @throws input::InputError for what only the grid shows, such as a plane without cells
SuperconductingModel build_model(const SuperconductorFile& file, const ModelOptions& options = {});

template <class Gap>
void SuperconductingModel::set_reservoirs(const Gap& gap, double extra_phase) {
    for (std::size_t r = 0; r < reservoirs.size(); ++r) {
        usadel::Reservoir& reservoir = structure.reservoirs[r];
        const ReservoirLaw& law = reservoirs[r];
        const double size = law.critical_temperature > 0.0
                                ? gap(reservoir, law.critical_temperature)
                                : std::abs(reservoir.pair_potential);
        reservoir.pair_potential =
            std::polar(size, law.phase + (law.end == "right" ? extra_phase : 0.0));
    }
}

} // namespace sidejump::superconductor
