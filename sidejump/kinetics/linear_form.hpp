// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sidejump::kinetics {

/// A real linear form over the channel products, as dense weights.
using LinearForm = std::vector<double>;

/// A list of linear forms compiled into one sparse matrix (compressed rows) for evaluation.
class FormTable {
  public:
    /// Weights below 1e-14 of the largest one of their form are rounding of Wigner symbols that
    /// vanish, and are left out.
    explicit FormTable(const std::vector<LinearForm>& forms);

    [[nodiscard]] std::size_t forms() const { return row_begin_.size() - 1; }
    [[nodiscard]] std::size_t weights() const { return weight_.size(); }

    /// Adds scale * form(products) to each entry of `values` (forms() of them).
    void accumulate(std::span<const double> products, double scale, std::span<double> values) const;

  private:
    std::vector<std::uint32_t> row_begin_;
    std::vector<std::uint32_t> column_;
    std::vector<double> weight_;
};

} // namespace sidejump::kinetics
