// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/names.hpp"

namespace sidejump::device {

using input::at_most_one_of;
using input::find_name;
using input::has_key;
using input::refuse_keys;
using input::require_distinct;

} // namespace sidejump::device
