// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section_info.hpp"

#include <string>
#include <vector>

namespace sidejump::cli {

/// A kind of input file with the keys that are declared for it.
struct DeclaredFile {
    std::string name;      ///< for `sidejump schema` and the man page
    std::string reference; ///< its subject of `sidejump reference`
    std::string title;     ///< such as "alloy file"
    input::SectionInfo (*keys)();
};
const std::vector<DeclaredFile>& declared_files();

std::vector<std::string> declared_file_names();

/// What `sidejump reference` has a page of: keys of files, and results.
std::vector<std::string> reference_subjects();

} // namespace sidejump::cli
