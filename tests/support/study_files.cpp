// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/study_files.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace sidejump::test {

StudyFiles::StudyFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "sidejump-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    folder_ = name;
    write("alloy.toml", alloy_text());
}

StudyFiles::~StudyFiles() {
    std::error_code status;
    std::filesystem::remove_all(folder_, status);
}

void StudyFiles::write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
}

std::string StudyFiles::study(const std::string& text) const {
    write("study.toml", text);
    return (folder_ / "study.toml").string();
}

std::string StudyFiles::alloy_text(const std::string& first) {
    return "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = 0.01\nchannels = [\n"
           "  { l = 0, j = 0.5, " +
           first +
           " },\n  { l = 1, j = 0.5, phase_shift = \"90 degree\" },\n"
           "  { l = 1, j = 1.5, phase_shift = 0.1 } ]\n";
}

std::string StudyFiles::two_species_text() {
    return alloy_text() + "[[impurity]]\nname = \"B\"\ndensity = \"1e26 1/m3\"\nchannels = [\n"
                          "  { l = 0, j = 0.5, phase_shift = -0.4 },\n"
                          "  { l = 1, j = 0.5, phase_shift = 0.3, inelastic = 0.9 },\n"
                          "  { l = 1, j = 1.5, phase_shift = 0.2 },\n"
                          "  { l = 2, j = 2.5, phase_shift = { position = \"5 meV\", width = "
                          "\"3 meV\" } } ]\n";
}

} // namespace sidejump::test
