// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sidejump::sweep {

struct Study;

/// Computes points of a study on one thread; each thread has one of its own.
class PointEvaluator {
  public:
    PointEvaluator() = default;
    PointEvaluator(const PointEvaluator&) = delete;
    PointEvaluator& operator=(const PointEvaluator&) = delete;
    virtual ~PointEvaluator() = default;

    /// The outputs of a point, SI units, in the order of the study.
    /// @throws std::exception if the point has none
    virtual void evaluate(std::uint64_t point, std::span<double> values) = 0;
};

/// The way to compute the points of a study, settled before the first of them; all threads share
/// it.
class EvaluationPlan {
  public:
    EvaluationPlan() = default;
    EvaluationPlan(const EvaluationPlan&) = delete;
    EvaluationPlan& operator=(const EvaluationPlan&) = delete;
    virtual ~EvaluationPlan() = default;

    [[nodiscard]] virtual std::unique_ptr<PointEvaluator> evaluator() const = 0;
    /// Whether points do without reading their file anew.
    [[nodiscard]] virtual bool is_fast() const { return false; }
    /// About how long a point takes, for the size of the portions that are handed out.
    [[nodiscard]] virtual double seconds_per_point() const = 0;
    /// How many evaluators a process may use at once.
    [[nodiscard]] virtual unsigned most_threads() const {
        return std::numeric_limits<unsigned>::max();
    }
    /// Whether evaluators call MPI: no other thread of the process may do so meanwhile.
    [[nodiscard]] virtual bool calls_mpi() const { return false; }
    /// What was doubtful about the points that its evaluators have computed; each kind once. Not
    /// while they compute.
    [[nodiscard]] virtual std::vector<std::string> warnings() const { return {}; }
};

/// The general way reads the base anew for each point.
enum class Route { fastest, general };

/// The plan of the base of a study.
/// @param study  has to outlive the plan and its evaluators
std::unique_ptr<const EvaluationPlan> evaluation_plan(const Study& study,
                                                      Route route = Route::fastest);

/// A few points of a study, with a place of their own on each axis: points at even distances would
/// meet the same few values of an axis again and again. The same ones for each study of that form.
std::vector<std::uint64_t> scattered_points(const Study& study);

} // namespace sidejump::sweep
