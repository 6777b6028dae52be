// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/kondo_model.hpp"
#include "sidejump/impurity/kondo/kondo_section.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::kondo {
namespace {

using anderson::KondoCouplings;
using input::Place;

constexpr double least_exchange = 0.01;
constexpr double largest_exchange = 10.0;
constexpr double largest_left_out_phase_shift = 0.1;

MeanField field_from_input(const KondoInput& input, double depth, const ModelSetting& setting) {
    MeanField field;
    const int degeneracy =
        input.degeneracy ? *input.degeneracy : static_cast<int>(std::lround(2.0 * *input.j)) + 1;
    field.multiplets.push_back({degeneracy, 0.0, 1.0});
    for (std::size_t i = 0; i < input.excited.size(); ++i) {
        const ExcitedInput& excited = input.excited[i];
        if (excited.energy > depth)
            input::place_of_element(setting.table, "excited", i, setting.place)
                .fail(fmt::format("an excitation energy below the depth of the band, {:.6g} eV",
                                  depth),
                      fmt::format("{:.6g} eV", excited.energy));
        field.multiplets.push_back({static_cast<int>(std::lround(2.0 * excited.j)) + 1,
                                    excited.energy, excited.width_ratio});
    }
    field.occupation = input.occupation;
    field.band = {depth, input.band};
    return field;
}

ModelReport anderson_report(const AndersonLevel& anderson, const KondoCouplings& couplings,
                            int degeneracy) {
    ModelReport report;
    report.findings = {{"potential_scattering", couplings.potential, "1",
                        "U N_F of the Kondo model (K-S136), left out of the phase shifts"},
                       {"potential_scattering_bare", couplings.bare_potential, "1",
                        "the same before the trace of the exchange is taken out of it (K-S130)"}};
    if (degeneracy == 2) {
        report.findings.push_back({"haldane_temperature_anderson",
                                   anderson::haldane_temperature(anderson) / units::boltzmann_in_ev,
                                   "K", "sqrt(U Delta/2) exp(pi level (level + U)/(2 U Delta))"});
        if (std::abs(anderson.level + 0.5 * anderson.repulsion) < 1e-9 * anderson.repulsion)
            report.findings.push_back(
                {"bethe_ansatz_temperature_anderson",
                 anderson::symmetric_bethe_ansatz_temperature(anderson) / units::boltzmann_in_ev,
                 "K",
                 "T_0 of the symmetric level: sqrt(U Delta/2) exp(-pi U/(8 Delta) + pi "
                 "Delta/(2 U))"});
    }
    if (const double shift = std::atan(std::numbers::pi * std::abs(couplings.potential));
        shift > largest_left_out_phase_shift)
        report.warnings.push_back(
            fmt::format("potential scattering of the Anderson level, a phase shift of about {:.3g} "
                        "in its channel, is left out",
                        shift));
    return report;
}

void take_anderson(const AndersonLevel& anderson, const Place& place, KondoParameters& parameters) {
    MeanField& field = parameters.field;
    if (anderson.level < -field.band.depth)
        place.entry("level", place.line)
            .fail(fmt::format("a level in the band, above its bottom at {:.6g} eV",
                              -field.band.depth),
                  fmt::format("{:.6g} eV, outside the band", anderson.level));
    const int degeneracy = field.multiplets.front().degeneracy;
    const KondoCouplings couplings = anderson::schrieffer_wolff(anderson, degeneracy);
    if (couplings.exchange < least_exchange)
        place.fail(fmt::format("an exchange J N_F of at least {}: a larger width, or smaller "
                               "distances from the Fermi energy",
                               least_exchange),
                   fmt::format("J N_F = {:.3g}", couplings.exchange));
    if (couplings.exchange > largest_exchange)
        place.fail(fmt::format("an exchange J N_F of at most {}: a smaller width, or larger "
                               "distances from the Fermi energy",
                               largest_exchange),
                   fmt::format("J N_F = {:.3g}", couplings.exchange));
    field.exchange = couplings.exchange;
    parameters.origin = anderson_report(anderson, couplings, degeneracy);
    const double kondo_temperature = std::abs(solve_mean_field(field, 0.0).position());
    for (auto& warning :
         anderson::schrieffer_wolff_warnings(anderson, couplings, kondo_temperature))
        parameters.origin.warnings.push_back(std::move(warning));
}

void take_strength(const KondoInput& input, const ModelSetting& setting,
                   KondoParameters& parameters) {
    if (input.exchange) {
        parameters.field.exchange = *input.exchange;
    } else if (input.anderson) {
        take_anderson(*input.anderson, input::place_of(setting.table, "anderson", setting.place),
                      parameters);
    } else {
        const double kelvin = convert_kondo_temperature(*input.kondo_temperature, input.convention,
                                                        TemperatureConvention::mean_field);
        try {
            parameters.field.exchange =
                exchange_from_kondo_temperature(parameters.field, units::boltzmann_in_ev * kelvin);
        } catch (const std::runtime_error& error) {
            input::place_of(setting.table, "kondo_temperature", setting.place).fail(error.what());
        }
    }
}

// Moments order through the conduction electrons if their coupling is above the Kondo temperature
// (S. Doniach, Physica B+C 91, 231 (1977)). The RKKY coupling 16 pi (J N_F)^2 eps_F cos(x)/x^3 has
// at x = 2 k_F n_i^(-1/3) the size 2/(3 pi) (J N_F)^2 eps_F n_i/n_c.
void warn_of_interactions(double concentration, KondoParameters& parameters) {
    const MeanField& field = parameters.field;
    const double coupling = 2.0 / (3.0 * std::numbers::pi) * field.exchange * field.exchange *
                            field.band.depth * concentration;
    const double kondo_temperature = std::abs(solve_mean_field(field, 0.0).position());
    if (coupling > kondo_temperature)
        parameters.origin.warnings.push_back(fmt::format(
            "not dilute: the moments couple through the conduction electrons by about {:.3g} K "
            "(RKKY at their mean distance), above the Kondo temperature {:.3g} K",
            coupling / units::boltzmann_in_ev, kondo_temperature / units::boltzmann_in_ev));
}

} // namespace

std::shared_ptr<const ImpurityModel> kondo_from_input(const KondoInput& input,
                                                      const ModelSetting& setting) {
    KondoParameters parameters;
    parameters.field =
        field_from_input(input, setting.host.fermi_energy() / units::elementary_charge, setting);
    for (const Multiplet& multiplet : parameters.field.multiplets)
        parameters.twice_j.push_back(multiplet.degeneracy - 1);
    parameters.l = input.l;
    parameters.off_shell_exponent = input.off_shell_exponent.value();
    parameters.fermi_liquid = input.fermi_liquid;
    try {
        take_strength(input, setting, parameters);
        warn_of_interactions(setting.concentration, parameters);
        return kondo_model(std::move(parameters));
    } catch (const input::InputError&) {
        throw;
    } catch (const std::runtime_error& error) {
        setting.place.fail(error.what());
    }
}

} // namespace sidejump::impurity::kondo
