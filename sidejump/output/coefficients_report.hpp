#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/consistency_checks.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sidejump::output {

/// All that a run of the coefficients command has found.
struct CoefficientsRun {
    coefficients::AlloyFile file;
    coefficients::TransportCoefficients coefficients;
    std::vector<coefficients::Approximation> approximations;
    std::vector<coefficients::ConsistencyCheck> checks;
    std::vector<std::string> warnings;
};

/// Computes the run of an alloy file.
CoefficientsRun run_coefficients(coefficients::AlloyFile file);

/// Name and version of the program, for result files.
nlohmann::ordered_json program_json();

/// The content of result.json: program, input, alloy, results, approximations, checks, warnings.
/// A value that is infinite (a length where nothing relaxes) is null, with `infinite` beside it.
nlohmann::ordered_json result_json(const CoefficientsRun& run);

/// The run as a table for a person.
std::string result_table(const CoefficientsRun& run);

} // namespace sidejump::output
