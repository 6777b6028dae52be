// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/impurity_section.hpp"

#include "sidejump/impurity/model_kinds.hpp"
#include "sidejump/impurity/phase_shift_type.hpp"

#include <algorithm>
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
    // A map of density matrices beyond it would not be positive.
    const double largest = (channel.j + 1.0) / (3.0 * channel.j);
    if (channel.dipole_return > largest)
        input::place_of(table, "dipole_return", place)
            .fail(fmt::format("at most (j+1)/(3j) = {:.6g} for j = {}", largest, channel.j),
                  fmt::format("the number {}", channel.dipole_return));
}

input::Choice<std::string> model_choice() {
    std::vector<std::pair<std::string, std::string>> names = {
        {given_phase_shifts, given_phase_shifts}};
    for (const ModelKind* kind : model_kinds())
        names.emplace_back(kind->name(), kind->name());
    return input::Choice<std::string>(std::move(names));
}

const Section<ChannelInput>& channel_section() {
    static const Section<ChannelInput> section =
        Section<ChannelInput>(
            "The scattering channels (l, j) of the species whose phase shifts are "
            "given: all of them, or those that the model leaves out. Channels "
            "that are neither listed nor in the model do not scatter.")
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
                          "loses returns to the channel.")
            .optional("off_shell_exponent", &ChannelInput::off_shell_exponent,
                      input::Number({.low = -100.0, .high = 100.0}),
                      "alpha = d ln V_l/d ln p at k_F: how the T matrix leaves the energy shell, "
                      "which the side jump needs.",
                      "`l`")
            .with_default(
                "dipole_return", &ChannelInput::dipole_return,
                input::Number({.low = -1.0 / 3.0, .high = 1.0}),
                "With which part of its dipole in m_j the lost part of an inelastic "
                "channel comes back: 0 evenly over m_j, -1/3 from static moments of random "
                "direction in a doublet j = 1/2; at most (j+1)/(3j).")
            .finish(complete_channel);
    return section;
}

bool has_key(const Table& table, const std::string& key) {
    return std::any_of(table.begin(), table.end(),
                       [&](const auto& entry) { return entry.key == key; });
}

// The table of the chosen model is there, and no other one.
void check_model(const ImpurityInput& impurity, const Table& table, const Place& place) {
    for (const ModelKind* kind : model_kinds()) {
        const bool given = has_key(table, kind->name());
        if (given && kind->name() != impurity.model)
            input::place_of(table, kind->name(), place)
                .fail(fmt::format("model = \"{}\" beside this table", kind->name()),
                      has_key(table, "model") ? fmt::format("\"{}\"", impurity.model) : "none");
        if (!given && kind->name() == impurity.model)
            input::place_of(table, "model", place)
                .fail(fmt::format("a table [impurity.{}] with the parameters of the model",
                                  kind->name()),
                      "none");
    }
    if (impurity.model == given_phase_shifts && !has_key(table, "channels"))
        place.entry("channels", place.line)
            .fail("missing key: expected a list of tables, or another `model`, found nothing");
}

void check_impurity(ImpurityInput& impurity, const Table& table, const Place& place) {
    check_model(impurity, table, place);
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
    static const Section<ImpurityInput> section = [] {
        Section<ImpurityInput> declared =
            Section<ImpurityInput>(
                "A species of impurities: its amount, given by exactly one of "
                "`concentration`, `density` and `atomic_fraction`, and the model "
                "from which its phase shifts come. The section may stand any number "
                "of times.")
                .with_default("name", &ImpurityInput::name, input::Text(), "Name of the species.")
                .with_default(
                    "model", &ImpurityInput::model, model_choice(),
                    "Where the phase shifts come from: given in `channels`, or computed by "
                    "the model whose parameters stand in the table of that name.")
                .optional("concentration", &ImpurityInput::concentration,
                          input::Number({.low = least_concentration, .high = 1.0}),
                          "n_i/n_c, impurities per conduction electron.")
                .optional("density", &ImpurityInput::density,
                          input::Quantity("1/m3", "8.5e26 1/m^3", {.low = 1e6, .high = 1e32}),
                          "n_i, impurities per volume.")
                .optional(
                    "atomic_fraction", &ImpurityInput::atomic_fraction,
                    input::Number({.low = least_concentration, .high = 1.0}),
                    "Part of the lattice sites that the species takes; the host needs an atomic "
                    "density.")
                .tables("channels", &ImpurityInput::channels, channel_section(), false)
                .exactly_one_of({"concentration", "density", "atomic_fraction"})
                .finish(check_impurity);
        for (const ModelKind* kind : model_kinds())
            declared.declared_table(
                kind->name(), kind->info(),
                [kind](const input::Node& node, const Place& place, ImpurityInput& impurity) {
                    impurity.model_input = kind->read(node, place);
                },
                [kind](const ImpurityInput& impurity) -> input::Json {
                    return impurity.model == kind->name() && impurity.model_input
                               ? impurity.model_input->echo()
                               : input::Json();
                });
        return declared;
    }();
    return section;
}

namespace {

// The model does not compute a channel that is given as well.
void check_channels_once(const ImpurityLaw& impurity, const Place& place) {
    if (!impurity.model)
        return;
    for (const Channel& computed : impurity.model->at_temperature(0.0)->channels(0.0))
        for (const ChannelLaw& given : impurity.channels)
            if (given.l == computed.l && given.twice_j == computed.twice_j)
                place.entry("channels", place.line)
                    .fail(
                        "channels that the model leaves out",
                        fmt::format("l = {}, j = {}/2, which it computes", given.l, given.twice_j));
}

} // namespace

ImpurityLaw impurity_from_input(const ImpurityInput& input, const units::Host& host,
                                const Place& place) {
    ImpurityLaw impurity;
    impurity.name = input.name;
    impurity.model_name = input.model;
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
                                     channel.off_shell_exponent.value(), channel.dipole_return});
    if (input.model_input)
        impurity.model = input.model_input->solve(host, impurity.concentration);
    check_channels_once(impurity, place);
    return impurity;
}

} // namespace sidejump::impurity
