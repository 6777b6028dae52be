// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/bracketed_root.hpp"

#include "sidejump/math/gsl_status.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <memory>
#include <stdexcept>

namespace sidejump::math {

double bracketed_root(const std::function<double(double)>& function, double low, double high) {
    constexpr int most_steps = 200;
    constexpr double relative = 4e-16;
    use_gsl_status_codes();
    const double at_low = function(low);
    const double at_high = function(high);
    if (at_low == 0.0)
        return low;
    if (at_high == 0.0)
        return high;
    if (!std::isfinite(at_low) || !std::isfinite(at_high) || (at_low > 0.0) == (at_high > 0.0))
        throw std::domain_error(fmt::format("no root between {:.6g} and {:.6g}: the function is "
                                            "{:.3g} and {:.3g} there",
                                            low, high, at_low, at_high));
    gsl_function wrapped{};
    wrapped.function = [](double x, void* parameters) {
        return (*static_cast<const std::function<double(double)>*>(parameters))(x);
    };
    wrapped.params = const_cast<std::function<double(double)>*>(&function); // NOLINT: GSL's type
    const std::unique_ptr<gsl_root_fsolver, decltype(&gsl_root_fsolver_free)> solver(
        gsl_root_fsolver_alloc(gsl_root_fsolver_brent), &gsl_root_fsolver_free);
    gsl_root_fsolver_set(solver.get(), &wrapped, low, high);
    for (int step = 0; step < most_steps; ++step) {
        if (gsl_root_fsolver_iterate(solver.get()) != GSL_SUCCESS)
            break;
        if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver.get()),
                                   gsl_root_fsolver_x_upper(solver.get()), 0.0,
                                   relative) == GSL_SUCCESS)
            break;
    }
    return gsl_root_fsolver_root(solver.get());
}

} // namespace sidejump::math
