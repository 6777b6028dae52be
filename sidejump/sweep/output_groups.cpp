// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/output_group.hpp"

namespace sidejump::sweep {

void OutputGroup::prepare(const coefficients::AlloyFile& /*alloy*/,
                          std::span<const std::size_t> /*wanted*/,
                          const std::string& /*file*/) const {}

const std::vector<std::unique_ptr<const OutputGroup>>& output_groups() {
    static const auto groups = [] {
        std::vector<std::unique_ptr<const OutputGroup>> all;
        all.push_back(coefficients_group());
        all.push_back(thermal_group());
        all.push_back(response_group());
        return all;
    }();
    return groups;
}

} // namespace sidejump::sweep
