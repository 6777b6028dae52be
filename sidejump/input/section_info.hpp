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

/// What is declared of a table of the input file.
struct SectionInfo {
    std::string description;
    std::vector<ParameterInfo> parameters;
};

/// The entries of a table, or an error that names what was found instead.
const Table& table_entries(const Node& node, const Place& place);

/// The tables of a list, or an error.
const List& list_elements(const Node& node, const Place& place);

/// Refuses keys that are not declared, and declared ones that are required but missing.
void check_keys(const SectionInfo& info, const Table& table, const Place& place);

/// JSON Schema of a section (an object without further properties).
Json section_schema(const SectionInfo& info);

/// JSON Schema (draft 2020-12) of a whole input file.
Json file_schema(const SectionInfo& root, const std::string& title);

} // namespace sidejump::input
