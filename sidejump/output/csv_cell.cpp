// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/csv_cell.hpp"

namespace sidejump::output {

std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

} // namespace sidejump::output
