// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/sweep/output_group.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sidejump::sweep {

/// Results of an alloy. A new group is a class in a file of its own and one line in
/// alloy_output_groups().
class AlloyOutputGroup : public OutputGroup {
  public:
    /// Judges a study before it runs, on the alloy of one of its points.
    /// @param wanted  places in declarations()
    /// @throws input::InputError if no point of the study can have one of these results; the place
    ///         is in the alloy file `file`
    virtual void prepare(const coefficients::AlloyFile& alloy, std::span<const std::size_t> wanted,
                         const std::string& file) const;

    /// Computes results of one alloy. Infinities are results; NaN is one that is not defined.
    /// @param wanted  places in declarations()
    /// @param values  one for each of `wanted`, SI units
    /// @throws std::exception if the alloy has none: the point is then marked as failed
    virtual void evaluate(const coefficients::AlloyFile& alloy, std::span<const std::size_t> wanted,
                          std::span<double> values) const = 0;

    /// About how long a point takes, for the size of the portions that are handed out.
    [[nodiscard]] virtual double seconds_per_point() const = 0;
};

/// All groups. A name that several groups have means that of the first.
const std::vector<std::unique_ptr<const AlloyOutputGroup>>& alloy_output_groups();

/// Results of the coefficients command.
std::unique_ptr<const AlloyOutputGroup> coefficients_group();

/// Results of the thermal command; each point has exactly one temperature.
std::unique_ptr<const AlloyOutputGroup> thermal_group();

/// Single numbers of the response command.
std::unique_ptr<const AlloyOutputGroup> response_group();

/// All of them as a Markdown page: a table for each group.
std::string alloy_output_reference_page();

} // namespace sidejump::sweep
