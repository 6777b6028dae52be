// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/file_kind.hpp"

#include "sidejump/device/device_file.hpp"
#include "sidejump/electron_gas/gas_file.hpp"
#include "sidejump/fit/fit_file.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/input/names.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/superconductor/superconductor_file.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace sidejump::cli {
namespace {

const char* name_of(FileKind kind) {
    switch (kind) {
    case FileKind::alloy:
        return "an alloy file";
    case FileKind::study:
        return "a study file";
    case FileKind::fit:
        return "a fit file";
    case FileKind::device:
        return "a device file";
    case FileKind::superconductor:
        return "a superconductor file";
    case FileKind::gas:
        break;
    }
    return "a gas file";
}

const char* commands_of(FileKind kind) {
    switch (kind) {
    case FileKind::alloy:
        return "coefficients, impurity, thermal and response take";
    case FileKind::study:
        return "sweep takes";
    case FileKind::fit:
        return "fit takes";
    case FileKind::device:
        return "device takes";
    case FileKind::superconductor:
        return "superconductor takes";
    case FileKind::gas:
        break;
    }
    return "rashba takes";
}

std::optional<FileKind> kind_of_file(const std::string& file) {
    // What can be read only once has been read.
    std::error_code status;
    if (!std::filesystem::is_regular_file(file, status))
        return std::nullopt;
    try {
        return kind_of(input::read_toml_file(file));
    } catch (const input::InputError&) {
        return std::nullopt;
    }
}

} // namespace

std::optional<FileKind> kind_of(const input::Node& root) {
    const auto* table = std::get_if<input::Table>(&root.value);
    if (table == nullptr)
        return std::nullopt;
    if (input::has_key(*table, "sweep"))
        return FileKind::study;
    if (fit::is_fit(root))
        return FileKind::fit;
    if (electron_gas::is_gas(root))
        return FileKind::gas;
    if (superconductor::is_superconductor(root))
        return FileKind::superconductor;
    if (device::is_device(root))
        return FileKind::device;
    if (input::has_key(*table, "host") && input::has_key(*table, "impurity"))
        return FileKind::alloy;
    return std::nullopt;
}

int run_on_file(const std::string& file, FileKind wanted, const std::function<int()>& command) {
    try {
        return command();
    } catch (const input::InputError& error) {
        const auto found = error.file == file ? kind_of_file(file) : std::nullopt;
        if (!found || *found == wanted)
            throw;
        throw input::InputError(file, 0, "",
                                fmt::format("expected {}, found {}, which sidejump {}",
                                            name_of(wanted), name_of(*found), commands_of(*found)));
    }
}

} // namespace sidejump::cli
