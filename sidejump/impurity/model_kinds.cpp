// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/model_kinds.hpp"

#include "sidejump/impurity/potential/potential_section.hpp"

namespace sidejump::impurity {

const std::vector<const ModelKind*>& model_kinds() {
    static const std::vector<const ModelKind*> kinds = {
        &potential::potential_model_kind(),
    };
    return kinds;
}

} // namespace sidejump::impurity
