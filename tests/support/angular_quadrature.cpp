// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/angular_quadrature.hpp"

#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/scattering/partial_waves.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace sidejump::test {
namespace {

using Complex = std::complex<double>;
using Spin = Eigen::Matrix2cd;
using Direction = Eigen::Vector3d;

constexpr double pi = std::numbers::pi;
const Complex i_unit(0.0, 1.0);

const std::array<Spin, 4>& pauli() {
    static const std::array<Spin, 4> matrices = [] {
        std::array<Spin, 4> m;
        m[0] << 1.0, 0.0, 0.0, 1.0;
        m[1] << 0.0, 1.0, 1.0, 0.0;
        m[2] << 0.0, -i_unit, i_unit, 0.0;
        m[3] << 1.0, 0.0, 0.0, -1.0;
        return m;
    }();
    return matrices;
}

Spin dot_sigma(const Direction& v) {
    return v.x() * pauli()[1] + v.y() * pauli()[2] + v.z() * pauli()[3];
}

// v x sigma, component i.
Spin cross_sigma(const Direction& v, int i) {
    const auto j = static_cast<std::size_t>(i + 1) % 3;
    const auto k = static_cast<std::size_t>(i + 2) % 3;
    return v[static_cast<Eigen::Index>(j)] * pauli()[k + 1] -
           v[static_cast<Eigen::Index>(k)] * pauli()[j + 1];
}

// P_l, P_l', P_l'' by recurrence.
struct Legendre {
    std::vector<double> value, first, second;
    Legendre(int l_max, double x)
        : value(static_cast<std::size_t>(l_max) + 2), first(value.size()), second(value.size()) {
        value[0] = 1.0;
        value[1] = x;
        first[1] = 1.0;
        for (std::size_t l = 1; l + 1 < value.size(); ++l) {
            const auto n = static_cast<double>(l);
            value[l + 1] = ((2.0 * n + 1.0) * x * value[l] - n * value[l - 1]) / (n + 1.0);
            first[l + 1] = first[l - 1] + (2.0 * n + 1.0) * value[l];
            second[l + 1] = second[l - 1] + (2.0 * n + 1.0) * first[l];
        }
    }
};

bool upper(const impurity::Channel& c) {
    return c.twice_j == 2 * c.l + 1;
}
double weight_a(const impurity::Channel& c) {
    return upper(c) ? c.l + 1.0 : c.l;
}
double weight_b(const impurity::Channel& c) {
    return upper(c) ? -1.0 : 1.0;
}

// What is missing in |t|^2 for the optical theorem: the variance of t over the states of a moment.
double lost_part(const impurity::Channel& c) {
    return 0.25 * (1.0 - c.inelastic * c.inelastic);
}

// T(p, k) in units of 1/(pi N_F) with its gradients on p and on k at |p| = |k| = 1.
struct Amplitude {
    Spin value = Spin::Zero();
    std::array<Spin, 3> gradient_p{Spin::Zero(), Spin::Zero(), Spin::Zero()};
    std::array<Spin, 3> gradient_k{Spin::Zero(), Spin::Zero(), Spin::Zero()};
};

Amplitude amplitude(const std::vector<impurity::Channel>& channels, const Direction& p,
                    const Direction& k) {
    int l_max = 0;
    for (const auto& c : channels)
        l_max = std::max(l_max, c.l);
    const double x = std::clamp(p.dot(k), -1.0, 1.0);
    const Legendre legendre(l_max, x);
    const Spin chiral = i_unit * dot_sigma(p.cross(k));
    Amplitude sum;
    for (const auto& c : channels) {
        const auto l = static_cast<std::size_t>(c.l);
        const Complex t = -scattering::t_element(c);
        const Spin shape =
            weight_a(c) * legendre.value[l] * pauli()[0] + weight_b(c) * legendre.first[l] * chiral;
        // d/dx of the shape at fixed (p x k).
        const Spin slope = weight_a(c) * legendre.first[l] * pauli()[0] +
                           weight_b(c) * legendre.second[l] * chiral;
        sum.value += t * shape;
        for (int i = 0; i < 3; ++i) {
            const auto n = static_cast<std::size_t>(i);
            // (p^ x k^).sigma = p^.(k^ x sigma) = k^.(sigma x p^), gradients tangential.
            Spin tangential_p = cross_sigma(k, i);
            Spin tangential_k = -cross_sigma(p, i);
            for (int j = 0; j < 3; ++j) {
                tangential_p -= p[i] * p[j] * cross_sigma(k, j);
                tangential_k += k[i] * k[j] * cross_sigma(p, j);
            }
            const Complex spin_part = i_unit * weight_b(c) * legendre.first[l];
            sum.gradient_p[n] += t * (c.off_shell_exponent * p[i] * shape +
                                      (k[i] - x * p[i]) * slope + spin_part * tangential_p);
            sum.gradient_k[n] += t * (c.off_shell_exponent * k[i] * shape +
                                      (p[i] - x * k[i]) * slope + spin_part * tangential_k);
        }
    }
    return sum;
}

// The part of T that is odd in the direction n of a static moment, over its size, for n along the
// axis: sigma_n for l = 0 and (sigma.p^) sigma_n (sigma.k^) for l = 1, j = 1/2.
Amplitude moment_amplitude(const impurity::Channel& c, std::size_t axis, const Direction& p,
                           const Direction& k) {
    const Spin& sigma = pauli()[axis + 1];
    Amplitude odd;
    odd.value = c.l == 0 ? sigma : Spin(dot_sigma(p) * sigma * dot_sigma(k));
    for (int i = 0; i < 3; ++i) {
        const auto n = static_cast<std::size_t>(i);
        odd.gradient_p[n] = c.off_shell_exponent * p[i] * odd.value;
        odd.gradient_k[n] = c.off_shell_exponent * k[i] * odd.value;
        if (c.l == 1) {
            odd.gradient_p[n] += (pauli()[n + 1] - p[i] * dot_sigma(p)) * sigma * dot_sigma(k);
            odd.gradient_k[n] += dot_sigma(p) * sigma * (pauli()[n + 1] - k[i] * dot_sigma(k));
        }
    }
    return odd;
}

struct SphereGrid {
    std::vector<Direction> points;
    std::vector<double> weights;
};

// Exact for polynomials up to the degree.
SphereGrid sphere_grid(int degree) {
    SphereGrid grid;
    const auto rule = math::gauss_legendre(degree / 2 + 1);
    const int azimuths = degree + 1;
    for (std::size_t i = 0; i < rule.nodes.size(); ++i)
        for (int n = 0; n < azimuths; ++n) {
            const double phi = 2.0 * pi * (n + 0.25) / azimuths;
            const double sine = std::sqrt(1.0 - rule.nodes[i] * rule.nodes[i]);
            grid.points.emplace_back(sine * std::cos(phi), sine * std::sin(phi), rule.nodes[i]);
            grid.weights.push_back(rule.weights[i] * 2.0 * pi / azimuths);
        }
    return grid;
}

// Orthonormal real spherical harmonics at the points, one column for each (l, m).
Eigen::MatrixXd real_harmonics(const SphereGrid& grid, int l_max) {
    const auto count = static_cast<Eigen::Index>(grid.points.size());
    Eigen::MatrixXd harmonics(count, (l_max + 1) * (l_max + 1));
    for (Eigen::Index n = 0; n < count; ++n) {
        const Direction& p = grid.points[static_cast<std::size_t>(n)];
        const double theta = std::acos(p.z());
        const double phi = std::atan2(p.y(), p.x());
        for (int l = 0; l <= l_max; ++l)
            for (int m = -l; m <= l; ++m) {
                const int order = std::abs(m);
                const double polar = std::sph_legendre(static_cast<unsigned>(l),
                                                       static_cast<unsigned>(order), theta);
                const double azimuthal = m == 0  ? 1.0
                                         : m > 0 ? std::numbers::sqrt2 * std::cos(order * phi)
                                                 : std::numbers::sqrt2 * std::sin(order * phi);
                harmonics(n, l * l + l + m) = polar * azimuthal;
            }
    }
    return harmonics;
}

double half_trace(const Spin& a, const Spin& b) {
    return 0.5 * (a * b).trace().real();
}

// Adds scale * (kernel projected on the harmonics of p and k) to the block (a, b) of the matrix.
void project(const Eigen::MatrixXd& weighted, const Eigen::MatrixXd& kernel, double scale, int a,
             int b, Eigen::MatrixXd& matrix) {
    const Eigen::MatrixXd block = weighted.transpose() * kernel * weighted;
    for (Eigen::Index row = 0; row < block.rows(); ++row)
        for (Eigen::Index column = 0; column < block.cols(); ++column)
            matrix(4 * row + a, 4 * column + b) += scale * block(row, column);
}

} // namespace

QuadratureOperator quadrature_operator(const std::vector<impurity::Channel>& channels,
                                       double concentration, int l_moments) {
    int l_max = 0;
    for (const auto& c : channels)
        l_max = std::max(l_max, c.l);
    // The kernels between two moments, and p^ between the two highest ones.
    const SphereGrid grid = sphere_grid(std::max(2 * l_max + 2 + l_moments, 2 * l_moments + 1));
    const auto points = static_cast<Eigen::Index>(grid.points.size());
    const Eigen::MatrixXd harmonics = real_harmonics(grid, l_moments);
    const Eigen::VectorXd weights = Eigen::Map<const Eigen::VectorXd>(grid.weights.data(), points);
    const Eigen::MatrixXd weighted = weights.asDiagonal() * harmonics;

    const Eigen::Index size = 4 * harmonics.cols();
    QuadratureOperator result;
    result.relaxation = Eigen::MatrixXd::Zero(size, size);
    for (std::size_t i = 0; i < 3; ++i) {
        result.side_jump[i] = Eigen::MatrixXd::Zero(size, size);
        result.side_jump_incoming[i] = Eigen::MatrixXd::Zero(size, size);
        result.unit_vector[i] = Eigen::MatrixXd::Zero(size, size);
    }

    // Kernels between all pairs of directions: in-scattering and V, for each pair of components.
    std::array<std::array<Eigen::MatrixXd, 4>, 4> in;
    std::array<std::array<std::array<Eigen::MatrixXd, 4>, 4>, 3> jump;
    std::array<std::array<std::array<Eigen::MatrixXd, 4>, 4>, 3> jump_incoming;
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b) {
            in[a][b] = Eigen::MatrixXd::Zero(points, points);
            for (std::size_t i = 0; i < 3; ++i) {
                jump[i][a][b] = Eigen::MatrixXd::Zero(points, points);
                jump_incoming[i][a][b] = Eigen::MatrixXd::Zero(points, points);
            }
        }
    double forward = 0.0;
    for (Eigen::Index row = 0; row < points; ++row)
        for (Eigen::Index column = 0; column < points; ++column) {
            const Amplitude t = amplitude(channels, grid.points[static_cast<std::size_t>(row)],
                                          grid.points[static_cast<std::size_t>(column)]);
            if (row == column)
                forward = t.value(0, 0).imag();
            const auto add_scattering = [&](const Amplitude& amplitude_of, double weight) {
                for (std::size_t b = 0; b < 4; ++b) {
                    const Spin scattered =
                        amplitude_of.value * pauli()[b] * amplitude_of.value.adjoint();
                    for (std::size_t a = 0; a < 4; ++a)
                        in[a][b](row, column) += weight * half_trace(pauli()[a], scattered);
                    for (std::size_t i = 0; i < 3; ++i) {
                        const auto antisymmetric = [&](const Spin& gradient) {
                            const Spin forth = amplitude_of.value * pauli()[b] * gradient.adjoint();
                            return Spin(0.5 * i_unit * (forth - forth.adjoint()));
                        };
                        const Spin incoming = antisymmetric(amplitude_of.gradient_k[i]);
                        const Spin both = incoming + antisymmetric(amplitude_of.gradient_p[i]);
                        for (std::size_t a = 0; a < 4; ++a) {
                            jump[i][a][b](row, column) += weight * half_trace(pauli()[a], both);
                            jump_incoming[i][a][b](row, column) +=
                                weight * half_trace(pauli()[a], incoming);
                        }
                    }
                }
            };
            add_scattering(t, 1.0);
            // Moments along +-x, +-y, +-z stand for all directions: T T^+ is quadratic in them.
            for (const auto& c : channels)
                if (c.dipole_return != 0.0)
                    for (std::size_t axis = 0; axis < 3; ++axis)
                        add_scattering(
                            moment_amplitude(c, axis, grid.points[static_cast<std::size_t>(row)],
                                             grid.points[static_cast<std::size_t>(column)]),
                            lost_part(c) / 3.0);
        }

    // What inelastic channels lose returns as loss/(2j+1) Pi_c(p+, p-) Tr f Pi_c(k-, k+), where
    // 4 pi Pi_c(p1, p2) = weight_a P_l + i weight_b P_l' (p1 x p2).sigma: on the shell it is
    // isotropic, and the difference of its two gradients is 2 i weight_b P_l'(1) p x sigma. With
    // p+- = p +- q/2, q = -i d_r, the first and the second argument shift by opposite amounts in
    // the two factors, hence the two signs.
    for (const auto& c : channels) {
        if (c.dipole_return != 0.0)
            continue;
        const double loss = lost_part(c);
        const double scale = 2.0 * loss / (c.twice_j + 1.0);
        const double on_shell = weight_a(c);
        const double shift = weight_b(c) * 0.5 * c.l * (c.l + 1.0);
        for (Eigen::Index row = 0; row < points; ++row)
            for (Eigen::Index column = 0; column < points; ++column) {
                const Direction& p = grid.points[static_cast<std::size_t>(row)];
                const Direction& k = grid.points[static_cast<std::size_t>(column)];
                in[0][0](row, column) += scale * on_shell * on_shell;
                for (int i = 0; i < 3; ++i)
                    for (std::size_t a = 1; a < 4; ++a) {
                        const auto n = static_cast<std::size_t>(i);
                        const double outgoing = half_trace(pauli()[a], cross_sigma(p, i));
                        const double incoming = half_trace(pauli()[a], cross_sigma(k, i));
                        jump[n][a][0](row, column) += scale * on_shell * shift * outgoing;
                        jump[n][0][a](row, column) -= scale * on_shell * shift * incoming;
                    }
            }
    }

    const double scale = concentration / (3.0 * pi * pi);
    for (int a = 0; a < 4; ++a)
        for (int b = 0; b < 4; ++b) {
            const auto na = static_cast<std::size_t>(a);
            const auto nb = static_cast<std::size_t>(b);
            project(weighted, in[na][nb], -scale, a, b, result.relaxation);
            for (std::size_t i = 0; i < 3; ++i) {
                project(weighted, jump[i][na][nb], scale, a, b, result.side_jump[i]);
                project(weighted, jump_incoming[i][na][nb], scale, a, b,
                        result.side_jump_incoming[i]);
            }
        }
    const double outflow = -4.0 * concentration / (3.0 * pi) * forward;
    result.relaxation.diagonal().array() += outflow;
    for (int i = 0; i < 3; ++i) {
        Eigen::VectorXd component(points);
        for (Eigen::Index n = 0; n < points; ++n)
            component[n] = grid.points[static_cast<std::size_t>(n)][i];
        const Eigen::MatrixXd block = weighted.transpose() * component.asDiagonal() * harmonics;
        for (Eigen::Index row = 0; row < block.rows(); ++row)
            for (Eigen::Index column = 0; column < block.cols(); ++column)
                for (int a = 0; a < 4; ++a)
                    result.unit_vector[static_cast<std::size_t>(i)](4 * row + a, 4 * column + a) =
                        block(row, column);
    }
    return result;
}

DenseElimination dense_elimination(const QuadratureOperator& collisions, double side_jump_scale) {
    const Eigen::Index fast = collisions.relaxation.rows() - 4;
    const Eigen::MatrixXd inverse =
        math::inverse(Eigen::MatrixXd(collisions.relaxation.bottomRightCorner(fast, fast)));
    const Eigen::MatrixXd right = -inverse * collisions.relaxation.bottomLeftCorner(fast, 4);
    const Eigen::MatrixXd left = -collisions.relaxation.topRightCorner(4, fast) * inverse;
    DenseElimination result;
    result.relaxation = collisions.relaxation.topLeftCorner(4, 4) +
                        collisions.relaxation.topRightCorner(4, fast) * right;
    result.weight = Eigen::Matrix4d::Identity() + left * right;
    std::array<Eigen::MatrixXd, 3> rows;
    std::array<Eigen::MatrixXd, 3> columns;
    for (std::size_t i = 0; i < 3; ++i) {
        const Eigen::MatrixXd velocity =
            collisions.unit_vector[i] - side_jump_scale * collisions.side_jump[i];
        rows[i] = velocity.topRightCorner(4, fast) + left * velocity.bottomRightCorner(fast, fast);
        columns[i] =
            velocity.bottomLeftCorner(fast, 4) + velocity.bottomRightCorner(fast, fast) * right;
    }
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            result.diffusion[i][j] = rows[i] * inverse * columns[j];
    return result;
}

std::array<std::array<Eigen::Matrix4d, 3>, 3>
first_order_diffusion(const QuadratureOperator& collisions) {
    const auto none = dense_elimination(collisions, 0.0).diffusion;
    const auto plus = dense_elimination(collisions, 1.0).diffusion;
    const auto minus = dense_elimination(collisions, -1.0).diffusion;
    auto result = none;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            result[i][j] += 0.5 * (plus[i][j] - minus[i][j]);
    return result;
}

} // namespace sidejump::test
