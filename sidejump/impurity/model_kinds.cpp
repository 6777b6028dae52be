// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/model_kinds.hpp"

#include "sidejump/impurity/anderson/anderson_section.hpp"
#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/impurity/kondo/kondo_section.hpp"
#include "sidejump/impurity/potential/potential_section.hpp"
#include "sidejump/impurity/resonant_levels/resonant_levels_section.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <mutex>
#include <stdexcept>
#include <string_view>

namespace sidejump::impurity {
namespace {

struct Registry {
    std::mutex mutex;
    bool in_use = false;
    std::vector<const ModelKind*> kinds = {
        &resonant_levels::resonant_levels_kind(), &potential::potential_model_kind(),
        &anderson::anderson_hartree_fock_kind(), &kondo::kondo_mean_field_kind()};
};

Registry& registry() {
    static Registry all;
    return all;
}

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::array<std::string_view, 7> taken = {
    given_phase_shifts, "name", "model", "concentration", "density", "channels", "atomic_fraction"};

} // namespace

const std::vector<const ModelKind*>& model_kinds() {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    all.in_use = true;
    return all.kinds;
}

void register_model_kind(const ModelKind& kind) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    const std::string& name = kind.name();
    if (name.empty() || name.find_first_not_of(letters) != std::string::npos)
        throw std::invalid_argument(fmt::format(
            "model kind \"{}\": expected a name of lower-case letters, digits and hyphens", name));
    if (std::find(taken.begin(), taken.end(), name) != taken.end() ||
        std::any_of(all.kinds.begin(), all.kinds.end(),
                    [&](const ModelKind* known) { return known->name() == name; }))
        throw std::invalid_argument(
            fmt::format("model kind \"{}\": expected a name that is not taken", name));
    if (all.in_use)
        throw std::logic_error(fmt::format(
            "model kind \"{}\": expected to be registered before the first file is read", name));
    all.kinds.push_back(&kind);
}

} // namespace sidejump::impurity
