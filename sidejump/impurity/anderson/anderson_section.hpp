// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/model_kind.hpp"

namespace sidejump::impurity::anderson {

/// model = "anderson-hartree-fock": a doublet with repulsion and its static moment.
const ModelKind& anderson_hartree_fock_kind();

} // namespace sidejump::impurity::anderson
