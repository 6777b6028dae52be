// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/contact_section.hpp"

#include "sidejump/device/names.hpp"
#include "sidejump/device/value_types.hpp"

#include <fmt/format.h>

namespace sidejump::device {
namespace {

using input::Boolean;
using input::Number;
using input::Place;
using input::PlacedTextType;
using input::Quantity;
using input::Section;
using input::Table;

bool is_driven(const ContactInput& input) {
    return input.potential || input.current || input.floating;
}

std::optional<double> conductance_of(const ContactInput& input) {
    if (input.area_resistance)
        return 1.0 / *input.area_resistance;
    return input.conductance;
}

bool has_law(const ContactInput& input) {
    return conductance_of(input) || input.mixing || input.ferromagnet_spin_resistance;
}

// Keys that describe a contact behind an interface.
constexpr std::initializer_list<const char*> law_keys = {"conductance",
                                                         "area_resistance",
                                                         "polarisation",
                                                         "magnetisation",
                                                         "mixing_conductance",
                                                         "ferromagnet_spin_resistance",
                                                         "ferromagnet_polarisation"};

void check_spin_only(const ContactInput& input, const Table& table, const Place& place) {
    refuse_keys(table, place, {"spin", "injected_polarisation"},
                "needs a drive: potential, current or floating = true, found none");
    if (input.spin_sink) {
        refuse_keys(table, place, law_keys,
                    "not used: a spin sink fixes all spin potentials to zero");
        return;
    }
    refuse_keys(table, place,
                {"conductance", "area_resistance", "polarisation", "ferromagnet_spin_resistance",
                 "ferromagnet_polarisation"},
                "needs a drive: potential, current or floating = true, found none");
    if (!input.mixing)
        place.fail("a drive (potential, current or floating = true), or what the boundary does to "
                   "spins alone (spin_sink = true or a mixing_conductance)",
                   "neither");
    if (!input.magnetisation)
        input::place_of(table, "mixing_conductance", place)
            .fail("a magnetisation beside it", "none");
}

void check_law(const ContactInput& input, const Table& table, const Place& place) {
    at_most_one_of(table, place, {"conductance", "area_resistance"});
    if (has_law(input))
        refuse_keys(table, place, {"spin"},
                    "contradicts the interface of this contact: expected `spin` for an ohmic "
                    "contact alone, found conductance, mixing_conductance or "
                    "ferromagnet_spin_resistance as well");
    if (!input.magnetisation)
        refuse_keys(table, place,
                    {"polarisation", "mixing_conductance", "ferromagnet_spin_resistance",
                     "ferromagnet_polarisation"},
                    "needs a `magnetisation` beside it, found none");
    else if (!has_law(input))
        input::place_of(table, "magnetisation", place)
            .fail("a conductance, an area_resistance or a ferromagnet_spin_resistance beside it",
                  "none");
    if (input.polarisation && !conductance_of(input))
        input::place_of(table, "polarisation", place)
            .fail("a conductance or an area_resistance of the interface beside it", "none");
    if (input.ferromagnet_polarisation && !input.ferromagnet_spin_resistance)
        input::place_of(table, "ferromagnet_polarisation", place)
            .fail("a ferromagnet_spin_resistance beside it", "none");
    if (input.ferromagnet_spin_resistance && !input.ferromagnet_polarisation)
        input::place_of(table, "ferromagnet_spin_resistance", place)
            .fail("a ferromagnet_polarisation beside it", "none");
    if (input.mixing && !conductance_of(input) && !input.ferromagnet_spin_resistance)
        input::place_of(table, "mixing_conductance", place)
            .fail("a conductance beside it, as the contact takes charge", "none");
    const double half = 0.5 * conductance_of(input).value_or(0.0);
    if (input.mixing && input.mixing->real < half * (1.0 - 1e-12))
        input::place_of(table, "mixing_conductance", place)
            .fail(fmt::format("a real part of at least half the conductance, {:.6g} S/m2", half),
                  fmt::format("{:.6g} S/m2", input.mixing->real));
}

void check_contact(ContactInput& input, const Table& table, const Place& place) {
    input.place = place;
    std::vector<std::string> drives;
    for (const auto& [key, node] : table)
        if (key == "potential" || key == "current" || (key == "floating" && input.floating)) {
            if (!drives.empty())
                place.entry(key, node.line)
                    .fail("one drive: potential, current or floating = true",
                          drives.front() + " and " + key);
            drives.push_back(key);
        }
    if (input.mixing && input.mixing->real < 0.0)
        input::place_of(table, "mixing_conductance", place)
            .fail("a real part >= 0", fmt::format("{:.6g} S/m2", input.mixing->real));
    if (!is_driven(input)) {
        check_spin_only(input, table, place);
        return;
    }
    if (input.spin_sink)
        input::place_of(table, "spin_sink", place)
            .fail("a contact without a drive; with one, spin = \"reservoir\" is the ohmic contact "
                  "that relaxes all spins",
                  drives.front());
    if (input.injected_polarisation) {
        if (!input.current)
            input::place_of(table, "injected_polarisation", place)
                .fail("a `current` beside it", drives.front());
        refuse_keys(table, place, law_keys,
                    "not used: with an injected_polarisation the current is given everywhere on "
                    "the contact");
        refuse_keys(table, place, {"spin"},
                    "not used: the injected_polarisation fixes the spin current");
    }
    check_law(input, table, place);
}

} // namespace

const Section<ContactInput>& contact_section() {
    static const Section<ContactInput> section =
        Section<ContactInput>(
            "What is attached to a boundary: a drive for the charge (`potential`, `current` or "
            "`floating`) at an ohmic junction or behind an interface, or something that takes "
            "spins alone. Boundaries without one are walls.")
            .optional("name", &ContactInput::name, PlacedTextType(), "Name of the contact.",
                      "that of the boundary")
            .required("boundary", &ContactInput::boundary, PlacedTextType(),
                      "Name of the boundary in the geometry or the mesh file.")
            .optional("potential", &ContactInput::potential,
                      Quantity("V", "1 mV", {.low = -1e6, .high = 1e6}), "Potential held.")
            .optional("current", &ContactInput::current,
                      Quantity("A", "1 mA", {.low = -1e6, .high = 1e6}),
                      "Total current into the device.")
            .with_default("floating", &ContactInput::floating, Boolean(),
                          "A probe: no total current.")
            .optional("spin", &ContactInput::spin,
                      input::Choice<ContactSpin>({{"reservoir", ContactSpin::reservoir},
                                                  {"blocking", ContactSpin::blocking}}),
                      "Of an ohmic contact: all spins relax in it, or no spin current enters it.",
                      "\"reservoir\"")
            .with_default("spin_sink", &ContactInput::spin_sink, Boolean(),
                          "All spins relax, no charge passes.")
            .optional("conductance", &ContactInput::conductance,
                      Quantity("S/m2", "1e12 S/m^2", {.low = 1e-6, .high = 1e22}),
                      "Conductance per area of the interface of the contact, both spins.")
            .optional("area_resistance", &ContactInput::area_resistance,
                      Quantity("ohm m2", "1e-12 ohm m^2", {.low = 1e-22, .high = 1e6}),
                      "Resistance times area of the interface, instead of its conductance.")
            .optional("polarisation", &ContactInput::polarisation,
                      Number({.low = -1.0, .high = 1.0}),
                      "(G_up - G_down)/G of the interface along the magnetisation.", "0")
            .optional("magnetisation", &ContactInput::magnetisation, input::Direction(),
                      "Direction of the magnetisation of a ferromagnetic contact.")
            .optional("mixing_conductance", &ContactInput::mixing, MixingType(),
                      "Spin-mixing conductance per area; without a drive, that of a magnetic "
                      "insulator.",
                      "half the conductance, real")
            .optional("ferromagnet_spin_resistance", &ContactInput::ferromagnet_spin_resistance,
                      Quantity("ohm m2", "1e-15 ohm m^2", {.low = 1e-22, .high = 1e6}),
                      "rho lambda/(1 - p^2) of the ferromagnet behind the interface, which is long "
                      "against its spin-flip length lambda; the potential of the contact is that "
                      "at lambda inside it.",
                      "0: its spin potential vanishes")
            .optional("ferromagnet_polarisation", &ContactInput::ferromagnet_polarisation,
                      Number({.low = -1.0, .high = 1.0, .low_open = true, .high_open = true}),
                      "p of the conductivity of that ferromagnet.")
            .optional("injected_polarisation", &ContactInput::injected_polarisation,
                      PolarisationVector(),
                      "Spin current per charge current that the given `current` carries in, spread "
                      "evenly over the contact.")
            .finish(check_contact);
    return section;
}

const input::PlacedText& contact_name(const ContactInput& input) {
    return input.name ? *input.name : input.boundary;
}

Terminal terminal_from_input(const ContactInput& input, std::size_t boundary,
                             const std::optional<Vector3>& magnetisation) {
    Terminal terminal;
    terminal.name = contact_name(input).text;
    terminal.boundary = boundary;
    terminal.drive = input.potential    ? Drive::potential
                     : is_driven(input) ? Drive::current
                                        : Drive::none;
    terminal.value = input.potential.value_or(input.current.value_or(0.0));
    std::optional<Vector3> direction = magnetisation;
    if (!direction && input.magnetisation)
        direction = as_vector(*input.magnetisation);
    const std::optional<double> conductance = conductance_of(input);
    if (input.injected_polarisation) {
        terminal.injected_polarisation = as_vector(*input.injected_polarisation);
    } else if (input.spin_sink) {
        terminal.law = spin_sink();
    } else if (terminal.drive == Drive::none) {
        terminal.law = magnetic_insulator(input.mixing.value(), direction.value());
    } else if (!has_law(input)) {
        terminal.law = ohmic_contact(input.spin.value_or(ContactSpin::reservoir));
    } else if (!direction) {
        terminal.law = normal_contact({conductance.value(), {}, 0.0});
    } else {
        std::optional<MagneticInterface> interface;
        if (conductance)
            interface = {*conductance, input.polarisation.value_or(0.0), input.mixing};
        std::optional<FerromagnetBehind> behind;
        if (input.ferromagnet_spin_resistance)
            behind = {*input.ferromagnet_spin_resistance, input.ferromagnet_polarisation.value(),
                      input.mixing};
        terminal.law = ferromagnetic_contact(interface, behind, *direction);
    }
    return terminal;
}

} // namespace sidejump::device
