// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/slabs.hpp"

#include <algorithm>

namespace sidejump::sweep {

void for_each_slab(const std::vector<std::uint64_t>& sizes, std::uint64_t most,
                   const std::function<void(const output::Hdf5Box&, std::uint64_t first,
                                            std::uint64_t count)>& visit) {
    // The dimensions behind `cut` are taken whole, that at `cut` in parts, those before one index
    // at a time.
    std::size_t cut = sizes.size() - 1;
    std::uint64_t inner = 1;
    while (cut > 0 && inner * sizes[cut] <= most)
        inner *= sizes[cut--];
    const std::uint64_t step = std::max<std::uint64_t>(1, most / inner);
    output::Hdf5Box box{std::vector<std::uint64_t>(sizes.size(), 0), sizes};
    std::fill(box.count.begin(), box.count.begin() + static_cast<std::ptrdiff_t>(cut), 1);
    std::uint64_t first = 0;
    while (true) {
        for (std::uint64_t at = 0; at < sizes[cut]; at += step) {
            box.start[cut] = at;
            box.count[cut] = std::min(step, sizes[cut] - at);
            visit(box, first, box.count[cut] * inner);
            first += box.count[cut] * inner;
        }
        std::size_t outer = cut;
        while (outer > 0 && ++box.start[outer - 1] == sizes[outer - 1])
            box.start[--outer] = 0;
        if (outer == 0)
            return;
    }
}

} // namespace sidejump::sweep
