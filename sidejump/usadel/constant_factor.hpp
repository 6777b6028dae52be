// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/nambu.hpp"

#include <array>
#include <optional>

namespace sidejump::usadel {

/// A constant matrix that stands between Green functions. Nearly all of them are products of
/// tau_i sigma_a and gauge rotations, which have one element in each row: multiplying with them
/// moves and scales rows or columns.
class ConstantFactor {
  public:
    explicit ConstantFactor(const NambuMatrix& matrix);

    [[nodiscard]] const NambuMatrix& matrix() const { return matrix_; }
    [[nodiscard]] bool is_unit() const { return is_unit_; }
    /// matrix() * right
    [[nodiscard]] NambuMatrix before(const NambuMatrix& right) const;
    /// left * matrix()
    [[nodiscard]] NambuMatrix after(const NambuMatrix& left) const;
    /// The factor c if this is c times the other matrix.
    [[nodiscard]] std::optional<Complex> ratio(const ConstantFactor& other) const;

  private:
    NambuMatrix matrix_;
    bool is_unit_ = false;
    bool is_monomial_ = true;
    std::array<int, 4> column_{}; ///< of the one element in each row
    std::array<Complex, 4> element_{};
};

/// Without the repair of infinities that the operator takes a function call for.
inline Complex product(Complex a, Complex b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

} // namespace sidejump::usadel
