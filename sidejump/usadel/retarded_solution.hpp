// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_structure.hpp"
#include "sidejump/usadel/usadel_solution.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace sidejump::usadel {

struct RetardedOptions {
    /// eta > 0 of the energy epsilon + i eta. Dynes' broadening is the same thing: its rate is
    /// part of it.
    double broadening = 0.0;
    NewtonOptions newton{1e-10, 15};
    /// The densities of states of a node may be negative by this much, relative to 1 plus its
    /// largest matrix element.
    double causality_tolerance = 1e-6;
    /// Energies that are continued one from the other, in order from the highest down; each such
    /// chunk starts afresh, so that results do not depend on threads.
    std::size_t chunk = 64;
};

/// Which chunks of energies are solved, where several processes share them: every `stride`th.
struct ChunkShare {
    std::size_t first = 0;
    std::size_t stride = 1;
};

/// The Green function g^R of one structure with given order parameters, followed through complex
/// energies of the upper half-plane, where the causal solution is analytic. At omega = -i energy
/// the equation is that of Matsubara frequencies.
class RetardedContinuation {
  public:
    /// @param order_parameters  of the pairing sites
    /// @throws std::invalid_argument if there is not one order parameter for each site
    RetardedContinuation(DiscreteStructure structure, std::vector<Complex> order_parameters,
                         const RetardedOptions& options);

    /// Solves at an energy from where its imaginary part is large, which is lowered at a fixed real
    /// part.
    /// @param energy  imaginary part >= 0; 0 only inside a gap
    /// @throws std::runtime_error if no causal solution is found
    void start(Complex energy);

    /// Goes on to an energy in a straight line with a tangent predictor. Steps are halved where
    /// Newton's method fails or its solution is not causal; where that does not help, and without a
    /// solution to go on from, `start` is called.
    /// @throws std::runtime_error if no causal solution is found
    void advance(Complex energy);

    /// One step with no other way to try.
    /// @param accept  what else a solution must obey
    /// @returns whether there is such a solution; if not, the old one stays
    bool try_step(Complex energy,
                  const std::function<bool(const std::vector<LocalFrame>&)>& accept = {});

    [[nodiscard]] Complex energy() const { return energy_; }
    [[nodiscard]] const std::vector<LocalFrame>& frames() const { return frames_; }
    [[nodiscard]] const DiscreteStructure& structure() const { return structure_; }
    /// The largest of all energies that the structure holds: pair potentials, exchange fields and
    /// pair-breaking rates.
    [[nodiscard]] double energy_scale() const { return energy_scale_; }

    /// d g/d energy of all nodes, by linear response at the solution.
    [[nodiscard]] std::vector<NambuMatrix> energy_derivative();

  private:
    struct Bulk {
        std::size_t node = 0;
        DiscreteStructure metal;
        bool breaks_pairs = false;
        DiscreteAction action{1};
        UsadelSolver solver;
    };

    void set_energy(Complex energy, std::vector<LocalFrame>& frames);
    [[nodiscard]] bool is_causal(const std::vector<LocalFrame>& frames);
    [[noreturn]] void fail(Complex energy) const;

    DiscreteStructure structure_;
    std::vector<Complex> order_parameters_;
    RetardedOptions options_;
    DiscreteAction action_;
    UsadelSolver solver_;
    std::vector<Bulk> reservoirs_;
    std::vector<LocalFrame> frames_;
    Complex energy_;
    double energy_scale_ = 0.0;
    std::string failure_; ///< of the last step that was tried
};

/// How much the densities of states of particles and holes, matrices in spin space, fall below
/// zero: the lowest of their eigenvalues relative to 1 plus the largest element of g, or 0.
double acausality(const LocalFrame& frame);

/// Solves at real energies with the broadening of the options, on all cores.
/// @param visit  takes the place of an energy in the list and the Green functions of all nodes
///               there; called once for each energy, by several threads at a time
/// @param share  only these chunks are solved and visited
/// @throws std::invalid_argument for energies that are not finite or a broadening that is not
///         positive, std::runtime_error (energy, node, residual) if no causal solution is found
void visit_retarded(const DiscreteStructure& structure,
                    const std::vector<Complex>& order_parameters,
                    const std::vector<double>& energies, const RetardedOptions& options,
                    const std::function<void(std::size_t, const std::vector<LocalFrame>&)>& visit,
                    const ChunkShare& share = {});

} // namespace sidejump::usadel
