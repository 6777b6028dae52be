// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/declared_files.hpp"

#include <fmt/format.h>

namespace sidejump::cli {

int schema_command(const std::string& subject) {
    for (const DeclaredFile& file : declared_files())
        if (file.name == subject)
            fmt::print("{}\n", input::file_schema(file.keys(), "sidejump " + file.title).dump(2));
    return success;
}

} // namespace sidejump::cli
