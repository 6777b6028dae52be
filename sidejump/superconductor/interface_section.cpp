// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/interface_section.hpp"

#include "sidejump/input/names.hpp"

#include <cmath>
#include <type_traits>

namespace sidejump::superconductor {
namespace {

using input::Number;
using input::Place;
using input::Section;
using input::Table;
using input::Vector3;

/// Three numbers whose square sum is at most one.
class Polarisation {
  public:
    using value_type = Vector3;
    static Vector3 read(const input::Node& node, const Place& place) {
        const auto* list = std::get_if<input::List>(&node.value);
        if (list == nullptr || list->size() != 3)
            place.fail(describe(), list == nullptr ? input::describe(node)
                                                   : fmt::format("a list of {}", list->size()));
        Vector3 vector{};
        for (std::size_t i = 0; i < 3; ++i)
            vector[i] = component().read((*list)[i], place.element(i, (*list)[i].line));
        const double size = std::hypot(vector[0], vector[1], vector[2]);
        if (size > 1.0 + 1e-12)
            place.fail(describe(), fmt::format("one of length {:.6g}", size));
        // The last digit of a direction that was normalised may be one too much.
        for (double& value : vector)
            value /= std::max(1.0, size);
        return vector;
    }
    static std::string describe() { return "a list of three numbers, a vector no longer than 1"; }
    static input::Json schema() {
        return {
            {"type", "array"}, {"minItems", 3}, {"maxItems", 3}, {"items", component().schema()}};
    }
    static input::Json echo(const Vector3& value) { return value; }

  private:
    static Number component() { return Number({.low = -1.0, .high = 1.0}); }
};

const input::Choice<InterfaceLaw>& laws() {
    static const input::Choice<InterfaceLaw> choice({{"transparent", InterfaceLaw::transparent},
                                                     {"tunnel", InterfaceLaw::tunnel},
                                                     {"transmission", InterfaceLaw::transmission},
                                                     {"spin-active", InterfaceLaw::spin_active}});
    return choice;
}

void check_law(ContactLaw& contact, const Table& table, const Place& place) {
    contact.conductance_place = input::place_of(table, "conductance", place);
    const std::string law = laws().echo(contact.law).dump();
    const auto refuse = [&](std::initializer_list<const char*> keys) {
        input::refuse_keys(table, place, keys, fmt::format("not used by law = {}", law));
    };
    if (contact.law == InterfaceLaw::transparent)
        refuse({"conductance", "transmission"});
    if (contact.law != InterfaceLaw::transmission)
        refuse({"transmission"});
    if (contact.law != InterfaceLaw::spin_active)
        refuse({"polarisation", "spin_mixing_left", "spin_mixing_right", "magnetisation"});
    const auto require = [&](bool there, const char* key) {
        if (!there)
            place.entry(key, place.line)
                .fail(fmt::format("missing key: law = {} needs it, found nothing", law));
    };
    if (contact.law != InterfaceLaw::transparent)
        require(contact.conductance.has_value(), "conductance");
    if (contact.law == InterfaceLaw::transmission)
        require(contact.transmission.has_value(), "transmission");
    if (contact.law == InterfaceLaw::spin_active && !contact.polarisation)
        require(contact.magnetisation.has_value(), "magnetisation");
}

template <class T>
Section<T>& with_law(Section<T>& section, UnitSystem units) {
    const Measure conductance(Dimension::conductance_per_area, units, input::positive());
    const Measure mixing(Dimension::conductance_per_area, units);
    section
        .with_default(
            "law", static_cast<InterfaceLaw T::*>(&T::law), laws(),
            "Transparent: Green functions are continuous. Tunnel junction of Kupriyanov "
            "and Lukichev. One transmission for all channels (Nazarov). A tunnel junction "
            "that is spin-active.")
        .optional("conductance", static_cast<std::optional<double> T::*>(&T::conductance),
                  conductance,
                  "Normal conductance per area, both spins; or resistance times area. In reduced "
                  "units as the conductivity.")
        .optional("transmission", static_cast<std::optional<double> T::*>(&T::transmission),
                  Number(input::positive_up_to(1.0)), "Transmission of all channels.")
        .optional("polarisation", static_cast<std::optional<Vector3> T::*>(&T::polarisation),
                  Polarisation(),
                  "Spin polarisation of the conductance, a vector along the magnetisation.", "0")
        .optional("spin_mixing_left", static_cast<std::optional<double> T::*>(&T::spin_mixing_left),
                  mixing,
                  "Spin-mixing conductance G_phi per area of electrons reflected on the left "
                  "(inner) side.",
                  "0");
    constexpr bool is_end = std::is_same_v<T, EndInput>;
    section.optional("spin_mixing_right",
                     static_cast<std::optional<double> T::*>(&T::spin_mixing_right), mixing,
                     is_end ? "Not of an end: its outer side is a reservoir, which nothing changes."
                            : "Of those reflected on the right side.",
                     "0");
    section.optional("magnetisation", static_cast<std::optional<Vector3> T::*>(&T::magnetisation),
                     input::Direction(), "Direction that spins are mixed about.",
                     "that of the polarisation");
    return section;
}

Section<InterfaceInput> make_interface_section(UnitSystem units) {
    Section<InterfaceInput> section(
        "The interface between two layers, or two regions of a plane, that touch. Interfaces that "
        "are not given are transparent.");
    section.required("between", &InterfaceInput::between, input::PlacedTexts(),
                     "The two layers, or the two regions, by their names: the left side of the "
                     "interface is that of the first of two regions, and of the left layer. The "
                     "background of a plane has the name of its metal.");
    with_law(section, units)
        .finish([](InterfaceInput& interface, const Table& table, const Place& place) {
            interface.place = place;
            if (interface.between.size() != 2)
                input::place_of(table, "between", place)
                    .fail("the names of two layers or regions",
                          fmt::format("{}", interface.between.size()));
            check_law(interface, table, place);
        });
    return section;
}

Section<EndInput> make_end_section(UnitSystem units) {
    Section<EndInput> section(
        "An end of the structure. Ends that are not given are open: no current crosses them.");
    section
        .with_default(
            "kind", &EndInput::kind,
            input::Choice<EndKind>({{"open", EndKind::open}, {"reservoir", EndKind::reservoir}}),
            "Open, or a reservoir: a bulk metal that nothing changes. An open end with "
            "`spin_mixing_left` and `magnetisation` is a magnetic insulator.")
        .optional("metal", &EndInput::metal, input::PlacedTextType(),
                  "Name of the [[metal]] of the reservoir. Its pair potential is the prescribed "
                  "one, or with a critical temperature that of the bulk.")
        .with_default(
            "phase", &EndInput::phase, input::Angle(),
            "Phase of its pair potential, in addition to that of the metal; against that of "
            "another reservoir, or of a prescribed pair_potential.");
    with_law(section, units).finish([](EndInput& end, const Table& table, const Place& place) {
        end.place = place;
        if (end.kind == EndKind::open) {
            for (const auto& [key, node] : table)
                if (key != "kind" && key != "spin_mixing_left" && key != "magnetisation")
                    place.entry(key, node.line).fail("not used by an open end");
            if (end.spin_mixing_left && !end.magnetisation)
                place.entry("magnetisation", place.line)
                    .fail("missing key: spin mixing at an open end needs it, found nothing");
            end.conductance_place = input::place_of(table, "spin_mixing_left", place);
            return;
        }
        if (!end.metal)
            place.entry("metal", place.line)
                .fail("missing key: a reservoir is made of a [[metal]], found nothing");
        check_law(end, table, place);
        input::refuse_keys(table, place, {"spin_mixing_right"},
                           "not used: the outer side of an end is a reservoir, which nothing "
                           "changes; spin_mixing_left is that of its inner side");
    });
    return section;
}

} // namespace

Vector3 ContactLaw::axis() const {
    if (magnetisation)
        return *magnetisation;
    const Vector3 p = polarisation.value_or(Vector3{});
    const double size = std::hypot(p[0], p[1], p[2]);
    if (size == 0.0)
        return {};
    return {p[0] / size, p[1] / size, p[2] / size};
}

const Section<InterfaceInput>& interface_section(UnitSystem units) {
    static const auto sections = for_each_system<Section<InterfaceInput>>(make_interface_section);
    return sections[index(units)];
}

const Section<EndInput>& end_section(UnitSystem units) {
    static const auto sections = for_each_system<Section<EndInput>>(make_end_section);
    return sections[index(units)];
}

} // namespace sidejump::superconductor
