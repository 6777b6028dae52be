// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_result.hpp"
#include "sidejump/device_fem/field_equations.hpp"
#include "sidejump/device_fem/field_space.hpp"

#include <vector>

namespace sidejump::device_fem {

/// The section of a plane with the cells of a mesh: int J_c dA of the normal current J = driven -
/// sigma grad u (docs/theory/devices, Currents through surfaces). The integrals of the gradients of
/// the shape functions are found once for a mesh. Where the plane coincides with faces of cells,
/// the mean of both sides is taken; at the end of the device or of the region, the side there is.
template <int dim>
class PlaneSection {
  public:
    /// @param surface  lengths in the unit of the mesh
    PlaneSection(const FieldSpace<dim>& space, device::Surface surface);

    [[nodiscard]] const device::Surface& surface() const { return surface_; }

    /// The currents through the section, and its area in the unit of the mesh. Collective.
    /// @param cross_section  of the axes left out
    [[nodiscard]] device::SurfaceState currents(const FieldEquations& equations,
                                                const Vector& fields, double cross_section) const;

  private:
    struct CutCell {
        std::size_t region = 0;
        double area = 0.0;
        Eigen::MatrixXd gradients; ///< int d_d N_m dA: shape function of the scalar element, d
        std::vector<dealii::types::global_dof_index> unknowns;
    };

    device::Surface surface_;
    MPI_Comm communicator_;
    unsigned fields_;
    std::vector<std::pair<unsigned, unsigned>> components_; ///< (field, shape) of unknowns
    std::vector<CutCell> cells_;                            ///< of this rank
};

} // namespace sidejump::device_fem
