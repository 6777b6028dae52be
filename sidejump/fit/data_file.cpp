// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/data_file.hpp"

#include "sidejump/input/toml_reader.hpp"
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace sidejump::fit {
namespace {

using input::InputError;
using std::string_view;

string_view trimmed(string_view text) {
    constexpr const char* blanks = " \t\r";
    const auto first = text.find_first_not_of(blanks);
    if (first == string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

string_view without_quotes(string_view cell) {
    cell = trimmed(cell);
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
        cell = trimmed(cell.substr(1, cell.size() - 2));
    return cell;
}

std::vector<string_view> cells_of(string_view line, char delimiter) {
    std::vector<string_view> cells;
    if (delimiter == ' ') {
        line = trimmed(line);
        while (!line.empty()) {
            const auto end = std::min(line.find_first_of(" \t"), line.size());
            cells.push_back(without_quotes(line.substr(0, end)));
            line = trimmed(line.substr(end));
        }
        return cells;
    }
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && line[i] == '"')
            quoted = !quoted;
        if (i == line.size() || (line[i] == delimiter && !quoted)) {
            cells.push_back(without_quotes(line.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    return cells;
}

char delimiter_of(Delimiter wanted, string_view first_line) {
    switch (wanted) {
    case Delimiter::tab:
        return '\t';
    case Delimiter::comma:
        return ',';
    case Delimiter::semicolon:
        return ';';
    case Delimiter::space:
        return ' ';
    case Delimiter::automatic:
        break;
    }
    for (const char candidate : {'\t', ';', ','})
        if (first_line.find(candidate) != string_view::npos)
            return candidate;
    return ' ';
}

// A number, infinite or not a number included; nothing if the cell is anything else.
std::optional<double> number_of(string_view cell) {
    if (cell.starts_with('+'))
        cell.remove_prefix(1);
    double number = 0.0;
    const auto [rest, status] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (cell.empty() || status != std::errc{} || rest != cell.data() + cell.size())
        return std::nullopt;
    return number;
}

// "field (mT)" and "field [mT]" are the column "field" in mT.
DataColumn column_of(string_view header) {
    const char close = header.empty() ? '\0' : header.back();
    if (close == ')' || close == ']') {
        const auto open = header.rfind(close == ')' ? '(' : '[');
        if (open != string_view::npos) {
            std::string unit(trimmed(header.substr(open + 1, header.size() - open - 2)));
            if (!unit.empty() && units::is_unit(unit))
                return {std::string(trimmed(header.substr(0, open))), std::move(unit), {}, {}};
        }
    }
    return {std::string(header), "", {}, {}};
}

std::string name_of(const DataFile& file, std::size_t column) {
    const std::string& name = file.columns[column].name;
    return name.empty() ? fmt::format("column {}", column + 1)
                        : fmt::format("column {} ({})", column + 1, name);
}

void add_row(DataFile& file, const std::vector<string_view>& cells, int line) {
    if (cells.size() != file.columns.size())
        throw InputError(
            file.path, line, "",
            fmt::format("expected {} columns, found {}", file.columns.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        // Columns that are not used may hold anything.
        const auto number = number_of(cells[i]);
        if (!number || !std::isfinite(*number))
            file.columns[i].not_numbers.emplace(file.lines.size(), cells[i]);
        file.columns[i].values.push_back(number.value_or(0.0));
    }
    file.lines.push_back(line);
}

std::string read_text(const DataInput& input, const std::string& path) {
    try {
        return input::read_input_text(path);
    } catch (const InputError& error) {
        input.file.place.fail("a data file that can be read",
                              fmt::format("{}: {}", path, error.message));
    }
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
    std::vector<std::string> names;
    const DataColumn* found = nullptr;
    for (const DataColumn& column : file.columns) {
        const bool is_it = name == column.name ||
                           name == fmt::format("{} ({})", column.name, column.unit) ||
                           name == fmt::format("{} [{}]", column.name, column.unit);
        if (is_it && found != nullptr)
            wanted.column.place.fail(fmt::format("the name of one column of {}", file.path),
                                     fmt::format("\"{}\", which several have", name));
        if (is_it)
            found = &column;
        if (file.has_header)
            names.push_back(column.name);
    }
    if (found != nullptr)
        return *found;
    std::string known;
    for (const std::string& other : names)
        known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", other);
    wanted.column.place.fail(
        file.has_header ? fmt::format("a column of {}: {}", file.path, known)
                        : fmt::format("the number of a column, as {} has no header", file.path),
        fmt::format("\"{}\"{}", name, input::did_you_mean(name, names)));
}

std::string unit_of(const DataFile& file, const DataColumn& column, const ColumnInput& wanted) {
    if (wanted.unit)
        return wanted.unit->text;
    if (column.unit.empty())
        wanted.column.place.fail(
            "the unit of the column, by `unit` or in brackets at the end of its name",
            fmt::format("no unit of {} in {}",
                        name_of(file, static_cast<std::size_t>(&column - file.columns.data())),
                        file.path));
    return column.unit;
}

UnitChange change_to(const std::string& unit, const std::string& wanted,
                     const ColumnInput& column) {
    try {
        return change_of_unit(unit, wanted);
    } catch (const units::QuantityError&) {
        const Place& place = column.unit ? column.unit->place : column.column.place;
        place.fail(fmt::format("a unit that converts to {}", wanted), fmt::format("\"{}\"", unit));
    }
}

void require_number(const DataFile& file, const DataColumn& column, std::size_t row) {
    if (const auto odd = column.not_numbers.find(row); odd != column.not_numbers.end())
        throw InputError(
            file.path, file.lines[row],
            name_of(file, static_cast<std::size_t>(&column - file.columns.data())),
            fmt::format("expected a finite number, found \"{}\"", input::printable(odd->second)));
}

} // namespace

DataFile read_data_file(const DataInput& input, const std::filesystem::path& folder) {
    DataFile file;
    file.path = (folder / input.file.text).string();
    const std::string text = read_text(input, file.path);
    string_view rest = text;
    if (rest.starts_with("\xEF\xBB\xBF"))
        rest.remove_prefix(3);
    char delimiter = '\0';
    string_view comment;
    for (int line = 1; !rest.empty(); ++line) {
        const auto end = std::min(rest.find('\n'), rest.size());
        string_view content = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (content.ends_with('\r'))
            content.remove_suffix(1);
        if (trimmed(content).empty())
            continue;
        if (trimmed(content).starts_with(input.comment)) {
            comment = trimmed(trimmed(content).substr(input.comment.size()));
            continue;
        }
        if (delimiter == '\0')
            delimiter = delimiter_of(input.delimiter, content);
        const auto cells = cells_of(content, delimiter);
        if (file.columns.empty()) {
            const bool numbers = std::any_of(cells.begin(), cells.end(),
                                             [](string_view cell) { return number_of(cell); });
            const auto named = cells_of(comment, delimiter);
            file.has_header = !numbers || named.size() == cells.size();
            for (const string_view name : numbers ? named : cells)
                if (file.has_header)
                    file.columns.push_back(column_of(name));
            file.columns.resize(cells.size());
            if (!numbers)
                continue;
        }
        add_row(file, cells, line);
    }
    if (file.lines.empty())
        throw InputError(file.path, 0, "", "expected rows of numbers, found none");
    return file;
}

DataSet read_data_set(const DataInput& input, std::size_t number,
                      const std::filesystem::path& folder, const std::string& x_unit,
                      const std::string& y_unit) {
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
    const double constant = input.sigma ? input.sigma->in(y_unit) : 0.0;
    if (input.sigma && !(constant > 0.0))
        input.sigma->place.fail("a standard deviation above zero", input.sigma->text());
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        require_number(file, x, i);
        const double at = x_change.value(x.values[i]);
        if (at < least || at > most)
            continue;
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
        input.place.fail("points between x_min and x_max",
                         fmt::format("none of the {} of {}", file.lines.size(), file.path));
    return set;
}

} // namespace sidejump::fit
