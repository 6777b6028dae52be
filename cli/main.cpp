// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/declaration.hpp"

int main(int argc, char** argv) {
    using namespace sidejump::cli;
    return run_command_line(argc, argv, declared_commands());
}
