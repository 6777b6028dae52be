// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/coefficients/alloy_file.hpp"

#include <fmt/format.h>

namespace sidejump::cli {

int schema_command() {
    fmt::print("{}\n",
               input::file_schema(coefficients::alloy_file_section().info(), "sidejump alloy file")
                   .dump(2));
    return success;
}

} // namespace sidejump::cli
