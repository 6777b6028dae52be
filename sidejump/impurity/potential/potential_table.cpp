// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/potential_table.hpp"

#include "sidejump/impurity/phase_shift_type.hpp"
#include "sidejump/input/input_error.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace sidejump::impurity::potential {
namespace {

constexpr double largest_rest = 1e-6; // of the last value, against the largest one
constexpr std::size_t fewest_rows = 4;

void check_fall(const std::vector<double>& values, const char* name, const input::Place& place) {
    double largest = 0.0;
    for (const double value : values)
        largest = std::max(largest, std::abs(value));
    if (std::abs(values.back()) > largest_rest * largest)
        place.fail(fmt::format("{} does not fall to zero: expected a last value of at most {:g} of "
                               "the largest one, found {:.3g} of it; continue the table to larger "
                               "radii",
                               name, largest_rest, std::abs(values.back()) / largest));
}

} // namespace

PotentialTable PotentialTable::in_units_of(double length, double energy) const {
    PotentialTable scaled = *this;
    for (double& value : scaled.radii)
        value /= length;
    for (double& value : scaled.central)
        value /= energy;
    for (double& value : scaled.spin_orbit)
        value /= energy;
    return scaled;
}

PotentialTable read_potential_table(const std::string& path, double length_unit,
                                    double energy_unit) {
    PotentialTable table;
    input::Place place{path, 0, ""};
    for (const auto& [line, row] : number_rows(table_text(path), path, 2, 3)) {
        place.line = line;
        const double radius = row[0] * length_unit;
        if (!(radius >= 0.0 && radius <= longest_radius))
            place.fail(fmt::format("a radius from 0 to {:g} m", longest_radius),
                       fmt::format("the number {}", row[0]));
        if (!table.radii.empty() && radius <= table.radii.back())
            place.fail("radii that increase", fmt::format("the number {}", row[0]));
        for (std::size_t column = 1; column < row.size(); ++column)
            if (!(std::abs(row[column] * energy_unit) <= strongest_potential))
                place.fail(fmt::format("energies of at most {:g} eV", strongest_potential),
                           fmt::format("the number {}", row[column]));
        table.radii.push_back(radius);
        table.central.push_back(row[1] * energy_unit);
        if (row.size() == 3)
            table.spin_orbit.push_back(row[2] * energy_unit);
    }
    if (table.radii.size() < fewest_rows)
        input::Place{path, 0, ""}.fail(fmt::format("a table of at least {} rows", fewest_rows),
                                       std::to_string(table.radii.size()));
    if (table.radii.size() > most_rows)
        input::Place{path, 0, ""}.fail(fmt::format("a table of at most {} rows", most_rows),
                                       std::to_string(table.radii.size()));
    check_fall(table.central, "V", place);
    if (!table.spin_orbit.empty())
        check_fall(table.spin_orbit, "W", place);
    return table;
}

} // namespace sidejump::impurity::potential
