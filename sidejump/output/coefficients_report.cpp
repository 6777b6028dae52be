#include "sidejump/output/coefficients_report.hpp"

#include "sidejump/coefficients/result_declarations.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>
#include <string_view>

namespace sidejump::output {
namespace {

using coefficients::result_declarations;
using coefficients::ResultDeclaration;
using coefficients::Standing;
using Json = nlohmann::ordered_json;

// Reduced values below this are rounding; the table shows 0.
constexpr double visible = 1e-14;

const char* standing_word(Standing standing) {
    switch (standing) {
    case Standing::holds:
        return "holds";
    case Standing::fails:
        return "fails";
    case Standing::assumed:
        break;
    }
    return "assumed";
}

Json value_json(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json alloy_json(const coefficients::Alloy& alloy) {
    const units::Host& host = alloy.host;
    const auto entry = [](double value, const char* unit) {
        return Json{{"value", value}, {"unit", unit}};
    };
    Json species = Json::array();
    for (const auto& impurity : alloy.impurities)
        species.push_back(
            {{"name", impurity.name},
             {"concentration", impurity.concentration},
             {"density", entry(impurity.concentration * host.carrier_density(), "1/m3")}});
    return {{"host", host.name},
            {"fermi_wavenumber", entry(host.fermi_wavenumber, "1/m")},
            {"fermi_velocity", entry(host.fermi_velocity(), "m/s")},
            {"fermi_energy", entry(host.fermi_energy(), "J")},
            {"density_of_states", entry(host.density_of_states(), "1/(J m3)")},
            {"carrier_density", entry(host.carrier_density(), "1/m3")},
            {"impurities", species}};
}

std::string number_text(double value) {
    if (std::isinf(value))
        return "infinite";
    return fmt::format("{:.6g}", value);
}

std::string header(const CoefficientsRun& run) {
    const auto& alloy = run.file.alloy;
    std::string text;
    for (const auto& impurity : alloy.impurities)
        text += fmt::format("{}{} (n_i/n_c = {:.4g})", text.empty() ? "" : " + ", impurity.name,
                            impurity.concentration);
    const Json& kinetics = run.file.echo.at("kinetics");
    const Json& moments = kinetics.at("moments");
    text += fmt::format(
        " in {}\nk_F = {:.6g} 1/m, v_F = {:.4g} m/s, eps_F = {:.4g} eV, n_c = {:.4g} 1/m3\n"
        "moments: {}, form: {}, side jump: {}\n",
        alloy.host.name, alloy.host.fermi_wavenumber, alloy.host.fermi_velocity(),
        alloy.host.fermi_energy() / units::elementary_charge, alloy.host.carrier_density(),
        moments.is_string() ? moments.get<std::string>() : "up to l = " + moments.dump(),
        kinetics.at("form").get<std::string>(), kinetics.at("side_jump").get<std::string>());
    return text;
}

} // namespace

CoefficientsRun run_coefficients(coefficients::AlloyFile file) {
    CoefficientsRun run;
    run.coefficients = coefficients::transport_coefficients(file.alloy);
    run.approximations = coefficients::approximations(file.alloy, run.coefficients);
    run.checks = coefficients::consistency_checks(file.alloy);
    run.warnings = coefficients::warnings(file.alloy, run.approximations);
    run.file = std::move(file);
    return run;
}

Json program_json() {
    return {{"name", "sidejump"}, {"version", SIDEJUMP_VERSION}};
}

Json result_json(const CoefficientsRun& run) {
    Json results = Json::object();
    for (const ResultDeclaration& result : result_declarations()) {
        const double reduced = run.coefficients.*result.member;
        const double value = reduced * units::reduced_unit(run.file.alloy.host, result.dimension);
        Json entry = {{"value", value_json(value)},
                      {"unit", units::si_unit(result.dimension)},
                      {"reduced", value_json(reduced)}};
        if (std::isinf(value))
            entry["infinite"] = true;
        results[result.name] = entry;
    }
    Json approximations = Json::array();
    for (const auto& approximation : run.approximations)
        approximations.push_back({{"name", approximation.name},
                                  {"standing", standing_word(approximation.standing)},
                                  {"statement", approximation.statement}});
    Json checks = Json::object();
    for (const auto& check : run.checks)
        checks[check.name] = {{"residual", check.residual},
                              {"tolerance", check.tolerance},
                              {"passed", check.passed()},
                              {"statement", check.statement}};
    return {{"program", program_json()},
            {"input", run.file.echo},
            {"alloy", alloy_json(run.file.alloy)},
            {"results", results},
            {"approximations", approximations},
            {"checks", checks},
            {"warnings", run.warnings}};
}

std::string result_table(const CoefficientsRun& run) {
    std::string text = header(run);
    std::string_view group;
    for (const ResultDeclaration& result : result_declarations()) {
        if (group != result.group) {
            group = result.group;
            text += fmt::format("\n{}\n", group);
        }
        const double reduced = run.coefficients.*result.member;
        const double value =
            std::abs(reduced) < visible
                ? 0.0
                : reduced * units::reduced_unit(run.file.alloy.host, result.dimension);
        const std::string unit = units::si_unit(result.dimension);
        text += fmt::format("  {:<35}{:>13}  {:<6} {}\n", result.name, number_text(value),
                            unit == "1" ? "" : unit, result.meaning);
    }
    text += "\nApproximations\n";
    for (const auto& approximation : run.approximations)
        text += fmt::format("  {:<8} {:<26} {}\n", standing_word(approximation.standing),
                            approximation.name, approximation.statement);
    text += "\nChecks\n";
    for (const auto& check : run.checks)
        text += fmt::format("  {:<8} {:<26} {:.1e}  {}\n", check.passed() ? "passed" : "FAILED",
                            check.name, check.residual, check.statement);
    return text;
}

} // namespace sidejump::output
