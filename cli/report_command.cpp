// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/python_module.hpp"

namespace sidejump::cli {

int report_command(const std::vector<std::string>& given) {
    run_python_module("report.command", given);
}

} // namespace sidejump::cli
