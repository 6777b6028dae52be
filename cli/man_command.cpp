// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/manual_page.hpp"
#include "sidejump/output/atomic_file.hpp"

#include <fmt/format.h>

namespace sidejump::cli {
namespace {

struct Page {
    std::string name;   ///< for the command line
    std::string place;  ///< in a folder of the manual
    std::string source; ///< in the language of man(7)
};

std::vector<Page> all_pages() {
    const auto commands = declared_commands();
    std::vector<Page> pages = {
        {"sidejump", "man1/sidejump.1", program_manual(commands, declared_files())}};
    for (const Command& command : commands)
        pages.push_back({command.name, fmt::format("man1/sidejump-{}.1", command.name),
                         command_manual(command)});
    for (const DeclaredFile& file : declared_files())
        pages.push_back(
            {file.name + "-file", fmt::format("man5/sidejump-{}.5", file.name), file_manual(file)});
    return pages;
}

} // namespace

int man_command(const ManCommandOptions& options) {
    for (const Page& page : all_pages()) {
        if (!options.out.empty())
            output::write_atomically(std::filesystem::path(options.out) / page.place, page.source);
        else if (page.name == options.page)
            fmt::print("{}", page.source);
    }
    return success;
}

} // namespace sidejump::cli
