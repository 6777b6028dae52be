// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/data_file.hpp"
#include "sidejump/input/suggestion.hpp"
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace sidejump::fit {
namespace {

using input::InputError;

std::string name_of(const DataFile& file, std::size_t column) {
    const std::string& name = file.columns[column].name;
    return name.empty() ? fmt::format("column {}", column + 1)
                        : fmt::format("column {} ({})", column + 1, name);
}

const DataColumn& find_column(const DataFile& file, const ColumnInput& wanted) {
    if (const auto* number = std::get_if<int>(&wanted.column.name)) {
        if (static_cast<std::size_t>(*number) > file.columns.size())
            wanted.column.place.fail(
                fmt::format("a column of {}, which has {}", file.path, file.columns.size()),
                fmt::format("number {}", *number));
        return file.columns[static_cast<std::size_t>(*number) - 1];
    }
    const auto& name = std::get<std::string>(wanted.column.name);
    const auto only_one = [&](const auto& is_it) {
        const auto found = std::find_if(file.columns.begin(), file.columns.end(), is_it);
        if (found != file.columns.end() && std::any_of(found + 1, file.columns.end(), is_it))
            wanted.column.place.fail(fmt::format("the name of one column of {}", file.path),
                                     fmt::format("\"{}\", which several have", name));
        return found;
    };
    auto found = only_one([&](const DataColumn& column) {
        return name == column.name || name == fmt::format("{} ({})", column.name, column.unit) ||
               name == fmt::format("{} [{}]", column.name, column.unit);
    });
    if (found == file.columns.end())
        found = only_one([&](const DataColumn& column) {
            return !column.bracket.empty() && name == column.name_before_bracket;
        });
    if (found != file.columns.end())
        return *found;
    std::vector<std::string> names;
    if (file.has_header)
        for (const DataColumn& column : file.columns)
            names.push_back(column.name);
    std::string known;
    for (const std::string& other : names)
        known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", other);
    wanted.column.place.fail(
        file.has_header ? fmt::format("a column of {}: {}", file.path, known)
                        : fmt::format("the number of a column, as {} has no header", file.path),
        fmt::format("\"{}\"{}", name, input::did_you_mean(name, names)));
}

bool is_factor(const std::string& unit) {
    return unit != "1" && !unit.starts_with("1/") && !unit.starts_with("1 /") &&
           unit.find_first_of("0123456789.+-") == 0;
}

std::string unknown_unit(const std::string& unit) {
    const std::string known = units::known_spelling(unit);
    return fmt::format("\"{}\", which is not a known unit{}", input::printable(unit),
                       known.empty() ? "" : fmt::format("; write \"{}\"", known));
}

std::string unit_of(const DataFile& file, const DataColumn& column, const ColumnInput& wanted) {
    if (wanted.unit)
        return wanted.unit->text;
    const auto name = [&] {
        return name_of(file, static_cast<std::size_t>(&column - file.columns.data()));
    };
    if (column.unit.empty() && !column.bracket.empty())
        wanted.column.place.fail(
            "a known unit in the brackets of the column, or `unit`",
            fmt::format("{} of {} in {}", unknown_unit(column.bracket), name(), file.path));
    if (column.unit.empty())
        wanted.column.place.fail(
            "the unit of the column, by `unit` or in brackets at the end of its name",
            fmt::format("no unit of {} in {}", name(), file.path));
    return column.unit;
}

UnitChange change_to(const std::string& unit, const std::string& wanted,
                     const ColumnInput& column) {
    try {
        return change_of_unit(unit, wanted);
    } catch (const units::QuantityError& error) {
        const Place& place = column.unit ? column.unit->place : column.column.place;
        place.fail(fmt::format("a unit that converts to {}", wanted),
                   is_factor(unit) ? fmt::format("\"{}\": a factor is no unit; use %, ppm or "
                                                 "a prefix, or scale the column",
                                                 unit)
                   : units::is_unit(unit) ? error.what()
                                          : unknown_unit(unit));
    }
}

// What instruments and programs write where there is no value.
bool stands_for_nothing(std::string cell) {
    std::transform(cell.begin(), cell.end(), cell.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    static constexpr const char* words[] = {"nan", "-nan", "na", "n/a",  "#n/a", "-",
                                            "--",  "---",  "?",  "none", "null", "missing"};
    return std::any_of(std::begin(words), std::end(words),
                       [&](const char* word) { return cell == word; });
}

void require_number(const DataFile& file, const DataColumn& column, std::size_t row) {
    if (const auto odd = column.not_numbers.find(row); odd != column.not_numbers.end())
        throw InputError(file.path, file.lines[row],
                         name_of(file, static_cast<std::size_t>(&column - file.columns.data())),
                         fmt::format("expected a finite number, found \"{}\"{}",
                                     input::printable(odd->second),
                                     has_decimal_comma(odd->second)
                                         ? "; decimal = \",\" in [[data]] reads decimal commas"
                                     : stands_for_nothing(odd->second)
                                         ? "; missing points are left out, in a file by empty cells"
                                         : ""));
}

bool is_empty(const DataColumn& column, std::size_t row) {
    const auto odd = column.not_numbers.find(row);
    return odd != column.not_numbers.end() && odd->second.empty();
}

} // namespace

DataSet read_data_set(const DataInput& input, std::size_t number,
                      const std::filesystem::path& folder, const std::string& x_unit,
                      const std::string& y_unit, const input::Range& x_range) {
    const DataFile file = read_data_file(input, folder);
    DataSet set;
    set.label = input.label ? input.label->text : fmt::format("set {}", number);
    set.file = file.path;
    set.weight = input.weight;
    const DataColumn& x = find_column(file, input.x);
    const DataColumn& y = find_column(file, input.y);
    set.x_name = x.name;
    set.y_name = y.name;
    set.x_unit = unit_of(file, x, input.x);
    set.y_unit = unit_of(file, y, input.y);
    const std::string model_x = x_unit.empty() ? set.x_unit : x_unit;
    const UnitChange x_change = change_to(set.x_unit, model_x, input.x);
    UnitChange y_change = change_to(set.y_unit, y_unit, input.y);
    set.x_written = {1.0 / x_change.scale, -x_change.offset / x_change.scale};
    if (input.minus)
        y_change.offset = 0.0; // differences have none
    set.y_written = {1.0 / y_change.scale, -y_change.offset / y_change.scale};
    const DataColumn* sigma =
        input.sigma_column ? &find_column(file, *input.sigma_column) : nullptr;
    const double sigma_scale =
        sigma == nullptr
            ? 1.0
            : change_to(unit_of(file, *sigma, *input.sigma_column), y_unit, *input.sigma_column)
                  .scale;
    const DataColumn* minus = input.minus ? &find_column(file, *input.minus) : nullptr;
    const double minus_scale =
        minus == nullptr
            ? 0.0
            : change_to(unit_of(file, *minus, *input.minus), y_unit, *input.minus).scale;
    const double least = input.x_min ? input.x_min->in(model_x) : -INFINITY;
    const double most = input.x_max ? input.x_max->in(model_x) : INFINITY;
    if (least > most)
        input.x_max->place.fail(
            "an x_max above x_min",
            fmt::format("x_min {}, x_max {}", input.x_min->text(), input.x_max->text()));
    const double constant = input.sigma ? input.sigma->difference_in(y_unit) : 0.0;
    if (input.sigma && !(constant > 0.0))
        input.sigma->place.fail("a standard deviation above zero", input.sigma->text());
    std::vector<const DataColumn*> used = {&x, &y};
    for (const DataColumn* column : {sigma, minus})
        if (column != nullptr)
            used.push_back(column);
    const auto is_outside = [&](double at) { return at < least || at > most; };
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const auto empty = std::count_if(used.begin(), used.end(), [i](const DataColumn* column) {
            return is_empty(*column, i);
        });
        if (empty > 0) {
            // Curves of one file may have different numbers of points: no trace of one in the row.
            const bool is_wanted =
                x.not_numbers.contains(i) || !is_outside(x_change.value(x.values[i]));
            if (empty < std::ssize(used) && is_wanted)
                set.incomplete_rows.push_back(file.lines[i]);
            continue;
        }
        require_number(file, x, i);
        const double at = x_change.value(x.values[i]);
        if (is_outside(at))
            continue;
        if (!x_range.contains(at))
            throw InputError(file.path, file.lines[i],
                             name_of(file, static_cast<std::size_t>(&x - file.columns.data())),
                             fmt::format("expected a value{} for the model, found {}",
                                         x_range.describe(), x.values[i]));
        require_number(file, y, i);
        set.x.push_back(at);
        if (minus != nullptr)
            require_number(file, *minus, i);
        set.y.push_back(y_change.value(y.values[i]) -
                        (minus == nullptr ? 0.0 : minus_scale * minus->values[i]));
        if (sigma != nullptr) {
            require_number(file, *sigma, i);
            if (!(sigma->values[i] > 0.0))
                throw InputError(
                    file.path, file.lines[i],
                    name_of(file, static_cast<std::size_t>(sigma - file.columns.data())),
                    fmt::format("expected a standard deviation above zero, found {}",
                                sigma->values[i]));
            set.sigma.push_back(sigma_scale * sigma->values[i]);
        } else if (input.sigma) {
            set.sigma.push_back(constant);
        }
    }
    if (set.x.empty())
        input.place.fail("rows without empty cells between x_min and x_max",
                         fmt::format("none of the {} of {}", file.lines.size(), file.path));
    return set;
}

} // namespace sidejump::fit
