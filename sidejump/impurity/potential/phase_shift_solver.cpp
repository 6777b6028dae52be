// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/phase_shift_solver.hpp"

#include "sidejump/impurity/potential/riccati_bessel.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::potential {
namespace {

using std::numbers::pi;

// The solution as a multiple of the free one, u = amplitude (cos eta jhat - sin eta yhat).
struct Matching {
    double phase_shift;
    double amplitude;
};

Matching match(const RadialSolution& solution, PartialWave wave, double wavenumber) {
    const RiccatiBessel free = riccati_bessel(wave.l, wavenumber * solution.radius);
    const double slope = solution.slope / wavenumber;
    // amplitude sin eta and amplitude cos eta, by the Wronskian of jhat and yhat.
    const double sine = solution.u * free.j_slope - slope * free.j;
    const double cosine = solution.u * free.y_slope - slope * free.y;

    // theta = beta + eta in u = const M sin(theta), const > 0, up to a multiple of 2 pi. Its half
    // plane is the sign of u, hence the parity of the nodes, so that no rounding can lose a node.
    const double modulus = std::hypot(free.j, free.y);
    const double modulus_slope = (free.j * free.j_slope + free.y * free.y_slope) / modulus;
    double theta = std::atan2(solution.u / modulus, slope * modulus - solution.u * modulus_slope);
    const bool odd = solution.nodes % 2 != 0;
    theta += pi * (odd ? solution.nodes + 1 : solution.nodes);

    // The difference to beta has lost digits where eta is small; the Wronskians have not.
    const double principal = std::atan(sine / cosine);
    const double half_turns = std::round((theta - free.phase - principal) / pi);
    const double eta = principal + pi * half_turns;
    const double amplitude = std::hypot(sine, cosine);
    return {eta, cosine * std::cos(eta) + sine * std::sin(eta) > 0.0 ? amplitude : -amplitude};
}

double wavenumber_of(double energy) {
    if (!(energy > 0.0))
        throw std::domain_error("a phase shift at or below the bottom of the band was asked for");
    return std::sqrt(energy);
}

// k A^2 d eta/de of a solution with the amplitude A: by the radial equation u du'/de - u' du/de is
// -int u^2, and at the matching radius W - k A^2 d eta/de, where W comes from the scaling of k x
// alone.
double norm_with_tail(const RadialSolution& s, PartialWave wave, double energy) {
    const double x = s.radius;
    const double curvature = (wave.l * (wave.l + 1) / (x * x) - energy) * s.u;
    const double scaling =
        (s.u * s.slope + x * s.u * curvature - x * s.slope * s.slope) / (2.0 * energy);
    return s.norm + scaling;
}

} // namespace

double phase_shift(const RadialPotential& potential, PartialWave wave, double energy,
                   double tolerance) {
    const double k = wavenumber_of(energy);
    return match(integrate_outward(potential, wave, energy, tolerance), wave, k).phase_shift;
}

PhaseShiftAndSlope phase_shift_and_slope(const RadialPotential& potential, PartialWave wave,
                                         double energy, double tolerance) {
    const double k = wavenumber_of(energy);
    const RadialSolution s = integrate_outward(potential, wave, energy, tolerance, Integrals::norm);
    const auto [eta, amplitude] = match(s, wave, k);
    return {eta, norm_with_tail(s, wave, energy) / (k * amplitude * amplitude)};
}

double half_width(const RadialPotential& potential, PartialWave wave, double resonance_energy,
                  double tolerance) {
    const double k = wavenumber_of(resonance_energy);
    const RadialSolution s =
        integrate_outward(potential, wave, resonance_energy, tolerance, Integrals::norm);
    const RegularRiccatiBessel free = regular_riccati_bessel(wave.l, k * s.radius);
    const double sine = s.u * free.j_slope - s.slope / k * free.j; // as in match
    return k * sine * sine / norm_with_tail(s, wave, resonance_energy);
}

OffShellElement off_shell_element(const RadialPotential& potential, PartialWave wave, double energy,
                                  double tolerance) {
    const double k = wavenumber_of(energy);
    const RadialSolution s =
        integrate_outward(potential, wave, energy, tolerance, Integrals::off_shell);
    const auto [eta, amplitude] = match(s, wave, k);
    // jhat = p x j_l(p x) has one power of p more than the element.
    const double derivative = k * s.on_shell_derivative - s.on_shell;
    return {eta, -s.on_shell / (k * amplitude), -derivative / (k * amplitude),
            derivative / s.on_shell};
}

} // namespace sidejump::impurity::potential
