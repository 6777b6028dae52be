// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/action_terms.hpp"

#include <array>

namespace sidejump::superconductor {
namespace {

using namespace std::complex_literals;

void add_pair(DiscreteAction& action, Complex coefficient, const NambuMatrix& matrix,
              std::size_t node) {
    action.add({coefficient, {{matrix, node}, {matrix, node}}});
}

/// coefficient sigma_z g_1 g_2 g_3, antisymmetric in the three, with (i/2)[tau_3, g_k] for g_3.
void add_triangle(DiscreteAction& action, Complex coefficient, std::size_t i, std::size_t j,
                  std::size_t k) {
    const NambuMatrix unit = NambuMatrix::Identity();
    const NambuMatrix spin = tau_sigma(0, 3);
    const NambuMatrix charge = tau_sigma(3, 0);
    struct Corner {
        std::size_t node;
        bool turned;
    };
    const std::array<Corner, 3> corners{Corner{i, false}, Corner{j, false}, Corner{k, true}};
    constexpr std::array<std::array<std::size_t, 3>, 6> orders{
        {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}}};
    for (std::size_t order = 0; order < orders.size(); ++order) {
        const Complex sign = order < 3 ? 1.0 : -1.0;
        // tau_3 before g_k, less tau_3 after it, that is before what follows in the trace.
        for (const bool after : {false, true}) {
            TraceTerm term{0.5i * sign * (after ? -1.0 : 1.0) * coefficient, {}};
            for (std::size_t place = 0; place < 3; ++place) {
                const Corner& corner = corners[orders[order][place]];
                NambuMatrix left = place == 0 ? spin : unit;
                const std::size_t previous = (place + 2) % 3;
                if (corner.turned && !after)
                    left = left * charge;
                if (after && corners[orders[order][previous]].turned)
                    left = charge * left;
                term.factors.push_back({left, corner.node});
            }
            action.add(std::move(term));
        }
    }
}

} // namespace

NambuMatrix source_matrix(Complex omega, const Eigen::Vector3d& exchange_field,
                          Complex order_parameter) {
    NambuMatrix source = omega * tau_sigma(3, 0) + pairing(order_parameter);
    for (int a = 0; a < 3; ++a)
        source -= 1i * exchange_field(a) * tau_sigma(3, a + 1);
    return source;
}

void add_source(DiscreteAction& action, std::size_t node, double volume,
                const NambuMatrix& source) {
    action.add({-volume, {{source, node}}});
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
    action.add({-0.5 * conductance, {{gauge_rotation(-phase), i}, {gauge_rotation(phase), j}}});
}

void add_spin_hall_link(DiscreteAction& action, std::size_t i, std::size_t j, double strength) {
    add_triangle(action, strength / 24.0, i, j, i);
    add_triangle(action, strength / 24.0, i, j, j);
}

void add_swapping_link(DiscreteAction& action, std::size_t i, std::size_t j, double strength) {
    // Tr sigma_z [g, (i/2)[tau_3, g]] = i Tr(sigma_z g tau_3 g) - i Tr(sigma_z tau_3), as
    // Tr(sigma_z tau_3 g g) = 0.
    const auto edge = [&](std::size_t node, double sign) {
        action.add(
            {-1i * 1i * sign * strength / 8.0, {{tau_sigma(0, 3), node}, {tau_sigma(3, 0), node}}});
    };
    edge(j, 1.0);
    edge(i, -1.0);
}

} // namespace sidejump::superconductor
