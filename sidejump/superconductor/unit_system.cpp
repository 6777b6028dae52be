// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/unit_system.hpp"

#include "sidejump/units/constants.hpp"
#include "sidejump/units/quantity.hpp"

#include <cmath>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

using input::Json;
using input::Node;
using input::Place;

struct Unit {
    const char* name = "";
    double factor = 1.0; ///< of a number in that unit, to the units inside
    bool inverse = false;
};

struct Scale {
    std::vector<Unit> units; ///< the first one is that of the echo
    const char* example = "";
    double reduced = 1.0; ///< factor of a bare number
};

const Scale& scale_of(Dimension dimension) {
    constexpr double kelvin = 1.0 / units::boltzmann;                       // from J
    constexpr double per_second = units::planck_reduced / units::boltzmann; // from 1/s
    constexpr double square_nanometre = 1e18;                               // from m^2
    constexpr double flux = units::planck_reduced / (2.0 * units::elementary_charge);
    static const std::vector<std::pair<Dimension, Scale>> scales = {
        {Dimension::energy, {{{"K"}, {"J", kelvin}}, "1.2 meV"}},
        {Dimension::rate, {{{"K"}, {"J", kelvin}, {"1/s", per_second}}, "0.5 1/ps"}},
        {Dimension::length, {{{"nm"}}, "50 nm"}},
        {Dimension::inverse_length, {{{"1/nm"}}, "0.01 1/nm"}},
        {Dimension::diffusion, {{{"m2/s", per_second * square_nanometre}}, "20 cm^2/s"}},
        {Dimension::conductivity, {{{"S/m"}}, "1e7 S/m"}},
        {Dimension::conductance_per_area, {{{"S/m2"}, {"ohm m2", 1.0, true}}, "1e13 S/m^2"}},
        {Dimension::density_of_states, {{{"1/(J m3)"}}, "20 1/(eV nm^3)"}},
        {Dimension::induction, {{{"T", 1.0 / (flux * square_nanometre)}}, "0.1 T", 2.0}},
        {Dimension::zeeman_field, {{{"T", units::bohr_magneton / units::boltzmann}}, "1 T"}}};
    for (const auto& [of, scale] : scales)
        if (of == dimension)
            return scale;
    throw std::logic_error("a dimension without units");
}

std::string names(const Scale& scale) {
    std::string all;
    for (std::size_t i = 0; i < scale.units.size(); ++i)
        all += fmt::format("{}{}",
                           i == 0                        ? ""
                           : i + 1 == scale.units.size() ? " or "
                                                         : ", ",
                           scale.units[i].name);
    return all;
}

// The value in the units inside, if the text is a quantity in one of them.
std::optional<double> converted(const std::string& text, const Scale& scale) {
    const units::NumberWithUnit written = units::split_quantity(text);
    for (const Unit& unit : scale.units) {
        try {
            // What is written in the unit itself keeps all its digits.
            const double number =
                written.unit == unit.name ? written.number : units::read_quantity(text, unit.name);
            return unit.factor * (unit.inverse ? 1.0 / number : number);
        } catch (const units::QuantityError& error) {
            if (error.fault != units::QuantityFault::wrong_dimension)
                throw;
        }
    }
    return std::nullopt;
}

} // namespace

double Measure::read(const Node& node, const Place& place) const {
    const Scale& scale = scale_of(dimension_);
    const auto* text = std::get_if<std::string>(&node.value);
    double value = 0.0;
    if (units_ == UnitSystem::reduced) {
        if (text != nullptr)
            place.fail("a bare number, as the file has units = \"reduced\"", input::describe(node));
        value = scale.reduced * input::Number().read(node, place);
    } else if (text == nullptr) {
        place.fail(fmt::format("needs a unit, e.g. \"{}\" (or units = \"reduced\" at the top of "
                               "the file): expected {}, found {}",
                               scale.example, describe(), input::describe(node)));
    } else {
        try {
            const std::optional<double> read = converted(*text, scale);
            if (!read)
                place.fail(fmt::format("{}, e.g. \"{}\"", describe(), scale.example),
                           input::describe(node));
            value = *read;
        } catch (const units::QuantityError& error) {
            place.fail(fmt::format("{}, e.g. \"{}\"", describe(), scale.example),
                       input::printable(error.what()));
        }
    }
    if (!range_.contains(value))
        place.fail(describe(), input::describe(node));
    return value;
}

std::string Measure::describe() const {
    const std::string range = range_.describe();
    std::string quantity =
        fmt::format("a quantity{} that converts to {}", range, names(scale_of(dimension_)));
    switch (units_) {
    case UnitSystem::si:
        return quantity;
    case UnitSystem::reduced:
        return fmt::format("a finite number{}", range);
    case UnitSystem::any:
        break;
    }
    return quantity + ", or a bare number with units = \"reduced\"";
}

Json Measure::schema() const {
    const Scale& scale = scale_of(dimension_);
    Json text = input::Quantity(scale.units.front().name, scale.example).schema();
    text["description"] = describe();
    return {{"oneOf", {text, input::Number(range_).schema()}}};
}

Json Measure::echo(double value) const {
    const Scale& scale = scale_of(dimension_);
    if (units_ == UnitSystem::reduced)
        return value / scale.reduced;
    return fmt::format("{} {}", value / scale.units.front().factor, scale.units.front().name);
}

double UnitScale::free_energy(int dimension) const {
    return system == UnitSystem::reduced ? 1.0
                                         : states * energy * energy * std::pow(length, dimension);
}

double UnitScale::current(int dimension) const {
    return system == UnitSystem::reduced
               ? 1.0
               : units::elementary_charge / units::planck_reduced * free_energy(dimension);
}

} // namespace sidejump::superconductor
