// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/metal_section.hpp"

#include "sidejump/input/names.hpp"
#include "sidejump/superconductor/exchange_type.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

using input::Number;
using input::Place;
using input::Section;
using input::Table;

void read_alloy_table(AlloyTable& alloy, const Table& table, const Place& place) {
    alloy.place = place;
    if (alloy.path) {
        input::refuse_keys(table, place,
                           {"host", "impurity", "kinetics", "thermal", "response", "spectrum"},
                           "not used: the alloy is read from `file`");
        const std::string path =
            (std::filesystem::path(place.file).parent_path() / alloy.path->text).string();
        if (!std::filesystem::is_regular_file(path))
            alloy.path->place.fail("an alloy file that can be read",
                                   fmt::format("no file {}", path));
        alloy.file =
            std::make_shared<const coefficients::AlloyFile>(coefficients::read_alloy_file(path));
        return;
    }
    for (const char* key : {"host", "impurity"})
        if (!input::has_key(table, key))
            place.entry(key, place.line)
                .fail("missing key: expected a [host] and [[impurity]] sections of the alloy, or "
                      "a `file`, found nothing");
    alloy.file = std::make_shared<const coefficients::AlloyFile>(
        coefficients::alloy_from_table(alloy, input::Node{table, place.line}, place));
}

const Section<AlloyTable>& alloy_table_section() {
    static const Section<AlloyTable> section =
        coefficients::with_alloy_tables(
            Section<AlloyTable>("The alloy that a metal is: the tables of an alloy file under "
                                "`alloy.`, or the name of such a file.")
                .optional("file", &AlloyTable::path, input::PlacedTextType(),
                          "An alloy file instead of the tables; its path is taken from the folder "
                          "of this file."),
            false)
            .finish(read_alloy_table);
    return section;
}

void check_pairing(const MetalInput& metal, const Table& table, const Place& place) {
    input::at_most_one_of(table, place, {"critical_temperature", "coupling", "pair_potential"});
    if (metal.coupling.has_value() != metal.debye_temperature.has_value())
        input::place_of(table, metal.coupling ? "coupling" : "debye_temperature", place)
            .fail("a coupling and a debye_temperature, which give Tc together", "one of them");
    if (input::has_key(table, "phase") && !metal.pair_potential)
        input::place_of(table, "phase", place)
            .fail("not used: it is the phase of a `pair_potential`, found none");
}

void check_transport(const MetalInput& metal, const Table& table, const Place& place,
                     UnitSystem units) {
    if (metal.alloy) {
        input::refuse_keys(table, place,
                           {"diffusion", "conductivity", "density_of_states", "spin_hall_angle",
                            "swapping", "spin_orbit_rate", "spin_relaxation_length"},
                           "not used: the metal takes it from its `alloy`");
        if (units == UnitSystem::reduced)
            input::place_of(table, "alloy", place)
                .fail("not used with units = \"reduced\": an alloy has SI units");
        return;
    }
    input::at_most_one_of(table, place, {"spin_orbit_rate", "spin_relaxation_length"});
    if (units == UnitSystem::reduced) {
        input::refuse_keys(table, place, {"zeeman_field", "density_of_states"},
                           "not used with units = \"reduced\": give the exchange_field and the "
                           "conductivity instead");
        return;
    }
    if (metal.diffusion && metal.conductivity && metal.density_of_states)
        input::place_of(table, "density_of_states", place)
            .fail("two of diffusion, conductivity and density_of_states, which give the third",
                  "all of them");
    if (!metal.diffusion && !(metal.conductivity && metal.density_of_states))
        place.entry("diffusion", place.line)
            .fail("missing key: expected a diffusion constant such as \"20 cm^2/s\", conductivity "
                  "and density_of_states, or an alloy, found none of them");
}

Section<MetalInput> make_metal_section(UnitSystem units) {
    const auto energy = [units](input::Range range) {
        return Measure(Dimension::energy, units, range);
    };
    Section<MetalInput> section(
        "A metal that layers and regions are made of: a superconductor with a critical "
        "temperature, or with a pair potential that is prescribed, or a normal metal.");
    section
        .required("name", &MetalInput::name, input::PlacedTextType(),
                  "Name by which layers, regions and ends refer to it.")
        .optional("critical_temperature", &MetalInput::critical_temperature, energy({.low = 0.0}),
                  "Tc of the pure metal, without pair breaking; the pair potential is solved for.",
                  "0, a normal metal")
        .optional("coupling", &MetalInput::coupling, Number({.low = 0.01, .high = 2.0}),
                  "BCS coupling, instead of Tc: Tc = 1.134 T_D exp(-1/coupling).")
        .optional("debye_temperature", &MetalInput::debye_temperature, energy(input::positive()),
                  "Cut-off T_D of the coupling.")
        .optional("pair_potential", &MetalInput::pair_potential, energy({.low = 0.0}),
                  "Size of a pair potential that is prescribed, instead of Tc.")
        .with_default("phase", &MetalInput::phase, input::Angle(), "Phase of that pair potential.")
        .optional_table("alloy", &MetalInput::alloy, alloy_table_section())
        .optional("diffusion", &MetalInput::diffusion,
                  Measure(Dimension::diffusion, units, input::positive()), "Diffusion constant D.",
                  "conductivity over density_of_states; 1 in reduced "
                  "units")
        .optional("conductivity", &MetalInput::conductivity,
                  Measure(Dimension::conductivity, units, input::positive()),
                  "Normal conductivity 2 e^2 N_F D, both spins; all metals have one, or none.",
                  "the same N_F in all metals")
        .optional("density_of_states", &MetalInput::density_of_states,
                  Measure(Dimension::density_of_states, units, input::positive()),
                  "N_F per spin, which gives D or the conductivity from the other one.")
        .optional("exchange_field", &MetalInput::exchange_field, ExchangeType(energy({})),
                  "Exchange field h of the Hamiltonian -h.sigma.", "0")
        .optional(
            "zeeman_field", &MetalInput::zeeman_field,
            ExchangeType(Measure(Dimension::zeeman_field, units)),
            "Magnetic induction B that adds h = mu_B B (g factor 2) to the exchange field of the "
            "metal, and of its layers; SI units only.",
            "0")
        .optional("spin_hall_angle", &MetalInput::spin_hall_angle, angle_type(),
                  "theta of the generalised Usadel equation, J_k^a = ... + D theta eps_akj d_j n: "
                  "minus the spin Hall angle of `sidejump coefficients`.",
                  "0")
        .optional("swapping", &MetalInput::swapping, angle_type(),
                  "kappa, spin current swapping: minus that of `sidejump coefficients` over D.",
                  "0")
        .optional("spin_orbit_rate", &MetalInput::spin_orbit_rate, rate_type(units),
                  "1/tau_so, at which spins relax in the normal metal.", "0")
        .optional("spin_relaxation_length", &MetalInput::spin_relaxation_length,
                  Measure(Dimension::length, units, input::positive()),
                  "sqrt(D tau_so), instead of the rate.")
        .with_default("orbital_rate", &MetalInput::orbital_rate, rate_type(units),
                      "Pair breaking by a field, D (e B d)^2/6 for a film of thickness d along it. "
                      "What follows from phase gradients is added.")
        .with_default("spin_flip_rate", &MetalInput::spin_flip_rate, rate_type(units),
                      "Pair breaking by magnetic impurities, the Gamma of Abrikosov and Gorkov.")
        .finish([units](MetalInput& metal, const Table& table, const Place& place) {
            metal.place = place;
            check_pairing(metal, table, place);
            check_transport(metal, table, place, units);
        });
    return section;
}

} // namespace

const Section<MetalInput>& metal_section(UnitSystem units) {
    static const auto sections = for_each_system<Section<MetalInput>>(make_metal_section);
    return sections[index(units)];
}

} // namespace sidejump::superconductor
