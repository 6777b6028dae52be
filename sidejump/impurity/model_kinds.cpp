// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/model_kinds.hpp"

namespace sidejump::impurity {

const std::vector<const ModelKind*>& model_kinds() {
    static const std::vector<const ModelKind*> kinds = {};
    return kinds;
}

} // namespace sidejump::impurity
