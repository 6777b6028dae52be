// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/impurity_table.hpp"

#include "sidejump/impurity/phase_shift_type.hpp"
#include "sidejump/input/names.hpp"
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <filesystem>

namespace sidejump::electron_gas {
namespace {

using input::Place;
using input::Table;

constexpr std::size_t fewest_rows = 3;
constexpr std::size_t most_rows = 5000;

double factor(const std::string& text, const char* of, const Place& place) {
    try {
        return units::read_quantity("1 " + text, of);
    } catch (const units::QuantityError&) {
        place.fail(fmt::format("a unit such as \"{}\"", of),
                   fmt::format("\"{}\"", input::printable(text)));
    }
}

PointList::value_type rows_of_file(const std::string& path) {
    PointList::value_type rows;
    for (const auto& [line, row] : impurity::number_rows(impurity::table_text(path), path, 2, 2))
        rows.push_back({row[0], row[1], Place{path, line, ""}});
    return rows;
}

} // namespace

void read_impurity_table(ImpurityInput& impurity, const Table& table, const Place& place) {
    if (impurity.potential != PotentialKind::table)
        return;
    if (impurity.table.has_value() == impurity.points.has_value())
        input::place_of(table, impurity.table ? "points" : "table", place)
            .fail("exactly one of table and points", impurity.table ? "both" : "neither");
    impurity.table_place = input::place_of(table, impurity.table ? "table" : "points", place);
    const bool is_square =
        impurity.values.value_or(TableValues::squared_potential) == TableValues::squared_potential;
    const double wavenumber = factor(impurity.wavenumber_unit.value_or("1/nm"), "1/nm",
                                     input::place_of(table, "wavenumber_unit", place));
    const char* unit = is_square ? "eV^2 nm^4" : "eV nm^2";
    const double value = factor(impurity.value_unit.value_or(unit), unit,
                                input::place_of(table, "value_unit", place));
    Place all = impurity.table_place;
    if (impurity.table) {
        const std::string path =
            (std::filesystem::path(place.file).parent_path() / *impurity.table).string();
        impurity.points = rows_of_file(path);
        all = Place{path, 0, ""};
        // In the echo, the file has to be found from anywhere.
        impurity.table = std::filesystem::absolute(path).string();
    }
    const auto& rows = *impurity.points;
    if (rows.size() < fewest_rows || rows.size() > most_rows)
        all.fail(fmt::format("a table of {} to {} rows", fewest_rows, most_rows),
                 std::to_string(rows.size()));
    for (const auto& row : rows) {
        if (impurity.transfers.empty() && row.x != 0.0)
            row.place.fail("a first row at the momentum transfer 0", fmt::format("{}", row.x));
        if (!impurity.transfers.empty() && !(row.x * wavenumber > impurity.transfers.back()))
            row.place.fail("momentum transfers that increase", fmt::format("{}", row.x));
        if (is_square && row.y < 0.0)
            row.place.fail("squares >= 0", fmt::format("{}", row.y));
        impurity.transfers.push_back(row.x * wavenumber);
        impurity.table_values.push_back(row.y * value);
    }
    if (std::ranges::all_of(impurity.table_values, [](double v) { return v == 0.0; }))
        all.fail("a potential that is not zero, as electrons would not scatter", "only zeros");
    if (impurity.table)
        impurity.points.reset();
}

} // namespace sidejump::electron_gas
