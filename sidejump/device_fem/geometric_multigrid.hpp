// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/diffusion_operator.hpp"

#include <map>
#include <memory>
#include <vector>

namespace sidejump::device_fem {

/// Whether each field is held, by the indicator of a boundary.
using HeldFields = std::map<unsigned, std::vector<bool>>;

/// One V cycle over the levels of a mesh for the symmetric part of the equations: Chebyshev
/// smoothing in single precision without matrices; on the coarsest level a factorisation, or
/// algebraic multigrid where it is large.
template <int dim>
class GeometricMultigrid {
  public:
    /// @param space  with levels
    GeometricMultigrid(const FieldSpace<dim>& space, const FieldEquations& equations,
                       const HeldFields& held);
    ~GeometricMultigrid();
    GeometricMultigrid(const GeometricMultigrid&) = delete;
    GeometricMultigrid& operator=(const GeometricMultigrid&) = delete;

    void vmult(Vector& result, const Vector& vector) const;

  private:
    struct Cycle;
    std::unique_ptr<Cycle> cycle_;
};

} // namespace sidejump::device_fem
