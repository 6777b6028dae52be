// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/radial_solution.hpp"

#include "sidejump/impurity/potential/riccati_bessel.hpp"
#include "sidejump/math/gsl_status.hpp"
#include "sidejump/math/quadrature.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <memory>
#include <stdexcept>
#include <vector>

namespace sidejump::impurity::potential {
namespace {

constexpr std::size_t largest_dimension = 4;
using State = std::array<double, largest_dimension>; // u, u', then the integrals

struct Equation {
    const RadialPotential& potential;
    PartialWave wave;
    double energy;
    Integrals integrals;
    double wavenumber = integrals == Integrals::off_shell ? std::sqrt(energy) : 0.0;

    [[nodiscard]] std::size_t dimension() const {
        return integrals == Integrals::none ? 2 : integrals == Integrals::norm ? 3 : 4;
    }
    std::size_t piece = 0; // of the potential, in which it is asked for

    [[nodiscard]] double interaction(double x) const {
        const auto [v, w] = potential.at_in_piece(x, piece);
        return v + w * spin_orbit_product(wave.l, wave.twice_j);
    }
    [[nodiscard]] double centrifugal(double x) const { return wave.l * (wave.l + 1) / (x * x); }

    // The integrands at a radius, into the third and fourth places.
    void add_integrands(double x, double interaction_there, double u, double* to) const {
        if (integrals == Integrals::norm) {
            to[2] = u * u;
        } else if (integrals == Integrals::off_shell) {
            const RegularRiccatiBessel free = regular_riccati_bessel(wave.l, wavenumber * x);
            to[2] = free.j * interaction_there * u;
            to[3] = x * free.j_slope * interaction_there * u;
        }
    }

    static int derivative(double x, const double* y, double* slope, void* self) {
        const auto& equation = *static_cast<const Equation*>(self);
        const double interaction = equation.interaction(x);
        slope[0] = y[1];
        slope[1] = (equation.centrifugal(x) + interaction - equation.energy) * y[0];
        equation.add_integrands(x, interaction, y[0], slope);
        return GSL_SUCCESS;
    }
};

// w = u/x^{l+1} as a power series in x/inner radius: with x (U - e) = sum_k g_k x^k,
// (n+1)(n + 2l + 2) w_{n+1} = sum_k g_k w_{n-k}.
class OriginSeries {
  public:
    explicit OriginSeries(const Equation& equation) : scale_(equation.potential.inner_radius()) {
        const double orbit_spin = spin_orbit_product(equation.wave.l, equation.wave.twice_j);
        std::array<double, RadialPotential::series_terms> source{};
        double reach = 1.0; // of the series, in inner radii
        for (std::size_t k = 0; k < source.size(); ++k) {
            source[k] = equation.potential.central_series()[k] +
                        orbit_spin * equation.potential.spin_orbit_series()[k];
            if (k == 1)
                source[k] -= equation.energy * scale_;
            // x^2 (U - e) stays below about 1: no node yet, and no cancellation of terms.
            if (source[k] != 0.0)
                reach = std::min(reach, std::pow(0.5 / (std::abs(source[k]) * scale_),
                                                 1.0 / static_cast<double>(k + 1)));
        }
        radius_ = scale_ * reach;
        terms_[0] = 1.0;
        for (std::size_t n = 0; n + 1 < terms_.size(); ++n) {
            double sum = 0.0;
            for (std::size_t k = 0; k <= n && k < source.size(); ++k)
                sum += source[k] * terms_[n - k];
            const auto order = static_cast<double>(n);
            terms_[n + 1] = scale_ * sum / ((order + 1.0) * (order + 2.0 * equation.wave.l + 2.0));
        }
    }

    [[nodiscard]] double radius() const { return radius_; }

    // u/radius^{l+1} and its derivative.
    void evaluate(double x, int l, double& u, double& slope) const {
        const double y = x / scale_;
        double w = 0.0;
        double w_slope = 0.0; // dw/dy
        for (std::size_t n = terms_.size(); n-- > 0;) {
            w_slope = w_slope * y + w;
            w = w * y + terms_[n];
        }
        const double power = std::pow(x / radius_, l);
        u = power * (x / radius_) * w;
        slope = power * ((l + 1) * w + y * w_slope) / radius_;
    }

  private:
    double scale_;
    double radius_ = 0.0;
    std::array<double, 28> terms_{};
};

State start(const Equation& equation, double& x) {
    const OriginSeries series(equation);
    const int l = equation.wave.l;
    State y{};
    x = series.radius();
    series.evaluate(x, l, y[0], y[1]);
    if (equation.integrals == Integrals::none)
        return y;
    static const math::QuadratureRule rule = math::gauss_legendre(16);
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
        const double at = 0.5 * x * (1.0 + rule.nodes[i]);
        State value{};
        double slope = 0.0;
        series.evaluate(at, l, value[0], slope);
        equation.add_integrands(at, equation.interaction(at), value[0], value.data());
        y[2] += 0.5 * x * rule.weights[i] * value[2];
        y[3] += 0.5 * x * rule.weights[i] * value[3];
    }
    return y;
}

template <class T, void (*free)(T*)>
struct Free {
    void operator()(T* resource) const { free(resource); }
};
template <class T, void (*free)(T*)>
using Owned = std::unique_ptr<T, Free<T, free>>;

// Steps through one smooth piece after the other.
class Stepper {
  public:
    Stepper(Equation& equation, double tolerance, const State& y, double forbidden_from)
        : equation_(equation),
          forbidden_from_(forbidden_from), system_{&Equation::derivative, nullptr,
                                                   equation.dimension(), &equation},
          step_(gsl_odeiv2_step_alloc(gsl_odeiv2_step_rk8pd, system_.dimension)),
          evolve_(gsl_odeiv2_evolve_alloc(system_.dimension)) {
        // Errors count against |y| + h |y'|, which does not vanish at nodes; the integrals may
        // start at zero and have their first value, or u^2 and u, as a scale besides.
        const State scale{0.0, 0.0, std::abs(y[2]) + 1e-12, std::abs(y[3]) + 1e-12};
        control_.reset(gsl_odeiv2_control_scaled_new(tolerance, tolerance, 1.0, 1.0, scale.data(),
                                                     system_.dimension));
        if (!step_ || !evolve_ || !control_)
            throw std::bad_alloc();
    }

    // From x to `to`, which it becomes; counts the nodes. False if it stopped before, because no
    // node can follow.
    bool advance(double& x, double to, State& y, int& nodes) {
        // What the end of a piece kept of the derivatives does not hold beyond it.
        gsl_odeiv2_evolve_reset(evolve_.get());
        if (h_ == 0.0)
            h_ = 0.1 * x;
        while (x < to) {
            const double before = y[0];
            h_ = std::min(h_, longest_step(x));
            if (gsl_odeiv2_evolve_apply(evolve_.get(), control_.get(), step_.get(), &system_, &x,
                                        to, &h_, y.data()) != GSL_SUCCESS ||
                !std::isfinite(y[0]))
                fail(x, "the steps become too small; a larger tolerance may help");
            if (++steps_ > most_steps)
                fail(x, "too many steps: the potential is too deep, too wide or too steep");
            if (is_negative(y[0]) != is_negative(before))
                ++nodes;
            rescale(y);
            if (x >= forbidden_from_ && is_settled(y))
                return false;
        }
        return true;
    }

  private:
    static bool is_negative(double u) { return u < 0.0; }

    [[noreturn]] void fail(double x, const char* reason) const {
        throw std::runtime_error(fmt::format(
            "the radial equation of l = {}, j = {}/2 cannot be integrated beyond k_F r = {:.6g} at "
            "the energy {:.6g} eps_F: {}",
            equation_.wave.l, equation_.wave.twice_j, x, equation_.energy, reason));
    }

    // u u' > 0 stays so where a wave is forbidden. The growth is for what the samples that said so
    // may have missed.
    bool is_settled(const State& y) {
        constexpr double beyond_doubt = 1e10;
        if (!seen_forbidden_) {
            seen_forbidden_ = true;
            before_growth_ = std::abs(y[0]);
        }
        return y[0] * y[1] > 0.0 && std::abs(y[0]) > beyond_doubt * before_growth_;
    }

    // Far less than the distance of two nodes, so that none are missed.
    [[nodiscard]] double longest_step(double x) const {
        const double square =
            equation_.energy - equation_.centrifugal(x) - equation_.interaction(x);
        return square > 0.0 ? 1.5 / std::sqrt(square) : std::max(1.0, x);
    }

    // Bound states deep below a barrier grow beyond the range of numbers.
    void rescale(State& y) {
        constexpr double large = 1e120;
        const double size = std::max(std::abs(y[0]), std::abs(y[1]));
        if (size < large)
            return;
        before_growth_ /= size;
        y[0] /= size;
        y[1] /= size;
        y[2] /= equation_.integrals == Integrals::norm ? size * size : size;
        y[3] /= size;
        gsl_odeiv2_evolve_reset(evolve_.get());
    }

    static constexpr int most_steps = 200'000;

    const Equation& equation_;
    double forbidden_from_;
    gsl_odeiv2_system system_;
    Owned<gsl_odeiv2_step, gsl_odeiv2_step_free> step_;
    Owned<gsl_odeiv2_evolve, gsl_odeiv2_evolve_free> evolve_;
    Owned<gsl_odeiv2_control, gsl_odeiv2_control_free> control_;
    double h_ = 0.0;
    int steps_ = 0;
    bool seen_forbidden_ = false;
    double before_growth_ = 0.0; // |u| where the forbidden region was entered
};

// U is infinite within the sphere and U u = u'(R) delta(x - R): u'' jumps there by as much.
RadialSolution from_wall(const Equation& equation) {
    RadialSolution solution{equation.potential.end(), 0.0, 1.0, 0};
    if (equation.integrals == Integrals::off_shell) {
        const RiccatiBessel free =
            riccati_bessel(equation.wave.l, equation.wavenumber * solution.radius);
        solution.on_shell = free.j;
        solution.on_shell_derivative = solution.radius * free.j_slope;
    }
    return solution;
}

} // namespace

RadialSolution integrate_outward(const RadialPotential& potential, PartialWave wave, double energy,
                                 double tolerance, Integrals integrals, double forbidden_from) {
    math::use_gsl_status_codes();
    Equation equation{potential, wave, energy, integrals};
    if (potential.is_wall())
        return from_wall(equation);
    RadialSolution solution;
    State y = start(equation, solution.radius);
    const bool has_shell = potential.shell() != 0.0;
    Stepper stepper(equation, tolerance, y,
                    has_shell ? std::numeric_limits<double>::infinity() : forbidden_from);
    const std::vector<double>& breaks = potential.breaks();
    for (; equation.piece < breaks.size(); ++equation.piece) {
        const double to = breaks[equation.piece];
        if (to > solution.radius && !stepper.advance(solution.radius, to, y, solution.nodes))
            break;
    }
    solution.u = y[0];
    solution.slope = y[1];
    const double shell = potential.shell() * spin_orbit_product(wave.l, wave.twice_j);
    solution.slope += shell * y[0];
    if (integrals == Integrals::norm) {
        solution.norm = y[2];
    } else if (integrals == Integrals::off_shell) {
        State at_shell{};
        equation.add_integrands(solution.radius, shell, y[0], at_shell.data());
        solution.on_shell = y[2] + at_shell[2];
        solution.on_shell_derivative = y[3] + at_shell[3];
    }
    return solution;
}

} // namespace sidejump::impurity::potential
