// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_studies.hpp"

namespace sidejump::superconductor {

/// The model of a study on its grid; the run takes its size, units and warnings.
SuperconductingModel begin_study(const StudyContext& context);

/// Tells what is done.
inline void report(const StudyContext& context, std::size_t done, std::size_t all) {
    if (context.progress)
        context.progress(done, all);
}

} // namespace sidejump::superconductor
