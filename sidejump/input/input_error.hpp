// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace sidejump::input {

/// A mistake in an input file. what() is one line: file, line, key, what was expected and found.
class InputError : public std::runtime_error {
  public:
    /// @param line  line in the file, 0 if the mistake is not on one line
    /// @param key   full name of the parameter, empty if the mistake concerns the file
    InputError(const std::string& file, int line, const std::string& key,
               const std::string& message);

    std::string file;
    int line;
    std::string key;
    std::string message;
};

/// Where a value stands: file, line, and the full name of its key.
struct Place {
    std::string file;
    int line = 0;
    std::string key;

    /// The place of the entry `name` of the table at this place.
    [[nodiscard]] Place entry(const std::string& name, int at_line) const;
    /// The place of the element `index` (from 0) of the list at this place.
    [[nodiscard]] Place element(std::size_t index, int at_line) const;

    [[noreturn]] void fail(const std::string& message) const;
    [[noreturn]] void fail(const std::string& expected, const std::string& found) const;
};

} // namespace sidejump::input
