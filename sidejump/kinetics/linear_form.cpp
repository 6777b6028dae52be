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
        double sum = 0.0;
        for (std::uint32_t k = row_begin_[row]; k < row_begin_[row + 1]; ++k)
            sum += weight_[k] * products[column_[k]];
        values[row] += scale * sum;
    }
}

} // namespace sidejump::kinetics
