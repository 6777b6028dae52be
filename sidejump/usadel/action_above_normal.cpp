// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/discrete_action.hpp"
#include "sidejump/usadel/spin_hall_cell.hpp"
#include "sidejump/usadel/spin_hall_term.hpp"

#include <Eigen/LU>
#include <cmath>

namespace sidejump::usadel {
namespace {

/// g - tau_3: from g^2 = 1 follows g_11 - 1 = -(1 + g_11)^-1 g_12 g_21 and the like.
NambuMatrix above_normal(const NambuMatrix& g) {
    const Eigen::Matrix2cd unit = Eigen::Matrix2cd::Identity();
    const Eigen::Matrix2cd forth = g.topRightCorner<2, 2>();
    const Eigen::Matrix2cd back = g.bottomLeftCorner<2, 2>();
    NambuMatrix result = g;
    result.topLeftCorner<2, 2>() = -(unit + g.topLeftCorner<2, 2>()).inverse() * forth * back;
    result.bottomRightCorner<2, 2>() =
        (unit - g.bottomRightCorner<2, 2>()).inverse() * back * forth;
    return result;
}

/// ln det(1 + X), X = (transmission/4)({g_i, U g_j U^-1} - 2), by the elementary symmetric
/// functions of the eigenvalues of X.
Complex logarithm_above_normal(const TransmissionTerm& term, const NambuMatrix& one,
                               const NambuMatrix& turned) {
    const NambuMatrix normal = tau_sigma(3, 0);
    const NambuMatrix sum = one + turned;
    const NambuMatrix x =
        0.25 * term.transmission * (normal * sum + sum * normal + one * turned + turned * one);
    const Complex p1 = x.trace();
    const Complex p2 = (x * x).trace();
    const Complex p3 = (x * x * x).trace();
    const Complex growth = p1 + 0.5 * (p1 * p1 - p2) +
                           (p1 * p1 * p1 - 3.0 * p1 * p2 + 2.0 * p3) / 6.0 + x.determinant();
    return {0.5 * std::log1p(2.0 * growth.real() + std::norm(growth)), std::arg(1.0 + growth)};
}

} // namespace

Complex DiscreteAction::value_above_normal(const std::vector<LocalFrame>& frames) const {
    // A product less what it is for tau_3: each factor in turn differs, with Green functions before
    // it and tau_3 after it.
    const NambuMatrix normal = tau_sigma(3, 0);
    std::vector<NambuMatrix> above;
    above.reserve(nodes());
    for (const LocalFrame& frame : frames)
        above.push_back(above_normal(frame.green_function()));
    const auto g = [&](std::size_t node) -> const NambuMatrix& {
        return frames[node].green_function();
    };
    Complex sum = 0.0;
    for (std::size_t n = 0; n < nodes(); ++n) {
        if (held_[n])
            continue;
        sum -= (sources_[n] * above[n]).trace();
        for (const OnSiteTerm& term : on_site_[n])
            sum += (term.x.before(above[n]) * term.m.before(normal)).trace() +
                   (term.x.before(g(n)) * term.m.before(above[n])).trace();
    }
    for (const OneFactor& term : constants_)
        sum += (term.matrix * above[term.node]).trace();
    for (const LinkTerm& term : links_)
        sum += term.coefficient *
               ((term.left_i.before(above[term.i]) * term.left_j.before(normal)).trace() +
                (term.left_i.before(g(term.i)) * term.left_j.before(above[term.j])).trace());
    for (const TripleTerm& term : triples_)
        for (std::size_t k = 0; k < 3; ++k) {
            NambuMatrix product = NambuMatrix::Identity();
            for (std::size_t place = 0; place < 3; ++place) {
                const TripleFactor& factor = term.factors[place];
                product = product * factor.left.before(place < k    ? g(factor.node)
                                                       : place == k ? above[factor.node]
                                                                    : normal);
            }
            sum += term.coefficient * product.trace();
        }
    // It vanishes for tau_3, and is not large.
    for (const SpinHallTerm& term : spin_hall_)
        sum += spin_hall_value(term, frames);
    for (const SpinHallCellTerm& term : spin_hall_cells_)
        sum += spin_hall_value_above_normal(term, above);
    for (const TransmissionTerm& term : transmissions_)
        sum -= term.conductance / term.transmission *
               logarithm_above_normal(term, above[term.i],
                                      term.rotation * above[term.j] * term.rotation.inverse());
    return sum;
}

} // namespace sidejump::usadel
