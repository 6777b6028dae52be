// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/math/processes.hpp"
#include "sidejump/usadel/retarded_solution.hpp"

#include <Eigen/Core>
#include <vector>

namespace sidejump::usadel {

/// The density of states of particles at one node, per spin and in units of that of the normal
/// metal: the matrix in spin space is total + spin.sigma.
struct SpinDensityOfStates {
    double total = 1.0;
    Eigen::Vector3d spin = Eigen::Vector3d::Zero();

    /// That of particles with the spin along an axis of length 1; 1 in the normal metal.
    [[nodiscard]] double along(const Eigen::Vector3d& axis) const { return total + spin.dot(axis); }
};

/// The Hermitian part of the particle block of g^R. The total is also Re Tr[tau_3 g]/4, as Tr g =
/// 0.
SpinDensityOfStates density_of_states(const LocalFrame& frame);

/// Local densities of states: at each energy those of some nodes.
struct LocalSpectrum {
    std::vector<std::size_t> nodes;
    std::vector<double> energies;                            ///< ascending
    std::vector<std::vector<SpinDensityOfStates>> densities; ///< of each energy, of each node
    /// The spectral_current of each energy through each joint of a chain (ChainJoints), if asked.
    std::vector<std::vector<double>> currents;
};

/// What a spectrum holds.
struct SpectrumContents {
    std::vector<std::size_t> nodes; ///< whose densities of states
    bool currents = false;          ///< whether spectral currents along a chain
};

/// On given energies, which may come in any order.
/// @param processes  each solves a share of the chunks of energies, and all get the same results,
///                   whatever their number; null for one alone
/// @throws as visit_retarded; std::invalid_argument for a node that is not there
LocalSpectrum local_spectrum(const DiscreteStructure& structure,
                             const std::vector<Complex>& order_parameters,
                             const std::vector<double>& energies, const SpectrumContents& contents,
                             const RetardedOptions& options, math::Processes* processes = nullptr);

struct EnergyGrid {
    double lowest = 0.0;
    double highest = 0.0;
    std::size_t first_intervals = 32;
    /// Between energies the cubic through the four nearest ones deviates by less than this from
    /// all densities of all chosen nodes, as seen at the middle.
    double tolerance = 1e-3;
    /// Intervals are not divided further than to this; 0 stands for a quarter of the broadening.
    double smallest_interval = 0.0;
};

/// On energies that are chosen: intervals are halved until interpolation is accurate. Chunks are
/// smaller than `options.chunk` where there are few energies.
/// @param processes  as for local_spectrum
/// @throws as local_spectrum; std::invalid_argument for an empty range, no intervals or a tolerance
///         that is not positive
LocalSpectrum adaptive_spectrum(const DiscreteStructure& structure,
                                const std::vector<Complex>& order_parameters,
                                const EnergyGrid& grid, const SpectrumContents& contents,
                                const RetardedOptions& options,
                                math::Processes* processes = nullptr);

/// The integral of (total density of states - 1) over the energies of a spectrum, for each of its
/// nodes, with the tails beyond: 0 for all energies, since g^R is analytic in the upper half-plane
/// and tends to tau_3 as 1/energy^2. The tails are those of a function c/energy^2 that goes through
/// the first and the last energy, which should lie far outside of all energies of the structure.
/// @throws std::invalid_argument for less than three energies
std::vector<double> missing_states(const LocalSpectrum& spectrum);

} // namespace sidejump::usadel
