// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/potential_section.hpp"

#include "sidejump/impurity/potential/potential_model.hpp"
#include "sidejump/math/table_store.hpp"
#include "sidejump/units/constants.hpp"
#include "sidejump/units/quantity.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace sidejump::impurity::potential {
namespace {

using input::Place;
using input::Table;

struct ShapeKeys {
    Shape shape;
    const char* name;
    std::vector<std::string_view> required;
    std::vector<std::string_view> allowed;
};

const std::vector<ShapeKeys>& shapes() {
    static const std::vector<ShapeKeys> all = {
        {Shape::square_well, "square-well", {"strength", "range"}, {"spin_orbit"}},
        {Shape::gaussian, "gaussian", {"strength", "range"}, {"spin_orbit"}},
        {Shape::yukawa, "yukawa", {"strength", "range"}, {"spin_orbit", "core_radius"}},
        {Shape::woods_saxon, "woods-saxon", {"strength", "range", "diffuseness"}, {"spin_orbit"}},
        {Shape::hard_sphere, "hard-sphere", {"range"}, {}},
        {Shape::table, "table", {"table"}, {"length_unit", "energy_unit", "spin_orbit"}}};
    return all;
}

const ShapeKeys& keys_of(Shape shape) {
    return *std::find_if(shapes().begin(), shapes().end(),
                         [&](const ShapeKeys& keys) { return keys.shape == shape; });
}

input::Choice<Shape> shape_choice() {
    std::vector<std::pair<std::string, Shape>> names;
    for (const ShapeKeys& keys : shapes())
        names.emplace_back(keys.name, keys.shape);
    return input::Choice<Shape>(std::move(names));
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The keys that describe a shape are those that this one has.
void check_keys(PotentialInput& input, const Table& table, const Place& place) {
    const ShapeKeys& keys = keys_of(input.shape);
    for (const auto& [key, node] : table)
        for (const ShapeKeys& other : shapes())
            if ((contains(other.required, key) || contains(other.allowed, key)) &&
                !contains(keys.required, key) && !contains(keys.allowed, key))
                place.entry(key, node.line)
                    .fail(fmt::format("shape = \"{}\" has no such key; it belongs to \"{}\"",
                                      keys.name, other.name));
    for (const std::string_view key : keys.required)
        if (std::none_of(table.begin(), table.end(),
                         [&](const auto& entry) { return entry.key == key; }))
            place.entry(std::string(key), place.line)
                .fail(fmt::format("missing key: shape = \"{}\" needs it", keys.name));
    if (input.core_radius && *input.core_radius > *input.range)
        input::place_of(table, "core_radius", place)
            .fail("expected a core_radius of at most the range");
    if (input.shape == Shape::yukawa && input.spin_orbit.value_or(0.0) != 0.0 && !input.core_radius)
        input::place_of(table, "spin_orbit", place)
            .fail("the spin-orbit term of a Yukawa potential grows as 1/r^3, with which the "
                  "Schroedinger equation has no lowest state: expected a core_radius too");
}

double unit(const std::string& text, const char* of, const char* example, const Place& place) {
    try {
        return units::read_quantity("1 " + text, of);
    } catch (const units::QuantityError&) {
        place.fail(fmt::format("a unit such as \"{}\"", example),
                   fmt::format("\"{}\"", input::printable(text)));
    }
}

void read_table(PotentialInput& input, const Table& table, const Place& place) {
    if (input.shape != Shape::table)
        return;
    const double length = unit(input.length_unit.value_or("angstrom"), "m", "angstrom",
                               input::place_of(table, "length_unit", place));
    const double energy = unit(input.energy_unit.value_or("eV"), "eV", "eV",
                               input::place_of(table, "energy_unit", place));
    const std::string path =
        (std::filesystem::path(place.file).parent_path() / *input.table).string();
    input.contents =
        std::make_shared<const PotentialTable>(read_potential_table(path, length, energy));
    if (input.spin_orbit && !input.contents->spin_orbit.empty())
        input::place_of(table, "spin_orbit", place)
            .fail("the table has a third column W already: expected one of the two");
    // In the echo, the file has to be found from anywhere.
    input.table = std::filesystem::absolute(path).string();
}

// All that a model depends on.
struct PotentialKey {
    std::string input; // echo of the table of the input file
    double fermi_wavenumber = 0.0;
    double effective_mass = 0.0;
    std::optional<PotentialTable> table; // by value: the file may have changed

    bool operator==(const PotentialKey&) const = default;
};

// Sweeps over what a potential does not depend on, concentrations, temperatures or other
// impurities, ask for the same one at every point.
constexpr std::size_t most_models = 8;

std::shared_ptr<const ImpurityModel> solve(const PotentialInput& input,
                                           const ModelSetting& setting) {
    static math::TableStore<PotentialKey, PotentialModel> store(most_models);
    const PotentialKey key{potential_section().echo(input).dump(), setting.host.fermi_wavenumber,
                           setting.host.effective_mass,
                           input.contents ? std::optional(*input.contents) : std::nullopt};
    try {
        return store.get(key, [&] {
            return std::make_shared<const PotentialModel>(
                radial_potential(input, setting.host), setting.host,
                PotentialOptions{input.largest_l, input.tolerance, input.off_shell});
        });
    } catch (const std::runtime_error& error) {
        setting.place.fail(error.what());
    }
}

} // namespace

const input::Section<PotentialInput>& potential_section() {
    // Far below, free solutions leave the range of numbers.
    constexpr double shortest = 1e-16;     // m
    constexpr double most_precise = 1e-11; // rad
    constexpr double least_precise = 1e-1; // rad
    const auto length = [&](const char* example) {
        return input::Quantity("m", example, {.low = shortest, .high = longest_radius});
    };
    static const input::Section<PotentialInput> section =
        input::Section<PotentialInput>(
            "A spherical potential V(r) with a spin-orbit term W(r) l.s, W = lambda^2 (1/r) dV/dr. "
            "The radial Schroedinger equation with the effective mass of the host gives the "
            "phase shifts of all partial waves.")
            .required("shape", &PotentialInput::shape, shape_choice(),
                      "V(r), which is `strength` times 1 for r < `range`; exp(-r^2/range^2); "
                      "exp(-r/range)/(r/range); 1/(1 + exp((r - range)/diffuseness)); an "
                      "impenetrable sphere of radius `range`; or given by a `table`.")
            .optional("strength", &PotentialInput::strength,
                      input::Quantity("eV", "-2 eV",
                                      {.low = -strongest_potential, .high = strongest_potential}),
                      "Strength of the potential; a negative one attracts.")
            .optional("range", &PotentialInput::range, length("1 angstrom"),
                      "Range of the potential.")
            .optional("diffuseness", &PotentialInput::diffuseness, length("0.2 angstrom"),
                      "Diffuseness of the edge of a Woods-Saxon potential.")
            .optional("core_radius", &PotentialInput::core_radius, length("0.05 angstrom"),
                      "Radius within which a Yukawa potential is constant.", "no core")
            .optional("table", &PotentialInput::table, input::Text(),
                      "File with columns r, V and optionally W, the energy that multiplies l.s; "
                      "its path is taken from the folder of the alloy file. V is constant up to "
                      "the first radius and zero beyond the last one. In between it is a cubic "
                      "spline, or where that overshoots, because the rows are too far apart or too "
                      "uneven, Steffen's monotone interpolation.")
            .optional("length_unit", &PotentialInput::length_unit, input::Text(),
                      "Unit of r in the table.", "`\"angstrom\"`")
            .optional("energy_unit", &PotentialInput::energy_unit, input::Text(),
                      "Unit of V and W in the table.", "`\"eV\"`")
            .optional("spin_orbit", &PotentialInput::spin_orbit,
                      input::Quantity("m2", "0.01 angstrom^2", {.low = -1e-18, .high = 1e-18}),
                      "lambda^2 in W = lambda^2 (1/r) dV/dr with hbar = 1 in l and s; in the other "
                      "usual form lambda_U^2 (grad V x p).sigma it is lambda^2 = 2 lambda_U^2, so "
                      "that B = (lambda^2/2) k_F^2 A to first order in V. In vacuum, Thomas' "
                      "lambda^2 = hbar^2/(2 m^2 c^2) = 7.5e-6 angstrom^2.",
                      "0")
            .optional("largest_l", &PotentialInput::largest_l,
                      input::Integer(0, PotentialState::most_l), "Partial waves up to this one.",
                      "until `tolerance` is met")
            .with_default(
                "tolerance", &PotentialInput::tolerance,
                input::Number({.low = most_precise, .high = least_precise}),
                "Without `largest_l`, partial waves are taken up to the last one before two "
                "successive l with |eta| below it at the Fermi energy. Phase shifts that "
                "are kept are more accurate than this, and than 1e-8.")
            .with_default("off_shell", &PotentialInput::off_shell,
                          input::Choice<OffShell>({{"computed", OffShell::computed},
                                                   {"solid-harmonics", OffShell::solid_harmonics}}),
                          "Off-shell exponents d ln t/d ln p for the side jump: from the "
                          "half-off-shell T matrix at the Fermi energy, or alpha = l.")
            .finish(check_keys)
            .finish(read_table);
    return section;
}

std::unique_ptr<const RadialPotential> radial_potential(const PotentialInput& input,
                                                        const units::Host& host) {
    const double length = 1.0 / host.fermi_wavenumber;
    const double energy = host.fermi_energy() / units::elementary_charge;
    const ShapeParameters shape{
        input.strength.value_or(0.0) / energy, input.range.value_or(0.0) / length,
        input.diffuseness.value_or(0.0) / length, input.core_radius.value_or(0.0) / length,
        input.spin_orbit.value_or(0.0) / (length * length)};
    const double accuracy = 1e-1 * std::min(input.tolerance, 1e-8);
    switch (input.shape) {
    case Shape::square_well:
        return square_well(shape);
    case Shape::gaussian:
        return gaussian(shape, accuracy);
    case Shape::yukawa:
        return yukawa(shape, accuracy);
    case Shape::woods_saxon:
        return woods_saxon(shape, accuracy);
    case Shape::hard_sphere:
        return hard_sphere(shape.range);
    case Shape::table:
        return tabulated(input.contents->in_units_of(length, energy), shape.spin_orbit);
    }
    throw std::logic_error("unknown shape of a potential");
}

const ModelKind& potential_model_kind() {
    static const DeclaredModelKind<PotentialInput> kind("potential", potential_section(), &solve);
    return kind;
}

} // namespace sidejump::impurity::potential
