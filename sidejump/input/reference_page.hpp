// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section_info.hpp"

#include <string>

namespace sidejump::input {

/// The declared parameters of an input file as a Markdown page: a table for each section.
std::string reference_page(const SectionInfo& root);

} // namespace sidejump::input
