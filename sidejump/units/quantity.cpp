// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <mutex>
#include <udunits2.h>
#include <utility>

namespace sidejump::units {
namespace {

struct FreeUnit {
    void operator()(ut_unit* unit) const { ut_free(unit); }
};
struct FreeSystem {
    void operator()(ut_system* system) const { ut_free_system(system); }
};
struct FreeConverter {
    void operator()(cv_converter* converter) const { cv_free(converter); }
};
using Unit = std::unique_ptr<ut_unit, FreeUnit>;
using System = std::unique_ptr<ut_system, FreeSystem>;
using Converter = std::unique_ptr<cv_converter, FreeConverter>;
using SharedConverter = std::shared_ptr<cv_converter>;

// UDUNITS-2 keeps its last status in a global and its parser is not re-entrant.
std::mutex& library_mutex() {
    static std::mutex mutex;
    return mutex;
}

const System& unit_system() {
    static const System system = [] {
        ut_set_error_message_handler(ut_ignore);
        System opened(ut_read_xml(nullptr));
        if (!opened)
            throw std::runtime_error("the unit database of UDUNITS-2 could not be read "
                                     "(package libudunits2-data, or set UDUNITS2_XML_PATH)");
        const Unit degree(ut_parse(opened.get(), "degree", UT_UTF8));
        ut_map_name_to_unit("deg", UT_UTF8, degree.get());
        // Magnets are labelled with these, which the database knows by their names alone.
        const Unit gauss(ut_parse(opened.get(), "gauss", UT_UTF8));
        ut_map_symbol_to_unit("G", UT_UTF8, gauss.get());
        const Unit oersted(ut_parse(opened.get(), "oersted", UT_UTF8));
        ut_map_symbol_to_unit("Oe", UT_UTF8, oersted.get());
        return opened;
    }();
    return system;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Fields of magnets are told in oersted where their flux density is meant. With the mutex held.
const char* field_hint(const ut_unit* from, const ut_unit* to) {
    const Unit oersted(ut_parse(unit_system().get(), "oersted", UT_UTF8));
    const Unit tesla(ut_parse(unit_system().get(), "tesla", UT_UTF8));
    return ut_are_convertible(from, oersted.get()) != 0 && ut_are_convertible(to, tesla.get()) != 0
               ? ", a unit of H, where B is wanted: write \"G\" (in vacuum 1 Oe of H is 1 G of B)"
               : "";
}

Unit parsed(const std::string& text) {
    return Unit(ut_parse(unit_system().get(), text.c_str(), UT_UTF8));
}

// Raised digits as a power that UDUNITS-2 reads.
std::string with_plain_powers(std::string_view text) {
    static constexpr std::pair<std::string_view, char> raised[] = {
        {"\u207b", '-'}, {"\u2070", '0'}, {"\u00b9", '1'}, {"\u00b2", '2'},
        {"\u00b3", '3'}, {"\u2074", '4'}, {"\u2075", '5'}, {"\u2076", '6'},
        {"\u2077", '7'}, {"\u2078", '8'}, {"\u2079", '9'}};
    std::string plain;
    bool is_power = false;
    while (!text.empty()) {
        const auto* found =
            std::find_if(std::begin(raised), std::end(raised),
                         [&](const auto& one) { return text.starts_with(one.first); });
        const bool is_raised = found != std::end(raised);
        if (is_raised && !is_power)
            plain += '^';
        plain += is_raised ? found->second : text.front();
        text.remove_prefix(is_raised ? found->first.size() : 1);
        is_power = is_raised;
    }
    return plain;
}

// As public; with the mutex held.
std::string spelling(std::string_view text) {
    std::string plain = with_plain_powers(text);
    if (parsed(plain))
        return plain;
    if (plain.find('/') != std::string::npos)
        return {}; // whether the rest belongs below the bar as well is not known
    for (std::size_t at = plain.size(); at-- > 1;) {
        const auto first = static_cast<unsigned char>(plain[at]);
        if (std::isalpha(first) == 0 && first < 0xC0)
            continue; // in the middle of a character or of a power
        const std::string left = plain.substr(0, at);
        const std::string right = plain.substr(at);
        if (parsed(left) && parsed(right))
            return fmt::format("{} {}", left, right);
    }
    return {};
}

// The conversion of numbers in the unit `spelled`, which stands in `text`. With the mutex held.
SharedConverter converter(const std::string& spelled, std::string_view unit,
                          std::string_view text) {
    // Parsing a unit takes a hundred times as long as converting a number.
    static std::map<std::pair<std::string, std::string>, SharedConverter> known;
    const auto key = std::pair(spelled, std::string(unit));
    if (const auto found = known.find(key); found != known.end())
        return found->second;

    const Unit from = parsed(spelled);
    if (!from) {
        const std::string known_one = spelling(spelled);
        throw QuantityError(
            QuantityFault::unknown_unit,
            fmt::format("\"{}\" with the unknown unit \"{}\"{}", text, spelled,
                        known_one.empty() ? "" : fmt::format("; write \"{}\"", known_one)));
    }
    const Unit to(ut_parse(unit_system().get(), key.second.c_str(), UT_UTF8));
    if (!to)
        throw std::logic_error(fmt::format("\"{}\" is no unit", unit));
    // UDUNITS-2 also converts between reciprocals ("m" to "1/m"), which is never meant here: ask
    // for a dimensionless ratio instead.
    const Unit ratio(ut_divide(from.get(), to.get()));
    const Unit one(ut_get_dimensionless_unit_one(unit_system().get()));
    Converter made(ut_get_converter(from.get(), to.get()));
    if (!made || !ratio || ut_are_convertible(ratio.get(), one.get()) == 0)
        throw QuantityError(QuantityFault::wrong_dimension,
                            fmt::format("\"{}\"{}", text, field_hint(from.get(), to.get())));
    // Offsets belong to temperatures; elsewhere they come from UDUNITS-2's "unit @ origin".
    const Unit kelvin(ut_get_unit_by_name(unit_system().get(), "kelvin"));
    if (cv_convert_double(made.get(), 0.0) != 0.0 &&
        ut_are_convertible(to.get(), kelvin.get()) == 0)
        throw QuantityError(QuantityFault::unknown_unit,
                            fmt::format("\"{}\" with an offset", text));
    SharedConverter shared = std::move(made);
    constexpr std::size_t most_units = 256;
    if (known.size() < most_units)
        known.emplace(key, shared);
    return shared;
}

} // namespace

NumberWithUnit split_quantity(std::string_view text) {
    const std::string_view body = trimmed(text);
    NumberWithUnit split;
    const std::size_t sign = body.starts_with('+') && !body.starts_with("+-") ? 1 : 0;
    const auto [rest, status] =
        std::from_chars(body.data() + sign, body.data() + body.size(), split.number);
    if (status != std::errc{})
        throw QuantityError(QuantityFault::not_a_number, fmt::format("\"{}\"", text));
    split.unit = trimmed(body.substr(static_cast<std::size_t>(rest - body.data())));
    if (split.unit.empty())
        throw QuantityError(QuantityFault::missing_unit, fmt::format("\"{}\"", text));

    if (split.unit.front() == '/')
        split.unit.insert(0, 1, '1');
    // UDUNITS-2 takes further factors ("1 360 1/um") as part of the unit; here they are mistakes.
    if (std::isdigit(static_cast<unsigned char>(split.unit.front())) != 0 &&
        !(split.unit.starts_with("1/") || split.unit.starts_with("1 /")))
        throw QuantityError(QuantityFault::unknown_unit,
                            fmt::format("\"{}\" with a second number before the unit", text));
    return split;
}

bool is_unit(std::string_view text) {
    const std::scoped_lock lock(library_mutex());
    return parsed(std::string(text)) != nullptr;
}

std::string known_spelling(std::string_view text) {
    const std::scoped_lock lock(library_mutex());
    return spelling(trimmed(text));
}

double read_quantity(std::string_view text, std::string_view unit) {
    const auto [number, spelled] = split_quantity(text);
    const std::scoped_lock lock(library_mutex());
    return cv_convert_double(converter(spelled, unit, text).get(), number);
}

void convert(std::span<double> values, std::string_view from, std::string_view to) {
    const std::string spelled(trimmed(from));
    const std::scoped_lock lock(library_mutex());
    const auto found = converter(spelled, to, from);
    for (double& value : values)
        value = cv_convert_double(found.get(), value);
}

} // namespace sidejump::units
