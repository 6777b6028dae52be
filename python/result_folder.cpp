// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/result_folder.hpp"

#include "sidejump/output/atomic_file.hpp"

#include <filesystem>

namespace sidejump::python {

void write_result(const nlohmann::ordered_json& json, const std::string& folder,
                  const std::string& name) {
    if (!folder.empty())
        output::write_atomically(std::filesystem::path(folder) / name, json.dump(2) + "\n");
}

} // namespace sidejump::python
