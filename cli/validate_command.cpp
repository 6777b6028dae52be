// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/device/device_file.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

namespace {

int validate_device(const std::string& file, bool json) {
    const auto device = device::read_device_file(file);
    for (const auto& warning : device::device_warnings(device))
        spdlog::warn("{}", warning);
    if (json)
        fmt::print("{}\n", device.echo.dump(2));
    else
        fmt::print("{}: valid, a device of {} regions with {} contacts; names of a mesh file are "
                   "checked when it is read\n",
                   file, device.input.region.size(), device.input.contact.size());
    return success;
}

} // namespace

int validate_command(const std::string& file, bool json) {
    if (device::is_device_file(file))
        return validate_device(file, json);
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
    fmt::print("{}: valid, {} impurity species with {} channels in {}\n", file,
               alloy.alloy.impurities.size(), channels, alloy.alloy.host.name);
    return success;
}

} // namespace sidejump::cli
