// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_report.hpp"
#include "sidejump/output/coefficients_report.hpp"

#include <cmath>

namespace sidejump::electron_gas {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value + 0.0) : Json(nullptr);
}

Json real_parts(const std::vector<std::complex<double>>& values) {
    Json list = Json::array();
    for (const auto& value : values)
        list.push_back(number(value.real()));
    return list;
}

Json imaginary_parts(const std::vector<std::complex<double>>& values) {
    Json list = Json::array();
    for (const auto& value : values)
        list.push_back(number(value.imag()));
    return list;
}

Json findings_json(const GasRun& run) {
    Json findings = Json::object();
    for (const Finding& finding : run.findings) {
        Json entry = {{"value", number(finding.value)},
                      {"unit", finding.unit.empty() ? "1" : finding.unit},
                      {"meaning", finding.meaning}};
        if (std::isinf(finding.value))
            entry["infinite"] = true;
        findings[finding.name] = entry;
    }
    return findings;
}

Json response_json(const GasRun& run) {
    Json frequencies = Json::array();
    for (const double frequency : run.frequencies)
        frequencies.push_back(number(frequency));
    Json response = {
        {"frequency", {{"unit", "Hz"}, {"meaning", "f, omega = 2 pi f"}, {"values", frequencies}}}};
    for (const ResponseColumn& column : run.columns)
        response[column.name] = {{"unit", column.unit.empty() ? "1" : column.unit},
                                 {"meaning", column.meaning},
                                 {"real", real_parts(column.values)},
                                 {"imaginary", imaginary_parts(column.values)}};
    return response;
}

Json spin_modes_json(const SpinModeTable& table) {
    Json points = Json::array();
    for (std::size_t i = 0; i < table.wavenumbers.size(); ++i) {
        Json modes = Json::array();
        for (const rashba::SpinMode& mode : table.modes[i]) {
            const std::vector<std::complex<double>> content(mode.content.begin(),
                                                            mode.content.end());
            modes.push_back(
                {{"rate", {number(mode.rate.real()), number(mode.rate.imag())}},
                 {"content",
                  {{"real", real_parts(content)}, {"imaginary", imaginary_parts(content)}}}});
        }
        points.push_back({{"wavenumber", number(table.wavenumbers[i])}, {"modes", modes}});
    }
    return {{"units", {{"wavenumber", "1/m"}, {"rate", "1/s"}}},
            {"meaning", "free decay e^{i q r - rate t}, real and imaginary part of the rate; "
                        "content: number, S_x, S_y, S_z"},
            {"direction", table.direction},
            {"points", points}};
}

} // namespace

Json gas_json(const GasFile& file, const GasRun& run) {
    Json certificate = Json::object();
    for (const Check& check : run.certificate)
        certificate[check.name] = {{"value", number(check.value)},
                                   {"limit", number(check.limit)},
                                   {"meaning", check.meaning}};
    Json json = {{"program", output::program_json()},
                 {"input", file.echo},
                 {"conventions",
                  "H = k^2/2m + alpha (sigma_y k_x - sigma_x k_y) + beta (sigma_x k_x - sigma_y "
                  "k_y); force e E along x; amplitudes at e^{-i omega t}; spin current (k_y/m) S_z "
                  "with S = sigma/2, in units of (e/8 pi) E"},
                 {"findings", findings_json(run)},
                 {"response", response_json(run)}};
    if (run.relaxation) {
        Json rates = Json::array();
        for (const auto& row : run.relaxation->rates)
            rates.push_back({number(row[0]), number(row[1]), number(row[2])});
        json["spin_relaxation"] = {{"unit", "1/s"},
                                   {"meaning", "the matrix of dS/dt = -rates S at q = 0, in the "
                                               "order x, y, z; null where spins precess"},
                                   {"rates", rates}};
    }
    if (run.spin_modes)
        json["spin_modes"] = spin_modes_json(*run.spin_modes);
    json["certificate"] = certificate;
    json["warnings"] = run.warnings;
    return json;
}

} // namespace sidejump::electron_gas
