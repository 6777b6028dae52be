// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_run.hpp"

#include "sidejump/electron_gas/gas_numbers.hpp"
#include "sidejump/electron_gas/gas_spin_modes.hpp"
#include "sidejump/electron_gas/response_columns.hpp"
#include "sidejump/rashba/impurity_potentials.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::electron_gas {
namespace {

/// Left out electrons of a smaller share than this one are not worth a warning.
constexpr double told_share = 1e-6;

rashba::GasResponse response_of(const GasFile& file, const GasModel& model,
                                const Progress& progress) {
    std::vector<double> omegas;
    for (const double frequency : file.input.study.frequency)
        omegas.push_back(2.0 * std::numbers::pi * frequency / model.units.rate());
    try {
        // Where half as many directions change results by more than themselves, or to no number,
        // there is nothing but rounding in the rates of collisions.
        constexpr double all = 1.0;
        rashba::GasResponse response = rashba::gas_response(model.gas, omegas, progress);
        for (const rashba::KineticResponse& at : response.at)
            if (!std::isfinite(std::abs(at.total.current[0])) || response.angular_error > all)
                throw std::runtime_error(
                    fmt::format("the kinetic equation has no solution on {} directions of the "
                                "momentum: impurities scatter by smaller angles",
                                response.directions));
        return response;
    } catch (const rashba::NoFermiContour& error) {
        const GasInput& gas = file.input.gas;
        (gas.temperature > 0.0 ? gas.temperature_place : gas.level_place).fail(error.what());
    }
}

template <class List>
const auto& named(const List& list, const std::string& name) {
    for (const auto& entry : list)
        if (entry.name == name)
            return entry;
    throw std::out_of_range("no result " + name);
}

} // namespace

const ResponseColumn& GasRun::column(const std::string& name) const {
    return named(columns, name);
}

double GasRun::finding(const std::string& name) const {
    return named(findings, name).value;
}

GasRun run_gas(const GasFile& file, const RunOptions& options) {
    const GasModel model = gas_model(file);
    GasRun run;
    run.warnings = model.warnings;
    run.frequencies = file.input.study.frequency;
    const auto& asked = file.input.spin_modes;
    const std::size_t wavenumbers = options.spin_decay && asked ? asked->wavenumber.size() : 0;
    std::size_t response_parts = 0;
    const auto tell = [&](std::size_t done) {
        if (options.progress)
            options.progress(done, response_parts + wavenumbers);
    };
    const rashba::GasResponse response =
        response_of(file, model, [&](std::size_t done, std::size_t all) {
            response_parts = all;
            tell(done);
        });
    if (response.untreated_share > told_share)
        run.warnings.push_back(
            fmt::format("{:.1e} of the electrons that carry current are left out: they are at "
                        "energies at which some directions of the momentum have no states",
                        response.untreated_share));
    add_gas_numbers(file, model, response, run);
    add_response_columns(file, model, response, run);
    if (options.spin_decay)
        add_spin_modes(file, model, run, [&](std::size_t done) { tell(response_parts + done); });
    add_response_certificate(model, response, run);
    for (const Check& check : run.certificate)
        if (!check.is_kept())
            run.warnings.push_back(fmt::format("{} is {:.1e}, at most {:.0e} is expected: {}",
                                               check.name, check.value, check.limit,
                                               check.meaning));
    return run;
}

} // namespace sidejump::electron_gas
