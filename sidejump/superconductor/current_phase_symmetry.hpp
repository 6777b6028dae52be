// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_file.hpp"

namespace sidejump::superconductor {

/// Whether a symmetry makes the current an odd function of the phase difference, I(-phi) =
/// -I(phi), so that phases from 0 to pi tell all of it. Time reversal does it without fields; with
/// exchange fields in one plane and without spin Hall effect and swapping it does so together with
/// a half turn of all spins about the normal of the plane. Where none is seen there may still be
/// one.
bool has_odd_current(const SuperconductorFile& file);

} // namespace sidejump::superconductor
