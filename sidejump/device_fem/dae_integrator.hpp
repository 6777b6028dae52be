// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_space.hpp"

#include <functional>
#include <memory>

namespace sidejump::device_fem {

/// Linear differential-algebraic equations F(t, y, y') = 0 of index 1. Vectors hold the owned
/// unknowns; all functions are collective.
struct DaeEquations {
    std::function<void(double t, const Vector& y, const Vector& rate, Vector& residual)> residual;
    /// Makes dF/dy + alpha dF/dy' ready to be solved with.
    std::function<void(double alpha)> prepare;
    std::function<void(const Vector& residual, Vector& change)> solve;
};

/// What the errors of a step are measured against: relative_tolerance (|y| + floor), root mean
/// square over all unknowns. Unknowns whose rate does not occur in the equations do not count.
struct DaeTolerance {
    double relative = 1e-6;
    Vector absolute;     ///< relative tolerance times the floor, > 0
    Vector differential; ///< 1 where the rate occurs in the equations, else 0
};

/// Backward differentiation of order one to five with steps of variable length: IDA of SUNDIALS.
/// It is used directly and not through deal.II, which ignores its errors in release builds and
/// knows evenly spaced output only.
class DaeIntegrator {
  public:
    DaeIntegrator(DaeEquations equations, DaeTolerance tolerance);
    ~DaeIntegrator();
    DaeIntegrator(const DaeIntegrator&) = delete;
    DaeIntegrator& operator=(const DaeIntegrator&) = delete;

    /// Begins at a time, with order one: F(t, y, rate) = 0.
    /// @param longest_step  may be infinite
    void begin(double t, const Vector& y, const Vector& rate, double longest_step);

    /// Takes one step, which ends at `stop` at the latest; history is kept across stops.
    /// @return the time reached; y and rate are those there
    /// @throws std::runtime_error if the tolerance cannot be met, and whatever the equations throw
    double step(double stop, Vector& y, Vector& rate);

    /// Steps since the last begin.
    [[nodiscard]] long steps() const;

  private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

} // namespace sidejump::device_fem
