// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/input_error.hpp"

#include "sidejump/input/node.hpp"

#include <fmt/format.h>

namespace sidejump::input {
namespace {

std::string one_line(const std::string& file, int line, const std::string& key,
                     const std::string& message) {
    std::string text = file;
    if (line > 0)
        text += fmt::format(":{}", line);
    text += ": ";
    if (!key.empty())
        text += key + ": ";
    return text + message;
}

} // namespace

InputError::InputError(const std::string& file_, int line_, const std::string& key_,
                       const std::string& message_)
    : std::runtime_error(one_line(file_, line_, key_, message_)), file(file_), line(line_),
      key(key_), message(message_) {}

Place Place::entry(const std::string& name, int at_line) const {
    return {file, at_line, key.empty() ? printable(name) : key + "." + printable(name)};
}

Place Place::element(std::size_t index, int at_line) const {
    return {file, at_line, fmt::format("{}[{}]", key, index)};
}

void Place::fail(const std::string& text) const {
    throw InputError(file, line, key, text);
}

void Place::fail(const std::string& expected, const std::string& found) const {
    fail(fmt::format("expected {}, found {}", expected, found));
}

} // namespace sidejump::input
