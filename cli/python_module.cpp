// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/python_module.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace sidejump::cli {
namespace {

namespace fs = std::filesystem;

// The folder that holds the package sidejump.
fs::path package_folder() {
    const fs::path here = fs::read_symlink("/proc/self/exe").parent_path();
    const fs::path places[] = {here / ".." / "python",                // of the build tree
                               here / ".." / SIDEJUMP_PYTHON_FOLDER}; // of the prefix
    for (const fs::path& place : places)
        if (fs::exists(place / "sidejump" / "__init__.py"))
            return fs::weakly_canonical(place);
    throw std::runtime_error(fmt::format("the Python package sidejump is neither in {} nor in {}",
                                         places[0].lexically_normal().string(),
                                         places[1].lexically_normal().string()));
}

// The folder of the package comes first, the current folder, which -c puts there, not at all: its
// files might have the names of modules.
constexpr const char* start = "import sys; sys.path[0] = sys.argv.pop(1); "
                              "from sidejump.command import run; "
                              "sys.exit(run(sys.argv[1], sys.argv[2:]))";

} // namespace

void run_python_module(const std::string& module, const std::vector<std::string>& arguments) {
    const char* chosen = std::getenv("SIDEJUMP_PYTHON");
    std::vector<std::string> texts = {chosen != nullptr && *chosen != '\0' ? chosen
                                                                           : SIDEJUMP_PYTHON,
                                      "-c", start, package_folder().string(), module};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    execvp(pointers[0], pointers.data());
    throw std::system_error(errno, std::generic_category(), "cannot run " + texts[0]);
}

} // namespace sidejump::cli
