// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <vector>

namespace sidejump::device {

/// What a pulse does in time; docs/theory/devices has the formulas.
enum class PulseShape { step, ramp, square, gaussian, sine, exponential, table };

/// A dimensionless function of time a(t) = offset + amplitude s(t) that multiplies the drive of a
/// contact. Between its break points it is smooth; there it may jump or have a kink. Times in s.
struct Pulse {
    PulseShape shape = PulseShape::step;
    double amplitude = 1.0;
    double offset = 0.0;
    double start = 0.0;                                     ///< all but gaussian and table
    double rise = 0.0;                                      ///< ramp, square
    double width = std::numeric_limits<double>::infinity(); ///< square, gaussian, sine
    double centre = 0.0;                                    ///< gaussian
    double frequency = 0.0;                                 ///< sine, Hz
    double phase = 0.0;                                     ///< sine, radians
    double decay = 0.0;                                     ///< exponential
    std::vector<double> times;                              ///< table, increasing
    std::vector<double> values;                             ///< table, at these times

    /// a(t) of the smooth piece that the time `within`, no break point, belongs to: on either side
    /// of a jump the limit from that side.
    [[nodiscard]] double value(double t, double within) const;

    /// The times where a(t) is not smooth, increasing.
    [[nodiscard]] std::vector<double> break_points() const;

    /// A step in time that does not miss what the pulse does within its piece; may be infinite.
    [[nodiscard]] double longest_step(double within) const;
};

} // namespace sidejump::device
