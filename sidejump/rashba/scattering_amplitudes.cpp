// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/rashba/scatterers.hpp"
#include "sidejump/rashba/spin_frame.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

namespace sidejump::rashba {
namespace {

using Complex = std::complex<double>;
using Eigen::Matrix2cd;
using Eigen::MatrixXcd;

class BornAmplitude : public ScatteringAmplitude {
  public:
    explicit BornAmplitude(const std::function<double(double)>& squared_potential)
        : squared_potential_(squared_potential) {}
    Matrix2cd operator()(const Momentum& out, const Momentum& in) const override {
        const double half = std::sin(0.5 * (out.angle - in.angle));
        const double transfer =
            std::hypot(out.size - in.size, 2.0 * std::sqrt(out.size * in.size) * half);
        return std::sqrt(squared_potential_(transfer)) * Matrix2cd::Identity();
    }

  private:
    std::function<double(double)> squared_potential_;
};

/// Form factors (p/k_0)^{|m|} e^{i m phi} of the waves -M ... M, at one momentum.
Eigen::VectorXcd form_factors(const Momentum& momentum, int highest, double reference) {
    Eigen::VectorXcd factors(2 * highest + 1);
    for (int m = -highest; m <= highest; ++m)
        factors(m + highest) =
            std::polar(std::pow(momentum.size / reference, std::abs(m)), m * momentum.angle);
    return factors;
}

/// T between partial waves times spin, in the order (-M up, -M down, ... M up, M down).
class PartialWaveAmplitude : public ScatteringAmplitude {
  public:
    PartialWaveAmplitude(MatrixXcd matrix, int highest, double reference)
        : matrix_(std::move(matrix)), highest_(highest), reference_(reference) {}
    Matrix2cd operator()(const Momentum& out, const Momentum& in) const override {
        const auto after = form_factors(out, highest_, reference_);
        const auto before = form_factors(in, highest_, reference_);
        Matrix2cd sum = Matrix2cd::Zero();
        for (Eigen::Index a = 0; a < after.size(); ++a)
            for (Eigen::Index b = 0; b < before.size(); ++b)
                sum += after(a) * std::conj(before(b)) * matrix_.block<2, 2>(2 * a, 2 * b);
        return sum;
    }

  private:
    MatrixXcd matrix_;
    int highest_;
    double reference_;
};

/// Adds states at a momentum, with the spin matrix `spin`, to the states between partial waves.
void add_states(MatrixXcd& states, const Eigen::VectorXcd& factors, const Matrix2cd& spin) {
    for (Eigen::Index a = 0; a < factors.size(); ++a)
        for (Eigen::Index b = 0; b < factors.size(); ++b)
            states.block<2, 2>(2 * a, 2 * b) += std::conj(factors(a)) * factors(b) * spin;
}

} // namespace

std::unique_ptr<const ScatteringAmplitude>
BornScatterers::amplitude(const FermiContour& /*contour*/) const {
    return std::make_unique<BornAmplitude>(squared_potential_);
}

std::unique_ptr<const ScatteringAmplitude>
BornScatterers::mean_amplitude(const FermiContour& contour) const {
    return amplitude(contour);
}

ShortRangeScatterers::ShortRangeScatterers(double density, std::vector<PartialWave> waves,
                                           double reference)
    : Scatterers(density), waves_(std::move(waves)), reference_(reference) {
    if (waves_.empty())
        throw std::invalid_argument("a scatterer of short range has at least the wave m = 0");
    if (waves_.front().aligned != waves_.front().antialigned)
        throw std::invalid_argument("the wave m = 0 has one phase shift");
}

std::unique_ptr<const ScatteringAmplitude>
ShortRangeScatterers::from_states(const Eigen::MatrixXcd& states) const {
    const int highest = static_cast<int>(waves_.size()) - 1;
    const double free_states = 0.5 / std::numbers::pi;
    MatrixXcd matrix = MatrixXcd::Zero(states.rows(), states.cols());
    MatrixXcd right = matrix;
    for (int m = -highest; m <= highest; ++m)
        for (int down = 0; down < 2; ++down) {
            const PartialWave& wave = waves_[static_cast<std::size_t>(std::abs(m))];
            const bool aligned = (m > 0) == (down == 0);
            const double shift = aligned || m == 0 ? wave.aligned : wave.antialigned;
            const Eigen::Index row = 2 * (m + highest) + down;
            // (1 + i pi K nu) T = K times cos(eta), which stays finite at the unitary limit.
            matrix.row(row) = Complex(0.0, -std::sin(shift) / free_states) * states.row(row);
            matrix(row, row) += std::cos(shift);
            right(row, row) = -std::sin(shift) / (std::numbers::pi * free_states);
        }
    return std::make_unique<PartialWaveAmplitude>(math::solve(matrix, right), highest, reference_);
}

std::unique_ptr<const ScatteringAmplitude>
ShortRangeScatterers::amplitude(const FermiContour& contour) const {
    const int highest = static_cast<int>(waves_.size()) - 1;
    MatrixXcd states = MatrixXcd::Zero(4 * highest + 2, 4 * highest + 2);
    for (const auto& direction : contour.directions) {
        const SpinFrame frame(direction.axis);
        for (const auto& point : direction.points)
            add_states(states, form_factors({point.momentum, direction.angle}, highest, reference_),
                       contour.step() * point.states * frame.projector(point.helicity));
    }
    return from_states(states);
}

std::unique_ptr<const ScatteringAmplitude>
ShortRangeScatterers::mean_amplitude(const FermiContour& contour) const {
    const int highest = static_cast<int>(waves_.size()) - 1;
    MatrixXcd states = MatrixXcd::Zero(4 * highest + 2, 4 * highest + 2);
    for (const auto& direction : contour.directions)
        add_states(states,
                   form_factors({direction.mean_momentum, direction.angle}, highest, reference_),
                   contour.step() * direction.mean_states() * Matrix2cd::Identity());
    return from_states(states);
}

std::unique_ptr<const SideJump> ShortRangeScatterers::side_jump(const FermiContour& contour) const {
    const bool has_spin_orbit = std::any_of(waves_.begin(), waves_.end(), [](const auto& wave) {
        return wave.aligned != wave.antialigned;
    });
    if (!has_spin_orbit || !contour.both_bands)
        return nullptr;
    const double momentum = std::sqrt(2.0 * contour.energy);
    const int highest = static_cast<int>(waves_.size()) - 1;
    std::vector<std::array<Complex, 2>> amplitudes;
    for (int m = -highest; m <= highest; ++m) {
        const PartialWave& wave = waves_[static_cast<std::size_t>(std::abs(m))];
        // tan(eta) follows the form factors away from the momentum at which it is given.
        const double factor = std::pow(momentum / reference_, 2 * std::abs(m));
        const auto amplitude = [&](double shift) {
            const double sine = factor * std::sin(shift);
            return -2.0 * sine / Complex(std::cos(shift), -sine);
        };
        const Complex aligned = amplitude(wave.aligned);
        const Complex antialigned = amplitude(wave.antialigned);
        if (m > 0)
            amplitudes.push_back({aligned, antialigned});
        else
            amplitudes.push_back({antialigned, aligned});
    }
    return std::make_unique<SideJump>(density(), std::move(amplitudes), momentum);
}

} // namespace sidejump::rashba
