// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_report.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::electron_gas {
namespace {

constexpr std::size_t most_frequencies = 4;  ///< frequencies beside each other
constexpr std::size_t most_wavenumbers = 16; ///< wavenumbers

/// Of many as many as fit, evenly, the first and the last among them.
std::vector<std::size_t> shown(std::size_t all, std::size_t most) {
    std::vector<std::size_t> indices;
    const std::size_t count = std::min(all, most);
    for (std::size_t i = 0; i < count; ++i)
        indices.push_back(count < 2 ? 0 : i * (all - 1) / (count - 1));
    return indices;
}

std::string value_text(double value) {
    return std::isinf(value)   ? "infinite"
           : std::isnan(value) ? "unknown"
                               : fmt::format("{:.8g}", value + 0.0);
}

/// A complex number, rounded to zero where it is rounding of `scale`; the real part alone if
/// nothing in its column is imaginary.
std::string amplitude(std::complex<double> value, double scale, bool is_complex) {
    const auto part = [scale](double x) { return std::abs(x) < 1e-12 * scale ? 0.0 : x; };
    std::string real = fmt::format("{:.5g}", part(value.real()));
    if (!is_complex)
        return real;
    const double imaginary = part(value.imag());
    return fmt::format("{} {} {:.5g}i", real, imaginary < 0.0 ? "-" : "+", std::abs(imaginary));
}

std::string findings_text(const GasRun& run) {
    std::string text;
    for (const Finding& finding : run.findings)
        text += fmt::format("  {:<30} {:>14} {:<11} {}\n", finding.name, value_text(finding.value),
                            finding.unit, finding.meaning);
    return text;
}

/// The size with which a column is compared: the largest of its group, for spin currents e/8 pi.
double scale_of(const ResponseColumn& column, const GasRun& run) {
    double scale = column.unit == "e/8pi" ? 1.0
                   : column.unit == "J/m" ? run.finding("universal_spin_current")
                                          : 0.0;
    for (const ResponseColumn& other : run.columns)
        if (other.group == column.group && other.unit == column.unit)
            for (const auto& value : other.values)
                scale = std::max(scale, std::abs(value));
    return scale;
}

/// Whether symmetry forbids a quantity, so that there is nothing but rounding in its column.
bool is_nothing(const ResponseColumn& column, double scale) {
    constexpr double rounding = 1e-10;
    return !column.name.starts_with("spin_current_yz") &&
           std::ranges::all_of(column.values, [scale](const auto& value) {
               return std::abs(value) <= rounding * scale;
           });
}

std::string response_text(const GasRun& run) {
    const auto columns = shown(run.frequencies.size(), most_frequencies);
    const bool is_complex = std::ranges::any_of(run.frequencies, [](double f) { return f != 0.0; });
    const int width = is_complex ? 25 : 14;
    std::string text = fmt::format("\n  {:<18} {:<6}", "frequency", "Hz");
    for (const std::size_t k : columns)
        text += fmt::format("  {:>{}}", fmt::format("{:.6g}", run.frequencies[k]), width);
    text += "\n";
    std::string group;
    for (const ResponseColumn& column : run.columns) {
        const double scale = scale_of(column, run);
        if (is_nothing(column, scale))
            continue;
        if (column.group != group) {
            group = column.group;
            text += "\n" + group + "\n";
        }
        text += fmt::format("  {:<18} {:<6}", column.name, column.unit);
        for (const std::size_t k : columns)
            text += fmt::format("  {:>{}}", amplitude(column.values[k], scale, is_complex), width);
        text += "  " + column.meaning + "\n";
    }
    if (columns.size() < run.frequencies.size())
        text += fmt::format("  ({} of {} frequencies; all are in the files)\n", columns.size(),
                            run.frequencies.size());
    return text;
}

std::string spin_modes_text(const SpinModeTable& table) {
    std::string text = fmt::format("\nSpin modes, rates in 1/s\n  {:>14}", "wavenumber 1/m");
    for (int m = 1; m <= 4; ++m)
        text += fmt::format("  {:>23}", fmt::format("mode {}", m));
    text += "\n";
    const auto rows = shown(table.wavenumbers.size(), most_wavenumbers);
    for (const std::size_t i : rows) {
        double scale = 0.0;
        for (const auto& mode : table.modes[i])
            scale = std::max(scale, std::abs(mode.rate));
        text += fmt::format("  {:>14.6g}", table.wavenumbers[i]);
        for (const auto& mode : table.modes[i])
            text += fmt::format(
                "  {:>23}", amplitude(mode.rate, scale, std::abs(mode.rate.imag()) > 1e-9 * scale));
        text += "\n";
    }
    if (rows.size() < table.wavenumbers.size())
        text += fmt::format("  ({} of {} wavenumbers; all are in the files)\n", rows.size(),
                            table.wavenumbers.size());
    return text;
}

std::string coupling(const GasInput& gas) {
    if (gas.cubic_rashba != 0.0)
        return fmt::format("cubic Rashba coupling {:.6g} eV nm^3", gas.cubic_rashba);
    std::string text = fmt::format("Rashba coupling {:.6g} meV nm", gas.rashba);
    if (gas.dresselhaus != 0.0)
        text += fmt::format(", Dresselhaus coupling {:.6g} meV nm", gas.dresselhaus);
    return text;
}

} // namespace

std::string gas_table(const GasFile& file, const GasRun& run) {
    const GasInput& gas = file.input.gas;
    std::string impurities;
    for (const ImpurityInput& impurity : file.input.impurity)
        impurities += (impurities.empty() ? "" : ", ") + name_of(impurity.potential);
    std::string text = fmt::format("electron gas, m = {:.6g}, {}, {:.6g} K, impurities: {}\n\n",
                                   gas.effective_mass, coupling(gas), gas.temperature, impurities);
    text += findings_text(run) + response_text(run);
    if (run.spin_modes)
        text += spin_modes_text(*run.spin_modes);
    return text + output::certificate_text(run.certificate);
}

} // namespace sidejump::electron_gas
