// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/bound_states.hpp"

#include "sidejump/impurity/potential/effective_potential.hpp"
#include "sidejump/math/gsl_status.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_bessel.h>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>

namespace sidejump::impurity::potential {
namespace {

constexpr int most_l_bound = 30;

// d ln(z k_l(z))/dx at z = kappa x: how a bound state falls beyond the potential.
double decay_of_free(int l, double kappa, double x) {
    const double z = kappa * x;
    constexpr double small = 1e-6; // the next term is of second order
    if (z < small)
        return l == 0 ? -kappa : -l / x;
    std::array<double, most_l_bound + 1> k{};
    if (gsl_sf_bessel_kl_scaled_array(l, z, k.data()) != GSL_SUCCESS)
        throw std::domain_error("modified Bessel functions leave the range of numbers");
    const auto last = static_cast<std::size_t>(l);
    return -kappa * (l == 0 ? 1.0 : k[last - 1] / k[last]) - l / x;
}

// The solution from the origin against the one that falls at large radii.
class BoundStateCondition {
  public:
    BoundStateCondition(const RadialPotential& potential, PartialWave wave, double tolerance)
        : potential_(potential), wave_(wave), tolerance_(tolerance) {
        if (!potential.is_wall())
            effective_.emplace(potential, wave);
    }

    // No state lies below it.
    [[nodiscard]] double lower_bound() const {
        return effective_ ? effective_->lower_bound() : 0.0;
    }

    struct Value {
        double growth; ///< the part that grows at large radii, of the sign of u there
        int nodes;     ///< of u in (0, infinity)
    };
    [[nodiscard]] Value at(double energy) const {
        const double forbidden_from = effective_ ? effective_->forbidden_from(energy)
                                                 : std::numeric_limits<double>::infinity();
        const RadialSolution s = integrate_outward(potential_, wave_, energy, tolerance_,
                                                   Integrals::none, forbidden_from);
        const double decay = decay_of_free(wave_.l, std::sqrt(-energy), s.radius);
        const double growth = (s.slope - decay * s.u) / std::hypot(s.u, s.slope);
        return {growth, s.nodes + ((s.u < 0.0) != (growth < 0.0) ? 1 : 0)};
    }

    static double growth(double energy, void* self) {
        return static_cast<const BoundStateCondition*>(self)->at(energy).growth;
    }

  private:
    const RadialPotential& potential_;
    PartialWave wave_;
    double tolerance_;
    std::optional<EffectivePotential> effective_; // none for a hard sphere
};

double root_between(BoundStateCondition& condition, double low, double high, double tolerance) {
    const std::unique_ptr<gsl_root_fsolver, decltype(&gsl_root_fsolver_free)> solver(
        gsl_root_fsolver_alloc(gsl_root_fsolver_brent), &gsl_root_fsolver_free);
    gsl_function function{&BoundStateCondition::growth, &condition};
    int status = gsl_root_fsolver_set(solver.get(), &function, low, high);
    constexpr int most_iterations = 200;
    for (int i = 0; status == GSL_SUCCESS && i < most_iterations; ++i) {
        status = gsl_root_fsolver_iterate(solver.get());
        if (status == GSL_SUCCESS && gsl_root_test_interval(gsl_root_fsolver_x_lower(solver.get()),
                                                            gsl_root_fsolver_x_upper(solver.get()),
                                                            0.0, tolerance) == GSL_SUCCESS)
            return gsl_root_fsolver_root(solver.get());
    }
    throw std::runtime_error(
        fmt::format("a bound state between {:.9g} and {:.9g} eps_F cannot be located", low, high));
}

// An energy below all states. The bound comes from samples, which may have missed the very lowest
// place of the potential.
double lowest_energy(const BoundStateCondition& condition) {
    double bottom = std::min(-1.0, condition.lower_bound());
    constexpr int attempts = 10;
    for (int i = 0; i < attempts; ++i, bottom *= 2.0)
        if (condition.at(bottom).nodes == 0)
            return bottom;
    throw std::runtime_error(fmt::format("bound states go on below {:.6g} eps_F", bottom));
}

} // namespace

int bound_states_below(const RadialPotential& potential, PartialWave wave, double energy,
                       double tolerance) {
    return BoundStateCondition(potential, wave, tolerance).at(energy).nodes;
}

std::vector<double> bound_states(const RadialPotential& potential, PartialWave wave,
                                 double tolerance) {
    math::use_gsl_status_codes();
    BoundStateCondition condition(potential, wave, tolerance);
    const int count = condition.at(0.0).nodes;
    std::vector<double> energies;
    if (count == 0)
        return energies;
    if (count > most_bound_states)
        throw std::runtime_error(
            fmt::format("the wave l = {}, j = {}/2 has {} of them, more than {}", wave.l,
                        wave.twice_j, count, most_bound_states));
    // All that is known: how many states there are below an energy.
    std::map<double, int> below{{lowest_energy(condition), 0}, {0.0, count}};
    for (int state = 0; state < count; ++state) {
        auto high = std::find_if(below.begin(), below.end(),
                                 [&](const auto& known) { return known.second > state; });
        auto low = std::prev(high);
        // Until this state is the only one in between.
        while (low->second != state || high->second != state + 1) {
            const double middle = 0.5 * (low->first + high->first);
            if (!(high->first - low->first > 1e-15 * std::abs(low->first)) ||
                middle <= low->first || middle >= high->first)
                throw std::runtime_error(fmt::format(
                    "two bound states at {:.9g} eps_F cannot be told apart", low->first));
            const auto at_middle = below.emplace(middle, condition.at(middle).nodes).first;
            (at_middle->second > state ? high : low) = at_middle;
        }
        energies.push_back(root_between(condition, low->first, high->first, tolerance));
    }
    return energies;
}

} // namespace sidejump::impurity::potential
