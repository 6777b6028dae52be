// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/output_group.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace sidejump::sweep {

/// Results that are read off the run of a command.
/// @tparam Run    what the command has found
/// @tparam Needs  the parts of a run that a result needs and others do without
template <class Run, class Needs>
class RunOutputs : public OutputGroup {
  public:
    [[nodiscard]] std::vector<OutputDeclaration> declarations() const override {
        std::vector<OutputDeclaration> all;
        all.reserve(results_.size());
        for (const Result& result : results_)
            all.push_back(result.declaration);
        return all;
    }

    /// A result of a run.
    /// @param place  in declarations()
    [[nodiscard]] double value(std::size_t place, const Run& run) const {
        return results_.at(place).value(run) + 0.0; // no negative zero
    }

    /// What a run may leave out if only some results are asked for.
    [[nodiscard]] const Needs& needs(std::size_t place) const { return results_.at(place).needs; }

  protected:
    using Value = std::function<double(const Run&)>;

    /// @param unit  empty for numbers
    void add(const std::string& name, const std::string& unit, const std::string& description,
             Value value, Needs needs = {}) {
        results_.push_back(
            {{name, unit.empty() ? "1" : unit, description}, std::move(value), needs});
    }

  private:
    struct Result {
        OutputDeclaration declaration;
        Value value;
        Needs needs;
    };
    std::vector<Result> results_;
};

} // namespace sidejump::sweep
