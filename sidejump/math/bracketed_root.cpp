// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/bracketed_root.hpp"

#include "sidejump/math/gsl_status.hpp"

#include <exception>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <limits>
#include <memory>
#include <stdexcept>

namespace sidejump::math {
namespace {

// Exceptions must not pass through the C frames of GSL.
struct Guarded {
    const std::function<double(double)>& function;
    std::exception_ptr failure;

    static double call(double x, void* self) {
        auto* guarded = static_cast<Guarded*>(self);
        try {
            return guarded->function(x);
        } catch (...) {
            guarded->failure = std::current_exception();
            return std::numeric_limits<double>::quiet_NaN();
        }
    }
    void check(int status, double low, double high) const {
        if (failure)
            std::rethrow_exception(failure);
        if (status != GSL_SUCCESS)
            throw std::runtime_error(
                fmt::format("no root between {:.6g} and {:.6g}: {}; check the parameters for "
                            "values many orders of magnitude apart",
                            low, high, gsl_strerror(status)));
    }
};

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
    Guarded guarded{function, nullptr};
    gsl_function target = {&Guarded::call, &guarded};
    guarded.check(gsl_root_fsolver_set(solver.get(), &target, low, high), low, high);
    int status = GSL_CONTINUE;
    for (int step = 0; step < most_steps && status == GSL_CONTINUE; ++step) {
        guarded.check(gsl_root_fsolver_iterate(solver.get()), low, high);
        status =
            gsl_root_test_interval(gsl_root_fsolver_x_lower(solver.get()),
                                   gsl_root_fsolver_x_upper(solver.get()), tolerance, rounding);
    }
    guarded.check(status, low, high);
    return gsl_root_fsolver_root(solver.get());
}

} // namespace sidejump::math
