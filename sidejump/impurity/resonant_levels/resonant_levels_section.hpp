// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/model_kind.hpp"

namespace sidejump::impurity::resonant_levels {

/// model = "resonant-levels": levels split by spin-orbit coupling or crystal fields, without
/// interaction.
const ModelKind& resonant_levels_kind();

} // namespace sidejump::impurity::resonant_levels
