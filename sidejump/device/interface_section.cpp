// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/contact_section.hpp"
#include "sidejump/device/names.hpp"
#include "sidejump/device/value_types.hpp"

#include <Eigen/Geometry>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device {
namespace {

using input::Number;
using input::Place;
using input::Quantity;
using input::Section;
using input::Table;

double conductance_of(const InterfaceInput& input) {
    return input.conductance ? *input.conductance : 1.0 / input.area_resistance.value();
}

void check_interface(InterfaceInput& input, const Table& table, const Place& place) {
    input.place = place;
    if (input.between.size() != 2)
        input::place_of(table, "between", place)
            .fail("the names of two regions", fmt::format("{}", input.between.size()));
    require_distinct(input.between, "two different regions");
    at_most_one_of(table, place, {"spin_loss", "spin_loss_delta"});
    at_most_one_of(table, place, {"spin_conductance", "spin_loss_delta"});
    if (input.mixing && input.mixing->real < 0.5 * conductance_of(input) * (1.0 - 1e-12))
        input::place_of(table, "mixing_conductance", place)
            .fail(fmt::format("a real part of at least half the conductance, {:.6g} S/m2",
                              0.5 * conductance_of(input)),
                  fmt::format("{:.6g} S/m2", input.mixing->real));
}

} // namespace

const Section<InterfaceInput>& interface_section() {
    const auto conductance = [](input::Range range) {
        return Quantity("S/m2", "1e15 S/m^2", range);
    };
    static const Section<InterfaceInput> section =
        Section<InterfaceInput>(
            "An interface at which the potentials jump. Regions that touch without one are joined "
            "transparently. The magnetisation is that of the regions.")
            .required("between", &InterfaceInput::between, input::PlacedTexts(),
                      "The two regions, by name.")
            .optional("conductance", &InterfaceInput::conductance,
                      conductance({.low = 1e-6, .high = 1e22}), "Conductance per area, both spins.")
            .optional("area_resistance", &InterfaceInput::area_resistance,
                      Quantity("ohm m2", "1e-15 ohm m^2", {.low = 1e-22, .high = 1e6}),
                      "Resistance times area, instead of the conductance.")
            .optional("spin_conductance", &InterfaceInput::spin_conductance,
                      conductance({.low = 0.0, .high = 1e22}),
                      "Conductance per area of the spin currents between normal regions.",
                      "the conductance")
            .optional("spin_loss", &InterfaceInput::spin_loss,
                      conductance({.low = 0.0, .high = 1e22}),
                      "G_l of the loss of spins between normal regions, I_1 + I_2 = (G_l/2)(u_1 + "
                      "u_2).",
                      "0")
            .optional("spin_loss_delta", &InterfaceInput::spin_loss_delta,
                      Number({.low = 0.0, .high = 100.0}),
                      "Spin-memory loss parameter: thickness over spin diffusion length of a layer "
                      "in place of the interface, with its resistance.",
                      "0")
            .optional("polarisation", &InterfaceInput::polarisation,
                      Number({.low = -1.0, .high = 1.0}),
                      "(G_up - G_down)/G along the magnetisation of the ferromagnet, of the first "
                      "one where both are.",
                      "0")
            .optional("mixing_conductance", &InterfaceInput::mixing, MixingType(),
                      "Spin-mixing conductance per area of an interface between a normal region "
                      "and a ferromagnet.",
                      "half the conductance, real")
            .exactly_one_of({"conductance", "area_resistance"})
            .finish(check_interface);
    return section;
}

InterfaceLaw interface_from_input(const InterfaceInput& input,
                                  const std::optional<Vector3>& magnetisation_1,
                                  const std::optional<Vector3>& magnetisation_2) {
    const std::string pair =
        fmt::format("\"{}\" and \"{}\"", input.between[0].text, input.between[1].text);
    const auto refuse = [&](bool given, const char* key, const std::string& why) {
        if (given)
            input.place.entry(key, input.place.line).fail(why);
    };
    const double conductance = conductance_of(input);
    if (!magnetisation_1 && !magnetisation_2) {
        const std::string why =
            "expected a ferromagnet on one side, found two normal regions, " + pair;
        refuse(input.polarisation.has_value(), "polarisation", why);
        refuse(input.mixing.has_value(), "mixing_conductance", why);
        if (input.spin_loss_delta)
            return normal_interface(spin_memory_loss(conductance, *input.spin_loss_delta));
        return normal_interface(
            {conductance, input.spin_conductance, input.spin_loss.value_or(0.0)});
    }
    const std::string why = "expected two normal regions, found a ferromagnet among " + pair;
    refuse(input.spin_conductance.has_value(), "spin_conductance", why);
    refuse(input.spin_loss.has_value(), "spin_loss", why);
    refuse(input.spin_loss_delta.has_value(), "spin_loss_delta", why);
    const MagneticInterface magnetic{conductance, input.polarisation.value_or(0.0), input.mixing};
    if (magnetisation_1 && magnetisation_2) {
        refuse(input.mixing.has_value(), "mixing_conductance",
               "expected a normal region on one side, found two ferromagnets, " + pair);
        if (magnetisation_1->cross(*magnetisation_2).norm() > 1e-6)
            input.place.fail("magnetisations that are parallel or antiparallel where two "
                             "ferromagnets meet",
                             "those of " + pair + " at an angle; put a thin normal region between");
        return magnetic_interface(magnetic, *magnetisation_1, MagneticSide::both);
    }
    return magnetisation_1 ? magnetic_interface(magnetic, *magnetisation_1, MagneticSide::first)
                           : magnetic_interface(magnetic, *magnetisation_2, MagneticSide::second);
}

} // namespace sidejump::device
