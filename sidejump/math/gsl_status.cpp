// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/gsl_status.hpp"

#include <gsl/gsl_errno.h>
#include <mutex>

namespace sidejump::math {

void use_gsl_status_codes() {
    static std::once_flag once;
    std::call_once(once, [] { gsl_set_error_handler_off(); });
}

} // namespace sidejump::math
