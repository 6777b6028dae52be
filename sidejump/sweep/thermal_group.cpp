// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/thermal_declarations.hpp"
#include "sidejump/sweep/alloy_outputs.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::sweep {
namespace {

using coefficients::thermal_declarations;

class ThermalGroup : public AlloyOutputGroup {
  public:
    [[nodiscard]] std::string_view name() const override { return "thermal"; }

    [[nodiscard]] std::vector<OutputDeclaration> declarations() const override {
        std::vector<OutputDeclaration> all;
        for (const auto& result : thermal_declarations())
            all.push_back({result.name, result.unit, result.meaning});
        return all;
    }

    void prepare(const coefficients::AlloyFile& alloy, std::span<const std::size_t> /*wanted*/,
                 const std::string& file) const override {
        const std::size_t temperatures = alloy.thermal ? alloy.thermal->temperatures.size() : 0;
        if (temperatures != 1)
            throw input::InputError(
                file, 0, "thermal.temperature",
                fmt::format("expected one temperature for the thermal outputs of a sweep (an axis "
                            "over thermal.temperature gives more), found {}",
                            temperatures == 0 ? "none" : std::to_string(temperatures)));
    }

    void evaluate(const coefficients::AlloyFile& alloy, std::span<const std::size_t> wanted,
                  std::span<double> values) const override {
        if (!alloy.thermal || alloy.thermal->temperatures.size() != 1)
            throw std::domain_error("thermal outputs need exactly one temperature");
        const coefficients::ShellModel model(alloy.alloy, alloy.laws);
        const auto found = coefficients::thermal_coefficients(
            model, alloy.thermal->temperatures.front(), *alloy.thermal);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            values[i] = found.*thermal_declarations()[wanted[i]].member;
    }

    [[nodiscard]] double seconds_per_point() const override { return 5e-3; }
};

} // namespace

std::unique_ptr<const AlloyOutputGroup> thermal_group() {
    return std::make_unique<ThermalGroup>();
}

} // namespace sidejump::sweep
