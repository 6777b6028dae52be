// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "python/array_arguments.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/sweep/alloy_base.hpp"

#include <memory>
#include <span>
#include <vector>

namespace sidejump::python {

/// Computes coefficients of alloys that differ only in numbers which the coefficient engine takes
/// as they are: concentrations, and phase shifts and inelasticities of given channels. A point is
/// one call of the engine, without reading the input anew and without allocation.
class FastCoefficients {
  public:
    /// @param base       at a point that can be read; has to outlive this
    /// @param arguments  likewise
    /// @returns null if some argument or output is none of these
    static std::unique_ptr<const FastCoefficients>
    find(const sweep::AlloyBase& base, const std::vector<sweep::Output>& outputs,
         const std::vector<ArrayArgument>& arguments);
    ~FastCoefficients();
    FastCoefficients(const FastCoefficients&) = delete;
    FastCoefficients& operator=(const FastCoefficients&) = delete;

    /// Computes points; each thread has one of its own.
    class Evaluator {
      public:
        explicit Evaluator(const FastCoefficients& shared);
        /// @param places  in the values of each argument
        /// @returns false if only the input, read anew, can tell what this point is
        bool evaluate(const std::vector<std::size_t>& places,
                      coefficients::TransportCoefficients& found);

      private:
        [[nodiscard]] bool obeys_rules() const;

        const FastCoefficients& shared_;
        std::vector<impurity::Impurity> impurities_;
        std::vector<double*> targets_; // of the arguments, in the impurities
    };

    /// Writes the outputs of points that lie together, SI units.
    /// @param values    of the first of these points
    /// @param distance  between the values of two outputs
    void store(std::span<const coefficients::TransportCoefficients> found, double* values,
               std::size_t distance) const;

  private:
    struct State;
    explicit FastCoefficients(std::unique_ptr<const State> state);
    std::unique_ptr<const State> state_;
};

} // namespace sidejump::python
