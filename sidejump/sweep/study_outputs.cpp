// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study_outputs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace sidejump::sweep {
namespace {

// All results that go by a name, plain or with the group before it.
std::vector<Output> candidates(const Base& base, const std::string& name) {
    std::vector<Output> found;
    for (const auto& group : base.output_groups()) {
        const auto declarations = group->declarations();
        for (std::size_t i = 0; i < declarations.size(); ++i)
            if (name == declarations[i].name ||
                name == fmt::format("{}.{}", group->name(), declarations[i].name))
                found.push_back({name, group, i, declarations[i]});
    }
    return found;
}

std::vector<std::string> all_names(const Base& base) {
    std::vector<std::string> names;
    for (const auto& group : base.output_groups())
        for (const auto& declaration : group->declarations()) {
            names.push_back(declaration.name);
            names.push_back(fmt::format("{}.{}", group->name(), declaration.name));
        }
    return names;
}

// Groups that some output of the study names without doubt.
std::set<const OutputGroup*> certain_groups(const Base& base,
                                            const std::vector<PlacedText>& names) {
    std::set<const OutputGroup*> groups;
    for (const auto& [name, place] : names)
        if (const auto found = candidates(base, name); found.size() == 1)
            groups.insert(found.front().group);
    return groups;
}

} // namespace

std::vector<Output> find_outputs(const Base& base, const std::vector<PlacedText>& names) {
    const auto certain = certain_groups(base, names);
    std::vector<Output> outputs;
    for (const auto& [name, place] : names) {
        const auto found = candidates(base, name);
        if (found.empty())
            place.fail(base.expected_output(),
                       fmt::format("\"{}\"{}", input::printable(name),
                                   input::did_you_mean(name, all_names(base))));
        const bool other_meaning =
            std::any_of(found.begin() + 1, found.end(),
                        [&](const Output& candidate) { return certain.contains(candidate.group); });
        if (other_meaning)
            place.fail(fmt::format("{0}.{2} or {1}.{2}", found[0].group->name(),
                                   found[1].group->name(), found[0].declaration.name),
                       fmt::format("\"{}\", which can mean both", name));
        const Output& output = found.front();
        for (const Output& other : outputs)
            if (other.group == output.group && other.place == output.place)
                place.fail("each output once", fmt::format("\"{}\" again", name));
        outputs.push_back(output);
    }
    return outputs;
}

} // namespace sidejump::sweep
