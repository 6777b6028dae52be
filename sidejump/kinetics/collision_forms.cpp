// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/collision_forms.hpp"

#include "sidejump/math/gsl_status.hpp"
#include "sidejump/math/wigner.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <utility>

namespace sidejump::kinetics {
namespace {

using math::sign_of_power;
using math::SpinorHarmonic;

// 8 n_i/N_F with n_i = n_c: the weight of the in-scattering map f -> <p|t f t^+|p> when
// hbar = k_F = m* = 1.
constexpr double in_scattering_weight = 16.0 / 3.0;

std::complex<double> power_of_i(int n) {
    switch (((n % 4) + 4) % 4) {
    case 0:
        return {1.0, 0.0};
    case 1:
        return {0.0, 1.0};
    case 2:
        return {-1.0, 0.0};
    default:
        return {0.0, -1.0};
    }
}

// The spinor harmonics that a gradient reaches from one of orbital momentum l.
std::vector<SpinorHarmonic> gradient_neighbours(int l) {
    std::vector<SpinorHarmonic> neighbours;
    for (const int to : {l - 1, l + 1})
        if (to >= 0)
            for (const int twice_j : {2 * to - 1, 2 * to + 1})
                if (twice_j > 0)
                    neighbours.push_back({to, twice_j});
    return neighbours;
}

// Phase by which the real element is made from the reduced one of bare spherical tensors.
std::complex<double> vector_phase(Moment row, Moment column) {
    return power_of_i(column.lambda - row.lambda + column.s - row.s + 1);
}

} // namespace

ChannelLayout channel_layout(const std::vector<impurity::Channel>& channels) {
    ChannelLayout layout;
    layout.entries.reserve(channels.size());
    for (const auto& channel : channels)
        layout.entries.push_back(
            {{channel.l, channel.twice_j}, channel.off_shell_exponent, channel.dipole_return});
    return layout;
}

bool has_layout(const std::vector<impurity::Channel>& channels, const ChannelLayout& layout) {
    return std::equal(channels.begin(), channels.end(), layout.entries.begin(),
                      layout.entries.end(), [](const auto& channel, const auto& entry) {
                          return channel.l == entry.harmonic.l &&
                                 channel.twice_j == entry.harmonic.twice_j &&
                                 channel.off_shell_exponent == entry.off_shell_exponent &&
                                 channel.dipole_return == entry.dipole_return;
                      });
}

CollisionForms::CollisionForms(ChannelLayout layout)
    : layout_(std::move(layout)), products_(layout_.entries.size()) {
    math::use_gsl_status_codes();
}

CollisionForms::ReducedMatrix CollisionForms::multipole(Moment moment) const {
    const std::size_t n = layout_.entries.size();
    ReducedMatrix matrix(n * n);
    for (std::size_t c = 0; c < n; ++c)
        for (std::size_t d = 0; d < n; ++d)
            matrix[c * n + d] =
                math::multipole_element(layout_.entries[c].harmonic, moment.lambda, moment.s,
                                        moment.J, layout_.entries[d].harmonic);
    return matrix;
}

// Reduced elements of the tensor of rank J made of B G_mu - G_mu^+ B, with B the moment and G the
// gradient acting on the channel functions (Edmonds 7.1.1 for each of the two products).
CollisionForms::ReducedMatrix CollisionForms::gradient_commutator(Moment moment, int J) const {
    const std::size_t n = layout_.entries.size();
    ReducedMatrix matrix(n * n);
    for (std::size_t c = 0; c < n; ++c)
        for (std::size_t d = 0; d < n; ++d) {
            const SpinorHarmonic bra = layout_.entries[c].harmonic;
            const SpinorHarmonic ket = layout_.entries[d].harmonic;
            const double bra_exponent = layout_.entries[c].off_shell_exponent;
            const double ket_exponent = layout_.entries[d].off_shell_exponent;
            double sum = 0.0;
            for (const SpinorHarmonic between : gradient_neighbours(ket.l))
                sum += math::wigner_6j(2 * moment.J, 2, 2 * J, ket.twice_j, bra.twice_j,
                                       between.twice_j) *
                       math::multipole_element(bra, moment.lambda, moment.s, moment.J, between) *
                       math::gradient_element(between, ket, ket_exponent);
            for (const SpinorHarmonic between : gradient_neighbours(bra.l))
                sum -= sign_of_power(moment.J + 1 - J) *
                       math::wigner_6j(2, 2 * moment.J, 2 * J, ket.twice_j, bra.twice_j,
                                       between.twice_j) *
                       sign_of_power((bra.twice_j - between.twice_j) / 2) *
                       math::gradient_element(between, bra, bra_exponent) *
                       math::multipole_element(between, moment.lambda, moment.s, moment.J, ket);
            matrix[c * n + d] =
                sign_of_power((bra.twice_j + ket.twice_j) / 2 + J) * std::sqrt(2.0 * J + 1.0) * sum;
        }
    return matrix;
}

void CollisionForms::add_overlap(std::complex<double> scale, const ReducedMatrix& x,
                                 const ReducedMatrix& y, int J, LinearForm& form) const {
    const std::size_t n = layout_.entries.size();
    for (std::size_t c = 0; c < n; ++c) {
        const double diagonal = scale.real() * x[c * n + c] * y[c * n + c];
        form[products_.real_part(c, c)] += diagonal;
        if (J <= 1)
            form[products_.loss(c)] +=
                J == 0 ? diagonal : layout_.entries[c].dipole_return * diagonal;
        for (std::size_t d = c + 1; d < n; ++d) {
            const double forward = x[c * n + d] * y[c * n + d];
            const double backward = x[d * n + c] * y[d * n + c];
            form[products_.real_part(c, d)] += scale.real() * (forward + backward);
            form[products_.imaginary_part(c, d)] -= scale.imag() * (forward - backward);
        }
    }
}

LinearForm CollisionForms::relaxation(Moment row, Moment column) const {
    LinearForm form(products_.size(), 0.0);
    if (row.J != column.J || (row.lambda + column.lambda) % 2 != 0)
        return form;
    const std::size_t n = layout_.entries.size();
    if (row == column)
        for (std::size_t c = 0; c < n; ++c)
            form[products_.outflow(c)] += in_scattering_weight *
                                          (layout_.entries[c].harmonic.twice_j + 1.0) /
                                          (8.0 * std::numbers::pi);
    const std::complex<double> phase = power_of_i(column.lambda - row.lambda + column.s - row.s);
    add_overlap(-in_scattering_weight / (2.0 * row.J + 1.0) * phase, multipole(column),
                multipole(row), row.J, form);
    return form;
}

LinearForm CollisionForms::side_jump(Moment row, Moment column, MomentumGradient gradient) const {
    LinearForm form(products_.size(), 0.0);
    if (std::abs(row.J - column.J) > 1 || row.J + column.J < 1 ||
        (row.lambda + column.lambda) % 2 == 0)
        return form;
    const std::complex<double> scale =
        std::complex<double>(0.0, 0.5 * in_scattering_weight) * vector_phase(row, column);
    // The gradient on the incoming momenta, inside the two scattering amplitudes ...
    add_overlap(scale / (2.0 * row.J + 1.0), gradient_commutator(column, row.J), multipole(row),
                row.J, form);
    // ... and on the outgoing ones, outside of them.
    if (gradient == MomentumGradient::both)
        add_overlap(scale * sign_of_power(row.J - column.J) /
                        std::sqrt((2.0 * row.J + 1.0) * (2.0 * column.J + 1.0)),
                    multipole(column), gradient_commutator(row, column.J), column.J, form);
    return form;
}

double CollisionForms::unit_vector(Moment row, Moment column) {
    if (row.s != column.s || std::abs(row.lambda - column.lambda) != 1 ||
        std::abs(row.J - column.J) > 1 || row.J + column.J < 1)
        return 0.0;
    return vector_phase(row, column).real() *
           math::unit_vector_element(row.lambda, row.J, column.lambda, column.J, row.s);
}

} // namespace sidejump::kinetics
