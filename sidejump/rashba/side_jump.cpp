// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/side_jump.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::rashba {
namespace {

using Complex = std::complex<double>;
using Eigen::Matrix2cd;
using Eigen::Vector2cd;
constexpr double states = 1.0 / (4.0 * std::numbers::pi * std::numbers::pi);

/// Gradients of the off-shell form (p_x +- i p_y)^|m| of a wave, times p/that form: |m| e^{-+i phi}
/// (1, +-i).
std::array<Complex, 2> logarithmic_gradient(int m, double angle) {
    const double sign = m < 0 ? -1.0 : 1.0;
    const Complex radial = std::polar(static_cast<double>(std::abs(m)), -sign * angle);
    return {radial, Complex(0.0, sign) * radial};
}

} // namespace

SideJump::SideJump(double density, std::vector<std::array<Complex, 2>> amplitudes, double momentum)
    : rate_(std::numbers::pi * density * states), amplitudes_(std::move(amplitudes)),
      momentum_(momentum), directions_(static_cast<int>(2 * amplitudes_.size() + 4)) {}

SideJump::Amplitude SideJump::amplitude(double out, double in) const {
    Amplitude result{Vector2cd::Zero(), {Vector2cd::Zero(), Vector2cd::Zero()}};
    const int highest = static_cast<int>(amplitudes_.size()) / 2;
    for (std::size_t wave = 0; wave < amplitudes_.size(); ++wave) {
        const int m = static_cast<int>(wave) - highest;
        const Complex phase = std::polar(1.0, m * (out - in));
        const auto after = logarithmic_gradient(m, out);
        const auto before = logarithmic_gradient(m, in);
        for (std::size_t spin = 0; spin < 2; ++spin) {
            const Complex value = amplitudes_[wave][spin] * phase;
            const auto row = static_cast<Eigen::Index>(spin);
            result.value(row) += value;
            for (std::size_t a = 0; a < 2; ++a)
                result.gradient[a](row) += value * (after[a] + std::conj(before[a])) / momentum_;
        }
    }
    return result;
}

Matrix2cd SideJump::jump(const Amplitude& amplitude, std::size_t a, const Matrix2cd& x) {
    const auto& value = amplitude.value;
    const auto& gradient = amplitude.gradient[a];
    return Complex(0.0, 1.0) * (value.asDiagonal() * x * gradient.conjugate().asDiagonal() -
                                gradient.asDiagonal() * x * value.conjugate().asDiagonal());
}

Matrix2cd SideJump::uniform_collision(double out, const Gradient& x) const {
    const double step = 2.0 * std::numbers::pi / directions_;
    Matrix2cd sum = Matrix2cd::Zero();
    for (int i = 0; i < directions_; ++i)
        for (std::size_t a = 0; a < 2; ++a)
            sum += step * states * rate_ * jump(amplitude(out, i * step), a, x[a]);
    return sum;
}

SideJump::Gradient SideJump::current(double in, const Matrix2cd& state) const {
    const double step = 2.0 * std::numbers::pi / directions_;
    Gradient sum{Matrix2cd::Zero(), Matrix2cd::Zero()};
    for (int i = 0; i < directions_; ++i) {
        const Amplitude at = amplitude(i * step, in);
        for (std::size_t a = 0; a < 2; ++a)
            sum[a] -= step * rate_ * jump(at, a, state);
    }
    return sum;
}

} // namespace sidejump::rashba
