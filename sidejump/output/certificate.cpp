// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/certificate.hpp"

#include <fmt/format.h>

namespace sidejump::output {

std::string certificate_text(const std::vector<Check>& certificate) {
    std::string text = certificate.empty() ? "" : "\nCertificate\n";
    for (const Check& check : certificate)
        text += fmt::format(
            "  {:<18} {:>9.1e}  {}{}\n", check.name, check.value, check.meaning,
            check.is_kept() ? ""
                            : fmt::format("; TOO LARGE, at most {:.0e} is expected", check.limit));
    return text;
}

} // namespace sidejump::output
