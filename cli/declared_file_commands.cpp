// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/declared_file_commands.hpp"

#include "cli/commands.hpp"
#include "cli/file_kind.hpp"

#include <memory>

namespace sidejump::cli {
namespace {

// The commands that take one file and write results into a directory.
Command file_command(const std::string& name, const std::string& description, FileKind kind,
                     const std::string& file, const std::string& result,
                     int (*run_command)(const CoefficientsOptions&)) {
    const auto options = std::make_shared<CoefficientsOptions>();
    Command command;
    command.name = name;
    command.description = description;
    command.arguments = {
        {.names = "FILE",
         .description = file,
         .value = Value::file,
         .suffixes = {".toml"},
         .required = true,
         .target = &options->file},
        {.names = "-o,--out",
         .description = "Directory for " + result +
                        " (default: <name of FILE>-results, made in the current directory)",
         .value = Value::folder,
         .target = &options->out},
        {.names = "--json",
         .description = "Print " + result.substr(0, result.find(',')) + " instead of tables",
         .target = &options->json}};
    command.run = [options, kind, run_command](bool) {
        return run_on_file(options->file, kind, [&] { return run_command(*options); });
    };
    return command;
}

} // namespace

Command impurity() {
    Command command =
        file_command("impurity",
                     "What the model of an impurity found: levels, Kondo temperature, sum rules, "
                     "phase shifts over energy",
                     FileKind::alloy, "Alloy file (TOML)", "impurity.json", impurity_command);
    command.details =
        "Prints levels, Kondo temperatures, occupations, sum rules and the phase shifts at the "
        "Fermi energy, at the temperatures of the section [spectrum], and writes impurity.json "
        "and tables of phase shifts over energy.";
    command.see_also = {"sidejump-alloy(5)"};
    return command;
}

Command coefficients() {
    Command command =
        file_command("coefficients",
                     "Transport coefficients of an alloy from the phase shifts of its impurities",
                     FileKind::alloy, "Alloy file (TOML)", "result.json", coefficients_command);
    command.details = "Prints the transport coefficients as a table and writes result.json.";
    command.see_also = {"sidejump-alloy(5)"};
    return command;
}

Command thermal() {
    Command command = file_command(
        "thermal", "Coefficients at temperature: Seebeck, Lorenz number, spin Nernst effect",
        FileKind::alloy, "Alloy file (TOML) with a section [thermal]", "thermal.json",
        thermal_command);
    command.details =
        "Computes the coefficients at the temperatures of the section [thermal], with phase "
        "shifts that may depend on energy, prints them as a table, four temperatures beside each "
        "other, and writes thermal.json.";
    command.see_also = {"sidejump-alloy(5)"};
    return command;
}

Command response() {
    Command command = file_command(
        "response", "Response in space and time: modes, decay lengths, chi(q, omega), Hanle",
        FileKind::alloy, "Alloy file (TOML), optionally with [response]", "response.json",
        response_command);
    command.details =
        "Computes the response at the Fermi energy: modes, decay of spin in time and space, "
        "injection through a contact, susceptibilities, conductivities at a frequency, and the "
        "Hanle effect if there is a section [response.hanle]. Prints tables and writes "
        "response.json.";
    command.see_also = {"sidejump-alloy(5)"};
    return command;
}

Command superconductor() {
    Command command = file_command(
        "superconductor",
        "Superconducting structures with spin-orbit impurities: gap, currents, spin, Tc, densities "
        "of states (generalised Usadel equation)",
        FileKind::superconductor, "Superconductor file (TOML)",
        "superconductor.json, fields.h5 and tables", superconductor_command);
    command.details = "Solves the study of the file, prints tables, and writes "
                      "superconductor.json, fields.h5 and tables. Under mpirun the energies of "
                      "spectra go to all processes.";
    command.see_also = {"sidejump-superconductor(5)"};
    return command;
}

Command rashba() {
    Command command =
        file_command("rashba",
                     "Two-dimensional electron gas with Rashba or Dresselhaus coupling in an "
                     "electric field: spin current, spin polarisation, conductivity, spin modes",
                     FileKind::gas, "Gas file (TOML)", "rashba.json, and tables", rashba_command);
    command.details = "Solves the kinetic equation of the gas in an electric field, prints spin "
                      "current, spin polarisation, conductivity and what they are made of, and "
                      "writes rashba.json and tables.";
    command.see_also = {"sidejump-rashba(5)"};
    return command;
}

} // namespace sidejump::cli
