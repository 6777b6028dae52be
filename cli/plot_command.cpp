// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/declaration.hpp"
#include "cli/python_module.hpp"

#include <memory>

namespace sidejump::cli {
namespace {

struct PlotOptions {
    std::vector<std::string> results;
    std::string out;
    std::string format;
    std::vector<std::string> figures;
    std::vector<std::string> quantities;
    std::string x;
    std::string log;
    std::string width;
    unsigned dpi = 0;
    bool list = false;
    bool json = false;
};

} // namespace

Command plot_command() {
    const auto options = std::make_shared<PlotOptions>();
    Command command;
    command.name = "plot";
    command.description = "Figures of results, without being told which";
    command.details =
        "Draws what suits each result: coefficients of several alloys against the number in which "
        "their inputs differ, temperatures, phase shifts over energy, maps of devices with current "
        "arrows, cuts, densities of states, spectra, sweeps over one, two or three axes. Prints "
        "the files it has written.";
    command.arguments = {
        {.names = "RESULT",
         .description = "Result files (JSON, or HDF5 of a sweep), or folders with results",
         .value = Value::file,
         .suffixes = {".json", ".h5"},
         .required = true,
         .target = &options->results},
        {.names = "-o,--out",
         .description = "File of the first figure, or folder of all (default: current directory)",
         .value = Value::file,
         .suffixes = {".svg", ".pdf", ".png"},
         .target = &options->out},
        {.names = "--format",
         .description = "svg (default), pdf or png",
         .choices = {"svg", "pdf", "png"},
         .target = &options->format},
        {.names = "--figure",
         .description = "Name of a figure, as --list prints it; may be given again (default: all)",
         .target = &options->figures},
        {.names = "--quantity",
         .description = "Name of a result to draw; may be given again",
         .target = &options->quantities},
        {.names = "--x",
         .description = "What to draw against: an axis, a result, or a key of the input",
         .target = &options->x},
        {.names = "--log",
         .description = "Logarithmic axes (default: chosen from the numbers)",
         .choices = {"x", "y", "xy", "none"},
         .target = &options->log},
        {.names = "--width",
         .description = "single or double, 86 or 178 mm (default: by the number of panels)",
         .choices = {"single", "double"},
         .target = &options->width},
        {.names = "--dpi",
         .description = "Dots per inch of png, and of maps in svg and pdf (default: 300)",
         .value = Value::number,
         .range = {20U, 2400U},
         .target = &options->dpi},
        {.names = "--list",
         .description = "Print the figures that can be drawn, draw none",
         .target = &options->list},
        {.names = "--json",
         .description = "Print the files, or the list, as JSON",
         .target = &options->json}};
    command.run = [options, arguments = command.arguments](bool) -> int {
        run_python_module("figures.command", given_arguments(arguments));
    };
    return command;
}

} // namespace sidejump::cli
