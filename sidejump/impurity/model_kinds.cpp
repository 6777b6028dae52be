// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/model_kinds.hpp"

#include "sidejump/impurity/anderson/anderson_section.hpp"
#include "sidejump/impurity/kondo/kondo_section.hpp"
#include "sidejump/impurity/potential/potential_section.hpp"
#include "sidejump/impurity/resonant_levels/resonant_levels_section.hpp"

namespace sidejump::impurity {

const std::vector<const ModelKind*>& model_kinds() {
    static const std::vector<const ModelKind*> kinds = {
        &resonant_levels::resonant_levels_kind(), &potential::potential_model_kind(),
        &anderson::anderson_hartree_fock_kind(), &kondo::kondo_mean_field_kind()};
    return kinds;
}

} // namespace sidejump::impurity
