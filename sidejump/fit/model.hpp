// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sidejump::fit {

/// A number that a model takes.
struct ModelInput {
    std::string name;
    std::string unit; ///< UDUNITS-2 syntax, "1" if there is none
    std::string description;
    std::optional<double> standard; ///< what it is where it is not given
    std::string same_as;            ///< the input whose value it has where it is not given
    input::Range range;             ///< values for which the model is defined
};

/// What is fitted to data: a number that depends on several inputs, one of which is the abscissa of
/// the data. Safe to use from several threads at once, unless needs_one_thread().
class Model {
  public:
    Model() = default;
    Model(const Model&) = delete;
    Model& operator=(const Model&) = delete;
    virtual ~Model() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual const std::vector<ModelInput>& inputs() const = 0;
    /// The input that the data have on their abscissa.
    [[nodiscard]] virtual std::size_t abscissa() const = 0;
    [[nodiscard]] virtual std::string ordinate() const = 0; ///< name of what is computed
    [[nodiscard]] virtual std::string unit() const = 0;     ///< of what is computed

    /// The curve; NaN where it has no value.
    /// @param inputs  in the units of inputs(); that of the abscissa is not used
    /// @param x, y    as many places as values
    virtual void evaluate(std::span<const double> inputs, std::span<const double> x,
                          std::span<double> y) const = 0;

    /// Why the curve for these inputs may be outside the validity of the model.
    [[nodiscard]] virtual std::vector<std::string> warnings(std::span<const double> inputs,
                                                            std::span<const double> x) const = 0;
    /// What else may have been meant by the ordinate, for messages; empty if nothing comes near.
    [[nodiscard]] virtual std::string alternative() const { return ""; }
    /// Time that a value takes, about.
    [[nodiscard]] virtual double seconds() const { return 0.0; }
    /// Whether a value takes so long that profiles are made on request only.
    [[nodiscard]] virtual bool is_slow() const { return false; }
    /// Whether only one thread at a time may call it after all.
    [[nodiscard]] virtual bool needs_one_thread() const { return false; }
};

} // namespace sidejump::fit
