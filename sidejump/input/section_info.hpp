// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/input_error.hpp"
#include "sidejump/input/node.hpp"
#include "sidejump/input/value_types.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sidejump::input {

struct SectionInfo;

/// What is declared of one parameter, apart from the variable it fills.
struct ParameterInfo {
    std::string key;
    std::string type; ///< in words
    std::string description;
    std::string default_text; ///< empty if there is none
    bool required = false;
    Json schema; ///< of the value; made from `section` when there is one
    std::shared_ptr<const SectionInfo> section; ///< for tables and lists of tables
    bool is_list = false;
};

/// A rule on which of several keys must be given.
struct Alternatives {
    std::vector<std::string> keys;
    bool exclusive = false; ///< exactly one of them, rather than at least one
};

/// What is declared of a table of the input file.
struct SectionInfo {
    std::string description;
    std::vector<ParameterInfo> parameters;
    std::vector<Alternatives> alternatives;
};

/// The entries of a table.
/// @throws InputError that says what was found instead
const Table& table_entries(const Node& node, const Place& place);

/// The elements of a list that is not empty.
/// @throws InputError that says what was found instead
const List& list_elements(const Node& node, const Place& place);

/// @throws InputError at the first key that is not declared
void check_known_keys(const SectionInfo& info, const Table& table, const Place& place);

/// @throws InputError if a required key is missing, or alternatives are not met
void check_required_keys(const SectionInfo& info, const Table& table, const Place& place);

/// JSON Schema of a section (an object without further properties).
Json section_schema(const SectionInfo& info);

/// JSON Schema (draft 2020-12) of a whole input file.
Json file_schema(const SectionInfo& root, const std::string& title);

} // namespace sidejump::input
