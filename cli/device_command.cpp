// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/input/input_error.hpp"

#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace sidejump::cli {

std::vector<std::string> hand_over(const DeviceCommandOptions& options) {
    return {options.file, options.out, options.json ? "json" : "table",
            options.quiet ? "quiet" : "log", options.force ? "anew" : "go on"};
}

int device_command(const DeviceCommandOptions& options) {
    // Mistakes in the file show at once, and without the finite elements.
    (void)device::read_device_file(options.file);
    if (!std::filesystem::is_regular_file(options.file))
        throw input::InputError(options.file, 0, "",
                                "expected a file on a disk: it is read more than once");
    const std::filesystem::path program =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "sidejump-device";
    if (!std::filesystem::exists(program))
        throw std::runtime_error(
            fmt::format("there is no {}: this build is without devices (SIDEJUMP_DEVICE=OFF). "
                        "Install deal.II and Gmsh (scripts/install-dependencies device) and build "
                        "with -DSIDEJUMP_DEVICE=ON",
                        program.string()));
    std::vector<std::string> texts = hand_over(options);
    texts.insert(texts.begin(), program.string());
    std::vector<char*> arguments;
    arguments.reserve(texts.size() + 1);
    for (std::string& text : texts)
        arguments.push_back(text.data());
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    throw std::system_error(errno, std::generic_category(), "cannot run " + program.string());
}

} // namespace sidejump::cli
