// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/linear_solver.hpp"

#include <Eigen/Core>
#include <array>

/// Problems made for solutions that are known.
namespace sidejump::test {

/// Four smooth fields in each of two regions, 0 < x < 1 and 1 < x < 2, that jump between them.
class KnownFields {
  public:
    explicit KnownFields(int dimension) : dimension_(dimension) {}

    [[nodiscard]] Eigen::Vector4d values(std::size_t region, const Eigen::Vector3d& at) const;
    /// d_d u_a at 4 d + a
    [[nodiscard]] Eigen::VectorXd gradients(std::size_t region, const Eigen::Vector3d& at) const;
    /// d_d d_e u_a at (4 d + a, e)
    [[nodiscard]] Eigen::MatrixXd second_derivatives(std::size_t region,
                                                     const Eigen::Vector3d& at) const;

  private:
    int dimension_;
};

enum class CellShape { tensor_product, simplex };

/// Cuts each cell along the ways from its first corner to its last, one axis after the other, into
/// triangles or tetrahedra.
void cut_into_simplices(device::MeshDescription& mesh);

/// Two metals with all the couplings there are, an interface with spin mixing between them, and a
/// contact with resistance at x = 0. Cells somewhat out of shape.
device::DiffusionProblem two_metals(int dimension, CellShape shape, double cell = 0.5);

/// Deviations from the known fields.
struct Errors {
    double fields = 0.0;    ///< L2 norm
    double gradients = 0.0; ///< L2 norm
    unsigned long long unknowns = 0;
};

/// The sources that belong to the known fields are given to the solver.
template <int dim>
Errors errors_of(const device::DiffusionProblem& problem, const device_fem::Mesh<dim>& mesh,
                 int order);

} // namespace sidejump::test
