// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/data_file.hpp"

#include "sidejump/input/text_encoding.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

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

char delimiter_of(const DataInput& input, string_view first_line) {
    switch (input.delimiter) {
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
        if (first_line.find(candidate) != string_view::npos &&
            (candidate != ',' || input.decimal == Decimal::point))
            return candidate;
    return ' ';
}

// A number, infinite or not a number included; nothing if the cell is anything else.
std::optional<double> number_of(string_view cell, Decimal decimal) {
    std::string with_point;
    if (decimal == Decimal::comma) {
        if (cell.find('.') != string_view::npos)
            return std::nullopt; // thousands may be apart by it
        with_point = cell;
        std::replace(with_point.begin(), with_point.end(), ',', '.');
        cell = with_point;
    }
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
    DataColumn column;
    column.name = header;
    const char close = header.empty() ? '\0' : header.back();
    if (close != ')' && close != ']')
        return column;
    const auto open = header.rfind(close == ')' ? '(' : '[');
    if (open == string_view::npos)
        return column;
    const std::string text(trimmed(header.substr(open + 1, header.size() - open - 2)));
    const std::string before(trimmed(header.substr(0, open)));
    if (!text.empty() && units::is_unit(text)) {
        column.name = before;
        column.unit = text;
    } else {
        column.bracket = text;
        column.name_before_bracket = before;
    }
    return column;
}

void add_row(DataFile& file, const std::vector<string_view>& cells, int line, Decimal decimal) {
    if (cells.size() != file.columns.size())
        throw InputError(file.path, line, "",
                         fmt::format("expected {} columns, as line {} has{}, found {}",
                                     file.columns.size(), file.first_line,
                                     file.has_header
                                         ? ", which was taken for the header (`skip_lines` passes "
                                           "over lines above it)"
                                         : "",
                                     cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        // Columns that are not used may hold anything.
        const auto number = number_of(cells[i], decimal);
        if (!number || !std::isfinite(*number))
            file.columns[i].not_numbers.emplace(file.lines.size(), cells[i]);
        file.columns[i].values.push_back(number.value_or(0.0));
    }
    file.lines.push_back(line);
}

std::string read_text(const DataInput& input, const std::string& path) {
    std::error_code status;
    if (std::filesystem::is_directory(path, status))
        input.file.place.fail("a data file that can be read", fmt::format("{}, a directory", path));
    try {
        return input::read_input_text(path);
    } catch (const InputError& error) {
        input.file.place.fail("a data file that can be read",
                              fmt::format("{}: {}", path, error.message));
    }
}

} // namespace

bool has_decimal_comma(string_view cell) {
    return cell.find(',') != string_view::npos && number_of(cell, Decimal::comma).has_value();
}

DataFile read_data_file(const DataInput& input, const std::filesystem::path& folder) {
    DataFile file;
    file.path = (folder / input.file.text).string();
    const std::string text = read_text(input, file.path);
    input::refuse_utf16(text, file.path);
    string_view rest = text;
    if (rest.starts_with("\xEF\xBB\xBF"))
        rest.remove_prefix(3);
    char delimiter = '\0';
    string_view comment;
    int comment_line = 0;
    for (int line = 1; !rest.empty(); ++line) {
        const auto end = std::min(rest.find('\n'), rest.size());
        string_view content = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (content.ends_with('\r'))
            content.remove_suffix(1);
        if (trimmed(content).empty() || line <= input.skip_lines)
            continue;
        if (trimmed(content).starts_with(input.comment)) {
            comment = trimmed(trimmed(content).substr(input.comment.size()));
            comment_line = line;
            continue;
        }
        input::require_utf8(content, file.path, line);
        if (delimiter == '\0')
            delimiter = delimiter_of(input, content);
        const auto cells = cells_of(content, delimiter);
        if (file.columns.empty()) {
            const bool numbers = std::any_of(cells.begin(), cells.end(), [&](string_view cell) {
                return number_of(cell, input.decimal);
            });
            const auto named = cells_of(comment, delimiter);
            file.has_header = !numbers || named.size() == cells.size();
            if (numbers && file.has_header)
                input::require_utf8(comment, file.path, comment_line);
            file.first_line = numbers && file.has_header ? comment_line : line;
            for (const string_view name : numbers ? named : cells)
                if (file.has_header)
                    file.columns.push_back(column_of(name));
            file.columns.resize(cells.size());
            if (!numbers)
                continue;
        }
        add_row(file, cells, line, input.decimal);
    }
    if (file.lines.empty())
        throw InputError(file.path, 0, "", "expected rows of numbers, found none");
    return file;
}

} // namespace sidejump::fit
