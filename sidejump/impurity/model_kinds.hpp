// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/model_kind.hpp"

#include <vector>

namespace sidejump::impurity {

/// The kinds of models that compute phase shifts, in the order of the reference page: those of the
/// library, then those that were registered.
const std::vector<const ModelKind*>& model_kinds();

/// Adds a kind of model, so that `model = "<name>"` selects it in all files that this process
/// reads, and in the schema and the reference. To be called before model_kinds(), which the
/// declaration of [[impurity]] calls once: first thing in main, or where a static is initialised.
/// @param kind  has to live until the end of the program
/// @throws std::invalid_argument if the name is that of another kind or of another key of
///         [[impurity]], or not made of lower-case letters, digits and hyphens,
///         std::logic_error if model_kinds() was called before
void register_model_kind(const ModelKind& kind);

} // namespace sidejump::impurity
