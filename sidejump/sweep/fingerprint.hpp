// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/output/fingerprint.hpp"

namespace sidejump::sweep {

using output::checksum;
using output::Fingerprint;

} // namespace sidejump::sweep
