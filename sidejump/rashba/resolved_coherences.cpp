// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/resolved_coherences.hpp"

#include "sidejump/math/quadrature.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

namespace sidejump::rashba {
namespace {

using Complex = std::complex<double>;
using Eigen::Index;
using Eigen::MatrixXcd;

double momentum_at(const ContourDirection& direction, double share) {
    return direction.points[0].momentum +
           share * (direction.points[1].momentum - direction.points[0].momentum);
}

/// |b| at a momentum of a direction.
double splitting_at(const ContourDirection& direction, const SpinOrbitField& field,
                    double momentum) {
    return field.at(direction.angle).strength * std::pow(momentum, field.power());
}

/// Coherences of one place between the points: 0 is the first, 1 the second.
class PlacedCoherences {
  public:
    PlacedCoherences(const ResolvedCollisions& collisions,
                     const std::vector<ContourDirection>& directions, const SpinOrbitField& field,
                     double share, double frequency, double rate_scale) {
        MatrixXcd equation = -rate_scale * collisions.fast_from_fast;
        equation.diagonal().array() -= Complex(0.0, frequency);
        for (std::size_t i = 0; i < directions.size(); ++i) {
            const double momentum = momentum_at(directions[i], share);
            const double splitting = splitting_at(directions[i], field, momentum);
            const auto row = 2 * static_cast<Index>(i);
            equation(row, row + 1) += splitting;
            equation(row + 1, row) -= splitting;
            momenta_.push_back(momentum);
        }
        factors_.compute(equation);
    }

    [[nodiscard]] MatrixXcd driven_by(const MatrixXcd& drive) const {
        return factors_.solve(drive);
    }

    /// Adds the coherences to the sums over momenta.
    void add(const MatrixXcd& coherences, int power, MovedElectrons& sums) const {
        for (std::size_t i = 0; i < momenta_.size(); ++i) {
            const auto row = static_cast<Index>(i);
            const auto across = coherences.row(2 * row);
            const auto normal = coherences.row(2 * row + 1);
            sums.across.row(row) += across;
            sums.normal.row(row) += normal;
            sums.across_flow.row(row) += std::pow(momenta_[i], power - 1) * across;
            sums.normal_flow.row(row) += momenta_[i] * normal;
        }
    }

  private:
    std::vector<double> momenta_;
    Eigen::PartialPivLU<MatrixXcd> factors_;
};

/// Whether the splittings of a piece of the way between the points change by less than what blurs
/// them: collisions, or the distance of the frequency.
bool is_resolved(const std::vector<ContourDirection>& directions, const SpinOrbitField& field,
                 double begin, double end, double frequency, double damping) {
    return std::ranges::all_of(directions, [&](const ContourDirection& direction) {
        const double one = splitting_at(direction, field, momentum_at(direction, begin));
        const double other = splitting_at(direction, field, momentum_at(direction, end));
        const auto [low, high] = std::minmax(one, other);
        const double size = std::abs(frequency);
        const double distance = std::max({0.0, low - size, size - high});
        return high - low <= 2.0 * (distance + damping);
    });
}

/// Shares and weights of momenta between the points: the way is halved until its pieces are
/// resolved.
math::QuadratureRule places(const std::vector<ContourDirection>& directions,
                            const SpinOrbitField& field, double frequency, double damping,
                            int most) {
    constexpr std::size_t in_piece = 8;
    static const math::QuadratureRule rule = math::gauss_legendre(static_cast<int>(in_piece));
    math::QuadratureRule result;
    std::vector<std::array<double, 2>> pieces{{0.0, 1.0}};
    while (!pieces.empty()) {
        const auto [begin, end] = pieces.back();
        pieces.pop_back();
        const auto used = in_piece * pieces.size() + result.nodes.size();
        if (used + 2 * in_piece <= static_cast<std::size_t>(most) &&
            !is_resolved(directions, field, begin, end, frequency, damping)) {
            const double middle = 0.5 * (begin + end);
            pieces.push_back({middle, end});
            pieces.push_back({begin, middle});
            continue;
        }
        for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
            result.nodes.push_back(begin + 0.5 * (end - begin) * (1.0 + rule.nodes[i]));
            result.weights.push_back(0.5 * (end - begin) * rule.weights[i]);
        }
    }
    return result;
}

} // namespace

MovedElectrons solve_resolved(const ResolvedCollisions& collisions,
                              const std::vector<ContourDirection>& directions,
                              const SpinOrbitField& field, const ResolvedDrive& drive,
                              double frequency, double rate_scale, double damping,
                              int most_momenta) {
    const auto count = static_cast<Index>(directions.size());
    const Index drives = drive.slow.cols();
    const MatrixXcd zero = MatrixXcd::Zero(count, drives);
    MovedElectrons moved{{}, zero, zero, zero, zero};

    MatrixXcd equation = -rate_scale * collisions.slow_from_slow;
    equation.diagonal().array() -= Complex(0.0, frequency);
    MatrixXcd right = drive.slow;
    const MatrixXcd back = rate_scale * collisions.slow_from_fast;

    const auto window = places(directions, field, frequency, damping, most_momenta);
    for (std::size_t k = 0; k < window.nodes.size(); ++k) {
        const PlacedCoherences placed(collisions, directions, field, window.nodes[k], frequency,
                                      rate_scale);
        const MatrixXcd turned = placed.driven_by(window.weights[k] * drive.rotation);
        right += back * turned;
        placed.add(turned, field.power(), moved);
    }
    std::vector<PlacedCoherences> points;
    std::array<MatrixXcd, 2> from_slow;
    for (std::size_t c = 0; c < 2; ++c) {
        points.emplace_back(collisions, directions, field, static_cast<double>(c), frequency,
                            rate_scale);
        from_slow[c] = points[c].driven_by(rate_scale * collisions.fast_from_slow[c]);
        const MatrixXcd driven = points[c].driven_by(0.5 * drive.fast);
        equation -= back * from_slow[c];
        right += back * driven;
        points[c].add(driven, field.power(), moved);
    }
    moved.slow = equation.partialPivLu().solve(right);
    for (std::size_t c = 0; c < 2; ++c)
        points[c].add(from_slow[c] * moved.slow, field.power(), moved);
    return moved;
}

double splitting_spread(const FermiContour& contour) {
    double spread = 0.0;
    for (const auto& direction : contour.directions)
        spread = std::max(
            spread, std::abs(splitting_at(direction, contour.field, direction.points[1].momentum) -
                             splitting_at(direction, contour.field, direction.points[0].momentum)));
    return spread;
}

} // namespace sidejump::rashba
