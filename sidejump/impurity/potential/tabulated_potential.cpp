// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/radial_potential.hpp"
#include "sidejump/math/gsl_status.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_spline.h>
#include <stdexcept>
#include <utility>

namespace sidejump::impurity::potential {
namespace {

// A polynomial in the distance to the beginning of an interval.
struct Cubic {
    double begin = 0.0;
    std::array<double, 4> terms{};

    [[nodiscard]] double at(double x) const {
        const double y = x - begin;
        return ((terms[3] * y + terms[2]) * y + terms[1]) * y + terms[0];
    }
    [[nodiscard]] double slope(double x) const {
        const double y = x - begin;
        return (3.0 * terms[3] * y + 2.0 * terms[2]) * y + terms[1];
    }
};

// The cubics between the rows of a column. A table that begins at 0 is continued to negative radii
// as an even function.
std::vector<Cubic> cubics_through(const std::vector<double>& radii,
                                  const std::vector<double>& values, const gsl_interp_type* type) {
    std::vector<double> x;
    std::vector<double> y;
    if (radii.front() == 0.0)
        for (std::size_t i = radii.size(); i-- > 1;) {
            x.push_back(-radii[i]);
            y.push_back(values[i]);
        }
    x.insert(x.end(), radii.begin(), radii.end());
    y.insert(y.end(), values.begin(), values.end());
    const std::unique_ptr<gsl_spline, decltype(&gsl_spline_free)> spline(
        gsl_spline_alloc(type, x.size()), &gsl_spline_free);
    if (!spline || gsl_spline_init(spline.get(), x.data(), y.data(), x.size()) != GSL_SUCCESS)
        throw std::invalid_argument("no spline through the table of a potential");
    // Both kinds are cubic with a continuous slope: values and slopes at the rows say all.
    std::vector<double> slopes;
    slopes.reserve(radii.size());
    for (const double radius : radii)
        slopes.push_back(gsl_spline_eval_deriv(spline.get(), radius, nullptr));
    std::vector<Cubic> cubics;
    for (std::size_t i = 0; i + 1 < radii.size(); ++i) {
        const double h = radii[i + 1] - radii[i];
        const double rise = (values[i + 1] - values[i]) / h;
        cubics.push_back({radii[i],
                          {values[i], slopes[i], (3.0 * rise - 2.0 * slopes[i] - slopes[i + 1]) / h,
                           (slopes[i] + slopes[i + 1] - 2.0 * rise) / (h * h)}});
    }
    return cubics;
}

// How far a cubic leaves the range from `least` to `most` between its beginning and `end`.
double excess(const Cubic& cubic, double end, double least, double most) {
    double worst = 0.0;
    const auto look = [&](double y) {
        if (y > 0.0 && y < end - cubic.begin) {
            const double value = cubic.at(cubic.begin + y);
            worst = std::max({worst, value - most, least - value});
        }
    };
    // Where the slope is zero: c + 2 b y + 3 a y^2 = 0, without the loss of digits for small a.
    const double a = 3.0 * cubic.terms[3];
    const double b = cubic.terms[2];
    const double c = cubic.terms[1];
    const double discriminant = b * b - a * c;
    if (discriminant >= 0.0) {
        const double q = -(b + std::copysign(std::sqrt(discriminant), b));
        if (q != 0.0)
            look(c / q);
        if (a != 0.0)
            look(q / a);
    }
    return worst;
}

bool overshoots(const std::vector<Cubic>& cubics, const std::vector<double>& radii,
                const std::vector<double>& values) {
    const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
    constexpr double part = 0.01;
    const double allowed = part * (*highest - *lowest);
    for (std::size_t i = 0; i < cubics.size(); ++i) {
        const auto from = values.begin() + static_cast<std::ptrdiff_t>(i == 0 ? 0 : i - 1);
        const auto to =
            values.begin() + static_cast<std::ptrdiff_t>(std::min(i + 3, values.size()));
        const auto [least, most] = std::minmax_element(from, to);
        if (excess(cubics[i], radii[i + 1], *least, *most) > allowed)
            return true;
    }
    return false;
}

class Tabulated final : public RadialPotential {
  public:
    Tabulated(const PotentialTable& table, double spin_orbit);
    [[nodiscard]] PotentialValue at(double x) const override;
    [[nodiscard]] PotentialValue at_in_piece(double x, std::size_t piece) const override;

  private:
    std::vector<Cubic> column(const char* name, const std::vector<double>& radii,
                              const std::vector<double>& values);

    // One for each piece; with a first radius above 0, the first one is constant.
    std::vector<Cubic> central_;
    std::vector<Cubic> given_spin_orbit_; // empty if there is none
    double spin_orbit_;
};

std::vector<Cubic> Tabulated::column(const char* name, const std::vector<double>& radii,
                                     const std::vector<double>& values) {
    std::vector<Cubic> cubics = cubics_through(radii, values, gsl_interp_cspline);
    if (overshoots(cubics, radii, values)) {
        cubics = cubics_through(radii, values, gsl_interp_steffen);
        warnings_.push_back(std::string("the table is too coarse or uneven for a cubic spline: "
                                        "monotone interpolation is taken for ") +
                            name);
    }
    if (radii.front() > 0.0)
        cubics.insert(cubics.begin(), Cubic{0.0, {values.front()}});
    return cubics;
}

Tabulated::Tabulated(const PotentialTable& table, double spin_orbit)
    : central_(column("V", table.radii, table.central)), spin_orbit_(spin_orbit) {
    if (!table.spin_orbit.empty())
        given_spin_orbit_ = column("W", table.radii, table.spin_orbit);
    std::vector<double> breaks = table.radii;
    if (breaks.front() == 0.0)
        breaks.erase(breaks.begin());
    const double inner = breaks.front();
    complete(std::move(breaks), inner);
}

PotentialValue Tabulated::at(double x) const {
    const auto piece = std::lower_bound(breaks().begin(), breaks().end(), x) - breaks().begin();
    return at_in_piece(x, std::min(static_cast<std::size_t>(piece), central_.size() - 1));
}

PotentialValue Tabulated::at_in_piece(double x, std::size_t piece) const {
    PotentialValue value{central_[piece].at(x), 0.0};
    if (!given_spin_orbit_.empty())
        value.spin_orbit = given_spin_orbit_[piece].at(x);
    else if (spin_orbit_ != 0.0 && x > 0.0)
        value.spin_orbit = spin_orbit_ * central_[piece].slope(x) / x;
    return value;
}

} // namespace

std::unique_ptr<const RadialPotential> tabulated(const PotentialTable& table, double spin_orbit) {
    math::use_gsl_status_codes();
    const auto& radii = table.radii;
    if (radii.size() < 4 || radii.front() < 0.0 ||
        std::adjacent_find(radii.begin(), radii.end(), std::greater_equal<>()) != radii.end())
        throw std::invalid_argument("a table of a potential needs four radii that increase from 0");
    return std::make_unique<const Tabulated>(table, spin_orbit);
}

} // namespace sidejump::impurity::potential
