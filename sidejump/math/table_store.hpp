// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace sidejump::math {

/// Results that were used lately, kept for the whole process because they cost much more to make
/// than to use: tables of Wigner symbols, solutions of a radial equation. Safe to use from several
/// threads; two of them may make the same one at a time, and get the one that was kept first.
template <class Key, class Table>
class TableStore {
  public:
    /// @param most  number of tables that are kept
    explicit TableStore(std::size_t most) : most_(most) {}

    /// The table of a key; `make()` gives it where it is not kept. What it throws passes through,
    /// and nothing is kept then.
    template <class Make>
    std::shared_ptr<const Table> get(const Key& key, const Make& make) {
        {
            const std::scoped_lock lock(mutex_);
            if (auto table = find(key))
                return table;
        }
        std::shared_ptr<const Table> table = make();
        const std::scoped_lock lock(mutex_);
        if (auto made_meanwhile = find(key))
            return made_meanwhile;
        if (kept_.size() >= most_)
            kept_.erase(kept_.begin());
        kept_.emplace_back(key, table);
        return table;
    }

  private:
    std::shared_ptr<const Table> find(const Key& key) {
        const auto found = std::find_if(kept_.begin(), kept_.end(),
                                        [&](const auto& entry) { return entry.first == key; });
        if (found == kept_.end())
            return nullptr;
        std::rotate(found, found + 1, kept_.end());
        return kept_.back().second;
    }

    std::size_t most_;
    std::mutex mutex_;
    std::vector<std::pair<Key, std::shared_ptr<const Table>>>
        kept_; // the last one used stands last
};

} // namespace sidejump::math
