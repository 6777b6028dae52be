// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_section.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sidejump::fit {

/// A column of a data file.
struct DataColumn {
    std::string name; ///< of the header, without its unit; empty if there is no header
    std::string unit; ///< of the header, empty if it tells none
    /// What stands in brackets at the end of the name and is no unit, and the name before it.
    std::string bracket, name_before_bracket;
    std::vector<double> values;
    std::map<std::size_t, std::string> not_numbers; ///< cells that are none, by row
};

/// The numbers of a text file with columns.
struct DataFile {
    std::string path;
    bool has_header = false;
    int first_line = 0; ///< that says how many columns there are
    std::vector<DataColumn> columns;
    std::vector<int> lines; ///< of each row in the file
};

/// Reads comma-, semicolon-, tab- or space-separated columns. A first line that is not numbers is
/// the header; without one the last comment before the numbers is, if it has as many cells.
/// @throws InputError with file and line at the first row of another length than the first, or that
///         is not UTF-8
DataFile read_data_file(const DataInput& input, const std::filesystem::path& folder);

/// Whether a cell is a number with a decimal comma.
bool has_decimal_comma(std::string_view cell);

/// A measured curve in the units of the model.
struct DataSet {
    std::string label;
    std::string file;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> sigma; ///< standard deviations of y; empty if they are not known
    double weight = 1.0;
    std::vector<int> incomplete_rows; ///< lines left out, as some of the cells are empty
    std::string x_name, y_name;       ///< of the columns, empty if the file has no header
    std::string x_unit, y_unit;       ///< as the file has them
    UnitChange x_written, y_written;  ///< from the units of the model to those of the file
};

/// Reads the columns of one curve. Rows with an empty cell in them are left out.
/// @param x_unit, y_unit  of the model; an empty x_unit takes that of the file
/// @param x_range         values of x for which the model is defined
/// @throws InputError
DataSet read_data_set(const DataInput& input, std::size_t number,
                      const std::filesystem::path& folder, const std::string& x_unit,
                      const std::string& y_unit, const input::Range& x_range = {});

} // namespace sidejump::fit
