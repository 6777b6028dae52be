// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/response_run.hpp"

#include <span>
#include <string>

namespace sidejump::coefficients {

/// What a number of the response command needs beside the alloy.
enum class ResponseNeed {
    nothing,
    one_frequency,  ///< `frequencies` with one entry
    one_plane_wave, ///< `frequencies` and `wavenumbers` with one entry each
    one_field       ///< [response.hanle] with one entry in `fields`
};

/// The declaration of one number of the response command.
struct ResponseDeclaration {
    const char* name;
    const char* unit; ///< SI, UDUNITS-2 syntax
    ResponseNeed need;
    double (*value)(const ResponseRun& run); ///< of a run that has what it needs
    const char* meaning;
};

/// The single numbers of the response command, for sweeps and for `results` in response.json.
std::span<const ResponseDeclaration> response_declarations();

/// Whether a run has what the number needs.
bool has_need(const ResponseRun& run, ResponseNeed need);

/// The need in words.
const char* need_text(ResponseNeed need);

/// The declared numbers as a Markdown page.
std::string response_reference_page();

} // namespace sidejump::coefficients
