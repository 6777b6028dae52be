// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/impurity_section.hpp"

#include "sidejump/electron_gas/impurity_table.hpp"
#include "sidejump/input/names.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::electron_gas {
namespace {

using input::Place;
using input::Quantity;
using input::Table;
using Names = std::vector<std::string>;

/// Keys of a potential: those of its shape, which it must have or may have, and those of its
/// strength, which a scattering time replaces.
struct PotentialKeys {
    PotentialKind kind;
    const char* name;
    Names shape;
    Names optional_shape;
    Names strength;
    Names optional_strength;
};

const std::vector<PotentialKeys>& potentials() {
    static const std::vector<PotentialKeys> all = {
        {PotentialKind::delta, "delta", {}, {}, {"strength"}, {}},
        {PotentialKind::gaussian, "gaussian", {"range"}, {}, {"strength"}, {}},
        {PotentialKind::yukawa, "yukawa", {"screening_length"}, {}, {"amplitude"}, {}},
        {PotentialKind::screened_coulomb,
         "screened-coulomb",
         {},
         {"distance", "thomas_fermi_wavenumber", "permittivity"},
         {"permittivity"},
         {"charge"}},
        {PotentialKind::table,
         "table",
         {},
         {"table", "points", "values", "wavenumber_unit"},
         {},
         {"value_unit"}},
        {PotentialKind::phase_shifts, "phase-shifts", {"waves"}, {}, {}, {}}};
    return all;
}

const PotentialKeys& keys_of(PotentialKind kind) {
    return *std::ranges::find(potentials(), kind, &PotentialKeys::kind);
}

input::Choice<PotentialKind> potential_choice() {
    std::vector<std::pair<std::string, PotentialKind>> names;
    for (const PotentialKeys& keys : potentials())
        names.emplace_back(keys.name, keys.kind);
    return input::Choice<PotentialKind>(std::move(names));
}

bool contains(const Names& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

void require(const Names& keys, const PotentialKeys& of, const Table& table, const Place& place) {
    for (const std::string& key : keys)
        if (!input::has_key(table, key))
            place.entry(key, place.line)
                .fail(fmt::format("missing key: potential = \"{}\" needs it, found nothing",
                                  of.name));
}

/// The keys that describe a potential are those that this one has.
void check_keys(ImpurityInput& impurity, const Table& table, const Place& place) {
    impurity.place = place;
    const PotentialKeys& own = keys_of(impurity.potential);
    const auto has = [](const PotentialKeys& keys, const std::string& key) {
        return contains(keys.shape, key) || contains(keys.optional_shape, key) ||
               contains(keys.strength, key) || contains(keys.optional_strength, key);
    };
    for (const auto& [key, node] : table)
        for (const PotentialKeys& other : potentials())
            if (has(other, key) && !has(own, key))
                place.entry(key, node.line)
                    .fail(fmt::format("potential = \"{}\" has no such key; it belongs to \"{}\"",
                                      own.name, other.name));
    require(own.shape, own, table, place);
    if (!impurity.has_time()) {
        require(own.strength, own, table, place);
        return;
    }
    for (const auto& [key, node] : table)
        if ((contains(own.strength, key) || contains(own.optional_strength, key)) &&
            !contains(own.optional_shape, key))
            place.entry(key, node.line)
                .fail(fmt::format("not used: the strength follows from the {}",
                                  impurity.scattering_time ? "scattering_time" : "transport_time"));
}

void check_strength(const ImpurityInput& impurity, const Table& table, const Place& place) {
    const auto not_zero = [&](const std::optional<double>& value, const char* key) {
        if (value == 0.0)
            input::place_of(table, key, place)
                .fail("a potential that is not zero, as electrons would not scatter", "0");
    };
    not_zero(impurity.strength, "strength");
    not_zero(impurity.amplitude, "amplitude");
    not_zero(impurity.charge, "charge");
    const auto is_nothing = [](double shift) { // as 180 degrees
        constexpr double rounding = 1e-12;
        return std::abs(std::sin(shift)) < rounding;
    };
    if (impurity.waves && std::ranges::all_of(*impurity.waves, [&](const auto& wave) {
            return is_nothing(wave.aligned) && is_nothing(wave.antialigned);
        }))
        input::place_of(table, "waves", place)
            .fail(
                "a phase shift that is no multiple of 180 degrees, as electrons would not scatter",
                "none");
}

void check_screening(const ImpurityInput& impurity, const Table& table, const Place& place) {
    if (impurity.potential != PotentialKind::screened_coulomb)
        return;
    if (!impurity.thomas_fermi_wavenumber && !impurity.permittivity)
        place.entry("permittivity", place.line)
            .fail("missing key: expected a permittivity, from which the wavenumber of Thomas and "
                  "Fermi follows, or that, found neither");
    if (impurity.has_time() && impurity.thomas_fermi_wavenumber && impurity.permittivity)
        input::place_of(table, "permittivity", place)
            .fail("not used: the strength follows from a time, and the screening from "
                  "`thomas_fermi_wavenumber`");
}

} // namespace

std::string name_of(PotentialKind kind) {
    return keys_of(kind).name;
}

const input::Section<ImpurityInput>& impurity_section() {
    using I = ImpurityInput;
    const Quantity time("ps", "1 ps", input::positive_up_to(1e9));
    const Quantity length("nm", "5 nm", input::positive_up_to(1e6));
    static const input::Section<I> section =
        input::Section<I>(
            "Impurities of one kind. How much they scatter is given by their density and the "
            "strength of their potential, or by a time, which sets the product of both.")
            .required("potential", &I::potential, potential_choice(),
                      "U(q), the Fourier transform of the potential in the plane, against the "
                      "momentum transfer: U_0; U_0 exp(-q^2 d^2/2) with the `range` d; 2 pi A/"
                      "sqrt(q^2 + 1/l^2) of A exp(-r/l)/r; Z e^2 exp(-q d)/(2 eps_0 eps_r (q + "
                      "q_TF)) of a charge at a `distance` d; a table; all these in the Born "
                      "approximation. Or phase shifts, to all orders.")
            .optional("density", &I::density,
                      Quantity("1/cm^2", "1e10 1/cm^2", input::positive_up_to(1e17)),
                      "Impurities per area.")
            .optional("scattering_time", &I::scattering_time, time,
                      "tau of electrons in a gas of the same carrier density without spin-orbit "
                      "coupling, at zero temperature; instead of density and strength.")
            .optional("transport_time", &I::transport_time, time,
                      "The same with the weight 1 - cos(angle): that of the mobility.")
            .exactly_one_of({"density", "scattering_time", "transport_time"})
            .optional("strength", &I::strength,
                      Quantity("eV nm^2", "1 eV nm^2", {.low = -1e9, .high = 1e9}),
                      "U_0 of \"delta\" and \"gaussian\", the integral of the potential.")
            .optional("range", &I::range, length, "d of \"gaussian\", exp(-r^2/2 d^2).")
            .optional("amplitude", &I::amplitude,
                      Quantity("eV nm", "0.1 eV nm", {.low = -1e9, .high = 1e9}),
                      "A of \"yukawa\".")
            .optional("screening_length", &I::screening_length, length, "l of \"yukawa\".")
            .optional("charge", &I::charge, input::Number({.low = -1000.0, .high = 1000.0}),
                      "Z of \"screened-coulomb\", in elementary charges.", "1")
            .optional("distance", &I::distance, Quantity("nm", "10 nm", {.low = 0.0, .high = 1e6}),
                      "d of \"screened-coulomb\", from the plane.", "0")
            .optional("permittivity", &I::permittivity, input::Number({.low = 1.0, .high = 1e6}),
                      "eps_r of \"screened-coulomb\".")
            .optional("thomas_fermi_wavenumber", &I::thomas_fermi_wavenumber,
                      Quantity("1/nm", "0.2 1/nm", input::positive_up_to(1e6)),
                      "q_TF of \"screened-coulomb\".",
                      "m e^2/(2 pi eps_0 eps_r hbar^2), of two spins in a gas without spin-orbit "
                      "coupling at zero temperature; Rashba coupling does not change it while the "
                      "Fermi level is above the crossing")
            .optional("table", &I::table, input::Text(),
                      "File with columns q and U or |U|^2, from q = 0 to twice the largest Fermi "
                      "momentum, at temperature that of the electrons 36 k_B T higher; its path "
                      "is taken from the folder of this file. Steffen's monotone interpolation.")
            .optional("points", &I::points, PointList(), "The rows of a table, instead of a file.")
            .optional(
                "values", &I::values,
                input::Choice<TableValues>({{"squared-potential", TableValues::squared_potential},
                                            {"potential", TableValues::potential}}),
                "What the second column is.", "`\"squared-potential\"`")
            .optional("wavenumber_unit", &I::wavenumber_unit, input::Text(),
                      "Unit of q in a table.", "`\"1/nm\"`")
            .optional("value_unit", &I::value_unit, input::Text(),
                      "Unit of the second column; not used with a time.",
                      "`\"eV^2 nm^4\"`, or `\"eV nm^2\"`")
            .optional("waves", &I::waves, PartialWaves(),
                      "Phase shifts of the waves m = 0, 1, 2 ..., e^{i m phi} and e^{-i m phi}, at "
                      "the Fermi momentum of a gas of the same carrier density without spin-orbit "
                      "coupling. Below and above it K matrices go as (p p')^m.")
            .finish(check_keys)
            .finish(check_strength)
            .finish(check_screening)
            .finish(read_impurity_table);
    return section;
}

} // namespace sidejump::electron_gas
