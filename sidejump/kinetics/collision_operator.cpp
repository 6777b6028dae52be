// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/collision_operator.hpp"

#include "sidejump/math/wigner.hpp"
#include "sidejump/scattering/partial_waves.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace sidejump::kinetics {
namespace {

double value(const LinearForm& form, const std::vector<double>& products) {
    return std::inner_product(form.begin(), form.end(), products.begin(), 0.0);
}

} // namespace

CollisionOperator::CollisionOperator(const std::vector<impurity::Impurity>& impurities,
                                     MomentumGradient gradient)
    : gradient_(gradient) {
    for (const auto& impurity : impurities) {
        Species species{
            impurity.concentration, CollisionForms(channel_layout(impurity.channels)), {}};
        species.products.resize(species.forms.products().size());
        fill_products(species.forms.products(), scattering::t_elements(impurity.channels),
                      species.products);
        species_.push_back(std::move(species));
    }
}

double CollisionOperator::relaxation(Moment row, Moment column) const {
    double sum = 0.0;
    for (const Species& species : species_)
        sum +=
            species.concentration * value(species.forms.relaxation(row, column), species.products);
    return sum;
}

double CollisionOperator::side_jump(Moment row, Moment column) const {
    double sum = 0.0;
    for (const Species& species : species_)
        sum += species.concentration *
               value(species.forms.side_jump(row, column, gradient_), species.products);
    return sum;
}

double CollisionOperator::outflow_rate() const {
    // No channel reaches this high: only out-scattering is left.
    int l_max = 0;
    for (const Species& species : species_)
        for (const auto& entry : species.forms.layout().entries)
            l_max = std::max(l_max, entry.harmonic.l);
    const Moment beyond{2 * l_max + 1, 0, 2 * l_max + 1};
    return relaxation(beyond, beyond);
}

std::vector<Moment> block_moments(int J, int parity, int lambda_max) {
    std::vector<Moment> moments;
    for (int lambda = std::max(0, J - 1); lambda <= std::min(J + 1, lambda_max); ++lambda) {
        if (lambda % 2 != parity)
            continue;
        if (lambda == J)
            moments.push_back({lambda, 0, J});
        if (lambda + J >= 1)
            moments.push_back({lambda, 1, J});
    }
    return moments;
}

double transposition_factor(Moment odd, Moment even) {
    return -math::sign_of_power(even.J - odd.J) *
           std::sqrt((2.0 * even.J + 1.0) / (2.0 * odd.J + 1.0));
}

} // namespace sidejump::kinetics
