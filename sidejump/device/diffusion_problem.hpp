// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/medium.hpp"
#include "sidejump/device/mesh_description.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sidejump::device {

/// Currents per area that leave the two sides of an interface into it, A/m^2, from the potentials
/// there: (I_1, I_2) = law (u_1, u_2), rows and columns 0..3 for side 1, 4..7 for side 2. Its
/// symmetric part is positive semidefinite, and charge is conserved: rows 0 and 4 cancel.
using InterfaceLaw = Eigen::Matrix<double, 8, 8>;

/// An interface at which the potentials jump. Regions without one are joined transparently: there
/// all four potentials and the normal currents are continuous.
struct Interface {
    std::size_t region_1 = 0; ///< index into MeshDescription::regions
    std::size_t region_2 = 0;
    InterfaceLaw law = InterfaceLaw::Zero();
};

/// What a piece of the surface does to the potentials. Each field of `fixed` is held at the value
/// of the terminal (V for the charge, `spin_potential` for the spin); the others obey
/// J.n = exchange (u - u_terminal) - injected.
struct BoundaryLaw {
    std::array<bool, 4> fixed{false, false, false, false};
    FieldMatrix exchange = FieldMatrix::Zero(); ///< S/m^2, into the terminal
    Vector3 spin_potential = Vector3::Zero();   ///< V, of the terminal
};

/// How the potential of a terminal is found.
enum class Drive {
    potential, ///< given, V
    current,   ///< total current into the device given, A; 0 for a floating probe
    none       ///< carries no charge: a wall with a spin law (spin sink, magnetic insulator)
};

struct Terminal {
    std::string name;
    std::size_t boundary = 0; ///< index into MeshDescription::boundaries
    BoundaryLaw law;
    Drive drive = Drive::none;
    double value = 0.0; ///< V or A
    /// Spin current per charge current that enters with a given total current, the charge current
    /// density being uniform over the terminal; no law then, and the potential is the mean one.
    std::optional<Vector3> injected_polarisation;
};

/// A plane across a coordinate of the mesh, or its part in one region; currents through it count
/// along the coordinate.
struct Surface {
    std::string name;
    unsigned coordinate = 0; ///< of the mesh
    double position = 0.0;   ///< m
    std::optional<std::size_t> region;

    bool operator==(const Surface&) const = default;
};

/// A device ready to be solved: numbers only, fields in volts, lengths in metres.
struct DiffusionProblem {
    MeshDescription mesh;
    Embedding embedding;
    std::vector<Medium> media; ///< by region
    std::vector<Interface> interfaces;
    std::vector<Terminal> terminals;
    std::vector<Surface> surfaces; ///< through which currents are wanted
};

/// The conduction tensor between the directions of the mesh, and the current that the applied field
/// drives in them; what holds across the axes left out is put in: J = -tensor d u + driven and
/// J_left_out = -across d u + across_driven, entry 4 e + b of d u being d_e u_b in the mesh.
struct ReducedConduction {
    /// rows 4 d + a, columns 4 e + b; d, e < dimension coordinates of the mesh
    Eigen::MatrixXd tensor;
    /// J_{da} for vanishing gradients within the mesh, A/m^2; 4 * dimension
    Eigen::VectorXd driven;
    /// Row 4 l + a: the current along the l-th axis left out; zero where it is thin
    Eigen::MatrixXd across;
    Eigen::VectorXd across_driven;
};

/// @throws std::invalid_argument if a field is applied along a thin axis or one of the mesh, and if
///         the block of the conduction tensor along the thin axes is singular
ReducedConduction reduce(const ConductionTensor& conduction, const Embedding& embedding,
                         int dimension);

} // namespace sidejump::device
