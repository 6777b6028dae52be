// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "python/array_arguments.hpp"
#include "python/document.hpp"
#include "sidejump/sweep/base.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sidejump::python {

/// How a batch runs.
struct BatchOptions {
    unsigned threads = 0;                   ///< 0 for the processors of the machine
    bool undefined_where_it_fails = false;  ///< NaN there, instead of an error
    const std::atomic<int>* stop = nullptr; ///< nonzero ends the run as soon as possible
};

/// Points of one input that differ in numbers which arrays give, broadcast against each other.
class PointBatch {
  public:
    /// @param document   with any values at the places of the arguments
    /// @param arguments  their values have to outlive this
    /// @param shape      of the points, to which those of the arguments broadcast
    /// @param names      of results as in a study; those of a group if there is only its name and a
    ///                   dot, as in "thermal."
    /// @param options    of its runs; where points may be undefined, the first may be, too, and one
    ///                   that can be read is looked for
    /// @throws input::InputError if the first point cannot be read, or none where points may be
    ///         undefined, or if there are no such outputs; Stopped
    PointBatch(const Document& document, std::vector<ArrayArgument> arguments,
               std::vector<std::size_t> shape, const std::vector<std::string>& names,
               const BatchOptions& options);
    ~PointBatch();
    PointBatch(const PointBatch&) = delete;
    PointBatch& operator=(const PointBatch&) = delete;

    [[nodiscard]] const std::vector<sweep::Output>& outputs() const { return outputs_; }
    [[nodiscard]] std::size_t points() const { return points_; }
    /// Whether the input is not read anew for each point.
    [[nodiscard]] bool is_fast() const;
    /// About how long it takes on one thread.
    [[nodiscard]] double seconds() const;

    /// @param values  [output][point], SI units
    /// @throws what the first point throws that fails, with its place in the arrays
    void run(std::span<double> values, const BatchOptions& options) const;

    /// What is doubtful about the first, the middle and the last point.
    [[nodiscard]] std::vector<std::string> warnings() const;

  private:
    class Worker;

    [[nodiscard]] input::Node nodes_at(std::size_t point) const;
    void open_base(const Document& document, const BatchOptions& options);
    void choose_the_way();

    std::vector<ArrayArgument> arguments_;
    std::vector<std::size_t> shape_;
    std::size_t points_ = 1;
    std::shared_ptr<const sweep::Base> base_;
    std::vector<sweep::Output> outputs_;
    sweep::PointRun run_;
    std::unique_ptr<const class FastCoefficients> fast_; // null where the general way is taken
};

} // namespace sidejump::python
