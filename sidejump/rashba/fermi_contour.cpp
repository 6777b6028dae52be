// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/fermi_contour.hpp"

#include "sidejump/math/bracketed_root.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sidejump::rashba {
namespace {

using Direction = SpinOrbitField::Direction;

double band(double momentum, double helicity, double strength, int power) {
    return 0.5 * momentum * momentum + 0.5 * helicity * strength * std::pow(momentum, power);
}

/// d eps/dp of a band.
double radial_velocity(double momentum, double helicity, double strength, int power) {
    return momentum + 0.5 * helicity * strength * power * std::pow(momentum, power - 1);
}

/// The momentum at which a cubic term turns the lower band down.
double turning_momentum(double strength) {
    return 2.0 / (3.0 * strength);
}

/// The two momenta of a direction with p^2/2 +- strength p/2 = energy: x -+ strength/2, or
/// strength/2 -+ x below the crossing, x = sqrt(2 energy + strength^2/4).
std::array<double, 2> linear_momenta(double energy, double strength) {
    const double square = 2.0 * energy + 0.25 * strength * strength;
    if (square <= 0.0)
        throw NoFermiContour("no states in some directions: the energy is below the bottom of the "
                             "band there");
    const double x = std::sqrt(square);
    // 2 energy/(x + strength/2) is x - strength/2 without its cancellation.
    const double small = 2.0 * std::abs(energy) / (x + 0.5 * strength);
    return {small, x + 0.5 * strength};
}

std::array<double, 2> cubic_momenta(double energy, double strength) {
    const double turn = turning_momentum(strength);
    if (energy <= 0.0 || energy >= band(turn, -1.0, strength, 3))
        throw NoFermiContour("the energy is outside the part of the lower band that rises with "
                             "the momentum, which a cubic term bounds");
    const auto root = [&](double helicity, double high) {
        return math::bracketed_root(
            [&](double p) { return band(p, helicity, strength, 3) - energy; }, 0.0, high, 0.0);
    };
    const double free = std::sqrt(2.0 * energy);
    return {root(1.0, free * (1.0 + 1e-9)), root(-1.0, turn)};
}

FermiPoint fermi_point(double momentum, double helicity, const Direction& field, int power,
                       double angle) {
    const double radial = radial_velocity(momentum, helicity, field.strength, power);
    // (1/p) d eps/d phi
    const double tangential = 0.5 * helicity * field.strength_slope * std::pow(momentum, power - 1);
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    return {momentum,
            helicity,
            momentum / (std::abs(radial) * 4.0 * std::numbers::pi * std::numbers::pi),
            {radial * c - tangential * s, radial * s + tangential * c}};
}

/// The integral of p over the filled part of a direction, in both bands.
double filled(const SpinOrbitField& field, double energy, double angle) {
    const double strength = field.at(angle).strength;
    const auto p =
        field.is_cubic() ? cubic_momenta(energy, strength) : linear_momenta(energy, strength);
    const double sign = energy >= 0.0 ? 1.0 : -1.0;
    return 0.5 * (p[1] * p[1] + sign * p[0] * p[0]);
}

double weakest(const SpinOrbitField& field) {
    return 2.0 * std::abs(std::abs(field.rashba) - std::abs(field.dresselhaus));
}
double strongest(const SpinOrbitField& field) {
    return 2.0 * (std::abs(field.rashba) + std::abs(field.dresselhaus));
}

} // namespace

double FermiContour::largest_momentum() const {
    double largest = 0.0;
    for (const auto& direction : directions)
        largest = std::max({largest, direction.points[0].momentum, direction.points[1].momentum});
    return largest;
}

FermiContour fermi_contour(const SpinOrbitField& field, double energy, int directions) {
    if (directions < 4 || directions % 2 != 0)
        throw std::invalid_argument("a contour has an even number of directions, 4 or more");
    FermiContour contour;
    contour.field = field;
    contour.energy = energy;
    contour.both_bands = energy >= 0.0;
    const double step = 2.0 * std::numbers::pi / directions;
    for (int i = 0; i < directions; ++i) {
        ContourDirection direction;
        direction.angle = (i + 0.5) * step;
        const Direction local = field.at(direction.angle);
        const auto p = field.is_cubic() ? cubic_momenta(energy, local.strength)
                                        : linear_momenta(energy, local.strength);
        direction.points = {fermi_point(p[0], contour.both_bands ? 1.0 : -1.0, local, field.power(),
                                        direction.angle),
                            fermi_point(p[1], -1.0, local, field.power(), direction.angle)};
        direction.stretch = p[0] - p[1];
        direction.mean_momentum = 0.5 * (p[0] + p[1]);
        direction.splitting = local.strength * std::pow(direction.mean_momentum, field.power());
        direction.axis = local.axis;
        direction.axis_turn = local.axis_turn;
        contour.directions.push_back(direction);
    }
    return contour;
}

double band_bottom(const SpinOrbitField& field) {
    return field.is_cubic() ? 0.0 : -std::pow(strongest(field), 2) / 8.0;
}

double contour_bottom(const SpinOrbitField& field) {
    return field.is_cubic() ? 0.0 : -std::pow(weakest(field), 2) / 8.0;
}

double band_top(const SpinOrbitField& field) {
    if (!field.is_cubic())
        return std::numeric_limits<double>::infinity();
    const double strength = 2.0 * std::abs(field.cubic_rashba);
    return band(turning_momentum(strength), -1.0, strength, 3);
}

double carrier_density(const SpinOrbitField& field, double energy) {
    if (energy <= contour_bottom(field))
        return 0.0;
    const double circle = 4.0 * std::numbers::pi * std::numbers::pi;
    if (field.is_isotropic())
        return 2.0 * std::numbers::pi * filled(field, energy, 0.0) / circle;
    // Above the crossing p_+^2 + p_-^2 = 4 energy + strength^2 in each direction.
    if (energy >= 0.0)
        return 2.0 * std::numbers::pi *
               (2.0 * energy +
                2.0 * (field.rashba * field.rashba + field.dresselhaus * field.dresselhaus)) /
               circle;
    constexpr int directions = 720;
    double sum = 0.0;
    for (int i = 0; i < directions; ++i)
        sum += filled(field, energy, (i + 0.5) * 2.0 * std::numbers::pi / directions);
    return sum * 2.0 * std::numbers::pi / directions / circle;
}

double fermi_energy(const SpinOrbitField& field, double carriers) {
    if (carriers <= 0.0)
        throw NoFermiContour("there are no carriers");
    const double top = band_top(field);
    const double free = std::numbers::pi * carriers; // without spin-orbit coupling
    const double high = std::min(top, free) * (std::isfinite(top) ? 1.0 - 1e-12 : 1.0);
    if (carrier_density(field, high) < carriers * (1.0 - 1e-12))
        throw NoFermiContour("the lower band, which a cubic term bends down, has no room for the "
                             "carriers");
    // Above the crossing the states are those without spin-orbit coupling, for linear terms.
    const double low = contour_bottom(field);
    return math::bracketed_root(
        [&](double energy) { return carrier_density(field, energy) - carriers; }, low, high, 0.0);
}

} // namespace sidejump::rashba
