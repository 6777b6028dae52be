// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/declaration.hpp"
#include "cli/declared_file_commands.hpp"
#include "cli/declared_files.hpp"
#include "cli/file_kind.hpp"

#include <memory>

namespace sidejump::cli {
namespace {

const std::vector<std::string> toml = {".toml"};

Command device() {
    const auto options = std::make_shared<DeviceCommandOptions>();
    Command command;
    command.name = "device";
    command.description =
        "Voltages and currents of a device made of alloys, metals and ferromagnets";
    command.details = "Solves charge and spin diffusion for all points of the study, prints "
                      "tables, and writes device.json, a table of the study, line cuts and fields "
                      "for ParaView. Runs on several processes under mpirun.";
    command.see_also = {"sidejump-device(5)"};
    command.arguments = {
        {.names = "FILE",
         .description = "Device file (TOML)",
         .value = Value::file,
         .suffixes = toml,
         .required = true,
         .target = &options->file},
        {.names = "-o,--out",
         .description = "Directory for device.json, study.csv, cuts.h5 and the fields (default: "
                        "<name of FILE>-results, made in the current directory)",
         .value = Value::folder,
         .target = &options->out},
        {.names = "--json",
         .description = "Print device.json instead of tables",
         .target = &options->json},
        {.names = "--force",
         .description = "Compute a study anew, and do not go on with an interrupted run",
         .target = &options->force}};
    command.run = [options](bool quiet) {
        options->quiet = quiet;
        return run_on_file(options->file, FileKind::device,
                           [&] { return device_command(*options); });
    };
    return command;
}

Command sweep() {
    const auto options = std::make_shared<SweepCommandOptions>();
    Command command;
    command.name = "sweep";
    command.description = "Many points of one alloy, device, superconductor or electron gas: "
                          "parameter axes, on all processors, into one file";
    command.details =
        "Runs the study and writes one HDF5 file. Under mpirun it runs on several processes. "
        "When it is asked to end (Ctrl-C, SIGTERM) its journal is kept, and the same command goes "
        "on with it; the exit status is then 130 or 143.";
    command.see_also = {"sidejump-study(5)"};
    command.arguments = {
        {.names = "STUDY",
         .description = "Study file (TOML) with a section [sweep]",
         .value = Value::file,
         .suffixes = toml,
         .required = true,
         .target = &options->file},
        {.names = "-o,--out",
         .description = "Result file, HDF5 (default: <name of STUDY>.h5 in the current directory)",
         .value = Value::file,
         .suffixes = {".h5"},
         .target = &options->out},
        {.names = "--csv",
         .description = "Write the results as a table beside it, too",
         .target = &options->csv},
        {.names = "--threads",
         .description = "Threads (default: all processors)",
         .value = Value::number,
         .range = {1U, 4096U},
         .target = &options->threads},
        {.names = "--force",
         .description = "Compute anew and replace a result or journal that is there; goes on with "
                        "a forced run that was interrupted",
         .target = &options->force},
        {.names = "--json", .description = "Print the summary as JSON", .target = &options->json}};
    command.run = [options](bool quiet) {
        options->quiet = quiet;
        return run_on_file(options->file, FileKind::study, [&] { return sweep_command(*options); });
    };
    return command;
}

Command report() {
    struct Options {
        std::vector<std::string> places;
        std::string out;
        std::string title;
        bool no_figures = false;
    };
    const auto options = std::make_shared<Options>();
    Command command;
    command.name = "report";
    command.description = "One HTML page on results: what was asked, figures, tables, checks";
    command.details =
        "Writes one page that needs no other file and no network: for every result the input with "
        "all defaults, figures, tables, checks, approximations, warnings, and where it comes from. "
        "It can be read, sorted and filtered in a browser, and printed. Prints the path of the "
        "page.";
    command.arguments = {
        {.names = "DIR",
         .description = "Folders with results, at any depth, or files of results",
         .value = Value::file,
         .required = true,
         .target = &options->places},
        {.names = "-o,--out",
         .description = "The page (default: DIR/report.html; of several folders, or of files, "
                        "report.html in the current directory)",
         .value = Value::file,
         .suffixes = {".html"},
         .target = &options->out},
        {.names = "--title", .description = "Title of the page", .target = &options->title},
        {.names = "--no-figures",
         .description = "Leave the figures out",
         .target = &options->no_figures}};
    command.run = [options, arguments = command.arguments](bool) {
        return report_command(given_arguments(arguments));
    };
    return command;
}

Command fit() {
    const auto options = std::make_shared<FitCommandOptions>();
    Command command;
    command.name = "fit";
    command.description = "Fit a model, or a result of another command, to measured curves";
    command.details =
        "Reads the curves from their files, finds the parameters that fit them best, and prints "
        "them with standard errors, intervals by the profile likelihood, and what the data cannot "
        "tell apart. Writes fit.json and curve.csv.";
    command.see_also = {"sidejump-fit(5)"};
    command.arguments = {
        {.names = "FILE",
         .description = "Fit file (TOML)",
         .value = Value::file,
         .suffixes = toml,
         .required = true,
         .target = &options->file},
        {.names = "-o,--out",
         .description = "Directory for fit.json and curve.csv (default: <name of FILE>-results, "
                        "made in the current directory)",
         .value = Value::folder,
         .target = &options->out},
        {.names = "--json",
         .description = "Print fit.json instead of tables",
         .target = &options->json}};
    command.run = [options](bool quiet) {
        options->quiet = quiet;
        return run_on_file(options->file, FileKind::fit, [&] { return fit_command(*options); });
    };
    return command;
}

Command validate() {
    const auto options = std::make_shared<ValidateCommandOptions>();
    Command command;
    command.name = "validate";
    command.description =
        "Check an alloy, device, superconductor, gas, study or fit file without running it";
    command.details = "Reads and checks the file, a study with its base, says which of them it "
                      "is, and computes nothing. What depends on a mesh is checked when the mesh "
                      "is made.";
    command.see_also = {"sidejump-alloy(5)",  "sidejump-device(5)", "sidejump-superconductor(5)",
                        "sidejump-rashba(5)", "sidejump-study(5)",  "sidejump-fit(5)"};
    command.arguments = {
        {.names = "FILE",
         .description = "Alloy, device, superconductor, gas, study or fit file (TOML)",
         .value = Value::file,
         .suffixes = toml,
         .required = true,
         .target = &options->file},
        {.names = "--json",
         .description = "Print the input with all defaults as JSON",
         .target = &options->json}};
    command.run = [options](bool quiet) {
        options->quiet = quiet;
        return validate_command(*options);
    };
    return command;
}

Command verify() {
    const auto json = std::make_shared<bool>(false);
    Command command;
    command.name = "verify";
    command.description = "Run the built-in gold standards and print the errors";
    command.details = "Reproduces the built-in gold standards and prints the expected value, the "
                      "found value and the error of each.";
    command.arguments = {
        {.names = "--json", .description = "Print the table as JSON", .target = json.get()}};
    command.run = [json](bool) { return verify_command(*json); };
    return command;
}

Command schema() {
    const auto file = std::make_shared<std::string>("alloy");
    Command command;
    command.name = "schema";
    command.description = "Print the JSON Schema of the alloy, the study, the device, the "
                          "superconductor, the gas or the fit file";
    command.details = "The schema is of draft 2020-12.";
    command.arguments = {
        {.names = "FILE",
         .description = "alloy (default), study, device, superconductor, rashba or fit",
         .choices = declared_file_names(),
         .target = file.get()}};
    command.run = [file](bool) { return schema_command(*file); };
    return command;
}

Command reference() {
    const auto subject = std::make_shared<std::string>();
    Command command;
    command.name = "reference";
    command.description = "Print a reference page (Markdown) of keys or results";
    command.arguments = {
        {.names = "SUBJECT",
         .description =
             "input, results, thermal, response, sweep, outputs, device, superconductor, "
             "rashba or fit",
         .choices = reference_subjects(),
         .required = true,
         .target = subject.get()}};
    command.run = [subject](bool) { return reference_command(*subject); };
    return command;
}

// Has pages of the other commands.
Command man(const std::vector<Command>& others) {
    const auto options = std::make_shared<ManCommandOptions>();
    Command command;
    command.name = "man";
    command.description = "Print a page of the manual, or write all of them";
    command.details =
        "On a terminal man(1) shows the page; elsewhere its source in the language of "
        "man(7) is printed.";
    std::vector<std::string> pages = {"sidejump", "man", "completion"};
    for (const Command& other : others)
        pages.push_back(other.name);
    for (const std::string& file : declared_file_names())
        pages.push_back(file + "-file");
    command.arguments = {
        {.names = "PAGE",
         .description = "sidejump (default), a command, or a file such as alloy-file",
         .choices = pages,
         .target = &options->page},
        {.names = "-o,--out",
         .description = "Directory for man1 and man5 with all pages, instead of printing one",
         .value = Value::folder,
         .target = &options->out}};
    command.run = [options](bool) { return man_command(*options); };
    return command;
}

Command completion() {
    const auto shell = std::make_shared<std::string>();
    Command command;
    command.name = "completion";
    command.description = "Print the script that completes the command line in a shell";
    command.details = "In bash `source <(sidejump completion bash)` turns it on for the session.";
    command.arguments = {{.names = "SHELL",
                          .description = "bash, zsh or fish",
                          .choices = {"bash", "zsh", "fish"},
                          .required = true,
                          .target = shell.get()}};
    command.run = [shell](bool) { return completion_command(*shell); };
    return command;
}

} // namespace

std::vector<Command> declared_commands() {
    std::vector<Command> commands = {impurity(),       coefficients(), thermal(),  response(),
                                     superconductor(), rashba(),       device(),   sweep(),
                                     plot_command(),   report(),       fit(),      validate(),
                                     verify(),         schema(),       reference()};
    commands.push_back(man(commands));
    commands.push_back(completion());
    return commands;
}

} // namespace sidejump::cli
