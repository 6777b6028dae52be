// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/potential_cache.hpp"

#include <algorithm>
#include <utility>

namespace sidejump::impurity::potential {

PotentialCache::Model PotentialCache::find(const Key& key) {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.key == key; });
    if (found == entries_.end())
        return nullptr;
    std::rotate(entries_.begin(), found, found + 1);
    return entries_.front().model;
}

PotentialCache::Model PotentialCache::model(const Key& key, const std::function<Model()>& solve) {
    {
        const std::scoped_lock lock(mutex_);
        if (Model kept = find(key))
            return kept;
    }
    Model solved = solve(); // takes long, and other threads have other points
    const std::scoped_lock lock(mutex_);
    if (Model kept = find(key))
        return kept;
    entries_.push_front({key, solved});
    if (entries_.size() > most_models)
        entries_.pop_back();
    return solved;
}

} // namespace sidejump::impurity::potential
