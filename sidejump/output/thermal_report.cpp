// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/thermal_report.hpp"

#include "sidejump/coefficients/thermal_declarations.hpp"
#include "sidejump/output/coefficients_report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

namespace sidejump::output {

using coefficients::thermal_declarations;
using coefficients::ThermalCoefficients;
using Json = nlohmann::ordered_json;

Json thermal_json(const coefficients::AlloyFile& file, const std::vector<ThermalCoefficients>& runs,
                  const std::vector<std::string>& warnings) {
    Json list = Json::array();
    for (const ThermalCoefficients& run : runs) {
        Json results = Json::object();
        for (const auto& declared : thermal_declarations()) {
            const double value = run.*declared.member;
            results[declared.name] = {
                {"value", std::isfinite(value) ? Json(value + 0.0) : Json(nullptr)},
                {"unit", declared.unit},
                {"meaning", declared.meaning}};
        }
        list.push_back({{"temperature", {{"value", run.temperature}, {"unit", "K"}}},
                        {"results", results},
                        {"integration_error", run.integration_error}});
    }
    return {{"program", program_json()},
            {"input", file.echo},
            {"results", list},
            {"warnings", warnings}};
}

std::string thermal_table(const std::vector<ThermalCoefficients>& runs) {
    constexpr std::size_t columns = 4;
    std::string text;
    for (std::size_t first = 0; first < runs.size(); first += columns) {
        const std::size_t last = std::min(first + columns, runs.size());
        text += fmt::format("{}{:<35}", first == 0 ? "" : "\n", "temperature (K)");
        for (std::size_t i = first; i < last; ++i)
            text += fmt::format("{:>13.6g}", runs[i].temperature);
        text += '\n';
        for (const auto& declared : thermal_declarations()) {
            text += fmt::format("  {:<33}", declared.name);
            for (std::size_t i = first; i < last; ++i) {
                const double value = runs[i].*declared.member;
                text += std::isfinite(value) ? fmt::format("{:>13.6g}", value + 0.0)
                                             : fmt::format("{:>13}", "undefined");
            }
            text += fmt::format("  {:<9} {}\n",
                                std::string_view(declared.unit) == "1" ? "" : declared.unit,
                                declared.meaning);
        }
    }
    return text;
}

} // namespace sidejump::output
