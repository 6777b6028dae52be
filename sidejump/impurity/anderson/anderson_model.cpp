// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/anderson/anderson_model.hpp"

#include "sidejump/impurity/anderson/schrieffer_wolff.hpp"
#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <utility>

namespace sidejump::impurity::anderson {
namespace {

constexpr double dipole_return_of_moments = -1.0 / 3.0;

class AndersonState : public ImpurityState {
  public:
    AndersonState(AndersonLevel level, int l, double off_shell_exponent, HartreeFock solution)
        : level_(level), l_(l), off_shell_exponent_(off_shell_exponent), solution_(solution) {}

    [[nodiscard]] std::vector<Channel> channels(double energy) const override {
        const auto [up, down] = phase_shifts(energy);
        const double real_part = std::cos(up - down);
        const double turn = real_part < 0.0 ? 0.5 * std::numbers::pi : 0.0;
        return {{l_, 1, 0.5 * (up + down) - turn, std::abs(real_part), off_shell_exponent_,
                 dipole_return_of_moments}};
    }

    [[nodiscard]] std::vector<double> characteristic_energies() const override {
        std::vector<double> energies;
        for (const double energy : solution_.energy)
            add_level_energies(energy, level_.width, energies);
        return energies;
    }

    [[nodiscard]] ModelReport report() const override {
        const auto [up, down] = phase_shifts(0.0);
        ModelReport report;
        report.findings = {
            {"occupation_up", solution_.occupation[0], "1", "electrons in m = +1/2"},
            {"occupation_down", solution_.occupation[1], "1", "electrons in m = -1/2"},
            {"occupation", solution_.total(), "1", "electrons in the doublet"},
            {"moment", solution_.moment(), "1", "<S_z> of the pseudospin m, at most 1/2"},
            {"phase_shift_up", up, "rad", "eta of m = +1/2 at the Fermi energy"},
            {"phase_shift_down", down, "rad", "eta of m = -1/2 at the Fermi energy"},
            {"residual", solution_.residual, "1", "largest error of an occupation"}};
        for (std::size_t m = 0; m < 2; ++m)
            report.levels.push_back({m == 0 ? "Hartree-Fock, m = +1/2" : "Hartree-Fock, m = -1/2",
                                     l_, 1, solution_.energy[m], level_.width,
                                     solution_.occupation[m]});
        if (solution_.magnetic())
            report.warnings.push_back(
                "a static moment of random direction: its spin flips are left out, and with them "
                "Kondo screening; below the Kondo temperature use model = \"kondo-mean-field\"");
        return report;
    }

  private:
    [[nodiscard]] std::pair<double, double> phase_shifts(double energy) const {
        return {std::atan2(level_.width, solution_.energy[0] - energy),
                std::atan2(level_.width, solution_.energy[1] - energy)};
    }

    AndersonLevel level_;
    int l_;
    double off_shell_exponent_;
    HartreeFock solution_;
};

} // namespace

AndersonModel::AndersonModel(AndersonLevel level, int l, double off_shell_exponent,
                             double band_bottom)
    : level_(level), l_(l), off_shell_exponent_(off_shell_exponent), band_bottom_(band_bottom) {}

std::shared_ptr<const ImpurityState> AndersonModel::at_temperature(double temperature) const {
    const double thermal_energy = units::boltzmann_in_ev * temperature;
    return std::make_shared<const AndersonState>(level_, l_, off_shell_exponent_,
                                                 solve_hartree_fock(level_, thermal_energy));
}

ModelReport AndersonModel::report() const {
    const double depth = -level_.level / level_.repulsion;
    const HartreeFock ground = solve_hartree_fock(level_, 0.0);
    ModelReport report;
    report.findings = {{"repulsion_over_width", level_.repulsion / level_.width, "1", "U/Delta"},
                       {"level_depth", depth, "1", "(eps_F - eps_0)/U"},
                       {"critical_repulsion_over_width", critical_repulsion(depth), "1",
                        "U/Delta above which there is a moment at this depth (Anderson's curve)"}};
    if (has_local_moment(level_)) {
        const KondoCouplings couplings = schrieffer_wolff(level_, 2);
        const double kondo = -band_bottom_ * std::exp(-1.0 / couplings.exchange);
        report.warnings = schrieffer_wolff_warnings(level_, couplings, kondo);
        report.findings.push_back({"exchange", couplings.exchange, "1",
                                   "J N_F by a Schrieffer-Wolff transformation (K-S129)"});
        report.findings.push_back({"potential_scattering", couplings.potential, "1",
                                   "potential scattering times N_F that goes with it (K-S136)"});
        report.findings.push_back({"kondo_temperature_mean_field", kondo / units::boltzmann_in_ev,
                                   "K",
                                   "eps_F exp(-1/(J N_F))/k_B (K-S159), below which the moment is "
                                   "screened"});
        report.findings.push_back({"haldane_temperature_anderson",
                                   haldane_temperature(level_) / units::boltzmann_in_ev, "K",
                                   "sqrt(U Delta/2) exp(pi eps_0 (eps_0 + U)/(2 U Delta))"});
    } else {
        report.warnings.push_back("not in the local-moment regime eps_0 < eps_F < eps_0 + U "
                                  "(K-S119): there is no exchange and no Kondo temperature");
    }
    const double eta =
        std::atan2(level_.width, ground.energy[0]) + std::atan2(level_.width, ground.energy[1]);
    report.sum_rules.push_back({"Friedel", eta / std::numbers::pi, ground.total(), 1e-10,
                                "phase shifts at the Fermi energy over pi are the electrons in the "
                                "doublet"});
    return report;
}

} // namespace sidejump::impurity::anderson
