// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/pulse.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::device {
namespace {

constexpr double forever = std::numeric_limits<double>::infinity();

/// Full widths at half maximum from the centre to where a Gaussian is cut off, at 1.5e-11.
constexpr double gaussian_reach = 3.0;

double table_value(const Pulse& pulse, double t, double within) {
    const auto next = std::ranges::upper_bound(pulse.times, within);
    if (next == pulse.times.begin())
        return pulse.values.front();
    if (next == pulse.times.end())
        return pulse.values.back();
    const auto i = static_cast<std::size_t>(next - pulse.times.begin());
    const double part = (t - pulse.times[i - 1]) / (pulse.times[i] - pulse.times[i - 1]);
    return pulse.values[i - 1] + part * (pulse.values[i] - pulse.values[i - 1]);
}

double square_value(const Pulse& pulse, double t, double within) {
    const double fall = pulse.start + pulse.width;
    if (within < pulse.start || within > fall + pulse.rise)
        return 0.0;
    if (within < pulse.start + pulse.rise)
        return (t - pulse.start) / pulse.rise;
    return within < fall ? 1.0 : 1.0 - (t - fall) / pulse.rise;
}

double shape_value(const Pulse& pulse, double t, double within) {
    const double since = t - pulse.start;
    switch (pulse.shape) {
    case PulseShape::step:
        return within < pulse.start ? 0.0 : 1.0;
    case PulseShape::ramp:
        return within < pulse.start                ? 0.0
               : within < pulse.start + pulse.rise ? since / pulse.rise
                                                   : 1.0;
    case PulseShape::square:
        return square_value(pulse, t, within);
    case PulseShape::gaussian: {
        if (std::abs(within - pulse.centre) > gaussian_reach * pulse.width)
            return 0.0;
        const double x = (t - pulse.centre) / pulse.width;
        return std::exp(-4.0 * std::numbers::ln2 * x * x);
    }
    case PulseShape::sine:
        return within < pulse.start || within > pulse.start + pulse.width
                   ? 0.0
                   : std::sin(2.0 * std::numbers::pi * pulse.frequency * since + pulse.phase);
    case PulseShape::exponential:
        return within < pulse.start ? 0.0 : std::exp(-since / pulse.decay);
    case PulseShape::table:
        break;
    }
    return table_value(pulse, t, within);
}

} // namespace

double Pulse::value(double t, double within) const {
    return offset + amplitude * shape_value(*this, t, within);
}

std::vector<double> Pulse::break_points() const {
    std::vector<double> points;
    switch (shape) {
    case PulseShape::step:
    case PulseShape::exponential:
        points = {start};
        break;
    case PulseShape::ramp:
        points = {start, start + rise};
        break;
    case PulseShape::square:
        points = {start, start + rise, start + width, start + width + rise};
        break;
    case PulseShape::gaussian:
        points = {centre - gaussian_reach * width, centre + gaussian_reach * width};
        break;
    case PulseShape::sine:
        points = {start, start + width};
        break;
    case PulseShape::table:
        points = times;
        break;
    }
    std::erase(points, forever);
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
}

double Pulse::longest_step(double within) const {
    // The flanks of a Gaussian begin so softly that the error control sleeps through them.
    return shape == PulseShape::gaussian && std::abs(within - centre) < gaussian_reach * width
               ? 0.25 * width
               : forever;
}

} // namespace sidejump::device
