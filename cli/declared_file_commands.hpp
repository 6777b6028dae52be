// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/declaration.hpp"

/// The commands that take one file and write results into a directory, as they are declared.
namespace sidejump::cli {

Command impurity();
Command coefficients();
Command thermal();
Command response();
Command superconductor();
Command rashba();

} // namespace sidejump::cli
