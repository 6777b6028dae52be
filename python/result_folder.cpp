// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/result_folder.hpp"

#include "sidejump/output/atomic_file.hpp"

namespace sidejump::python {

ResultFolder::ResultFolder(const std::string& path) : path_(path) {
    if (is_wanted())
        output::require_writable_folder(path_);
}

void ResultFolder::write(const nlohmann::ordered_json& json, const std::string& name) const {
    if (is_wanted())
        output::write_atomically(path_ / name, json.dump(2) + "\n");
}

} // namespace sidejump::python
