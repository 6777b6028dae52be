// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/kondo_report.hpp"

#include "sidejump/impurity/kondo/kondo_temperature.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::kondo {
namespace {

using std::numbers::pi;

constexpr double largest_temperature_ratio = 0.05; // of T_K and of T to the depth of the band
constexpr double largest_weak_exchange = 0.5;
constexpr double largest_fermi_liquid_temperature = 0.1; // T/T_K
constexpr double sum_rule_tolerance = 1e-8;

// K; not a number if there is none within the range of numbers.
double transition_in_kelvin(const MeanField& field) {
    try {
        return transition_temperature(field) / units::boltzmann_in_ev;
    } catch (const std::runtime_error&) {
        return std::numeric_limits<double>::quiet_NaN();
    }
}

void append(const ModelReport& part, ModelReport& report) {
    report.findings.insert(report.findings.end(), part.findings.begin(), part.findings.end());
    report.levels.insert(report.levels.end(), part.levels.begin(), part.levels.end());
    report.sum_rules.insert(report.sum_rules.end(), part.sum_rules.begin(), part.sum_rules.end());
    report.warnings.insert(report.warnings.end(), part.warnings.begin(), part.warnings.end());
}

std::vector<Finding> other_conventions(double kondo_temperature) {
    const auto as = [&](TemperatureConvention convention) {
        return convert_kondo_temperature(kondo_temperature, TemperatureConvention::mean_field,
                                         convention);
    };
    return {{"kondo_temperature_t0", as(TemperatureConvention::susceptibility), "K",
             "T_0 = 1/(4 chi_0), from gamma T_0 = pi^2/6"},
            {"kondo_temperature_wilson", as(TemperatureConvention::wilson), "K",
             "Wilson's T_K, chi_0 = 0.4107/(4 T_K), 0.4107 T_0"},
            {"kondo_temperature_half_conductance", as(TemperatureConvention::half_conductance), "K",
             "where the conductance is half of that at T = 0, 1.043 T_0"},
            {"kondo_temperature_haldane", as(TemperatureConvention::haldane), "K",
             "Haldane's T_H, 4 chi_0 T_H = 1, which is T_0"}};
}

// chi of the ground multiplet and the Wilson ratio, in the mean field and with the first
// correction in 1/N (K-S165).
void add_susceptibility(const KondoParameters& parameters, const KondoGroundState& ground,
                        std::vector<Finding>& findings) {
    const Multiplet& lowest = parameters.field.multiplets.front();
    const double n = lowest.degeneracy;
    const double j = 0.5 * parameters.twice_j.front();
    const auto z = ground.solution.position();
    const double mean_field = j * (j + 1.0) / 3.0 * n / pi * z.imag() / std::norm(z);
    const double corrected = 1.0 / (1.0 - 1.0 / n);
    findings.push_back({"susceptibility_mean_field", mean_field, "1/eV",
                        "susceptibility of the ground multiplet at T = 0 for g mu_B = 1"});
    if (parameters.field.multiplets.size() > 1)
        return;
    findings.push_back({"susceptibility_corrected", corrected * mean_field, "1/eV",
                        "the same times 1/(1 - 1/N), first order in 1/N (K-S165)"});
    findings.push_back({"wilson_ratio_mean_field", 1.0, "1",
                        "susceptibility over specific heat, free electrons giving 1"});
    findings.push_back(
        {"wilson_ratio_corrected", corrected, "1", "1/(1 - 1/N), K-S165; 2 for a doublet, exact"});
}

// sum_i N_i [eta_i(0) - eta_i(-D)]/pi, and without eta_i(-D) in the wide band.
SumRule friedel(const KondoParameters& parameters, const KondoGroundState& ground) {
    const MeanField& field = parameters.field;
    const bool wide = field.band.edge == BandEdge::wide;
    double displaced = 0.0;
    for (const Multiplet& multiplet : field.multiplets) {
        const auto z = multiplet_position(multiplet, ground.solution.level, ground.solution.width);
        const double bottom = wide ? 0.0 : std::arg(z + field.band.depth);
        displaced += multiplet.degeneracy / pi * (std::arg(z) - bottom);
    }
    return {"Friedel", displaced, field.occupation, sum_rule_tolerance,
            wide ? "phase shifts at the Fermi energy, summed over states and divided by pi, are "
                   "the occupation"
                 : "phase shifts at the Fermi energy less those at the band bottom, summed over "
                   "states and divided by pi, are the occupation"};
}

std::vector<std::string> validity(const KondoParameters& parameters,
                                  const KondoGroundState& ground) {
    std::vector<std::string> warnings;
    const double ratio = ground.kondo_temperature / parameters.field.band.depth;
    if (ratio > largest_temperature_ratio)
        warnings.push_back(fmt::format("the Kondo temperature is {:.3g} of the depth of the band, "
                                       "not small: details of the band matter",
                                       ratio));
    if (parameters.field.exchange > largest_weak_exchange)
        warnings.push_back(fmt::format("J N_F = {:.3g} is not small: there is no separate Kondo "
                                       "scale",
                                       parameters.field.exchange));
    return warnings;
}

std::vector<Level> levels_at(const KondoParameters& parameters, const MeanFieldSolution& solution,
                             double temperature) {
    std::vector<Level> levels;
    const auto& multiplets = parameters.field.multiplets;
    for (std::size_t i = 0; i < multiplets.size(); ++i) {
        const auto z = multiplet_position(multiplets[i], solution.level, solution.width);
        levels.push_back({i == 0 ? "ground multiplet" : "excited multiplet", parameters.l,
                          parameters.twice_j[i], z.real(), z.imag(),
                          multiplet_occupation(parameters.field, multiplets[i], solution.level,
                                               solution.width, temperature)});
    }
    return levels;
}

std::string decoupled(double kelvin, double transition) {
    const std::string where =
        kelvin < transition ? fmt::format("in a range of temperatures below {:.6g} K", transition)
                            : fmt::format("above {:.6g} K", transition);
    return fmt::format("at {:.6g} K the impurity is decoupled and its phase shifts are zero: an "
                       "artefact of the mean field, whose width vanishes {}, where there is a "
                       "crossover with logarithms; so is its entropy, that of independent "
                       "electrons in the multiplets",
                       kelvin, where);
}

std::vector<std::string> warnings_at(const KondoParameters& parameters,
                                     const KondoGroundState& ground,
                                     const MeanFieldSolution& solution, double thermal_energy) {
    std::vector<std::string> warnings;
    const double kelvin = thermal_energy / units::boltzmann_in_ev;
    if (solution.width == 0.0)
        warnings.push_back(decoupled(kelvin, transition_in_kelvin(parameters.field)));
    if (solution.width > 0.0 && thermal_energy > 0.0 && !parameters.fermi_liquid &&
        parameters.field.occupation == 1.0) {
        const double free = free_moment_entropy(parameters.field, thermal_energy);
        const double found =
            entropy(parameters.field, solution.level, solution.width, thermal_energy);
        if (found > free)
            warnings.push_back(fmt::format(
                "at {:.6g} K the mean field has the entropy {:.3g} k_B, more than the {:.3g} k_B "
                "of a moment that nothing screens: so close to its transition at {:.6g} K, an "
                "artefact, its results are not to be believed",
                kelvin, found, free, transition_in_kelvin(parameters.field)));
    }
    if (parameters.fermi_liquid &&
        thermal_energy > largest_fermi_liquid_temperature * ground.kondo_temperature)
        warnings.push_back(fmt::format("{:.6g} K is {:.3g} T_K: the Fermi-liquid corrections hold "
                                       "far below T_K only",
                                       kelvin, thermal_energy / ground.kondo_temperature));
    if (thermal_energy > largest_temperature_ratio * parameters.field.band.depth)
        warnings.push_back(
            fmt::format("at {:.6g} K the band bottom is within reach of k_B T, which "
                        "the mean field leaves out",
                        kelvin));
    return warnings;
}

} // namespace

KondoGroundState::KondoGroundState(const MeanField& field)
    : solution(solve_mean_field(field, 0.0)), kondo_temperature(std::abs(solution.position())),
      density_of_states(kondo::density_of_states(field, solution)),
      free_energy(kondo::free_energy(field, solution.level, solution.width, 0.0)) {}

ModelReport model_report(const KondoParameters& parameters, const KondoGroundState& ground) {
    ModelReport report;
    auto& findings = report.findings;
    const double kondo_temperature = ground.kondo_temperature / units::boltzmann_in_ev;
    findings.push_back({"kondo_temperature_mean_field", kondo_temperature, "K",
                        "|lambda + i Gamma|/k_B of the ground multiplet at T = 0 (K-S159)"});
    if (is_spin_half(parameters.field))
        for (Finding& finding : other_conventions(kondo_temperature))
            findings.push_back(std::move(finding));
    findings.push_back({"transition_temperature", transition_in_kelvin(parameters.field), "K",
                        "where the width vanishes, an artefact of the mean field"});
    findings.push_back(
        {"exchange", parameters.field.exchange, "1", "J N_F, exchange times density of states"});
    findings.push_back({"level_at_zero_temperature", ground.solution.level, "eV",
                        "lambda at T = 0, from the Fermi energy"});
    findings.push_back(
        {"width_at_zero_temperature", ground.solution.width, "eV", "Gamma at T = 0, half width"});
    findings.push_back({"specific_heat_coefficient",
                        pi * pi / 3.0 * ground.density_of_states * units::boltzmann_in_ev, "1/K",
                        "gamma/k_B of one impurity, specific heat gamma T at low temperatures"});
    add_susceptibility(parameters, ground, findings);
    report.sum_rules.push_back(friedel(parameters, ground));
    report.warnings = validity(parameters, ground);
    append(parameters.origin, report);
    return report;
}

ModelReport state_report(const KondoParameters& parameters, const KondoGroundState& ground,
                         const MeanFieldSolution& solution, double thermal_energy) {
    const MeanField& field = parameters.field;
    const bool fermi_liquid = parameters.fermi_liquid;
    // The Fermi liquid to second order in T: S = gamma T, F = F(0) - gamma T^2/2.
    const double linear = pi * pi / 3.0 * ground.density_of_states * thermal_energy;
    double energy = ground.free_energy - 0.5 * linear * thermal_energy;
    double disorder = linear;
    if (!fermi_liquid) {
        energy = free_energy(field, solution.level, solution.width, thermal_energy);
        disorder = entropy(field, solution.level, solution.width, thermal_energy);
    } else if (thermal_energy > ground.kondo_temperature) {
        energy = disorder = std::numeric_limits<double>::quiet_NaN();
    }
    const double relative = solution.width / ground.solution.width;
    ModelReport report;
    report.findings = {
        {"level", solution.level, "eV", "lambda, from the Fermi energy"},
        {"width", solution.width, "eV", "Gamma, half width; 0 where the impurity is decoupled"},
        {"relative_width", relative, "1", "Gamma over its value at T = 0"},
        {"amplitude", std::sqrt(relative), "1",
         "the mean field's order parameter over its value at T = 0"},
        {"free_energy", energy, "eV", "F of the impurity"},
        {"free_energy_gain", energy - ground.free_energy, "eV", "F(T) - F(0)"},
        {"entropy", disorder, "1", "entropy of the impurity over k_B"}};
    report.levels = levels_at(parameters, solution, fermi_liquid ? 0.0 : thermal_energy);
    double electrons = 0.0;
    for (const Level& level : report.levels)
        electrons += level.occupation;
    report.sum_rules.push_back({"occupation", electrons, field.occupation, sum_rule_tolerance,
                                "electrons in all multiplets, which the constraint fixes"});
    report.warnings = warnings_at(parameters, ground, solution, thermal_energy);
    return report;
}

} // namespace sidejump::impurity::kondo
