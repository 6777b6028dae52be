// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidejump::output {

/// A cell of comma-separated values (RFC 4180): quotation marks around what holds a comma, a
/// quotation mark or a new line, doubled inside.
std::string csv_cell(const std::string& text);

} // namespace sidejump::output
