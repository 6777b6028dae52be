// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sidejump::sweep {
struct BaseKind;
}

/// The commands of the program: each prints its result on stdout and returns the exit code. Input
/// mistakes and failures are thrown; main turns them into messages on stderr.
namespace sidejump::cli {

inline constexpr int success = 0;
inline constexpr int run_failed = 1;
inline constexpr int input_mistake = 2;

struct CoefficientsOptions {
    std::string file;
    std::string out; ///< directory of result.json; empty for <name of the file>-results
    bool json = false;
};
int coefficients_command(const CoefficientsOptions& options);

/// The directory for results: the one that was asked for, or <name of the file>-results. Asked for
/// before anything is computed.
/// @throws std::system_error if nothing can be written there
std::filesystem::path result_directory(const CoefficientsOptions& options);
std::filesystem::path result_directory(const std::string& file, const std::string& out);

/// What the models of the impurities found, and tables of their phase shifts.
int impurity_command(const CoefficientsOptions& options);

/// Coefficients at the temperatures of the section [thermal].
int thermal_command(const CoefficientsOptions& options);

/// Modes, decay lengths, susceptibilities, conductivities at a frequency, and the Hanle effect.
int response_command(const CoefficientsOptions& options);

/// Solves the generalised Usadel equation for a superconducting structure; under mpirun every rank
/// runs it.
int superconductor_command(const CoefficientsOptions& options);

/// The response of a two-dimensional electron gas with spin-orbit coupling to an electric field.
int rashba_command(const CoefficientsOptions& options);

struct DeviceCommandOptions {
    std::string file;
    std::string out; ///< directory of the results; empty for <name of the file>-results
    bool json = false;
    bool quiet = false;
    bool force = false; ///< begins anew, whatever an interrupted run has left
};
/// Solves a device: checks the file, then hands over to the executable with the finite elements,
/// whose libraries take a good part of a second to load.
int device_command(const DeviceCommandOptions& options);

/// What that executable does.
int solve_device_command(const DeviceCommandOptions& options);

struct SweepCommandOptions {
    std::string file;
    std::string out; ///< result file; empty for <name of the file>.h5
    bool csv = false;
    bool force = false;
    bool json = false;
    unsigned threads = 0; ///< 0 for the processors that the process may use
    bool quiet = false;
};
/// Runs a study, many points of one alloy or superconductor; where it is one of a device, hands
/// over to the executable with the finite elements.
int sweep_command(const SweepCommandOptions& options);

/// Runs a study here.
/// @param kinds  of bases that can be swept beside alloys
int run_sweep_command(const SweepCommandOptions& options,
                      const std::vector<sweep::BaseKind>& kinds);

struct FitCommandOptions {
    std::string file;
    std::string out; ///< directory of the results; empty for <name of the file>-results
    bool json = false;
    bool quiet = false;
};
/// Fits a model to measured curves; where it is a result of a device, hands over to the executable
/// with the finite elements.
int fit_command(const FitCommandOptions& options);

/// Fits here.
/// @param kinds   of bases that a model may be a result of, beside alloys
/// @param speaks  whether results are written
int run_fit_command(const FitCommandOptions& options, const std::vector<sweep::BaseKind>& kinds,
                    bool speaks);

/// Prints the JSON Schema of the alloy, study, device, superconductor or gas file.
int schema_command(const std::string& subject);

struct ValidateCommandOptions {
    std::string file;
    bool json = false;
    bool quiet = false;
};
/// Reads and checks an alloy, device, superconductor, gas or study file without running it; a study
/// of a device is handed over to the executable with the finite elements.
int validate_command(const ValidateCommandOptions& options);

/// Reads and checks a fit file here.
int validate_fit_command(const ValidateCommandOptions& options,
                         const std::vector<sweep::BaseKind>& kinds, bool speaks);

/// Reads and checks a study file here.
/// @param kinds   of bases that can be swept beside alloys
/// @param speaks  whether the result is printed
int validate_study_command(const ValidateCommandOptions& options,
                           const std::vector<sweep::BaseKind>& kinds, bool speaks);

/// Runs the built-in gold standards.
int verify_command(bool json);

/// Prints a reference page in Markdown: of the keys of a file, or of results.
int reference_command(const std::string& subject);

/// Writes a page on results; hands over to Python.
/// @param given  its arguments, as given_arguments makes them
int report_command(const std::vector<std::string>& given);

struct ManCommandOptions {
    std::string page = "sidejump";
    std::string out; ///< folder for all pages; empty to print the one
};
/// Pages of the manual, made from the declarations.
int man_command(const ManCommandOptions& options);

/// Prints the script that completes the command line in a shell: bash, zsh or fish.
int completion_command(const std::string& shell);

} // namespace sidejump::cli
