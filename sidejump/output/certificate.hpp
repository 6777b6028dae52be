// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace sidejump::output {

/// One line of the certificate of a run: a law that its results are tested by, and how far it is
/// from being kept.
struct Check {
    std::string name;
    std::string meaning;
    double value = 0.0;
    /// What it should not exceed; NaN where there is no such bound.
    double limit = std::numeric_limits<double>::quiet_NaN();

    /// Whether it is what it should be; false if it is no number.
    [[nodiscard]] bool is_kept() const { return std::isnan(limit) || value <= limit; }
};

/// The certificate as the last lines of a table for people; empty without checks.
std::string certificate_text(const std::vector<Check>& certificate);

} // namespace sidejump::output
