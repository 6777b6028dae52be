// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/potential_model.hpp"
#include "sidejump/impurity/potential/potential_table.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace sidejump::impurity::potential {

/// The last few models that were solved: sweeps over what a potential does not depend on,
/// concentrations, temperatures or other impurities, ask for the same one at every point. Safe to
/// use from several threads.
class PotentialCache {
  public:
    static constexpr std::size_t most_models = 8;

    /// All that a model depends on.
    struct Key {
        std::string input; ///< echo of the table of the input file
        double fermi_wavenumber = 0.0;
        double effective_mass = 0.0;
        std::optional<PotentialTable> table; ///< by value: the file may have changed

        bool operator==(const Key&) const = default;
    };
    using Model = std::shared_ptr<const PotentialModel>;

    /// The model of a key, solved if it is not kept. Two threads may solve the same one at a time;
    /// both get the one that was kept first.
    /// @throws what solve throws; nothing is kept then
    Model model(const Key& key, const std::function<Model()>& solve);

  private:
    struct Entry {
        Key key;
        Model model;
    };
    [[nodiscard]] Model find(const Key& key); // null if there is none; under the lock

    std::mutex mutex_;
    std::deque<Entry> entries_; // the last one used comes first
};

} // namespace sidejump::impurity::potential
