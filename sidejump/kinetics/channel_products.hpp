// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <cstddef>
#include <span>

namespace sidejump::kinetics {

/// The products of channel amplitudes in which the collision superoperators are linear.
///
/// For n channels with amplitudes t_c the vector holds, in this order:
/// Re t_c t*_d for c <= d; Im t_c t*_d for c < d; the loss Im t_c - |t_c|^2 = (1 - |s_c|^2)/4 of
/// each channel; and Im t_c, which by the optical theorem is all that leaves the channel.
class ProductLayout {
  public:
    explicit ProductLayout(std::size_t channels) : n_(channels) {}

    [[nodiscard]] std::size_t channels() const { return n_; }
    [[nodiscard]] std::size_t size() const { return n_ * n_ + 2 * n_; }
    /// Place of Re t_c t*_d, c <= d.
    [[nodiscard]] std::size_t real_part(std::size_t c, std::size_t d) const {
        return c * n_ - c * (c + 1) / 2 + d;
    }
    /// Place of Im t_c t*_d, c < d.
    [[nodiscard]] std::size_t imaginary_part(std::size_t c, std::size_t d) const {
        return n_ * (n_ + 1) / 2 + c * n_ - (c + 1) * (c + 2) / 2 + d;
    }
    [[nodiscard]] std::size_t loss(std::size_t c) const { return n_ * n_ + c; }
    [[nodiscard]] std::size_t outflow(std::size_t c) const { return n_ * n_ + n_ + c; }

  private:
    std::size_t n_;
};

/// Fills the products of the amplitudes t (n values) into `products` (layout.size() values).
void fill_products(const ProductLayout& layout, std::span<const std::complex<double>> t,
                   std::span<double> products);

} // namespace sidejump::kinetics
