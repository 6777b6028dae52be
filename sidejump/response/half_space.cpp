// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/half_space.hpp"

#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/response/component_basis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gsl/gsl_sf_legendre.h>
#include <numbers>

namespace sidejump::response {
namespace {

using Complex = std::complex<double>;

constexpr int largest_number_of_directions = 32;
// Added to all rates, relative to the outflow: the operators stay invertible where a density of
// either parity is conserved, spin or helicity. Its root, 1e-6, bounds the error that it makes.
constexpr double least_rate = 1e-12;

// The steady equation at discrete directions of positive cosine, A f = (1/length) B f. Parts of f
// with even and with odd lambda are told apart by their sign at negative cosines, so each needs the
// positive directions only. Within a projection M a spin state (s, m) fixes mu = M - m.
class DirectionOperator {
  public:
    DirectionOperator(const MomentCollisions& collisions, int M, int directions)
        : directions_(directions) {
        const ProjectionBlock block = projection_block(collisions, M);
        const auto rule = math::gauss_legendre(directions);
        for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
            cosines_.push_back(0.5 * (1.0 + rule.nodes[i]));
            weights_.push_back(0.5 * rule.weights[i]);
        }
        // For M = 0 the charge does not couple to longitudinal spin.
        for (int s = M == 0 ? 1 : 0; s <= 1; ++s)
            for (int m = -s; m <= s; ++m)
                states_.emplace_back(s, m);

        std::vector<Eigen::Index> even;
        std::vector<Eigen::Index> odd;
        for (std::size_t i = 0; i < block.components.size(); ++i)
            if (M != 0 || block.components[i].s == 1)
                (block.components[i].lambda % 2 == 0 ? even : odd)
                    .push_back(static_cast<Eigen::Index>(i));
        // Phases i^lambda out: real even and odd parts.
        Eigen::VectorXd sign(block.relaxation.rows());
        for (std::size_t i = 0; i < block.components.size(); ++i)
            sign[static_cast<Eigen::Index>(i)] =
                (block.components[i].lambda / 2) % 2 == 0 ? 1.0 : -1.0;
        const Eigen::MatrixXd relaxation = sign.asDiagonal() * block.relaxation * sign.asDiagonal();
        const Eigen::MatrixXd velocity = sign.asDiagonal() * block.velocity * sign.asDiagonal();

        const Eigen::MatrixXd from_even = harmonics(block, even);
        const Eigen::MatrixXd from_odd = harmonics(block, odd);
        const Eigen::VectorXd measure = solid_angles();
        const Eigen::MatrixXd to_even = from_even.transpose() * measure.asDiagonal();
        const Eigen::MatrixXd to_odd = from_odd.transpose() * measure.asDiagonal();
        const auto scattering = [&](const std::vector<Eigen::Index>& at) {
            Eigen::MatrixXd matrix = -relaxation(at, at);
            matrix.diagonal().array() += collisions.outflow_rate;
            return matrix;
        };
        const Eigen::Index size = measure.size();
        const double loss = (1.0 + least_rate) * collisions.outflow_rate;
        relaxation_even_ =
            loss * Eigen::MatrixXd::Identity(size, size) - from_even * scattering(even) * to_even;
        relaxation_odd_ =
            loss * Eigen::MatrixXd::Identity(size, size) - from_odd * scattering(odd) * to_odd;
        // The velocity block holds the drift and V together; the drift is kept exactly.
        const Eigen::VectorXd drift = cosine_of_rows();
        const auto side_jump = [&](const std::vector<Eigen::Index>& rows,
                                   const std::vector<Eigen::Index>& columns) {
            Eigen::MatrixXd matrix = velocity(rows, columns);
            for (std::size_t r = 0; r < rows.size(); ++r)
                for (std::size_t c = 0; c < columns.size(); ++c) {
                    const Component& to = block.components[static_cast<std::size_t>(rows[r])];
                    const Component& from = block.components[static_cast<std::size_t>(columns[c])];
                    if (to.s != from.s || to.m != from.m || std::abs(to.lambda - from.lambda) != 1)
                        continue;
                    const int upper = std::max(to.lambda, from.lambda);
                    const double element = cosine_element(upper, to.mu) *
                                           (to.lambda > from.lambda ? 1.0 : -1.0) * sign[rows[r]] *
                                           sign[columns[c]];
                    matrix(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c)) -= element;
                }
            return matrix;
        };
        // With the phases out, i (p^ - V) from even to odd is p^ - V, from odd to even its
        // negative.
        velocity_to_odd_ =
            Eigen::MatrixXd(drift.asDiagonal()) + from_odd * side_jump(odd, even) * to_even;
        velocity_to_even_ =
            Eigen::MatrixXd(drift.asDiagonal()) - from_even * side_jump(even, odd) * to_odd;
    }

    [[nodiscard]] const Eigen::MatrixXd& relaxation_even() const { return relaxation_even_; }
    [[nodiscard]] const Eigen::MatrixXd& relaxation_odd() const { return relaxation_odd_; }
    [[nodiscard]] const Eigen::MatrixXd& velocity_to_odd() const { return velocity_to_odd_; }
    [[nodiscard]] const Eigen::MatrixXd& velocity_to_even() const { return velocity_to_even_; }

    // The spin density M among the directions: a distribution of unit density, and its inverse.
    [[nodiscard]] Eigen::VectorXd density(int M) const {
        Eigen::VectorXd values = Eigen::VectorXd::Zero(solid_angles().size());
        for (std::size_t state = 0; state < states_.size(); ++state)
            if (states_[state].first == 1 && states_[state].second == M)
                values.segment(static_cast<Eigen::Index>(state) * directions_, directions_)
                    .setConstant(0.5 * std::numbers::inv_sqrtpi);
        return values;
    }
    // Solid angle of each direction and its mirror image.
    [[nodiscard]] Eigen::VectorXd solid_angles() const {
        return repeated([&](std::size_t i) { return 4.0 * std::numbers::pi * weights_[i]; });
    }

  private:
    template <class Value>
    [[nodiscard]] Eigen::VectorXd repeated(const Value& value) const {
        Eigen::VectorXd values(static_cast<Eigen::Index>(states_.size()) * directions_);
        for (Eigen::Index k = 0; k < values.size(); ++k)
            values[k] = value(static_cast<std::size_t>(k % directions_));
        return values;
    }
    [[nodiscard]] Eigen::VectorXd cosine_of_rows() const {
        return repeated([&](std::size_t i) { return cosines_[i]; });
    }

    // Values of the harmonics of these components at the directions, azimuth left out.
    [[nodiscard]] Eigen::MatrixXd harmonics(const ProjectionBlock& block,
                                            const std::vector<Eigen::Index>& places) const {
        Eigen::MatrixXd values =
            Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(states_.size()) * directions_,
                                  static_cast<Eigen::Index>(places.size()));
        for (std::size_t column = 0; column < places.size(); ++column) {
            const Component& c = block.components[static_cast<std::size_t>(places[column])];
            const auto state = static_cast<Eigen::Index>(
                std::find(states_.begin(), states_.end(), std::pair(c.s, c.m)) - states_.begin());
            for (int i = 0; i < directions_; ++i)
                values(state * directions_ + i, static_cast<Eigen::Index>(column)) =
                    gsl_sf_legendre_sphPlm(c.lambda, std::abs(c.mu),
                                           cosines_[static_cast<std::size_t>(i)]);
        }
        return values;
    }

    int directions_;
    std::vector<double> cosines_;
    std::vector<double> weights_;
    std::vector<std::pair<int, int>> states_; // (s, m)
    Eigen::MatrixXd relaxation_even_;
    Eigen::MatrixXd relaxation_odd_;
    Eigen::MatrixXd velocity_to_odd_;
    Eigen::MatrixXd velocity_to_even_;
};

// The eigenvalue with the least real part and its eigenvector.
std::pair<Complex, Eigen::VectorXcd> slowest(const Eigen::MatrixXcd& matrix) {
    const auto [values, vectors] = math::eigen_system(matrix);
    Eigen::Index place = 0;
    values.real().minCoeff(&place);
    return {values[place], vectors.col(place)};
}

// The sum of products, without complex conjugation.
Complex product(const Eigen::VectorXcd& row, const Eigen::VectorXcd& column) {
    return (row.transpose() * column).value();
}

HalfSpaceInjection injection_at(const MomentCollisions& collisions, Polarisation polarisation,
                                int directions) {
    const int M = polarisation == Polarisation::longitudinal ? 0 : 1;
    const DirectionOperator kinetic(collisions, M, directions);
    // f_o = driven (-d_x f_e) and d_x^2 f_e = squared f_e: f_e decays with the root of that, whose
    // eigenvalues are inverse lengths. Rounding may leave the square of one that vanishes negative;
    // the complex root is then small all the same.
    const Eigen::MatrixXd driven = math::solve(kinetic.relaxation_odd(), kinetic.velocity_to_odd());
    const Eigen::MatrixXd squared =
        math::solve(kinetic.velocity_to_even() * driven, kinetic.relaxation_even());
    HalfSpaceInjection result;
    result.decay = math::principal_root(squared.cast<Complex>());
    const Eigen::VectorXcd incoming = kinetic.density(M).cast<Complex>();
    const Eigen::Index size = squared.rows();
    const Eigen::MatrixXcd entering =
        Eigen::MatrixXcd::Identity(size, size) + driven.cast<Complex>() * result.decay;
    result.surface = math::solve(entering, incoming);
    result.to_density = kinetic.density(M).cwiseProduct(kinetic.solid_angles());
    result.directions = directions;
    result.surface_density = result.density(0.0);
    const Eigen::VectorXcd odd = driven.cast<Complex>() * (result.decay * result.surface);
    result.current = result.to_density.dot(kinetic.velocity_to_even() * odd.real());
    return result;
}

} // namespace

double HalfSpaceInjection::density(double x) const {
    if (x == 0.0)
        return to_density.dot(surface.real());
    // Complex only where an inverse length that vanishes has rounded to an imaginary one.
    if (decay.imag().cwiseAbs().maxCoeff() == 0.0) {
        const Eigen::MatrixXd exponent = -x * decay.real();
        return to_density.dot(math::matrix_exponential(exponent) * surface.real());
    }
    const Eigen::MatrixXcd exponent = -x * decay;
    return to_density.dot(Eigen::VectorXcd(math::matrix_exponential(exponent) * surface).real());
}

HalfSpaceInjection::SlowMode HalfSpaceInjection::slow_mode() const {
    const auto [inverse_length, right] = slowest(decay);
    const Eigen::VectorXcd left = slowest(decay.transpose()).second;
    const Complex amplitude =
        product(to_density.cast<Complex>(), right) * product(left, surface) / product(left, right);
    return {amplitude.real(), inverse_length.real()};
}

HalfSpaceInjection half_space_injection(const MomentCollisions& collisions,
                                        Polarisation polarisation, double tolerance) {
    // Products of two harmonics up to the order of the collisions are integrated exactly.
    int directions = std::max(8, collisions.order + 1);
    HalfSpaceInjection injection = injection_at(collisions, polarisation, directions);
    do {
        const HalfSpaceInjection previous = injection;
        injection = injection_at(collisions, polarisation, 2 * previous.directions);
        injection.error = std::max(std::abs(injection.surface_density - previous.surface_density),
                                   std::abs(injection.current - previous.current));
    } while (!(injection.error <= tolerance) &&
             injection.directions < largest_number_of_directions);
    return injection;
}

} // namespace sidejump::response
