// SPDX-License-Identifier: GPL-3.0-or-later
#include "two_levels_kind.hpp"

#include "two_levels.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace own_model {
namespace {

namespace impurity = sidejump::impurity;
using sidejump::input::Place;
using sidejump::input::Section;
using sidejump::input::Table;

// The table [impurity.two-levels] as it is written, energies in eV.
struct TwoLevelsInput {
    int l = 0;
    double j = 0.5;
    std::vector<BareLevel> levels;
};

const Section<BareLevel>& level_section() {
    static const Section<BareLevel> section =
        Section<BareLevel>("A level without the other one.")
            .required("position", &BareLevel::position,
                      sidejump::input::Quantity("eV", "-0.5 eV", {.low = -100.0, .high = 100.0}),
                      "Energy from the Fermi energy.")
            .required("width", &BareLevel::width,
                      sidejump::input::Quantity("eV", "0.1 eV", {.low = 1e-9, .high = 100.0}),
                      "Half width pi N_F |V|^2.");
    return section;
}

void check(TwoLevelsInput& input, const Table& table, const Place& place) {
    if (std::abs(input.j - input.l) != 0.5)
        sidejump::input::place_of(table, "j", place)
            .fail("j = l + 1/2 or l - 1/2", fmt::format("the number {}", input.j));
    if (input.levels.size() != 2)
        sidejump::input::place_of(table, "levels", place)
            .fail("two levels", fmt::format("{}", input.levels.size()));
    if (input.levels[0].position == input.levels[1].position)
        sidejump::input::place_of(table, "levels", place)
            .fail("levels at different positions; two at the same one are a single level",
                  fmt::format("both at {} eV", input.levels[0].position));
}

const Section<TwoLevelsInput>& two_levels_section() {
    static const Section<TwoLevelsInput> section =
        Section<TwoLevelsInput>("Two levels that share one partial wave, without interaction.")
            .required("l", &TwoLevelsInput::l, sidejump::input::Integer(0, 12),
                      "Orbital angular momentum.")
            .required("j", &TwoLevelsInput::j, sidejump::input::HalfInteger(),
                      "Total angular momentum.")
            .tables("levels", &TwoLevelsInput::levels, level_section(), true)
            .finish(check);
    return section;
}

// The channel at all energies. The levels do not interact: nothing depends on temperature.
class State : public impurity::ImpurityState {
  public:
    State(int l, int twice_j, TwoLevels levels) : l_(l), twice_j_(twice_j), levels_(levels) {}

    [[nodiscard]] std::vector<impurity::Channel> channels(double energy) const override {
        return {{.l = l_,
                 .twice_j = twice_j_,
                 .phase_shift = levels_.phase_shift(energy),
                 .off_shell_exponent = static_cast<double>(l_)}};
    }

    [[nodiscard]] std::vector<double> characteristic_energies() const override {
        std::vector<double> energies = {levels_.transparent_energy()};
        for (const auto& pole : levels_.poles())
            for (const double side : {-1.0, 0.0, 1.0})
                energies.push_back(pole.real() + side * pole.imag());
        return energies;
    }

    [[nodiscard]] impurity::ModelReport report() const override { return {}; }

  private:
    int l_;
    int twice_j_;
    TwoLevels levels_;
};

class Model : public impurity::ImpurityModel {
  public:
    Model(int l, int twice_j, TwoLevels levels)
        : l_(l), twice_j_(twice_j), levels_(levels),
          state_(std::make_shared<const State>(l, twice_j, levels)) {}

    [[nodiscard]] std::shared_ptr<const impurity::ImpurityState>
    at_temperature(double) const override {
        return state_;
    }

    [[nodiscard]] impurity::ModelReport report() const override {
        impurity::ModelReport report;
        report.findings.push_back({"transparent_energy", levels_.transparent_energy(), "eV",
                                   "energy at which the channel does not scatter"});
        report.findings.push_back(
            {"electrons", (twice_j_ + 1) * levels_.phase_shift(0.0) / std::numbers::pi, "1",
             "electrons in both levels at zero temperature, (2j+1) eta/pi (Friedel)"});
        for (const auto& pole : levels_.poles())
            report.levels.push_back(
                {"pole of S", l_, twice_j_, pole.real(), pole.imag(), std::nan("")});
        return report;
    }

  private:
    int l_;
    int twice_j_;
    TwoLevels levels_;
    std::shared_ptr<const State> state_;
};

std::shared_ptr<const impurity::ImpurityModel> solve(const TwoLevelsInput& input,
                                                     const impurity::ModelSetting&) {
    return std::make_shared<const Model>(input.l, static_cast<int>(std::lround(2.0 * input.j)),
                                         TwoLevels(input.levels[0], input.levels[1]));
}

} // namespace

const impurity::ModelKind& two_levels_kind() {
    static const impurity::DeclaredModelKind<TwoLevelsInput> kind("two-levels",
                                                                  two_levels_section(), &solve);
    return kind;
}

} // namespace own_model
