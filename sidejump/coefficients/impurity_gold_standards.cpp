// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/impurity_gold_standards.hpp"

#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/anderson/hartree_fock.hpp"
#include "sidejump/impurity/anderson/schrieffer_wolff.hpp"
#include "sidejump/impurity/kondo/kondo_temperature.hpp"
#include "sidejump/impurity/kondo/mean_field.hpp"
#include "sidejump/impurity/potential/low_energy.hpp"
#include "sidejump/impurity/potential/phase_shift_solver.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::coefficients {
namespace {

using std::numbers::pi;
constexpr double impurity_rounding = 1e-11;

// Boundary of local moments, Schrieffer-Wolff, and scattering off static moments.
void add_anderson(std::vector<GoldStandard>& list) {
    using namespace impurity::anderson;
    const char* const group = "Anderson doublet";
    list.push_back({group, "U/Delta at the boundary, eps_0 = -U/2", pi, critical_repulsion(0.5),
                    impurity_rounding});
    list.push_back({group, "moment below the boundary", 0.0,
                    solve_hartree_fock({-1.55, 3.1, 1.0}, 0.0).moment(), impurity_rounding});
    const AndersonLevel level{-1.0, 2.0, 0.1};
    list.push_back({group, "1/(J N_F) = pi U/(8 Delta), eps_0 = -U/2", pi * 2.0 / 0.8,
                    1.0 / schrieffer_wolff(level, 2).exchange, impurity_rounding});
    list.push_back({group, "potential scattering, eps_0 = -U/2", 0.0,
                    schrieffer_wolff(level, 2).potential, impurity_rounding});
    // An s wave with eta_+- = 1.3 and 0.2: 1/tau_s over the scattering rate is
    // (4/3) sin^2(eta_+ - eta_-)/(2 (sin^2 eta_+ + sin^2 eta_-)).
    Alloy alloy;
    alloy.host.fermi_wavenumber = 1.36e10;
    alloy.impurities.push_back({"moments", 0.01, {{0, 1, 0.75, std::cos(1.1), 0.0, -1.0 / 3.0}}});
    const auto c = transport_coefficients(alloy);
    const double lost = std::pow(std::sin(1.1), 2);
    const double scattered = 2.0 * (std::pow(std::sin(1.3), 2) + std::pow(std::sin(0.2), 2));
    list.push_back({group, "spin relaxation off static moments of an s wave",
                    4.0 / 3.0 * lost / scattered, c.spin_relaxation_rate / c.transport_rate,
                    impurity_rounding});
}

void add_kondo(std::vector<GoldStandard>& list) {
    using namespace impurity::kondo;
    const char* const group = "Kondo mean field";
    MeanField doublet;
    doublet.multiplets = {{2, 0.0, 1.0}};
    doublet.exchange = 0.11;
    doublet.band = {5.0, BandEdge::wide};
    const auto z = solve_mean_field(doublet, 0.0).position();
    const double scale = std::abs(z);
    list.push_back({group, "k_B T_K = D exp(-1/(J N_F)), wide band", 5.0 * std::exp(-1.0 / 0.11),
                    scale, impurity_rounding});
    list.push_back(
        {group, "eta(eps_F), doublet with one electron", 0.5 * pi, std::arg(z), impurity_rounding});
    MeanField quartet = doublet;
    quartet.multiplets = {{4, 0.0, 1.0}};
    list.push_back({group, "eta(eps_F), quartet with one electron", 0.25 * pi,
                    std::arg(solve_mean_field(quartet, 0.0).position()), impurity_rounding});
    list.push_back({group, "transition over T_K, 2 e^gamma/pi",
                    2.0 * std::exp(std::numbers::egamma) / pi,
                    transition_temperature(doublet) / scale, impurity_rounding});
    list.push_back({group, "entropy above the transition, 2 ln 2", 2.0 * std::numbers::ln2,
                    entropy(doublet, 0.0, 0.0, 2.0 * scale), impurity_rounding});
    const double gamma =
        pi * pi / 3.0 * impurity::kondo::density_of_states(doublet, solve_mean_field(doublet, 0.0));
    const auto in = [&](TemperatureConvention convention) {
        return convert_kondo_temperature(scale, TemperatureConvention::mean_field, convention);
    };
    list.push_back({group, "gamma T_0, pi^2/6", pi * pi / 6.0,
                    gamma * in(TemperatureConvention::susceptibility), impurity_rounding});
    list.push_back({group, "Wilson number", 0.4107,
                    in(TemperatureConvention::wilson) / in(TemperatureConvention::susceptibility),
                    5e-5});
    MeanField finite = doublet;
    finite.band.edge = BandEdge::finite;
    const std::complex<double> zeta = std::polar(std::exp(-1.0 / 0.11), 0.5 * pi);
    list.push_back({group, "|z| in a finite band, D zeta/(1 - zeta)",
                    std::abs(5.0 * zeta / (1.0 - zeta)),
                    std::abs(solve_mean_field(finite, 0.0).position()), impurity_rounding});
}

// Lengths in 1/k_F, energies in eps_F.
void add_potentials(std::vector<GoldStandard>& list) {
    using namespace impurity::potential;
    const char* const group = "radial Schroedinger equation";
    constexpr double step = 1e-12;
    const double depth = 2.0;
    const double range = 1.5;
    const auto well = square_well({-depth, range, 0.0, 0.0, 0.0});
    const double inside = std::sqrt(1.0 + depth);
    list.push_back({group, "square well, s wave",
                    std::atan(std::tan(inside * range) / inside) - range + pi,
                    phase_shift(*well, {0, 1}, 1.0, step), 1e-10});
    const double bottom = std::sqrt(depth) * range;
    list.push_back({group, "square well, scattering length",
                    range * (1.0 - std::tan(bottom) / bottom),
                    effective_range_expansion(*well, step).scattering_length, 1e-10});
    list.push_back({group, "hard sphere, s wave", -range,
                    phase_shift(*hard_sphere(range), {0, 1}, 1.0, step), 1e-10});
    const auto off_shell =
        off_shell_element(*gaussian({-1.0, 1.2, 0.0, 0.0, 0.1}, 1e-12), {1, 3}, 1.0, step);
    list.push_back({group, "sin eta by the integral over the potential",
                    std::sin(off_shell.phase_shift), off_shell.sine, 1e-9});
}

} // namespace

void add_impurity_models(std::vector<GoldStandard>& list) {
    add_anderson(list);
    add_kondo(list);
    add_potentials(list);
}

} // namespace sidejump::coefficients
