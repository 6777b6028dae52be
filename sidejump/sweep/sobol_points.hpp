// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace sidejump::sweep {

/// Points of a Sobol sequence with Owen scrambling, in the unit cube.
///
/// The scrambling is by hashing: L. Laine and T. Karras, Computer Graphics Forum 30, 1149 (2011);
/// B. Burley, Journal of Computer Graphics Techniques 9(4), 1 (2020). It keeps the stratification
/// of the sequence: of the first 2^m points each interval [k, k + 1) 2^-m of an axis holds exactly
/// one. A point depends on its index, the dimension and the seed alone.
class SobolPoints {
  public:
    static constexpr unsigned most_dimensions = 40;           ///< of the GSL
    static constexpr std::uint64_t most_points = 1ULL << 28U; ///< the GSL holds 30 bits

    /// @throws std::invalid_argument if there are more dimensions or points than that, or none
    SobolPoints(unsigned dimensions, std::uint64_t points, std::uint32_t seed);

    /// A coordinate in (0, 1) of a point, both counted from 0.
    [[nodiscard]] double operator()(std::uint64_t point, unsigned dimension) const;

  private:
    std::uint32_t seed_;
    unsigned bits_ = 0;
    std::vector<std::uint32_t> directions_; // bits_ for each dimension, as fractions of 2^32
};

} // namespace sidejump::sweep
