// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/model_kind.hpp"

#include <vector>

namespace sidejump::impurity {

/// The kinds of models that compute phase shifts, in the order of the reference page.
const std::vector<const ModelKind*>& model_kinds();

} // namespace sidejump::impurity
