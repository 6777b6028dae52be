// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/action_terms.hpp"
#include "sidejump/usadel/discrete_action.hpp"

#include <Eigen/Core>
#include <vector>

namespace sidejump::usadel {

/// hbar = k_B = 1: energies, temperatures, fields and rates in one unit, lengths in another,
/// diffusion constants in the length unit squared times the energy unit. Densities of states per
/// spin, N_F, in units of that of a reference metal: weights are N_F times the volume.

/// What surrounds a node: properties of its cells, each multiplied with the weight of its share.
struct NodeMatter {
    double weight = 0.0;
    Eigen::Vector3d position = Eigen::Vector3d::Zero();
    Eigen::Vector3d exchange_field = Eigen::Vector3d::Zero(); ///< in the Hamiltonian -h.sigma
    Complex pair_potential = 0.0; ///< that is prescribed; what is solved for is a PairingSite
    double spin_orbit_rate = 0.0; ///< 1/tau_so
    double orbital_rate = 0.0;    ///< pair breaking of fields and flow, with the one of `flow`
    double spin_flip_rate = 0.0;
    /// N_F D q summed over cells, q the gradient of the phase across a chain; D q^2/2 is part of
    /// orbital_rate.
    double flow = 0.0;
};

/// A part of a node that is superconducting by itself, with an order parameter that is solved for.
/// Where metals of different Tc meet a node has several.
struct PairingSite {
    std::size_t node = 0;
    double weight = 0.0;
    double critical_temperature = 0.0; ///< of the pure metal, without pair breaking
};

/// A metal between two nodes: conductance N_F D area/length.
struct MetalLink {
    std::size_t i = 0;
    std::size_t j = 0;
    double conductance = 0.0;
    double phase = 0.0; ///< of the vector potential; the gradient is phase_j - phase_i + phase
};

/// Between neighbours of a chain with a gradient q across it, `i` before `j`.
struct TransverseLink {
    std::size_t i = 0;
    std::size_t j = 0;
    double gradient = 0.0;  ///< q
    double spin_hall = 0.0; ///< N_F D theta area
    double swapping = 0.0;  ///< N_F D kappa area
};

struct PlaneCell {
    Plaquette plaquette;
    double spin_hall = 0.0; ///< N_F D theta thickness
    double swapping = 0.0;  ///< N_F D kappa thickness
};

enum class JunctionLaw { tunnel, transmission, spin_active };

/// An interface between two nodes at one place. Its conductance is measured as that of metals:
/// G/(2 e^2), where a metal of conductivity 2 e^2 N_F D has N_F D area/length.
struct Junction {
    std::size_t i = 0;
    std::size_t j = 0;
    JunctionLaw law = JunctionLaw::tunnel;
    double conductance = 0.0;
    double transmission = 1.0;                              ///< law transmission
    Eigen::Vector3d polarisation = Eigen::Vector3d::Zero(); ///< law spin_active
    double phase = 0.0;
};

/// A node held at the Green function of a bulk metal.
struct Reservoir {
    std::size_t node = 0;
    Complex pair_potential = 0.0;
    Eigen::Vector3d exchange_field = Eigen::Vector3d::Zero();
    double spin_orbit_rate = 0.0;
    double orbital_rate = 0.0;
    double spin_flip_rate = 0.0;
};

/// A superconducting structure on nodes, links and cells: all that the discrete action is made of.
struct DiscreteStructure {
    std::vector<NodeMatter> nodes;
    std::vector<PairingSite> sites;
    std::vector<MetalLink> links;
    std::vector<TransverseLink> transverse_links;
    std::vector<PlaneCell> cells;
    std::vector<Junction> junctions;
    std::vector<Reservoir> reservoirs;

    /// The parts of the action that do not depend on the energy and on the order parameter;
    /// reservoirs are held.
    /// @throws std::invalid_argument for nodes that are not there or are twice a reservoir
    [[nodiscard]] DiscreteAction action() const;

    /// Sets the sources of all nodes.
    /// @param omega  Matsubara frequency, -i (epsilon + i eta) for the retarded function
    /// @param order_parameters  of the sites
    /// @throws std::invalid_argument if there is not one order parameter for each site
    void set_sources(DiscreteAction& action, Complex omega,
                     const std::vector<Complex>& order_parameters) const;

    /// The Green functions of the reservoirs, in their order.
    /// @throws std::runtime_error if a bulk metal has no solution at this energy
    [[nodiscard]] std::vector<LocalFrame> reservoir_functions(Complex omega) const;

    /// Where an iteration can start: each node as a bulk metal of its own sources without pair
    /// breaking, reservoirs as they are held.
    [[nodiscard]] std::vector<LocalFrame>
    local_functions(Complex omega, const std::vector<Complex>& order_parameters) const;
};

/// The Green function of a uniform metal.
/// @throws std::runtime_error if Newton's method does not converge
LocalFrame bulk_function(Complex omega, const Reservoir& metal);

} // namespace sidejump::usadel
