// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/resonant_levels/resonant_levels_section.hpp"

#include "sidejump/impurity/resonant_levels/resonant_levels.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <vector>

namespace sidejump::impurity::resonant_levels {
namespace {

using input::Place;
using input::Section;
using input::Table;

struct LevelInput {
    int l = 0;
    std::optional<double> j;
    std::optional<double> position;
    std::optional<double> electrons;
    double width = 0.0;
    double spin_orbit = 0.0;
    std::optional<double> off_shell_exponent;
};

struct LevelsInput {
    std::vector<LevelInput> levels;
};

void check_level(LevelInput& level, const Table& table, const Place& place) {
    if (level.j) {
        const double offset = *level.j - level.l;
        if (std::abs(offset) != 0.5)
            input::place_of(table, "j", place)
                .fail(fmt::format("j = l + 1/2{}", level.l > 0 ? " or l - 1/2" : ""),
                      fmt::format("the number {}", *level.j));
        if (level.spin_orbit != 0.0)
            input::place_of(table, "spin_orbit", place)
                .fail("a shell with both j = l +- 1/2, that is no `j`",
                      fmt::format("j = {}", *level.j));
    }
    const double states = level.j ? 2.0 * *level.j + 1.0 : 4.0 * level.l + 2.0;
    if (level.electrons && *level.electrons >= states)
        input::place_of(table, "electrons", place)
            .fail(fmt::format("fewer electrons than the {} states of the level", states),
                  fmt::format("the number {}", *level.electrons));
    if (!level.off_shell_exponent)
        level.off_shell_exponent = level.l;
}

const Section<LevelInput>& level_section() {
    static const Section<LevelInput> section =
        Section<LevelInput>("A resonant level: a whole shell l with its spin-orbit splitting, or "
                            "the level of one channel (l, j). It stands at a `position`, or where "
                            "it holds so many `electrons`.")
            .required("l", &LevelInput::l, input::Integer(0, 12), "Orbital angular momentum.")
            .optional("j", &LevelInput::j, input::HalfInteger(),
                      "Total angular momentum of a single level.", "both l - 1/2 and l + 1/2")
            .optional("position", &LevelInput::position,
                      input::Quantity("eV", "-0.5 eV", {.low = -1e4, .high = 1e4}),
                      "Energy of the level or of the centre of the shell, from the Fermi energy.")
            .optional("electrons", &LevelInput::electrons, input::Number(input::positive()),
                      "Electrons that the level holds at zero temperature, in all its states.")
            .required("width", &LevelInput::width,
                      input::Quantity("eV", "0.5 eV", {.low = 1e-12, .high = 1e4}),
                      "Half width Delta = pi N_F |V|^2.")
            .with_default("spin_orbit", &LevelInput::spin_orbit,
                          input::Quantity("eV", "0.4 eV", {.low = -100.0, .high = 100.0}),
                          "Spin-orbit constant zeta of the shell: its levels stand at zeta l/2 (j "
                          "= l + 1/2) and -zeta (l+1)/2 (j = l - 1/2) from the centre.")
            .optional("off_shell_exponent", &LevelInput::off_shell_exponent,
                      input::Number({.low = -100.0, .high = 100.0}),
                      "alpha = d ln V/d ln p of the hybridisation at k_F.", "`l`")
            .exactly_one_of({"position", "electrons"})
            .finish(check_level);
    return section;
}

void check_levels(LevelsInput& input, const Table& table, const Place& place) {
    for (std::size_t i = 0; i < input.levels.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const auto& a = input.levels[i];
            const auto& b = input.levels[k];
            if (a.l == b.l && (!a.j || !b.j || *a.j == *b.j))
                input::place_of_element(table, "levels", i, place)
                    .fail("each channel (l, j) once",
                          fmt::format("l = {} again, already in levels[{}]", a.l, k));
        }
}

const Section<LevelsInput>& levels_section() {
    static const Section<LevelsInput> section =
        Section<LevelsInput>("Resonant levels of an impurity, without interaction: eta = "
                             "atan2(width, position - energy) in each channel.")
            .tables("levels", &LevelsInput::levels, level_section(), true)
            .finish(check_levels);
    return section;
}

double position_of(const LevelInput& level, const Place& place) {
    if (level.position)
        return *level.position;
    if (level.j)
        return level.width / std::tan(std::numbers::pi * *level.electrons / (2.0 * *level.j + 1.0));
    try {
        return shell_position(level.l, level.width, level.spin_orbit, *level.electrons);
    } catch (const std::runtime_error& error) {
        place.entry("electrons", place.line).fail(error.what());
    }
}

std::shared_ptr<const ImpurityModel> solve(const LevelsInput& input, const ModelSetting& setting) {
    const auto& [host, concentration, place, table] = setting;
    const double band_bottom = -host.fermi_energy() / units::elementary_charge;
    std::vector<ResonantLevel> levels;
    for (std::size_t i = 0; i < input.levels.size(); ++i) {
        const LevelInput& level = input.levels[i];
        const double centre =
            position_of(level, input::place_of_element(table, "levels", i, place));
        for (int twice_j = 2 * level.l - 1; twice_j <= 2 * level.l + 1; twice_j += 2) {
            if (twice_j < 1 || (level.j && twice_j != std::lround(2.0 * *level.j)))
                continue;
            const double position =
                centre + level.spin_orbit * spin_orbit_product(level.l, twice_j);
            if (position <= band_bottom)
                input::place_of_element(table, "levels", i, place)
                    .fail(fmt::format("levels inside the band, whose bottom is at {:.4g} eV",
                                      band_bottom),
                          fmt::format("l = {}, j = {}/2 at {:.4g} eV", level.l, twice_j, position));
            levels.push_back(
                {level.l, twice_j, position, level.width, level.off_shell_exponent.value()});
        }
    }
    return std::make_shared<const ResonantLevels>(std::move(levels));
}

} // namespace

const ModelKind& resonant_levels_kind() {
    static const DeclaredModelKind<LevelsInput> kind("resonant-levels", levels_section(), &solve);
    return kind;
}

} // namespace sidejump::impurity::resonant_levels
