// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/phase_shift_type.hpp"

#include "sidejump/input/section.hpp"
#include "sidejump/units/quantity.hpp"

#include <cerrno>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

namespace sidejump::impurity {
namespace {

using input::Json;
using input::Node;
using input::Place;

struct TableInput {
    std::string file;
    std::string energy_unit = "eV";
};

const input::Section<Resonance>& resonance_section() {
    static const input::Section<Resonance> section =
        input::Section<Resonance>("A resonant level.")
            .required("position", &Resonance::position, input::Quantity("eV", "5 meV"),
                      "Energy of the level, from the Fermi energy.")
            .required("width", &Resonance::width, input::Quantity("eV", "2 meV", input::positive()),
                      "Half width of the level.");
    return section;
}

const input::Section<TableInput>& table_section() {
    static const input::Section<TableInput> section =
        input::Section<TableInput>("A table of phase shifts.")
            .required(
                "table", &TableInput::file, input::Text(),
                "File with columns energy, phase shift in radians and optionally |s|; its path "
                "is taken from the folder of the alloy file.")
            .with_default("energy_unit", &TableInput::energy_unit, input::Text(),
                          "Unit of the energies, which count from the Fermi energy.");
    return section;
}

bool has_key(const input::Table& table, const char* key) {
    for (const auto& entry : table)
        if (entry.key == key)
            return true;
    return false;
}

// The numbers of a line; false if it holds anything else.
bool read_numbers(const std::string& line, std::vector<double>& numbers) {
    const char* at = line.data();
    const char* const end = at + line.size();
    while (true) {
        while (at != end && (*at == ' ' || *at == '\t' || *at == ',' || *at == '\r'))
            ++at;
        if (at == end)
            return true;
        if (*at == '+')
            ++at;
        double value = 0.0;
        const auto [next, status] = std::from_chars(at, end, value);
        if (status != std::errc{} || !std::isfinite(value))
            return false;
        numbers.push_back(value);
        at = next;
    }
}

// @param name  stands for the file in messages
std::string read_text(const std::filesystem::path& path, const std::string& name) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string text;
    const bool readable = file && !std::filesystem::is_directory(path);
    if (readable)
        text.assign(std::istreambuf_iterator<char>(file), {});
    if (!readable || file.bad())
        throw input::InputError(
            name, 0, "",
            fmt::format("the table cannot be read: {}",
                        std::generic_category().message(errno != 0 ? errno : EIO)));
    return text;
}

std::shared_ptr<const PhaseShiftTable>
table_from_text(const std::string& text, const std::string& path, const std::string& energy_unit) {
    const double unit = units::read_quantity("1 " + energy_unit, "eV");
    std::vector<double> energies;
    std::vector<double> phase_shifts;
    std::vector<double> inelastic;
    for (const auto& [line, row] : number_rows(text, path, 2, 3)) {
        const Place place{path, line, ""};
        const double energy = row[0] * unit;
        if (!energies.empty() && energy <= energies.back())
            place.fail("energies that increase", fmt::format("the number {}", row[0]));
        energies.push_back(energy);
        phase_shifts.push_back(row[1]);
        if (row.size() == 3) {
            if (!(row[2] > 0.0 && row[2] <= 1.0))
                place.fail("|s| in (0, 1]", fmt::format("the number {}", row[2]));
            inelastic.push_back(row[2]);
        }
    }
    if (energies.size() < 3)
        throw input::InputError(
            path, 0, "",
            fmt::format("expected a table of at least three rows, found {}", energies.size()));
    return std::make_shared<const PhaseShiftTable>(std::move(energies), phase_shifts, inelastic);
}

thread_local TableFiles* tables_in_use = nullptr; // NOLINT: see TableFiles::Use

// What a call gives, or the error that it throws.
template <class T, class Call>
std::variant<T, input::InputError> value_or_error(Call call) {
    try {
        return call();
    } catch (const input::InputError& error) {
        return error;
    }
}

template <class T>
const T& value_of(const std::variant<T, input::InputError>& kept) {
    if (const auto* error = std::get_if<input::InputError>(&kept))
        throw input::InputError(*error);
    return std::get<T>(kept);
}

} // namespace

std::vector<NumberRow> number_rows(const std::string& text, const std::string& path,
                                   std::size_t least, std::size_t most) {
    std::istringstream file(text);
    std::vector<NumberRow> rows;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        const Place place{path, number, ""};
        if (line.starts_with('#'))
            continue;
        NumberRow row{number, {}};
        if (!read_numbers(line, row.numbers) || row.numbers.size() > most)
            place.fail(least == most ? fmt::format("{} numbers", least)
                                     : fmt::format("{} or {} numbers", least, most),
                       fmt::format("\"{}\"", input::printable(line)));
        if (row.numbers.empty())
            continue;
        if (row.numbers.size() < least ||
            (!rows.empty() && row.numbers.size() != rows.front().numbers.size()))
            place.fail(rows.empty()
                           ? fmt::format("at least {} columns", least)
                           : fmt::format("{} columns, as above", rows.front().numbers.size()),
                       fmt::format("{} of them", row.numbers.size()));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string table_text(const std::string& path) {
    return tables_in_use != nullptr ? tables_in_use->text(path) : read_text(path, path);
}

std::shared_ptr<const PhaseShiftTable> read_phase_shift_table(const std::string& path,
                                                              const std::string& energy_unit) {
    return table_from_text(read_text(path, path), path, energy_unit);
}

const TableFiles::OrError<std::string>& TableFiles::content(const std::string& name) {
    auto found = texts_.find(name);
    if (found == texts_.end()) {
        const auto read = [&] { return read_text(path(name), name); };
        found = texts_.emplace(name, value_or_error<std::string>(read)).first;
    }
    return found->second;
}

std::string TableFiles::text(const std::string& name) {
    const std::scoped_lock lock(mutex_);
    return value_of(content(name));
}

std::shared_ptr<const PhaseShiftTable> TableFiles::table(const std::string& name,
                                                         const std::string& energy_unit) {
    using Table = std::shared_ptr<const PhaseShiftTable>;
    const std::scoped_lock lock(mutex_);
    const auto key = std::make_pair(name, energy_unit);
    auto found = tables_.find(key);
    if (found == tables_.end()) {
        const auto read = [&] {
            return table_from_text(value_of(content(name)), name, energy_unit);
        };
        found = tables_.emplace(key, value_or_error<Table>(read)).first;
    }
    return value_of(found->second);
}

TableFiles::Use::Use(TableFiles* files) : before_(std::exchange(tables_in_use, files)) {}

TableFiles::Use::~Use() {
    tables_in_use = before_;
}

PhaseShiftLaw PhaseShiftType::read(const Node& node, const Place& place) {
    const auto* table = std::get_if<input::Table>(&node.value);
    if (table == nullptr)
        return input::Angle::read(node, place);
    if (!has_key(*table, "table"))
        return resonance_section().read(node, place);
    const TableInput input = table_section().read(node, place);
    const Place unit_place = input::place_of(*table, "energy_unit", place);
    try {
        units::read_quantity("1 " + input.energy_unit, "eV");
    } catch (const units::QuantityError&) {
        unit_place.fail("a unit of energy, e.g. \"meV\"",
                        fmt::format("\"{}\"", input::printable(input.energy_unit)));
    }
    const std::string path =
        (std::filesystem::path(place.file).parent_path() / input.file).string();
    return TabulatedPhaseShift{path, input.energy_unit,
                               tables_in_use != nullptr
                                   ? tables_in_use->table(path, input.energy_unit)
                                   : read_phase_shift_table(path, input.energy_unit)};
}

std::string PhaseShiftType::describe() {
    return input::Angle::describe() +
           ", a resonance { position, width }, or a file { table, energy_unit }";
}

Json PhaseShiftType::schema() {
    Json angle = input::Angle::schema();
    return {{"oneOf",
             {angle, input::section_schema(resonance_section().info()),
              input::section_schema(table_section().info())}}};
}

Json PhaseShiftType::echo(const PhaseShiftLaw& law) {
    if (const auto* constant = std::get_if<double>(&law))
        return *constant;
    if (const auto* resonance = std::get_if<Resonance>(&law))
        return resonance_section().echo(*resonance);
    const auto& tabulated = std::get<TabulatedPhaseShift>(law);
    return {{"table", std::filesystem::absolute(tabulated.file).string()},
            {"energy_unit", tabulated.energy_unit}};
}

} // namespace sidejump::impurity
