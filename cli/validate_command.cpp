// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/device_program.hpp"
#include "cli/file_kind.hpp"
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/device/connectivity.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/device/device_problem.hpp"
#include "sidejump/electron_gas/gas_model.hpp"
#include "sidejump/electron_gas_sweep/electron_gas_base.hpp"
#include "sidejump/input/names.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor_sweep/superconductor_base.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

namespace {

int validate_alloy(const std::string& file, bool json) {
    const auto alloy = coefficients::read_alloy_file(file);
    for (const auto& warning : coefficients::input_warnings(alloy.alloy, alloy.laws))
        spdlog::warn("{}", warning);
    if (json) {
        fmt::print("{}\n", alloy.echo.dump(2));
        return success;
    }
    std::size_t channels = 0;
    for (const auto& species : alloy.alloy.impurities)
        channels += species.channels.size();
    fmt::print("{}: valid, an alloy of {} impurity species with {} in {}\n", file,
               alloy.alloy.impurities.size(), input::counted(channels, "channel"),
               alloy.alloy.host.name);
    return success;
}

/// Makes the mesh of a built-in shape and the equations of the first point of the study.
/// @throws input::InputError for names that the shape has not, and for what the equations lack
void check_with_mesh(const device::DeviceFile& device) {
    const auto geometry = device::build_geometry(device.input.geometry, device.input.mesh, {},
                                                 device.input.solver.method);
    device::check_connected(device::device_problem(device, geometry.mesh, geometry.embedding,
                                                   device::study_points(device).front()));
}

int validate_device(const std::string& file, bool json) {
    const auto device = device::read_device_file(file);
    for (const auto& warning : device::device_warnings(device))
        spdlog::warn("{}", warning);
    const bool has_shape = device.input.geometry.shape != nullptr;
    if (has_shape)
        check_with_mesh(device);
    if (json)
        fmt::print("{}\n", device.echo.dump(2));
    else
        fmt::print("{}: valid, a device of {} with {}{}\n", file,
                   input::counted(device.input.region.size(), "region"),
                   input::counted(device.input.contact.size(), "contact"),
                   has_shape ? "" : "; what depends on the mesh file is checked when it is read");
    return success;
}

int validate_superconductor(const std::string& file, bool json) {
    const auto read = superconductor::read_superconductor_file(file);
    const auto model = superconductor::build_model(read);
    superconductor::require_reciprocity(read, model);
    for (const auto& warning : model.warnings)
        spdlog::warn("{}", warning);
    if (json)
        fmt::print("{}\n", read.echo.dump(2));
    else
        fmt::print("{}: valid, a superconducting structure of kind \"{}\" of {} on {}\n", file,
                   superconductor::name_of(read.input.structure.kind),
                   input::counted(read.input.metal.size(), "metal"),
                   input::counted(model.structure.nodes.size(), "node"));
    return success;
}

int validate_gas(const std::string& file, bool json) {
    const auto read = electron_gas::read_gas_file(file);
    const auto model = electron_gas::gas_model(read);
    for (const auto& warning : model.warnings)
        spdlog::warn("{}", warning);
    if (json)
        fmt::print("{}\n", read.echo.dump(2));
    else
        fmt::print("{}: valid, an electron gas of {:.6g} 1/cm^2 with {} of impurities\n", file,
                   model.carriers * electron_gas::GasUnits::density_per_cm2(),
                   input::counted(read.input.impurity.size(), "kind"));
    return success;
}

} // namespace

int validate_command(const ValidateCommandOptions& options) {
    switch (kind_of(input::read_toml_file(options.file)).value_or(FileKind::alloy)) {
    case FileKind::study:
        if (sweeps_a_device(options.file))
            run_device_program(hand_over(options));
        return validate_study_command(
            options,
            {superconductor_sweep::superconductor_kind(), electron_gas_sweep::electron_gas_kind()},
            true);
    case FileKind::fit:
        if (fits_a_device(options.file))
            run_device_program(hand_over(options));
        return validate_fit_command(
            options,
            {superconductor_sweep::superconductor_kind(), electron_gas_sweep::electron_gas_kind()},
            true);
    case FileKind::gas:
        return validate_gas(options.file, options.json);
    case FileKind::superconductor:
        return validate_superconductor(options.file, options.json);
    case FileKind::device:
        return validate_device(options.file, options.json);
    case FileKind::alloy:
        break;
    }
    return validate_alloy(options.file, options.json);
}

} // namespace sidejump::cli
