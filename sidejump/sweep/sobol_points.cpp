// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/sobol_points.hpp"

#include <bit>
#include <cmath>
#include <gsl/gsl_qrng.h>
#include <memory>
#include <stdexcept>

namespace sidejump::sweep {
namespace {

std::uint32_t reverse_bits(std::uint32_t x) {
    x = ((x >> 1U) & 0x55555555U) | ((x & 0x55555555U) << 1U);
    x = ((x >> 2U) & 0x33333333U) | ((x & 0x33333333U) << 2U);
    x = ((x >> 4U) & 0x0f0f0f0fU) | ((x & 0x0f0f0f0fU) << 4U);
    x = ((x >> 8U) & 0x00ff00ffU) | ((x & 0x00ff00ffU) << 8U);
    return (x >> 16U) | (x << 16U);
}

// A permutation in which each bit depends on the bits below it only (Burley, listing 3).
std::uint32_t laine_karras_permutation(std::uint32_t x, std::uint32_t seed) {
    x += seed;
    x ^= x * 0x6c50b47cU;
    x ^= x * 0xb82f1e52U;
    x ^= x * 0xc7afe638U;
    x ^= x * 0x8d22f6e6U;
    return x;
}

std::uint32_t owen_scramble(std::uint32_t x, std::uint32_t seed) {
    return reverse_bits(laine_karras_permutation(reverse_bits(x), seed));
}

// The finaliser of MurmurHash3.
std::uint32_t mix(std::uint32_t x) {
    x ^= x >> 16U;
    x *= 0x85ebca6bU;
    x ^= x >> 13U;
    x *= 0xc2b2ae35U;
    return x ^ (x >> 16U);
}

} // namespace

SobolPoints::SobolPoints(unsigned dimensions, std::uint64_t points, std::uint32_t seed)
    : seed_(seed) {
    if (dimensions == 0 || dimensions > most_dimensions || points == 0 || points > most_points)
        throw std::invalid_argument("a Sobol point set has 1 to 40 dimensions and up to 2^28 "
                                    "points");
    const std::unique_ptr<gsl_qrng, decltype(&gsl_qrng_free)> generator(
        gsl_qrng_alloc(gsl_qrng_sobol, dimensions), &gsl_qrng_free);
    if (!generator)
        throw std::bad_alloc();
    bits_ = static_cast<unsigned>(std::bit_width(points - 1));
    directions_.assign(static_cast<std::size_t>(bits_) * dimensions, 0);
    // In the order of the Gray code the sequence takes up direction k in the step to point 2^k, so
    // that the directions can be read off the points of the generator, which start at point 1.
    std::vector<double> point(dimensions);
    std::vector<std::uint32_t> last(dimensions, 0);
    for (std::uint64_t n = 1; n <= (bits_ == 0 ? 0 : 1ULL << (bits_ - 1)); ++n) {
        gsl_qrng_get(generator.get(), point.data());
        const bool first_use = std::has_single_bit(n);
        const auto direction = static_cast<std::size_t>(std::bit_width(n) - 1);
        for (unsigned d = 0; d < dimensions; ++d) {
            const auto x = static_cast<std::uint32_t>(std::ldexp(point[d], 32));
            if (first_use)
                directions_[std::size_t{d} * bits_ + direction] = x ^ last[d];
            last[d] = x;
        }
    }
}

double SobolPoints::operator()(std::uint64_t point, unsigned dimension) const {
    std::uint32_t x = 0;
    const std::uint32_t* direction = directions_.data() + std::size_t{dimension} * bits_;
    for (std::uint64_t gray = point ^ (point >> 1U); gray != 0; gray >>= 1U, ++direction)
        if ((gray & 1U) != 0)
            x ^= *direction;
    const std::uint32_t scrambled = owen_scramble(x, mix(seed_ ^ mix(dimension + 1)));
    return (static_cast<double>(scrambled) + 0.5) * 0x1p-32;
}

} // namespace sidejump::sweep
