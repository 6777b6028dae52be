// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace sidejump::test {

/// A folder for a study, its alloy file and its results, deleted at the end.
class StudyFiles {
  public:
    StudyFiles(); ///< with `alloy.toml` of alloy_text()
    ~StudyFiles();
    StudyFiles(const StudyFiles&) = delete;
    StudyFiles& operator=(const StudyFiles&) = delete;

    void write(const std::string& name, const std::string& text) const;

    /// Writes `study.toml`. @returns its path
    [[nodiscard]] std::string study(const std::string& text) const;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    /// An alloy of one species with channels s1/2, p1/2 and p3/2.
    /// @param first  the entry for the phase shift of s1/2
    static std::string alloy_text(const std::string& first = "phase_shift = 0.2");

    /// An alloy of two species, one given by its concentration, the other by its density; the last
    /// channel of the second is a resonance.
    static std::string two_species_text();

  private:
    std::filesystem::path folder_;
};

} // namespace sidejump::test
