// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/channel_products.hpp"

namespace sidejump::kinetics {

void fill_products(const ProductLayout& layout, std::span<const std::complex<double>> t,
                   std::span<double> products) {
    const std::size_t n = layout.channels();
    double* real_part = products.data();
    double* imaginary_part = real_part + n * (n + 1) / 2;
    double* loss = products.data() + n * n;
    double* outflow = loss + n;
    for (std::size_t c = 0; c < n; ++c) {
        const double x = t[c].real();
        const double y = t[c].imag();
        *real_part++ = x * x + y * y;
        for (std::size_t d = c + 1; d < n; ++d) {
            *real_part++ = x * t[d].real() + y * t[d].imag();
            *imaginary_part++ = y * t[d].real() - x * t[d].imag();
        }
        loss[c] = y - (x * x + y * y);
        outflow[c] = y;
    }
}

} // namespace sidejump::kinetics
