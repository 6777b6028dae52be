// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::math {

/// Makes GSL return status codes. Its default is to end the program at the first error; the library
/// checks arguments and codes itself and throws. Cheap to call, from any thread.
void use_gsl_status_codes();

} // namespace sidejump::math
