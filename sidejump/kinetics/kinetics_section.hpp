// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"
#include "sidejump/kinetics/kinetics_options.hpp"

namespace sidejump::kinetics {

/// Declaration of the section [kinetics].
const input::Section<KineticsOptions>& kinetics_section();

} // namespace sidejump::kinetics
