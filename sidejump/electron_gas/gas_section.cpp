// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_section.hpp"

#include "sidejump/input/names.hpp"

namespace sidejump::electron_gas {
namespace {

using input::Quantity;

void check_gas(GasInput& gas, const input::Table& table, const input::Place& place) {
    gas.level_place =
        input::place_of(table, gas.carrier_density ? "carrier_density" : "fermi_energy", place);
    gas.temperature_place = input::place_of(table, "temperature", place);
    if (gas.cubic_rashba != 0.0)
        input::refuse_keys(table, place, {"rashba", "dresselhaus"},
                           "not used beside `cubic_rashba`: linear and cubic spin-orbit coupling "
                           "do not occur together here");
}

} // namespace

const input::Section<GasInput>& gas_section() {
    constexpr double heaviest = 100.0;
    constexpr double densest = 1e17; // 1/cm^2, far above that of a metallic layer
    const Quantity linear("meV nm", "10 meV nm", {.low = -1e5, .high = 1e5});
    static const input::Section<GasInput> section =
        input::Section<GasInput>(
            "Electrons with a parabolic band and spin-orbit coupling, in the plane z = 0.")
            .required("effective_mass", &GasInput::effective_mass,
                      input::Number(input::positive_up_to(heaviest)),
                      "Effective mass m in electron masses.")
            .optional("carrier_density", &GasInput::carrier_density,
                      Quantity("1/cm^2", "1e12 1/cm^2", {.low = 1.0, .high = densest}),
                      "Carriers per area; they give the chemical potential.")
            .optional("fermi_energy", &GasInput::fermi_energy,
                      Quantity("meV", "20 meV", {.low = -1e5, .high = 1e5}),
                      "Chemical potential from the crossing of the bands at p = 0, negative in the "
                      "lower band alone; instead of the carrier density.")
            .exactly_one_of({"carrier_density", "fermi_energy"})
            .with_default(
                "rashba", &GasInput::rashba, linear,
                "alpha of H = k^2/2m + alpha (sigma_y k_x - sigma_x k_y), hbar = 1; bands "
                "are 2 alpha k apart. Publications that write the term as "
                "(alpha'/2) sigma.(z x p) have alpha' = 2 alpha/hbar.")
            .with_default("dresselhaus", &GasInput::dresselhaus, linear,
                          "beta of beta (sigma_x k_x - sigma_y k_y).")
            .with_default(
                "cubic_rashba", &GasInput::cubic_rashba,
                Quantity("eV nm^3", "0.01 eV nm^3", {.low = -1e5, .high = 1e5}),
                "alpha_3 of alpha_3 k^3 (sigma_y cos 3 phi - sigma_x sin 3 phi), of heavy "
                "holes; instead of the linear terms.")
            .with_default("temperature", &GasInput::temperature,
                          Quantity("K", "4 K", {.low = 0.0, .high = 1e5}),
                          "Temperature of the electrons.")
            .finish(check_gas);
    return section;
}

} // namespace sidejump::electron_gas
