// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/kondo_section.hpp"

#include "sidejump/units/constants.hpp"
#include "sidejump/units/quantity.hpp"

#include <cmath>
#include <fmt/format.h>

namespace sidejump::impurity::kondo {
namespace {

using input::Place;
using input::Quantity;
using input::Section;
using input::Table;

constexpr int largest_l = 12;
constexpr double least_occupation = 1e-3; // of electrons and of holes

bool is_channel(int l, double j) {
    return j >= 0.5 && std::abs(std::abs(j - l) - 0.5) < 1e-9;
}

std::string channels_of(int l) {
    return l == 0 ? "j = 0.5 for l = 0"
                  : fmt::format("j = l +- 1/2, that is {} or {}, for l = {}", l - 0.5, l + 0.5, l);
}

double ground_j(const KondoInput& input) {
    return input.j ? *input.j : 0.5 * (*input.degeneracy - 1);
}

void check_multiplets(const KondoInput& input, const Table& table, const Place& place) {
    if (input.j && !is_channel(input.l, *input.j))
        input::place_of(table, "j", place)
            .fail(channels_of(input.l), fmt::format("the number {}", *input.j));
    if (input.degeneracy && !is_channel(input.l, ground_j(input)))
        input::place_of(table, "degeneracy", place)
            .fail("2j + 1 with " + channels_of(input.l),
                  fmt::format("the number {}, j = {}", *input.degeneracy, ground_j(input)));
    for (std::size_t i = 0; i < input.excited.size(); ++i) {
        const Place element = input::place_of_element(table, "excited", i, place);
        const Place at = element.entry("j", element.line);
        const double j = input.excited[i].j;
        if (!is_channel(input.l, j))
            at.fail(channels_of(input.l), fmt::format("the number {}", j));
        if (j == ground_j(input) || (i > 0 && j == input.excited[0].j))
            at.fail("each j of the shell once", fmt::format("j = {} again", j));
    }
}

bool is_doublet_of_one_electron(const KondoInput& input) {
    return ground_j(input) == 0.5 && input.occupation == 1.0 && input.excited.empty();
}

void check_input(KondoInput& input, const Table& table, const Place& place) {
    check_multiplets(input, table, place);
    if (!input.off_shell_exponent)
        input.off_shell_exponent = input.l;
    const double states = 2.0 * ground_j(input) + 1.0;
    if (input.occupation > states - least_occupation)
        input::place_of(table, "occupation", place)
            .fail(fmt::format("fewer electrons than the {} states of the ground multiplet", states),
                  fmt::format("the number {}", input.occupation));
    const std::string needed = "a doublet (j = 0.5) with occupation 1 and no excited levels";
    const std::string found =
        !input.excited.empty()
            ? std::string("excited levels")
            : fmt::format("j = {} with occupation {}", ground_j(input), input.occupation);
    if (input.convention != TemperatureConvention::mean_field) {
        const Place at = input::place_of(table, "convention", place);
        if (!input.kondo_temperature)
            at.fail("a `kondo_temperature` to which it applies", "none");
        if (!is_doublet_of_one_electron(input))
            at.fail(needed + " for this convention, or \"mean-field\"", found);
    }
    if (input.fermi_liquid && !is_doublet_of_one_electron(input))
        input::place_of(table, "fermi_liquid", place).fail(needed, found);
    if (input.anderson && input.occupation != 1.0)
        input::place_of(table, "occupation", place)
            .fail("1, the occupation to which the table `anderson` leads",
                  fmt::format("the number {}", input.occupation));
}

void check_anderson(AndersonLevel& anderson, const Table& table, const Place& place) {
    if (anderson.level >= 0.0)
        input::place_of(table, "level", place)
            .fail("a level below the Fermi energy, level < 0: above it there is no local moment",
                  fmt::format("{:.6g} eV", anderson.level));
    if (anderson.level + anderson.repulsion <= 0.0)
        input::place_of(table, "repulsion", place)
            .fail("level + repulsion > 0, room for one electron only: otherwise there is no local "
                  "moment",
                  fmt::format("{:.6g} eV", anderson.level + anderson.repulsion));
}

const Section<AndersonLevel>& anderson_section() {
    static const Section<AndersonLevel> section =
        Section<AndersonLevel>("The Anderson level from which the exchange follows by a "
                               "Schrieffer-Wolff transformation.")
            .required("level", &AndersonLevel::level,
                      Quantity("eV", "-2 eV", {.low = -1e4, .high = 1e4}),
                      "Energy of the level from the Fermi energy, below it.")
            .required("repulsion", &AndersonLevel::repulsion,
                      Quantity("eV", "5 eV", {.low = 0.0, .high = 1e4, .low_open = true}),
                      "U, repulsion of two electrons on the impurity.")
            .required("width", &AndersonLevel::width,
                      Quantity("eV", "0.2 eV", {.low = 1e-9, .high = 1e4}),
                      "Delta = pi N_F |V|^2, half width of the level.")
            .finish(check_anderson);
    return section;
}

EnergyOrTemperature excitation_energy() {
    return {Quantity("eV", "5 meV", input::positive()), "eV", "K", units::boltzmann_in_ev,
            "a temperature that is multiplied by k_B"};
}

EnergyOrTemperature kondo_temperature() {
    return {Quantity("K", "5 K", {.low = 1e-9, .high = 1e5}), "K", "eV",
            1.0 / units::boltzmann_in_ev, "an energy that is divided by k_B"};
}

const Section<ExcitedInput>& excited_section() {
    static const Section<ExcitedInput> section =
        Section<ExcitedInput>("A crystal-field level above the ground multiplet.")
            .required("energy", &ExcitedInput::energy, excitation_energy(), "Excitation energy.")
            .required("j", &ExcitedInput::j, input::HalfInteger(),
                      "Its total angular momentum, the other one of l + 1/2 and l - 1/2.")
            .with_default("width_ratio", &ExcitedInput::width_ratio,
                          input::Number({.low = 1e-3, .high = 100.0}),
                          "Its hybridisation width over that of the ground multiplet.");
    return section;
}

input::Choice<TemperatureConvention> convention_choice() {
    return input::Choice<TemperatureConvention>(
        {{"mean-field", TemperatureConvention::mean_field},
         {"T0", TemperatureConvention::susceptibility},
         {"wilson", TemperatureConvention::wilson},
         {"half-conductance", TemperatureConvention::half_conductance},
         {"haldane", TemperatureConvention::haldane}});
}

} // namespace

double EnergyOrTemperature::read(const input::Node& node, const Place& place) const {
    if (const auto* text = std::get_if<std::string>(&node.value)) {
        try {
            const double value = units::read_quantity(*text, other_);
            return kept_.read({fmt::format("{} {}", value * factor_, unit_), node.line}, place);
        } catch (const units::QuantityError&) {
            return kept_.read(node, place); // in the unit that is kept, or a mistake
        }
    }
    return kept_.read(node, place);
}

std::string EnergyOrTemperature::describe() const {
    return kept_.describe() + ", or " + converted_;
}

input::Json EnergyOrTemperature::schema() const {
    input::Json schema = kept_.schema();
    schema["description"] = describe();
    schema["examples"] = {"5 K", "0.4 meV"};
    return schema;
}

const Section<KondoInput>& kondo_section() {
    static const Section<KondoInput> section =
        Section<KondoInput>("A Kondo impurity in the mean field of Read and Newns: a multiplet "
                            "(l, j) with a local moment, screened by the electrons of its channel.")
            .required("l", &KondoInput::l, input::Integer(0, largest_l),
                      "Orbital angular momentum of the multiplet.")
            .optional("j", &KondoInput::j, input::HalfInteger(),
                      "Total angular momentum of the ground multiplet, l + 1/2 or l - 1/2. A "
                      "crystal-field doublet of an f shell is no such channel: K takes l = 1, j = "
                      "1/2 for it.")
            .optional("degeneracy", &KondoInput::degeneracy, input::Integer(2, 2 * (largest_l + 1)),
                      "N = 2j + 1 of the ground multiplet, in place of `j`.")
            .with_default("occupation", &KondoInput::occupation,
                          input::Number({.low = least_occupation, .high = 2.0 * (largest_l + 1)}),
                          "Q, electrons on the impurity, fewer than 2j + 1.")
            .optional("kondo_temperature", &KondoInput::kondo_temperature, kondo_temperature(),
                      "Kondo temperature in the sense of `convention`.")
            .with_default("convention", &KondoInput::convention, convention_choice(),
                          "What `kondo_temperature` means: |lambda + i Gamma|/k_B of the mean "
                          "field at T = 0, or, for a doublet with one electron, T0 = 1/(4 chi_0), "
                          "Wilson's, where the conductance has halved, or Haldane's. With excited "
                          "levels their ratios are not known; the mean field's stands then for "
                          "the ground multiplet with the excited ones in place.")
            .optional("exchange", &KondoInput::exchange, input::Number({.low = 0.01, .high = 10.0}),
                      "J N_F, exchange times density of states per spin.")
            .optional_table("anderson", &KondoInput::anderson, anderson_section())
            .with_default(
                "band", &KondoInput::band,
                input::Choice<BandEdge>({{"finite", BandEdge::finite}, {"wide", BandEdge::wide}}),
                "Whether the band of constant density of states ends at the bottom of the host's, "
                "or is much deeper than the Kondo temperature in every formula.")
            .optional("off_shell_exponent", &KondoInput::off_shell_exponent,
                      input::Number({.low = -100.0, .high = 100.0}),
                      "alpha = d ln V_l/d ln p at k_F: how the T matrix leaves the energy shell, "
                      "which the side jump needs.",
                      "`l`")
            .tables("excited", &KondoInput::excited, excited_section(), false)
            .with_default("fermi_liquid", &KondoInput::fermi_liquid, input::Boolean(),
                          "At T > 0, Nozieres' Fermi liquid with inelastic scattering in place of "
                          "the mean field; for a doublet with one electron, far below the Kondo "
                          "temperature.")
            .exactly_one_of({"j", "degeneracy"})
            .exactly_one_of({"kondo_temperature", "exchange", "anderson"})
            .finish([](KondoInput& input, const Table& table, const Place& place) {
                check_input(input, table, place);
            });
    return section;
}

const ModelKind& kondo_mean_field_kind() {
    static const DeclaredModelKind<KondoInput> kind("kondo-mean-field", kondo_section(),
                                                    &kondo_from_input);
    return kind;
}

} // namespace sidejump::impurity::kondo
