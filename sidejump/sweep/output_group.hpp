// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sidejump::sweep {

/// One number that a sweep can ask for.
struct OutputDeclaration {
    std::string name;
    std::string unit;        ///< UDUNITS-2 syntax, "1" if there is none
    std::string description; ///< one line
};

/// Results that one computation gives together: those of a command of the program.
///
/// A new group is a class in a file of its own and one line in output_groups(). Groups are shared
/// by all threads and hold no state that changes.
class OutputGroup {
  public:
    OutputGroup() = default;
    OutputGroup(const OutputGroup&) = delete;
    OutputGroup& operator=(const OutputGroup&) = delete;
    virtual ~OutputGroup() = default;

    /// The word before the dot in `thermal.resistivity`: the name of the command.
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// All results of the group.
    [[nodiscard]] virtual std::vector<OutputDeclaration> declarations() const = 0;

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
const std::vector<std::unique_ptr<const OutputGroup>>& output_groups();

/// Results of the coefficients command.
std::unique_ptr<const OutputGroup> coefficients_group();

/// Results of the thermal command; each point has exactly one temperature.
std::unique_ptr<const OutputGroup> thermal_group();

/// Single numbers of the response command.
std::unique_ptr<const OutputGroup> response_group();

} // namespace sidejump::sweep
