// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <functional>
#include <limits>

namespace sidejump::math {

/// A function for GSL, through whose C frames exceptions must not pass: what it throws is kept.
struct GuardedFunction {
    const std::function<double(double)>& function;
    std::exception_ptr failure;

    static double call(double x, void* self) {
        auto* guarded = static_cast<GuardedFunction*>(self);
        try {
            return guarded->function(x);
        } catch (...) {
            guarded->failure = std::current_exception();
            return std::numeric_limits<double>::quiet_NaN();
        }
    }
    /// @throws what the function threw
    void rethrow() const {
        if (failure)
            std::rethrow_exception(failure);
    }
};

} // namespace sidejump::math
