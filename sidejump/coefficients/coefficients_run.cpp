// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/coefficients_run.hpp"

#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace sidejump::coefficients {

CoefficientsRun run_coefficients(AlloyFile file) {
    CoefficientsRun run;
    run.coefficients = transport_coefficients(file.alloy);
    check_physical(run.coefficients);
    run.approximations = approximations(file.alloy, run.coefficients);
    run.checks = consistency_checks(file.alloy);
    for (const auto& check : run.checks)
        if (!check.passed())
            throw std::domain_error(
                fmt::format("the collision operator fails the check {}: residual {:.2g}, allowed "
                            "{:.2g} ({})",
                            check.name, check.residual, check.tolerance, check.statement));
    run.warnings = input_warnings(file.alloy, file.laws);
    for (const auto& approximation : run.approximations)
        if (approximation.standing == Standing::fails)
            run.warnings.push_back(approximation.name + ": " + approximation.statement);
    run.file = std::move(file);
    return run;
}

} // namespace sidejump::coefficients
