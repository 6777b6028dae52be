// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/diffusion_sector.hpp"
#include "sidejump/math/table_store.hpp"

#include <utility>

namespace sidejump::kinetics {
namespace {

// More layouts than an alloy has species; a table takes some tens of kilobytes.
constexpr std::size_t most_tables = 32;

} // namespace

std::shared_ptr<const DiffusionSectorTable> shared_sector_table(const ChannelLayout& layout,
                                                                MomentumGradient gradient) {
    static math::TableStore<std::pair<ChannelLayout, MomentumGradient>, DiffusionSectorTable> store(
        most_tables);
    return store.get({layout, gradient}, [&] {
        return std::make_shared<const DiffusionSectorTable>(layout, gradient);
    });
}

} // namespace sidejump::kinetics
