// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

/// Names of a file that refer to one another, and keys that exclude one another.
namespace sidejump::input {

/// The position of a name among the known ones.
/// @param what  what is named, with its article: "a region of the mesh"
/// @throws InputError at the place of the name, with the known names and the nearest one
std::size_t find_name(const PlacedText& name, const std::vector<std::string>& known,
                      const std::string& what);

/// @throws InputError at the first name that is there already
void require_distinct(const std::vector<PlacedText>& names, const std::string& what);

/// A number of things in words: `1 curve`, `2 curves`.
std::string counted(std::size_t count, const std::string& thing);

bool has_key(const Table& table, const std::string& key);

/// @throws InputError at the first of these keys that is there, with the message
void refuse_keys(const Table& table, const Place& place, std::initializer_list<const char*> keys,
                 const std::string& message);

/// @throws InputError if more than one of these keys is there
void at_most_one_of(const Table& table, const Place& place, const std::vector<std::string>& keys);

} // namespace sidejump::input
