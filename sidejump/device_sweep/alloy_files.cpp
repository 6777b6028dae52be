// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_sweep/alloy_files.hpp"

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/input/toml_reader.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace sidejump::device_sweep {
namespace {

using input::InputError;
using input::Node;
using std::filesystem::path;

// Texts of all keys `table` get the folder before them.
void put_folder_before_tables(Node& node, const path& folder) {
    if (auto* list = std::get_if<input::List>(&node.value)) {
        for (Node& element : *list)
            put_folder_before_tables(element, folder);
    } else if (auto* table = std::get_if<input::Table>(&node.value)) {
        for (auto& [key, value] : *table) {
            if (auto* text = std::get_if<std::string>(&value.value); key == "table" && text)
                *text = (folder / *text).string();
            put_folder_before_tables(value, folder);
        }
    }
}

} // namespace

AlloyFiles::AlloyFiles(const sweep::BaseFile& base) : base_(base), phase_shifts_(base.folder) {}

AlloyFiles::Content AlloyFiles::read(const std::string& name) {
    // From the folder of the study, so that messages are the same wherever the program runs.
    const std::string from_study = (path(base_.name).parent_path() / name).string();
    Content content{{}, input::Table{}};
    try {
        content.text = input::read_input_text((base_.folder / from_study).string());
        Node root = input::read_toml_text(content.text, from_study);
        (void)coefficients::alloy_from_node(root, from_study, &phase_shifts_);
        put_folder_before_tables(root, path(name).parent_path());
        content.tables = std::get<input::Table>(std::move(root.value));
    } catch (const InputError& error) {
        if (content.text.empty())
            content.text = error.message;
        content.tables = error;
    }
    return content;
}

const AlloyFiles::Content& AlloyFiles::content(const std::string& name) {
    const std::scoped_lock lock(mutex_);
    auto found = contents_.find(name);
    if (found == contents_.end())
        found = contents_.emplace(name, read(name)).first;
    return found->second;
}

const input::Table& AlloyFiles::tables(const std::string& name) {
    const Content& found = content(name);
    if (const auto* error = std::get_if<InputError>(&found.tables))
        throw InputError(*error);
    return std::get<input::Table>(found.tables);
}

sweep::ReadFile AlloyFiles::file(const std::string& name) {
    return {base_.folder / path(base_.name).parent_path() / name, content(name).text};
}

} // namespace sidejump::device_sweep
