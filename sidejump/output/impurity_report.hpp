// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/impurity/phase_shift_curves.hpp"
#include "sidejump/impurity/species_report.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sidejump::output {

/// A file with the phase shift of one channel over energy, which an alloy file can take as
/// `phase_shift = { table = ... }`.
struct PhaseShiftFile {
    std::string name;
    std::string text;
};

/// One file for each species, channel and temperature: `<species>-l1-j1.5.tsv` at zero temperature,
/// `<species>-l1-j1.5-4.2K.tsv` above; a species whose name another one has
/// takes its number behind the name. Columns: energy in eV from the Fermi energy, eta in rad, |s|.
/// @param curves  for each species, at each temperature
std::vector<PhaseShiftFile>
phase_shift_files(const std::vector<impurity::SpeciesReport>& reports,
                  const std::vector<std::vector<impurity::PhaseShiftCurves>>& curves);

/// What the models of the impurities found: tables for people.
std::string impurity_table(const coefficients::AlloyFile& file,
                           const std::vector<impurity::SpeciesReport>& reports);

/// The same as impurity.json, with the names of the files of phase shifts.
nlohmann::ordered_json impurity_json(const coefficients::AlloyFile& file,
                                     const std::vector<impurity::SpeciesReport>& reports,
                                     const std::vector<PhaseShiftFile>& files,
                                     const std::vector<std::string>& warnings);

} // namespace sidejump::output
