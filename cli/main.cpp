// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "sidejump/input/node.hpp"
#include "sidejump/input/suggestion.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <spdlog/spdlog.h>

namespace {

using namespace sidejump::cli;

std::string not_empty(const std::string& directory) {
    return directory.empty() ? "expected a directory, found an empty text" : "";
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("From spin-orbit impurities in a metal to its charge and spin transport.",
                 "sidejump");
    app.set_version_flag("--version", "sidejump " SIDEJUMP_VERSION);
    app.require_subcommand(1);
    app.fallthrough(); // --quiet may stand behind the command as well
    app.footer("Exit codes: 0 success, 1 the run failed, 2 a mistake in the input.");
    bool quiet = false;
    app.add_flag("-q,--quiet", quiet, "Log errors only");

    std::function<int()> command;

    // The commands that take an alloy file and write one result file.
    const auto add_alloy_command = [&](const std::string& name, const std::string& description,
                                       const std::string& file, const std::string& result,
                                       CoefficientsOptions& options,
                                       int (*run_command)(const CoefficientsOptions&)) {
        auto* added = app.add_subcommand(name, description);
        added->add_option("FILE", options.file, file)->required();
        added
            ->add_option("-o,--out", options.out,
                         "Directory for " + result +
                             " (default: <name of FILE>-results, made in the current directory)")
            ->check(not_empty);
        added->add_flag("--json", options.json,
                        "Print " + result.substr(0, result.find(',')) + " instead of tables");
        added->callback([&command, &options, run_command] {
            command = [&options, run_command] { return run_command(options); };
        });
    };
    CoefficientsOptions impurity;
    add_alloy_command("impurity",
                      "What the model of an impurity found: levels, Kondo temperature, sum rules, "
                      "phase shifts over energy",
                      "Alloy file (TOML)", "impurity.json", impurity, impurity_command);
    CoefficientsOptions coefficients;
    add_alloy_command("coefficients",
                      "Transport coefficients of an alloy from the phase shifts of its impurities",
                      "Alloy file (TOML)", "result.json", coefficients, coefficients_command);
    CoefficientsOptions thermal;
    add_alloy_command(
        "thermal", "Coefficients at temperature: Seebeck, Lorenz number, spin Nernst effect",
        "Alloy file (TOML) with a section [thermal]", "thermal.json", thermal, thermal_command);
    CoefficientsOptions response;
    add_alloy_command("response",
                      "Response in space and time: modes, decay lengths, chi(q, omega), Hanle",
                      "Alloy file (TOML), optionally with [response]", "response.json", response,
                      response_command);

    CoefficientsOptions superconductor;
    add_alloy_command("superconductor",
                      "Superconducting structures with spin-orbit impurities: gap, currents, spin, "
                      "Tc, densities of states (generalised Usadel equation)",
                      "Superconductor file (TOML)", "superconductor.json, fields.h5 and tables",
                      superconductor, superconductor_command);

    CoefficientsOptions rashba;
    add_alloy_command("rashba",
                      "Two-dimensional electron gas with Rashba or Dresselhaus coupling in an "
                      "electric field: spin current, spin polarisation, conductivity, spin modes",
                      "Gas file (TOML)", "rashba.json, and tables", rashba, rashba_command);

    DeviceCommandOptions device;
    auto* device_app = app.add_subcommand(
        "device", "Voltages and currents of a device made of alloys, metals and ferromagnets");
    device_app->add_option("FILE", device.file, "Device file (TOML)")->required();
    device_app
        ->add_option("-o,--out", device.out,
                     "Directory for device.json, study.csv, cuts.h5 and the fields (default: <name "
                     "of FILE>-results, made in the current directory)")
        ->check(not_empty);
    device_app->add_flag("--json", device.json, "Print device.json instead of tables");
    device_app->add_flag("--force", device.force,
                         "Compute a study anew, and do not go on with an interrupted run");
    device_app->callback([&] {
        device.quiet = quiet;
        command = [&] { return device_command(device); };
    });

    SweepCommandOptions sweep;
    auto* sweep_app =
        app.add_subcommand("sweep", "Many points of one alloy, device, superconductor or electron "
                                    "gas: parameter axes, on all processors, into one file");
    sweep_app->add_option("STUDY", sweep.file, "Study file (TOML) with a section [sweep]")
        ->required();
    sweep_app
        ->add_option("-o,--out", sweep.out,
                     "Result file, HDF5 (default: <name of STUDY>.h5 in the current directory)")
        ->check(not_empty);
    sweep_app->add_flag("--csv", sweep.csv, "Write the results as a table beside it, too");
    sweep_app->add_option("--threads", sweep.threads, "Threads (default: all processors)")
        ->check(CLI::Range(1U, 4096U));
    sweep_app->add_flag(
        "--force", sweep.force,
        "Compute anew and replace a result or journal that is there; goes on with a "
        "forced run that was interrupted");
    sweep_app->add_flag("--json", sweep.json, "Print the summary as JSON");
    sweep_app->callback([&] {
        sweep.quiet = quiet;
        command = [&] { return sweep_command(sweep); };
    });

    ValidateCommandOptions validate;
    auto* validate_app = app.add_subcommand(
        "validate", "Check an alloy, device, superconductor, gas or study file without running it");
    validate_app
        ->add_option("FILE", validate.file,
                     "Alloy, device, superconductor, gas or study file (TOML)")
        ->required();
    validate_app->add_flag("--json", validate.json, "Print the input with all defaults as JSON");
    validate_app->callback([&] {
        validate.quiet = quiet;
        command = [&] { return validate_command(validate); };
    });

    auto* verify_app =
        app.add_subcommand("verify", "Run the built-in gold standards and print the errors");
    bool json = false;
    verify_app->add_flag("--json", json, "Print the table as JSON");
    verify_app->callback([&] { command = [&] { return verify_command(json); }; });

    std::string schema = "alloy";
    auto* schema_app = app.add_subcommand(
        "schema", "Print the JSON Schema of the alloy, the study, the device, the superconductor "
                  "or the gas file");
    schema_app
        ->add_option("FILE", schema, "alloy (default), study, device, superconductor or rashba")
        ->check(CLI::IsMember({"alloy", "study", "device", "superconductor", "rashba"}));
    schema_app->callback([&] { command = [&] { return schema_command(schema); }; });

    std::string subject;
    auto* reference_app =
        app.add_subcommand("reference", "Print a reference page (Markdown) of keys or results");
    reference_app
        ->add_option("SUBJECT", subject,
                     "input, results, thermal, response, sweep, outputs, device, superconductor or "
                     "rashba")
        ->required()
        ->check(CLI::IsMember({"input", "results", "thermal", "response", "sweep", "outputs",
                               "device", "superconductor", "rashba"}));
    reference_app->callback([&] { command = [&] { return reference_command(subject); }; });

    std::vector<std::string> names;
    for (const auto* known : app.get_subcommands(nullptr))
        names.push_back(known->get_name());
    if (argc > 1 && argv[1][0] != '-' &&
        std::find(names.begin(), names.end(), argv[1]) == names.end()) {
        log_to_stderr(quiet);
        spdlog::error("unknown command \"{}\"{} (sidejump --help)",
                      sidejump::input::printable(argv[1]),
                      sidejump::input::did_you_mean(argv[1], names));
        return input_mistake;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error);
        log_to_stderr(quiet);
        spdlog::error("{} (sidejump --help, sidejump COMMAND --help)", error.what());
        return input_mistake;
    }
    log_to_stderr(quiet);
    return run(command);
}
