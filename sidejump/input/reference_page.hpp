// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section_info.hpp"

#include <string>
#include <vector>

namespace sidejump::input {

/// A section of an input file with its place in it.
struct PlacedSection {
    std::string heading; ///< as in the file: "[host]", or "[[impurity]]" for one of several
    bool required = false;
    const SectionInfo* section = nullptr; ///< of the root
};

/// All sections below the root, each before those in it.
/// @param root  has to outlive the result
std::vector<PlacedSection> sections_in_order(const SectionInfo& root);

/// What stands for the default of a parameter in references: "required" or "none" if there is none.
std::string default_in_words(const ParameterInfo& parameter);

/// The declared parameters of an input file as a Markdown page: a table for each section.
std::string reference_page(const SectionInfo& root);

} // namespace sidejump::input
