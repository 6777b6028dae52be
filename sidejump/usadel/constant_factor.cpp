// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/constant_factor.hpp"

namespace sidejump::usadel {

ConstantFactor::ConstantFactor(const NambuMatrix& matrix)
    : matrix_(matrix), is_unit_(matrix == NambuMatrix::Identity()) {
    std::array<bool, 4> taken{};
    for (int row = 0; row < 4; ++row) {
        int elements = 0;
        for (int column = 0; column < 4; ++column)
            if (matrix(row, column) != 0.0) {
                ++elements;
                column_[static_cast<std::size_t>(row)] = column;
                element_[static_cast<std::size_t>(row)] = matrix(row, column);
            }
        bool& used = taken[static_cast<std::size_t>(column_[static_cast<std::size_t>(row)])];
        if (elements != 1 || used)
            is_monomial_ = false;
        used = true;
    }
}

NambuMatrix ConstantFactor::before(const NambuMatrix& right) const {
    if (is_unit_)
        return right;
    if (!is_monomial_)
        return matrix_ * right;
    NambuMatrix result;
    for (int column = 0; column < 4; ++column)
        for (std::size_t row = 0; row < 4; ++row)
            result(static_cast<int>(row), column) =
                product(element_[row], right(column_[row], column));
    return result;
}

NambuMatrix ConstantFactor::after(const NambuMatrix& left) const {
    if (is_unit_)
        return left;
    if (!is_monomial_)
        return left * matrix_;
    NambuMatrix result;
    for (std::size_t row = 0; row < 4; ++row)
        for (int k = 0; k < 4; ++k)
            result(k, column_[row]) = product(element_[row], left(k, static_cast<int>(row)));
    return result;
}

std::optional<Complex> ConstantFactor::ratio(const ConstantFactor& other) const {
    const double square = other.matrix_.squaredNorm();
    if (square == 0.0)
        return std::nullopt;
    const Complex overlap = (other.matrix_.adjoint() * matrix_).trace() / square;
    if ((matrix_ - overlap * other.matrix_).norm() > 1e-15 * matrix_.norm())
        return std::nullopt;
    return overlap;
}

} // namespace sidejump::usadel
