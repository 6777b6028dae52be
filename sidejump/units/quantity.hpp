// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sidejump::units {

/// Why a text could not be read as a physical quantity.
enum class QuantityFault { not_a_number, missing_unit, unknown_unit, wrong_dimension };

/// A text that is no quantity in the wanted unit; what() says what was found.
class QuantityError : public std::runtime_error {
  public:
    QuantityError(QuantityFault fault_, const std::string& found)
        : std::runtime_error(found), fault(fault_) {}
    QuantityFault fault;
};

/// A number and the unit that stands behind it.
struct NumberWithUnit {
    double number = 0.0;
    std::string unit;
};

/// Splits a text such as "1.36 1/angstrom"; the unit need not be a known one.
/// @throws QuantityError if there is no leading number or nothing behind it
NumberWithUnit split_quantity(std::string_view text);

/// Whether UDUNITS-2 knows the unit.
bool is_unit(std::string_view text);

/// A spelling that UDUNITS-2 knows of a unit that it does not: with a space between two units
/// ("uohm cm" for "uohmcm"), with powers that are not raised ("m^-1"). Empty if there is none.
std::string known_spelling(std::string_view text);

/// Reads a number with a unit, such as "1.36 1/angstrom", and converts it to `unit`.
///
/// Units are those of UDUNITS-2, prefixes and powers included, and "deg", "G" and "Oe"; conversions
/// with an offset (temperatures) are applied to the value.
/// @param text  the number, then the unit
/// @param unit  the unit of the returned value, in UDUNITS-2 syntax
/// @throws QuantityError if the text has no leading number, no unit, an unknown unit, or one of
///         another dimension
/// @throws std::runtime_error if the unit database cannot be read, std::logic_error if `unit`
///         itself is no unit
double read_quantity(std::string_view text, std::string_view unit);

/// Converts numbers to another unit, with the rules of read_quantity().
/// @throws QuantityError as read_quantity, which then quotes the unit `from`; std::logic_error if
///         `to` is no unit
void convert(std::span<double> values, std::string_view from, std::string_view to);

} // namespace sidejump::units
