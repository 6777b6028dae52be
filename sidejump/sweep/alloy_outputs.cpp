// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/alloy_outputs.hpp"

#include <fmt/format.h>

namespace sidejump::sweep {

void AlloyOutputGroup::prepare(const coefficients::AlloyFile& /*alloy*/,
                               std::span<const std::size_t> /*wanted*/,
                               const std::string& /*file*/) const {}

const std::vector<std::unique_ptr<const AlloyOutputGroup>>& alloy_output_groups() {
    static const auto groups = [] {
        std::vector<std::unique_ptr<const AlloyOutputGroup>> all;
        all.push_back(coefficients_group());
        all.push_back(thermal_group());
        all.push_back(response_group());
        return all;
    }();
    return groups;
}

std::string alloy_output_reference_page() {
    std::string page;
    for (const auto& group : alloy_output_groups()) {
        page += fmt::format("\n## `{}`\n\n| output | unit | meaning |\n| --- | --- | --- |\n",
                            group->name());
        for (const auto& [name, unit, description] : group->declarations())
            page += fmt::format("| `{}` | {} | {} |\n", name, unit, description);
    }
    return page;
}

} // namespace sidejump::sweep
