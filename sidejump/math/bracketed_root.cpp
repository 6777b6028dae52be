// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/bracketed_root.hpp"

#include "sidejump/math/gsl_status.hpp"
#include "sidejump/math/guarded_function.hpp"

#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <limits>
#include <memory>
#include <stdexcept>

namespace sidejump::math {
namespace {

void require_root(const GuardedFunction& guarded, int status, double low, double high) {
    guarded.rethrow();
    if (status != GSL_SUCCESS)
        throw std::runtime_error(
            fmt::format("no root between {:.6g} and {:.6g}: {}; check the parameters for "
                        "values many orders of magnitude apart",
                        low, high, gsl_strerror(status)));
}

} // namespace

double bracketed_root(const std::function<double(double)>& function, double low, double high,
                      double tolerance) {
    use_gsl_status_codes();
    constexpr int most_steps = 300;
    constexpr double rounding = 4.0 * std::numeric_limits<double>::epsilon();
    const std::unique_ptr<gsl_root_fsolver, decltype(&gsl_root_fsolver_free)> solver(
        gsl_root_fsolver_alloc(gsl_root_fsolver_brent), &gsl_root_fsolver_free);
    if (!solver)
        throw std::bad_alloc();
    GuardedFunction guarded{function, nullptr};
    gsl_function target = {&GuardedFunction::call, &guarded};
    require_root(guarded, gsl_root_fsolver_set(solver.get(), &target, low, high), low, high);
    int status = GSL_CONTINUE;
    for (int step = 0; step < most_steps && status == GSL_CONTINUE; ++step) {
        require_root(guarded, gsl_root_fsolver_iterate(solver.get()), low, high);
        status =
            gsl_root_test_interval(gsl_root_fsolver_x_lower(solver.get()),
                                   gsl_root_fsolver_x_upper(solver.get()), tolerance, rounding);
    }
    require_root(guarded, status, low, high);
    return gsl_root_fsolver_root(solver.get());
}

} // namespace sidejump::math
