// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/device_program.hpp"

#include "sidejump/device/device_file.hpp"
#include "sidejump/fit/fit_file.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/superconductor/superconductor_file.hpp"
#include "sidejump/sweep/study.hpp"

#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace sidejump::cli {

void run_device_program(const std::vector<std::string>& arguments) {
    const std::filesystem::path program =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "sidejump-device";
    if (!std::filesystem::exists(program))
        throw std::runtime_error(
            fmt::format("there is no {}: this build is without devices (SIDEJUMP_DEVICE=OFF). "
                        "Install deal.II and Gmsh (scripts/install-dependencies device) and build "
                        "with -DSIDEJUMP_DEVICE=ON",
                        program.string()));
    std::vector<std::string> texts = arguments;
    texts.insert(texts.begin(), program.string());
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    execv(program.c_str(), pointers.data());
    throw std::system_error(errno, std::generic_category(), "cannot run " + program.string());
}

namespace {

bool is_device_base(const std::string& file, std::string (*base_of)(const std::string&)) {
    // What can be read only once is left to that reading.
    if (!std::filesystem::is_regular_file(file))
        return false;
    try {
        const std::string base = base_of(file);
        if (!std::filesystem::is_regular_file(base))
            return false;
        const input::Node root = input::read_toml_file(base);
        // Planes of superconductors have regions as well.
        return device::is_device(root) && !superconductor::is_superconductor(root);
    } catch (const input::InputError&) {
        return false;
    }
}

} // namespace

bool sweeps_a_device(const std::string& study) {
    return is_device_base(study, sweep::base_of_study);
}

bool fits_a_device(const std::string& fit) {
    return is_device_base(fit, fit::base_of_fit);
}

} // namespace sidejump::cli
