// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/equilibrium_state.hpp"

#include <limits>
#include <vector>

namespace sidejump::usadel {

/// How a state on a coarse grid gives one on a finer grid of the same metals. What lies between
/// nodes of the coarse grid is the mean of its neighbours by the conductances of their links, each
/// carried over with the phase of the link: so the gauge does not matter, nor periods and holes.
class GridInterpolation {
  public:
    static constexpr std::size_t no_node = std::numeric_limits<std::size_t>::max();

    /// @param fine         its links are followed
    /// @param coarse_node  of each node of it: the node of the coarse grid at the same place, or
    ///                     no_node
    GridInterpolation(const DiscreteStructure& fine, const std::vector<std::size_t>& coarse_node);

    /// Order parameters of the sites of the fine grid. Sites that no site of their metal is near
    /// keep theirs.
    /// @param metals         of the sites of the fine grid
    /// @param coarse_sites   of the coarse grid
    /// @param coarse_metals  of these
    /// @param coarse_order   their order parameters
    void interpolate(const std::vector<PairingSite>& sites, const std::vector<std::size_t>& metals,
                     const std::vector<PairingSite>& coarse_sites,
                     const std::vector<std::size_t>& coarse_metals,
                     const std::vector<Complex>& coarse_order, std::vector<Complex>& order) const;

    /// Green functions; nodes that nothing is near keep theirs.
    void interpolate(const std::vector<LocalFrame>& coarse, std::vector<LocalFrame>& frames) const;

  private:
    struct Part {
        std::size_t node; ///< of the coarse grid
        double weight;
        double phase; ///< that is added on the way here
    };

    std::vector<std::vector<Part>> parts_;
};

} // namespace sidejump::usadel
