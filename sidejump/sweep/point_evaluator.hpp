// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/study.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sidejump::sweep {

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

/// A few points of a study, with a place of their own on each axis: points at even distances would
/// meet the same few values of an axis again and again. The same ones for each study of that form.
std::vector<std::uint64_t> scattered_points(const Study& study);

struct FastPlan;

/// The ways to compute the points of a study.
///
/// The general way reads the alloy file anew for each point. Where all axes do no more than set
/// numbers that the coefficient engine takes, these numbers are found beforehand, and a point is
/// one call of the engine; both ways give the same values up to the last bit, and points that the
/// fast one cannot judge go the general way.
class EvaluatorFactory {
  public:
    enum class Route { fastest, general };

    /// @param study  has to outlive the factory and its evaluators
    explicit EvaluatorFactory(const Study& study, Route route = Route::fastest);
    ~EvaluatorFactory();
    EvaluatorFactory(const EvaluatorFactory&) = delete;
    EvaluatorFactory& operator=(const EvaluatorFactory&) = delete;

    [[nodiscard]] std::unique_ptr<PointEvaluator> evaluator() const;
    [[nodiscard]] bool is_fast() const { return plan_ != nullptr; }
    /// About how long a point takes.
    [[nodiscard]] double seconds_per_point() const;

  private:
    const Study& study_;
    std::shared_ptr<const FastPlan> plan_; // empty if the general way is taken
};

} // namespace sidejump::sweep
