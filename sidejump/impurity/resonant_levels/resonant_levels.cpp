// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/resonant_levels/resonant_levels.hpp"

#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/math/bracketed_root.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace sidejump::impurity::resonant_levels {
namespace {

class LevelsState : public ImpurityState {
  public:
    explicit LevelsState(std::vector<ResonantLevel> levels) : levels_(std::move(levels)) {}

    [[nodiscard]] std::vector<Channel> channels(double energy) const override {
        std::vector<Channel> channels;
        channels.reserve(levels_.size());
        for (const auto& level : levels_)
            channels.push_back({level.l, level.twice_j, level.phase_shift(energy), 1.0,
                                level.off_shell_exponent, 0.0});
        return channels;
    }

    [[nodiscard]] std::vector<double> characteristic_energies() const override {
        std::vector<double> energies;
        for (const auto& level : levels_)
            add_level_energies(level.position, level.width, energies);
        return energies;
    }

    [[nodiscard]] ModelReport report() const override { return {}; }

    [[nodiscard]] const std::vector<ResonantLevel>& levels() const { return levels_; }

  private:
    std::vector<ResonantLevel> levels_;
};

} // namespace

double ResonantLevel::phase_shift(double energy) const {
    return std::atan2(width, position - energy);
}

double ResonantLevel::occupation() const {
    return (twice_j + 1.0) * phase_shift(0.0) / std::numbers::pi;
}

double shell_position(int l, double width, double spin_orbit, double electrons) {
    const double states = 4.0 * l + 2.0;
    if (!(electrons > 0.0 && electrons < states))
        throw std::domain_error(
            fmt::format("{} electrons do not fit the {} states of a shell", electrons, states));
    const auto excess = [&](double centre) {
        double held = 0.0;
        for (int twice_j = std::max(1, 2 * l - 1); twice_j <= 2 * l + 1; twice_j += 2)
            held += ResonantLevel{l, twice_j, centre + spin_orbit * spin_orbit_product(l, twice_j),
                                  width, 0.0}
                        .occupation();
        return held - electrons;
    };
    // All j would hold their share at the one centre that an unsplit shell has.
    const double unsplit = width / std::tan(std::numbers::pi * electrons / states);
    if (spin_orbit == 0.0)
        return unsplit;
    const double reach = std::abs(spin_orbit) * (l + 1.0) + 1e-6 * (width + std::abs(unsplit));
    return math::bracketed_root(excess, unsplit - reach, unsplit + reach,
                                1e-16 * (width + std::abs(spin_orbit)));
}

ResonantLevels::ResonantLevels(std::vector<ResonantLevel> levels)
    : state_(std::make_shared<const LevelsState>(std::move(levels))) {}

std::shared_ptr<const ImpurityState> ResonantLevels::at_temperature(double) const {
    return state_;
}

ModelReport ResonantLevels::report() const {
    ModelReport report;
    double electrons = 0.0;
    for (const auto& level : static_cast<const LevelsState&>(*state_).levels()) {
        report.levels.push_back({"resonant level", level.l, level.twice_j, level.position,
                                 level.width, level.occupation()});
        electrons += level.occupation();
    }
    report.findings.push_back({"electrons", electrons, "1",
                               "electrons that the levels hold at zero temperature, sum (2j+1) "
                               "eta/pi (Friedel)"});
    return report;
}

} // namespace sidejump::impurity::resonant_levels
