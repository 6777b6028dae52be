// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/device_program.hpp"

#include <charconv>
#include <stdexcept>

namespace sidejump::cli {
namespace {

std::string word(bool set) {
    return set ? "yes" : "no";
}

bool is_set(const std::string& word) {
    return word == "yes";
}

} // namespace

std::vector<std::string> hand_over(const DeviceCommandOptions& options) {
    return {"device",           options.file,        options.out,
            word(options.json), word(options.quiet), word(options.force)};
}

std::vector<std::string> hand_over(const SweepCommandOptions& options) {
    return {"sweep",
            options.file,
            options.out,
            word(options.csv),
            word(options.force),
            word(options.json),
            std::to_string(options.threads),
            word(options.quiet)};
}

std::vector<std::string> hand_over(const FitCommandOptions& options) {
    return {"fit", options.file, options.out, word(options.json), word(options.quiet)};
}

std::vector<std::string> hand_over(const ValidateCommandOptions& options) {
    return {"validate", options.file, word(options.json), word(options.quiet)};
}

HandedOver taken_over(const std::vector<std::string>& a) {
    HandedOver command;
    if (a.size() == 6 && a[0] == "device") {
        command.device = {a[1], a[2], is_set(a[3]), is_set(a[4]), is_set(a[5])};
        command.quiet = command.device->quiet;
    } else if (a.size() == 8 && a[0] == "sweep") {
        unsigned threads = 0;
        std::from_chars(a[6].data(), a[6].data() + a[6].size(), threads);
        command.sweep = {a[1],         a[2],    is_set(a[3]), is_set(a[4]),
                         is_set(a[5]), threads, is_set(a[7])};
        command.quiet = command.sweep->quiet;
    } else if (a.size() == 5 && a[0] == "fit") {
        command.fit = {a[1], a[2], is_set(a[3]), is_set(a[4])};
        command.quiet = command.fit->quiet;
    } else if (a.size() == 4 && a[0] == "validate") {
        command.validate = {a[1], is_set(a[2]), is_set(a[3])};
        command.quiet = command.validate->quiet;
    } else {
        throw std::invalid_argument(
            "this program is run by `sidejump device FILE`, `sidejump "
            "sweep STUDY`, `sidejump fit FIT` and `sidejump validate FILE`");
    }
    return command;
}

} // namespace sidejump::cli
