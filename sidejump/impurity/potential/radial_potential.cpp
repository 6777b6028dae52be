// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/radial_potential.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <utility>

namespace sidejump::impurity::potential {
namespace {

using Series = RadialPotential::Series;

// The polynomial through a function at the Chebyshev nodes of [0, 1], in powers.
Series polynomial_through(const std::function<double(double)>& function) {
    constexpr std::size_t n = RadialPotential::series_terms;
    std::array<double, n> nodes{};
    std::array<double, n> differences{};
    for (std::size_t i = 0; i < n; ++i) {
        const double angle = std::numbers::pi * (static_cast<double>(i) + 0.5) / n;
        nodes[i] = 0.5 * (1.0 - std::cos(angle));
        differences[i] = function(nodes[i]);
    }
    // Newton's divided differences, then Horner's scheme in polynomials.
    for (std::size_t order = 1; order < n; ++order)
        for (std::size_t i = n - 1; i >= order; --i)
            differences[i] = (differences[i] - differences[i - 1]) / (nodes[i] - nodes[i - order]);
    Series powers{};
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = n - 1; k > 0; --k)
            powers[k] = powers[k - 1] - nodes[i] * powers[k];
        powers[0] = differences[i] - nodes[i] * powers[0];
    }
    return powers;
}

class SquareWell final : public RadialPotential {
  public:
    explicit SquareWell(const ShapeParameters& shape) : strength_(shape.strength) {
        shell_ = -shape.spin_orbit * shape.strength / shape.range;
        complete({shape.range}, shape.range);
    }
    [[nodiscard]] PotentialValue at(double) const override { return {strength_, 0.0}; }

  private:
    double strength_;
};

class HardSphere final : public RadialPotential {
  public:
    explicit HardSphere(double radius) {
        wall_ = true;
        complete({radius}, radius);
    }
    [[nodiscard]] PotentialValue at(double) const override { return {}; }
};

class Gaussian final : public RadialPotential {
  public:
    Gaussian(const ShapeParameters& shape, double accuracy);
    [[nodiscard]] PotentialValue at(double x) const override {
        const double v = strength_ * std::exp(-x * x * curvature_);
        return {v, -2.0 * spin_orbit_ * curvature_ * v};
    }

  private:
    double strength_;
    double curvature_; // 1/range^2
    double spin_orbit_;
};

class Yukawa final : public RadialPotential {
  public:
    Yukawa(const ShapeParameters& shape, double accuracy);
    [[nodiscard]] PotentialValue at(double x) const override {
        if (x < core_)
            return {core_value_, 0.0};
        const double v = charge_ * std::exp(-x * decay_) / x;
        return {v, -spin_orbit_ * v * (decay_ + 1.0 / x) / x};
    }

  private:
    double charge_; // strength times range
    double decay_;  // 1/range
    double core_;
    double core_value_ = 0.0;
    double spin_orbit_;
};

class WoodsSaxon final : public RadialPotential {
  public:
    WoodsSaxon(const ShapeParameters& shape, double accuracy);
    [[nodiscard]] PotentialValue at(double x) const override {
        const double filling = 1.0 / (1.0 + std::exp((x - radius_) / diffuseness_));
        const double v = strength_ * filling;
        return {v, -spin_orbit_ * v * (1.0 - filling) / (diffuseness_ * x)};
    }

  private:
    double strength_;
    double radius_;
    double diffuseness_;
    double spin_orbit_;
};

// From where on the rest of a potential that falls at least as exp(-x/decay) is too weak to
// matter. A rest dv shifts phases by less than int |dv| jhat^2/k dx <= int |dv| x dx, and the
// scattering length by int |dv| (x - a)^2 dx.
double end_of(const RadialPotential& potential, double from, double decay, double accuracy) {
    constexpr double largest_spin_orbit_product = 7.0;
    constexpr double part = 0.1;
    double x = from;
    for (;; x += 0.25 * decay) {
        const auto [v, w] = potential.at(x);
        const double rest = std::abs(v) + largest_spin_orbit_product * std::abs(w);
        if (rest * decay * (1.0 + x) * (1.0 + x) <= part * accuracy)
            return x;
    }
}

Gaussian::Gaussian(const ShapeParameters& shape, double accuracy)
    : strength_(shape.strength), curvature_(1.0 / (shape.range * shape.range)),
      spin_orbit_(shape.spin_orbit) {
    complete({end_of(*this, shape.range, shape.range, accuracy)}, 0.25 * shape.range);
}

Yukawa::Yukawa(const ShapeParameters& shape, double accuracy)
    : charge_(shape.strength * shape.range), decay_(1.0 / shape.range), core_(shape.core_radius),
      spin_orbit_(shape.spin_orbit) {
    if (core_ > 0.0)
        core_value_ = charge_ * std::exp(-core_ * decay_) / core_;
    const double end = end_of(*this, std::max(shape.range, core_), shape.range, accuracy);
    if (core_ > 0.0 && core_ < end)
        complete({core_, end}, core_);
    else
        complete({end}, core_ > 0.0 ? end : 0.25 * shape.range);
}

WoodsSaxon::WoodsSaxon(const ShapeParameters& shape, double accuracy)
    : strength_(shape.strength), radius_(shape.range), diffuseness_(shape.diffuseness),
      spin_orbit_(shape.spin_orbit) {
    const double end = end_of(*this, radius_ + 6.0 * diffuseness_, diffuseness_, accuracy);
    std::vector<double> breaks;
    for (const double edge : {radius_ - 5.0 * diffuseness_, radius_, radius_ + 5.0 * diffuseness_})
        if (edge > 0.0)
            breaks.push_back(edge);
    breaks.push_back(end);
    complete(std::move(breaks), 0.25 * std::min(diffuseness_, radius_));
}

} // namespace

void RadialPotential::complete(std::vector<double> breaks, double inner_radius) {
    breaks_ = std::move(breaks);
    inner_radius_ = inner_radius;
    if (wall_)
        return;
    central_series_ = polynomial_through([&](double y) {
        const double x = y * inner_radius;
        return x * at(x).central;
    });
    spin_orbit_series_ = polynomial_through([&](double y) {
        const double x = y * inner_radius;
        return x * at(x).spin_orbit;
    });
}

std::unique_ptr<const RadialPotential> square_well(const ShapeParameters& shape) {
    return std::make_unique<const SquareWell>(shape);
}

std::unique_ptr<const RadialPotential> gaussian(const ShapeParameters& shape, double accuracy) {
    return std::make_unique<const Gaussian>(shape, accuracy);
}

std::unique_ptr<const RadialPotential> yukawa(const ShapeParameters& shape, double accuracy) {
    return std::make_unique<const Yukawa>(shape, accuracy);
}

std::unique_ptr<const RadialPotential> woods_saxon(const ShapeParameters& shape, double accuracy) {
    return std::make_unique<const WoodsSaxon>(shape, accuracy);
}

std::unique_ptr<const RadialPotential> hard_sphere(double radius) {
    return std::make_unique<const HardSphere>(radius);
}

} // namespace sidejump::impurity::potential
