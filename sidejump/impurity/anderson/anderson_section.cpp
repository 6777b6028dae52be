// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/anderson/anderson_section.hpp"

#include "sidejump/impurity/anderson/anderson_model.hpp"
#include "sidejump/units/constants.hpp"

#include <fmt/format.h>
#include <optional>
#include <stdexcept>

namespace sidejump::impurity::anderson {
namespace {

using input::Place;
using input::Section;
using input::Table;

struct AndersonInput {
    int l = 1;
    double level = 0.0;
    double repulsion = 0.0;
    double width = 0.0;
    std::optional<double> off_shell_exponent;
};

void complete(AndersonInput& input, const Table&, const Place&) {
    if (!input.off_shell_exponent)
        input.off_shell_exponent = input.l;
}

const Section<AndersonInput>& anderson_section() {
    static const Section<AndersonInput> section =
        Section<AndersonInput>("Anderson's model of a doublet j = 1/2 with repulsion, in "
                               "unrestricted Hartree-Fock approximation: above the boundary of "
                               "local moments a static moment, whose scattering is averaged over "
                               "its directions. The level stands in a wide band.")
            .with_default("l", &AndersonInput::l, input::Integer(0, 1),
                          "Orbital angular momentum of the doublet j = 1/2: 1 for K's cerium, 0 "
                          "for Anderson's spin.")
            .required("level", &AndersonInput::level,
                      input::Quantity("eV", "-1 eV", {.low = -1e4, .high = 1e4}),
                      "Energy eps_0 of the empty level, from the Fermi energy.")
            .required("repulsion", &AndersonInput::repulsion,
                      input::Quantity("eV", "3 eV", {.low = 0.0, .high = 1e4, .low_open = true}),
                      "Repulsion U of two electrons in the doublet.")
            .required("width", &AndersonInput::width,
                      input::Quantity("eV", "0.2 eV", {.low = 1e-9, .high = 1e4}),
                      "Half width Delta = pi N_F |V|^2 of the level.")
            .optional("off_shell_exponent", &AndersonInput::off_shell_exponent,
                      input::Number({.low = -100.0, .high = 100.0}),
                      "alpha = d ln V/d ln p of the hybridisation at k_F.", "`l`")
            .finish(complete);
    return section;
}

std::shared_ptr<const ImpurityModel> solve(const AndersonInput& input,
                                           const ModelSetting& setting) {
    const double band_bottom = -setting.host.fermi_energy() / units::elementary_charge;
    if (input.level <= band_bottom)
        input::place_of(setting.table, "level", setting.place)
            .fail(fmt::format("a level inside the band, whose bottom is at {:.4g} eV", band_bottom),
                  fmt::format("{:.4g} eV", input.level));
    try {
        auto model = std::make_shared<const AndersonModel>(
            AndersonLevel{input.level, input.repulsion, input.width}, input.l,
            input.off_shell_exponent.value(), band_bottom);
        (void)model->at_temperature(0.0);
        return model;
    } catch (const std::runtime_error& error) {
        setting.place.fail(error.what());
    }
}

} // namespace

const ModelKind& anderson_hartree_fock_kind() {
    static const DeclaredModelKind<AndersonInput> kind("anderson-hartree-fock", anderson_section(),
                                                       &solve);
    return kind;
}

} // namespace sidejump::impurity::anderson
