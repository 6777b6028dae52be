// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/impurity_section.hpp"

#include "sidejump/impurity/phase_shift_type.hpp"

#include <cmath>
#include <fmt/format.h>

namespace sidejump::impurity {
namespace {

using input::Place;
using input::Section;
using input::Table;

constexpr int largest_l = 12;
// One impurity in 10^15 electrons; far below, products of rates leave the range of numbers.
constexpr double least_concentration = 1e-15;

void complete_channel(ChannelInput& channel, const Table& table, const Place& place) {
    const double offset = channel.j - channel.l;
    if ((offset != 0.5 && offset != -0.5) || channel.j < 0.5)
        input::place_of(table, "j", place)
            .fail(channel.l == 0 ? "j = 0.5 for l = 0"
                                 : fmt::format("j = l +- 1/2, that is {} or {}, for l = {}",
                                               channel.l - 0.5, channel.l + 0.5, channel.l),
                  fmt::format("the number {}", channel.j));
    if (!channel.off_shell_exponent)
        channel.off_shell_exponent = channel.l;
}

const Section<ChannelInput>& channel_section() {
    static const Section<ChannelInput> section =
        Section<ChannelInput>("The scattering channels (l, j) of the species. Channels that are "
                              "not listed do not scatter.")
            .required("l", &ChannelInput::l, input::Integer(0, largest_l),
                      "Orbital angular momentum.")
            .required("j", &ChannelInput::j, input::HalfInteger(),
                      "Total angular momentum, l + 1/2 or l - 1/2.")
            .required(
                "phase_shift", &ChannelInput::phase_shift, PhaseShiftType(),
                "Scattering phase shift eta; the S-matrix element is |s| exp(2 i eta). A number "
                "or an angle holds at all energies; a resonance { position, width } has eta = "
                "atan2(width, position - energy), energies from the Fermi energy; a file "
                "{ table, energy_unit } has columns energy, eta and optionally |s|.")
            .with_default("inelastic", &ChannelInput::inelastic,
                          input::Number(input::positive_up_to(1.0)),
                          "|s|, below 1 where the channel scatters partly inelastically; what it "
                          "loses returns to the channel evenly over m_j.")
            .optional("off_shell_exponent", &ChannelInput::off_shell_exponent,
                      input::Number({.low = -100.0, .high = 100.0}),
                      "alpha = d ln V_l/d ln p at k_F: how the T matrix leaves the energy shell, "
                      "which the side jump needs.",
                      "`l`")
            .finish(complete_channel);
    return section;
}

void check_impurity(ImpurityInput& impurity, const Table& table, const Place& place) {
    const Place channels = input::place_of(table, "channels", place);
    const input::List* list = nullptr;
    for (const auto& [key, node] : table)
        if (key == "channels")
            list = std::get_if<input::List>(&node.value);
    if (list == nullptr)
        return;
    for (std::size_t i = 0; i < impurity.channels.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (impurity.channels[i].l == impurity.channels[k].l &&
                impurity.channels[i].j == impurity.channels[k].j)
                channels.element(i, (*list)[i].line)
                    .fail("each channel once",
                          fmt::format("l = {}, j = {} again, already given as {}[{}]",
                                      impurity.channels[i].l, impurity.channels[i].j, channels.key,
                                      k));
}

} // namespace

const Section<ImpurityInput>& impurity_section() {
    static const Section<ImpurityInput> section =
        Section<ImpurityInput>("A species of impurities with its scattering phase shifts. Its "
                               "amount is given by exactly one of `concentration`, `density` and "
                               "`atomic_fraction`. The section may stand any number of times.")
            .with_default("name", &ImpurityInput::name, input::Text(), "Name of the species.")
            .optional("concentration", &ImpurityInput::concentration,
                      input::Number({.low = least_concentration, .high = 1.0}),
                      "n_i/n_c, impurities per conduction electron.")
            .optional("density", &ImpurityInput::density,
                      input::Quantity("1/m3", "8.5e26 1/m^3", {.low = 1e6, .high = 1e32}),
                      "n_i, impurities per volume.")
            .optional("atomic_fraction", &ImpurityInput::atomic_fraction,
                      input::Number({.low = least_concentration, .high = 1.0}),
                      "Part of the lattice sites that the species takes; the host needs an atomic "
                      "density.")
            .tables("channels", &ImpurityInput::channels, channel_section(), true)
            .exactly_one_of({"concentration", "density", "atomic_fraction"})
            .finish(check_impurity);
    return section;
}

ImpurityLaw impurity_from_input(const ImpurityInput& input, const units::Host& host,
                                const Place& place) {
    ImpurityLaw impurity;
    impurity.name = input.name;
    if (input.concentration) {
        impurity.concentration = *input.concentration;
    } else if (input.density) {
        impurity.concentration = *input.density / host.carrier_density();
    } else {
        if (!host.atomic_density)
            place.entry("atomic_fraction", place.line)
                .fail("an atomic_density in [host], which turns the fraction into a density",
                      "none");
        impurity.concentration =
            *input.atomic_fraction * *host.atomic_density / host.carrier_density();
    }
    if (impurity.concentration > 1.0)
        place.fail("at most one impurity per conduction electron",
                   fmt::format("n_i/n_c = {:.6g}", impurity.concentration));
    for (const ChannelInput& channel : input.channels)
        impurity.channels.push_back({channel.l, static_cast<int>(std::lround(2.0 * channel.j)),
                                     channel.phase_shift, channel.inelastic,
                                     channel.off_shell_exponent.value()});
    return impurity;
}

} // namespace sidejump::impurity
