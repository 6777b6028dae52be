// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/linear_form.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::kinetics {

FormTable::FormTable(const std::vector<LinearForm>& forms) {
    row_begin_.push_back(0);
    for (const LinearForm& form : forms) {
        double largest = 0.0;
        for (const double weight : form)
            largest = std::max(largest, std::abs(weight));
        for (std::size_t i = 0; i < form.size(); ++i)
            if (std::abs(form[i]) > 1e-14 * largest) {
                column_.push_back(static_cast<std::uint32_t>(i));
                weight_.push_back(form[i]);
            }
        row_begin_.push_back(static_cast<std::uint32_t>(column_.size()));
    }
}

void FormTable::accumulate(std::span<const double> products, double scale,
                           std::span<double> values) const {
    for (std::size_t row = 0; row + 1 < row_begin_.size(); ++row) {
        // Two sums, so that a multiply-add need not wait for the one before it.
        double even = 0.0;
        double odd = 0.0;
        std::uint32_t k = row_begin_[row];
        const std::uint32_t end = row_begin_[row + 1];
        for (; k + 1 < end; k += 2) {
            even += weight_[k] * products[column_[k]];
            odd += weight_[k + 1] * products[column_[k + 1]];
        }
        if (k < end)
            even += weight_[k] * products[column_[k]];
        values[row] += scale * (even + odd);
    }
}

} // namespace sidejump::kinetics
