// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/homogeneous_modes.hpp"

#include "sidejump/kinetics/collision_operator.hpp"
#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/response/component_basis.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::response {
namespace {

using kinetics::Moment;

// Part of the outflow rate below which rates count as equal.
constexpr double rounding = 1e-10;

Eigen::Index place_of(const MomentCollisions& collisions, Moment moment) {
    const auto& all = collisions.moments;
    return std::find(all.begin(), all.end(), moment) - all.begin();
}

// The pseudospin 2 p^_a (sigma.p^) - sigma_a in the moments (0,1,1) and (2,1,1).
const Eigen::Vector2cd& pseudospin() {
    static const Eigen::Vector2cd vector(-1.0 / 3.0, std::sqrt(8.0) / 3.0);
    return vector;
}

std::string mode_name(const HomogeneousMode& mode) {
    if (mode.J == 0)
        return mode.parity == 0 ? "charge" : "helicity";
    if (mode.J != 1 || mode.parity != 0 || mode.conservation == Conservation::decays)
        return "";
    if (mode.spin_overlap >= 0.5)
        return "spin";
    return mode.pseudospin_overlap >= 0.5 ? "pseudospin" : "";
}

Conservation judge(double rate, double transport_rate) {
    if (rate < conserved_rate_ratio * transport_rate)
        return Conservation::conserved;
    return rate < nearly_conserved_rate_ratio * transport_rate ? Conservation::nearly
                                                               : Conservation::decays;
}

// The components of an even parity block of projection M, with precession about z.
Eigen::MatrixXcd evolution_matrix(const MomentCollisions& collisions, int M, double larmor,
                                  Component density, Eigen::Index& place) {
    const ProjectionBlock block = projection_block(collisions, M);
    std::vector<Eigen::Index> even;
    for (std::size_t i = 0; i < block.components.size(); ++i) {
        if (block.components[i].lambda % 2 != 0)
            continue;
        if (block.components[i] == density)
            place = static_cast<Eigen::Index>(even.size());
        even.push_back(static_cast<Eigen::Index>(i));
    }
    Eigen::MatrixXcd matrix = block.relaxation(even, even).cast<std::complex<double>>();
    for (std::size_t i = 0; i < even.size(); ++i)
        matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(i)) += std::complex<double>(
            0.0, larmor * block.components[static_cast<std::size_t>(even[i])].m);
    return matrix;
}

// exp(-time matrix) between a component and itself. Over long times the eigenmodes are added up, so
// that a conserved one stays as it is: rounding would let its exponential grow or decay.
std::complex<double> evolved(const Eigen::MatrixXcd& matrix, Eigen::Index place, double time,
                             double least_rate) {
    constexpr double long_time = 1e3;
    if (time * matrix.cwiseAbs().maxCoeff() < long_time) {
        const Eigen::MatrixXcd exponent = -time * matrix;
        return math::matrix_exponential(exponent)(place, place);
    }
    const auto [rates, right] = math::eigen_system(matrix);
    const Eigen::MatrixXcd left = math::inverse(right);
    std::complex<double> sum = 0.0;
    for (Eigen::Index k = 0; k < matrix.rows(); ++k) {
        const std::complex<double> rate = rates[k];
        const double decay = rate.real() < least_rate ? 0.0 : rate.real();
        sum += right(place, k) * left(k, place) * std::exp(-decay * time) *
               std::polar(1.0, -rate.imag() * time);
    }
    return sum;
}

} // namespace

double transport_rate(const MomentCollisions& collisions) {
    const Eigen::Index current = place_of(collisions, kinetics::charge_current);
    return collisions.relaxation(current, current);
}

std::vector<HomogeneousMode> homogeneous_modes(const MomentCollisions& collisions) {
    const double reference = transport_rate(collisions);
    std::vector<HomogeneousMode> modes;
    // In-scattering ends below the order of the collisions; blocks with a member there still mix.
    for (int J = 0; J <= collisions.order; ++J)
        for (const int parity : {0, 1}) {
            std::vector<Eigen::Index> places;
            for (const Moment moment : kinetics::block_moments(J, parity, collisions.order - 1))
                places.push_back(place_of(collisions, moment));
            if (places.empty())
                continue;
            const Eigen::MatrixXd block = collisions.relaxation(places, places);
            const auto [rates, right] = math::eigen_system(block);
            const Eigen::MatrixXcd left = math::inverse(right);
            for (Eigen::Index k = 0; k < block.rows(); ++k) {
                HomogeneousMode mode;
                mode.J = J;
                mode.parity = parity;
                mode.rate = rates[k];
                mode.conservation = judge(mode.rate.real(), reference);
                if (mode.conservation == Conservation::conserved)
                    mode.rate = 0.0;
                if (J == 1 && parity == 0) {
                    mode.spin_overlap = (right(0, k) * left(k, 0)).real();
                    if (block.rows() == 2) // s waves alone leave the quadrupole out
                        mode.pseudospin_overlap = ((pseudospin().adjoint() * right.col(k)).value() *
                                                   (left.row(k) * pseudospin()).value())
                                                      .real();
                }
                mode.name = mode_name(mode);
                // Blocks above all in-scattering have the outflow rate alone.
                if (std::abs(mode.rate - collisions.outflow_rate) >
                        rounding * collisions.outflow_rate ||
                    J <= 1)
                    modes.push_back(std::move(mode));
            }
        }
    // Rates that agree but for rounding stand in the order of J.
    const auto key = [&](const HomogeneousMode& mode) {
        return std::llround(mode.rate.real() / (rounding * collisions.outflow_rate));
    };
    const auto before = [&](const HomogeneousMode& a, const HomogeneousMode& b) {
        return key(a) < key(b);
    };
    std::stable_sort(modes.begin(), modes.end(), before);
    return modes;
}

SpinEvolution::SpinEvolution(const MomentCollisions& collisions, double larmor)
    : least_rate_(conserved_rate_ratio * transport_rate(collisions)),
      along_(evolution_matrix(collisions, 0, larmor, {0, 0, 1, 0}, along_place_)),
      // s_x + i s_y belongs to the component m = -1, whose factor is the conjugate of S_+.
      across_(evolution_matrix(collisions, -1, larmor, {0, 0, 1, -1}, across_place_)) {}

double SpinEvolution::along_field(double time) const {
    return evolved(along_, along_place_, time, least_rate_).real();
}

std::complex<double> SpinEvolution::across_field(double time) const {
    return evolved(across_, across_place_, time, least_rate_);
}

} // namespace sidejump::response
