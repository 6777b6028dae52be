// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.hpp"

#include "cli/commands.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/output/atomic_file.hpp"

#include <cerrno>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <system_error>

namespace sidejump::cli {

void log_to_stderr(bool quiet, bool speaks) {
    auto logger = spdlog::stderr_color_mt("sidejump");
    logger->set_pattern("sidejump: %^%l%$: %v");
    logger->set_level(!speaks ? spdlog::level::off
                      : quiet ? spdlog::level::err
                              : spdlog::level::info);
    spdlog::set_default_logger(logger);
}

int run(const std::function<int()>& command) {
    try {
        const int code = command();
        errno = 0;
        // A write that failed earlier leaves nothing to flush, only the mark of the stream.
        if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
            throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(),
                                    "cannot write to stdout");
        return code;
    } catch (const sidejump::input::InputError& error) {
        spdlog::error("{}", error.what());
        return input_mistake;
    } catch (const std::exception& error) {
        spdlog::error("{}", error.what());
        return run_failed;
    }
}

std::filesystem::path result_directory(const std::string& file, const std::string& out) {
    std::filesystem::path folder =
        out.empty() ? std::filesystem::path(file).stem().string() + "-results" : out;
    output::require_writable_folder(folder);
    return folder;
}

std::filesystem::path result_directory(const CoefficientsOptions& options) {
    return result_directory(options.file, options.out);
}

} // namespace sidejump::cli
