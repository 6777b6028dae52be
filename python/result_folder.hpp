// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace sidejump::python {

/// Where a run is to leave the files that the command of the program writes, if anywhere.
class ResultFolder {
  public:
    /// Before the run.
    /// @param path  empty if no files are wanted
    /// @throws std::system_error if nothing can be written there
    explicit ResultFolder(const std::string& path);

    [[nodiscard]] bool is_wanted() const { return !path_.empty(); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Writes the result file, which comes last; nothing if no files are wanted.
    /// @throws std::system_error with the path if it cannot be written
    void write(const nlohmann::ordered_json& json, const std::string& name) const;

  private:
    std::filesystem::path path_;
};

} // namespace sidejump::python
