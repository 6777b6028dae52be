// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/manual_page.hpp"
#include "sidejump/output/atomic_file.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

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

// On a terminal as man(1) shows it, where there is one; otherwise the source.
void show(const std::string& source) {
    if (isatty(STDOUT_FILENO) == 0) {
        fmt::print("{}", source);
        return;
    }
    std::signal(SIGPIPE, SIG_IGN); // whoever has read enough quits the pager
    FILE* shown = popen("if command -v man >/dev/null; then exec man -l -; else exec cat; fi", "w");
    if (shown == nullptr)
        throw std::system_error(errno, std::generic_category(), "cannot show the manual page");
    std::fwrite(source.data(), 1, source.size(), shown);
    pclose(shown);
}

} // namespace

int man_command(const ManCommandOptions& options) {
    for (const Page& page : all_pages()) {
        if (!options.out.empty())
            output::write_atomically(std::filesystem::path(options.out) / page.place, page.source);
        else if (page.name == options.page)
            show(page.source);
    }
    return success;
}

} // namespace sidejump::cli
