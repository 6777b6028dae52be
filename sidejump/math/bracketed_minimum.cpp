// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/bracketed_minimum.hpp"

#include "sidejump/math/gsl_status.hpp"
#include "sidejump/math/guarded_function.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <memory>
#include <stdexcept>

namespace sidejump::math {

FunctionPoint bracketed_minimum(const std::function<double(double)>& function,
                                const FunctionPoint& low, const FunctionPoint& inner,
                                const FunctionPoint& high, double tolerance) {
    if (!(low.x < inner.x && inner.x < high.x && inner.value < low.value &&
          inner.value < high.value))
        throw std::invalid_argument(
            "a minimum is looked for between two points that lie higher than one between them");
    use_gsl_status_codes();
    constexpr int most_steps = 100;
    const std::unique_ptr<gsl_min_fminimizer, decltype(&gsl_min_fminimizer_free)> minimiser(
        gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent), &gsl_min_fminimizer_free);
    if (!minimiser)
        throw std::bad_alloc();
    double last = inner.x;
    const std::function<double(double)> watched = [&](double x) { return function(last = x); };
    GuardedFunction guarded{watched, nullptr};
    gsl_function target = {&GuardedFunction::call, &guarded};
    int status = gsl_min_fminimizer_set_with_values(minimiser.get(), &target, inner.x, inner.value,
                                                    low.x, low.value, high.x, high.value);
    guarded.rethrow(); // it has tried a point by itself
    FunctionPoint best = inner;
    // A parabola comes from one side, and the other end of the interval stays where it is: the last
    // step tells how near the minimum is.
    double moved = high.x - low.x;
    for (int step = 0; status == GSL_SUCCESS && moved > tolerance && step < most_steps; ++step) {
        status = gsl_min_fminimizer_iterate(minimiser.get());
        guarded.rethrow();
        moved = std::abs(last - best.x);
        best = {gsl_min_fminimizer_x_minimum(minimiser.get()),
                gsl_min_fminimizer_f_minimum(minimiser.get())};
    }
    // GSL calls it a failure when a step does not improve what is there to rounding.
    if (status != GSL_SUCCESS && status != GSL_FAILURE)
        throw std::runtime_error(fmt::format("no minimum between {:.6g} and {:.6g}: {}", low.x,
                                             high.x, gsl_strerror(status)));
    return best;
}

} // namespace sidejump::math
