// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/action_terms.hpp"

#include <array>
#include <cmath>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

using namespace std::complex_literals;

void add_pair(DiscreteAction& action, Complex coefficient, const NambuMatrix& matrix,
              std::size_t node) {
    action.add(TraceTerm{coefficient, {{matrix, node}, {matrix, node}}});
}

/// The phases of the rotations exp(i c tau_3/2) that bring the corners to one gauge.
std::array<double, 4> to_one_gauge(const Plaquette& plaquette) {
    double flux = 0.0;
    for (const double phase : plaquette.phases)
        flux += phase;
    std::array<double, 4> gauge{};
    for (std::size_t corner = 1; corner < 4; ++corner)
        gauge[corner] = gauge[corner - 1] + plaquette.phases[corner - 1] - flux / 4.0;
    return gauge;
}

} // namespace

NambuMatrix source_matrix(Complex omega, const Eigen::Vector3d& exchange_field,
                          Complex order_parameter) {
    NambuMatrix source = omega * tau_sigma(3, 0) + pairing(order_parameter);
    for (int a = 0; a < 3; ++a)
        source -= 1i * exchange_field(a) * tau_sigma(3, a + 1);
    return source;
}

void add_spin_orbit_relaxation(DiscreteAction& action, std::size_t node, double volume,
                               double rate) {
    for (int a = 1; a <= 3; ++a)
        add_pair(action, -volume * rate / 16.0, tau_sigma(0, a), node);
}

void add_orbital_pair_breaking(DiscreteAction& action, std::size_t node, double volume,
                               double rate) {
    add_pair(action, -volume * rate / 4.0, tau_sigma(3, 0), node);
}

void add_spin_flip_pair_breaking(DiscreteAction& action, std::size_t node, double volume,
                                 double rate) {
    for (int a = 1; a <= 3; ++a)
        add_pair(action, -volume * rate / 12.0, tau_sigma(3, a), node);
}

void add_link(DiscreteAction& action, std::size_t i, std::size_t j, double conductance,
              double phase) {
    action.add(
        TraceTerm{-0.5 * conductance, {{gauge_rotation(-phase), i}, {gauge_rotation(phase), j}}});
}

void add_spin_hall_link(DiscreteAction& action, std::size_t i, std::size_t j, double strength) {
    action.add(SpinHallTerm{strength / 24.0, i, j});
}

void add_swapping_link(DiscreteAction& action, std::size_t i, std::size_t j, double strength) {
    // Tr sigma_z [g, (i/2)[tau_3, g]] = i Tr(sigma_z g tau_3 g) - i Tr(sigma_z tau_3), as
    // Tr(sigma_z tau_3 g g) = 0.
    const auto edge = [&](std::size_t node, double sign) {
        action.add(TraceTerm{-1i * 1i * sign * strength / 8.0,
                             {{tau_sigma(0, 3), node}, {tau_sigma(3, 0), node}}});
    };
    edge(j, 1.0);
    edge(i, -1.0);
}

void add_spin_hall_plaquette(DiscreteAction& action, const Plaquette& plaquette, double strength) {
    action.add(SpinHallCellTerm{strength / 48.0, plaquette.corners, to_one_gauge(plaquette)});
}

void add_swapping_plaquette(DiscreteAction& action, const Plaquette& plaquette, double strength) {
    const std::array<double, 4> gauge = to_one_gauge(plaquette);
    const NambuMatrix spin = tau_sigma(0, 3);
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t j = (i + 1) % 4;
        const NambuMatrix forth = gauge_rotation(gauge[j] - gauge[i]);
        const NambuMatrix back = gauge_rotation(gauge[i] - gauge[j]);
        const Complex coefficient = -0.125i * strength;
        action.add(TraceTerm{coefficient,
                             {{spin * back, plaquette.corners[i]}, {forth, plaquette.corners[j]}}});
        action.add(TraceTerm{-coefficient,
                             {{spin * forth, plaquette.corners[j]}, {back, plaquette.corners[i]}}});
    }
}

void add_spin_active_link(DiscreteAction& action, std::size_t i, std::size_t j, double conductance,
                          const Eigen::Vector3d& polarisation, double phase) {
    const double size = polarisation.norm();
    if (!(size <= 1.0))
        throw std::invalid_argument("a polarisation is at most 1");
    NambuMatrix amplitude =
        0.5 * (std::sqrt(1.0 + size) + std::sqrt(1.0 - size)) * NambuMatrix::Identity();
    const double difference = 0.5 * (std::sqrt(1.0 + size) - std::sqrt(1.0 - size));
    if (size > 0.0)
        for (int a = 0; a < 3; ++a)
            amplitude += difference * polarisation(a) / size * tau_sigma(3, a + 1);
    action.add(TraceTerm{
        -0.5 * conductance,
        {{gauge_rotation(-phase) * amplitude, i}, {amplitude * gauge_rotation(phase), j}}});
}

void add_transmitting_link(DiscreteAction& action, std::size_t i, std::size_t j, double conductance,
                           double transmission, double phase) {
    action.add(TransmissionTerm{i, j, conductance, transmission, gauge_rotation(phase)});
}

} // namespace sidejump::usadel
