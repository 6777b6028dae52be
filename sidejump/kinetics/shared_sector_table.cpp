// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/diffusion_sector.hpp"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace sidejump::kinetics {
namespace {

// More layouts than an alloy has species; a table takes some tens of kilobytes.
constexpr std::size_t most_tables = 32;

struct KeptTable {
    ChannelLayout layout;
    MomentumGradient gradient;
    std::shared_ptr<const DiffusionSectorTable> table;
};

struct Store {
    std::mutex mutex;
    std::vector<KeptTable> tables; // the one used last stands last
};

Store& store() {
    static Store kept;
    return kept;
}

std::shared_ptr<const DiffusionSectorTable> find(Store& kept, const ChannelLayout& layout,
                                                 MomentumGradient gradient) {
    const auto found =
        std::find_if(kept.tables.begin(), kept.tables.end(), [&](const KeptTable& entry) {
            return entry.gradient == gradient && entry.layout == layout;
        });
    if (found == kept.tables.end())
        return nullptr;
    std::rotate(found, found + 1, kept.tables.end());
    return kept.tables.back().table;
}

} // namespace

std::shared_ptr<const DiffusionSectorTable> shared_sector_table(const ChannelLayout& layout,
                                                                MomentumGradient gradient) {
    Store& kept = store();
    {
        const std::scoped_lock lock(kept.mutex);
        if (auto table = find(kept, layout, gradient))
            return table;
    }
    auto table = std::make_shared<const DiffusionSectorTable>(layout, gradient);
    const std::scoped_lock lock(kept.mutex);
    if (auto made_meanwhile = find(kept, layout, gradient))
        return made_meanwhile;
    if (kept.tables.size() >= most_tables)
        kept.tables.erase(kept.tables.begin());
    kept.tables.push_back({layout, gradient, table});
    return table;
}

} // namespace sidejump::kinetics
