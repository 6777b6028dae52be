// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas_sweep/electron_gas_outputs.hpp"

#include "sidejump/electron_gas/gas_numbers.hpp"
#include "sidejump/electron_gas/response_columns.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::electron_gas_sweep {
namespace {

using electron_gas::Finding;
using electron_gas::GasRun;
using electron_gas::ResponseColumn;
using electron_gas::unknown;

/// The unit of spin currents, of which UDUNITS knows nothing.
constexpr const char* universal_unit = "e/8pi";

constexpr ElectronGasNeeds relaxation{.spin_decay = true, .spin_modes = false};
constexpr ElectronGasNeeds modes_of_one_wavenumber{.spin_decay = true, .spin_modes = true};

double finding(const GasRun& run, const std::string& name) {
    const auto found = std::ranges::find(run.findings, name, &Finding::name);
    return found != run.findings.end() ? found->value : unknown;
}

double check(const GasRun& run, const std::string& name) {
    const auto found = std::ranges::find(run.certificate, name, &electron_gas::Check::name);
    return found != run.certificate.end() ? found->value : unknown;
}

std::string description_of(const ResponseColumn& column) {
    return fmt::format("{}: {}{}", column.group, column.meaning,
                       column.unit == universal_unit ? ", over e/8 pi" : "");
}

} // namespace

ElectronGasOutputs::ElectronGasOutputs(const electron_gas::GasFile& file,
                                       const electron_gas::GasModel& model) {
    // The names, units and meanings of results do not depend on the response.
    GasRun declared;
    const rashba::GasResponse none;
    electron_gas::add_gas_numbers(file, model, none, declared);
    electron_gas::add_response_columns(file, model, none, declared);
    for (const Finding& one : declared.findings)
        add(one.name, one.unit, one.meaning,
            [name = one.name](const GasRun& run) { return finding(run, name); });
    for (const ResponseColumn& column : declared.columns)
        add_parts(
            column.name, column.unit == universal_unit ? "" : column.unit, description_of(column),
            [name = column.name](const GasRun& run) { return run.column(name).values.front(); });
    add_spin_decay();
    add_certificate();
}

void ElectronGasOutputs::add_spin_decay() {
    const auto add_time = [this](const std::string& name, const std::string& of) {
        add(
            name, "ps", of + ", the same in all of the plane (Dyakonov-Perel)",
            [name](const GasRun& run) { return finding(run, name); }, relaxation);
    };
    for (const char* axis : {"x", "y", "z"})
        add_time(fmt::format("spin_relaxation_time_{}", axis), fmt::format("of S_{}", axis));
    add_time("longest_spin_relaxation_time", "of the spin along the axis of slowest decay");
    constexpr std::size_t modes = 4;
    for (std::size_t k = 0; k < modes; ++k)
        add_parts(
            fmt::format("spin_mode_{}", k + 1), "1/s",
            fmt::format("rate of mode {} of number and spin, in the order of decay", k + 1),
            [k](const GasRun& run) {
                return run.spin_modes ? run.spin_modes->modes.front().at(k).rate : unknown;
            },
            modes_of_one_wavenumber);
}

void ElectronGasOutputs::add_certificate() {
    add("certificate.scattering", "", "error of 1/tau of the current of a kind of impurities",
        [](const GasRun& run) { return check(run, "scattering"); });
    add("certificate.spin_torque", "", "dS_y/dt = 2 m alpha q_yz, over its size and that of e/8pi",
        [](const GasRun& run) { return check(run, "spin_torque"); });
    add(
        "certificate.spin_modes", "",
        "change of the rates of spin modes from half as many directions",
        [](const GasRun& run) { return check(run, "spin_modes"); }, modes_of_one_wavenumber);
}

void ElectronGasOutputs::add_parts(const std::string& name, const std::string& unit,
                                   const std::string& description, const Amplitude& amplitude,
                                   ElectronGasNeeds needs) {
    add(
        name + ".real", unit, description + ", real part",
        [amplitude](const GasRun& run) { return amplitude(run).real(); }, needs);
    add(
        name + ".imaginary", unit, description + ", imaginary part",
        [amplitude](const GasRun& run) { return amplitude(run).imag(); }, needs);
}

} // namespace sidejump::electron_gas_sweep
