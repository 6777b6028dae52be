// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidejump::test {

/// A device file with a geometry behind the tables that a test is about, whose lines stay.
inline std::string on_a_film(const std::string& tables) {
    return tables + "\n[geometry.film]\nlayers = [{ name = \"film\", thickness = \"1 um\" }]\n";
}

} // namespace sidejump::test
