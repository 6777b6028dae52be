// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/model_builder.hpp"

#include "sidejump/input/names.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::superconductor {
namespace {

using usadel::JunctionLaw;

// Cells over the shortest length of a metal, beyond which the grid is too coarse to be trusted.
constexpr double largest_cell = 0.5;

JunctionLaw law_of(InterfaceLaw law) {
    switch (law) {
    case InterfaceLaw::transmission:
        return JunctionLaw::transmission;
    case InterfaceLaw::spin_active:
        return JunctionLaw::spin_active;
    case InterfaceLaw::tunnel:
    case InterfaceLaw::transparent:
        break;
    }
    return JunctionLaw::tunnel;
}

Eigen::Vector3d as_vector(const input::Vector3& v) {
    return {v[0], v[1], v[2]};
}

} // namespace

ModelBuilder::ModelBuilder(const SuperconductorFile& file, const ModelOptions& options)
    : file_(file), options_(options), coarsest_(file.metals.metals.size(), 0.0) {
    model.units = file.metals.units;
    model.metals = file.metals.names;
    model.options = options;
    model.warnings = file.metals.warnings;
    model.phase_gradient = phase_gradient();
}

std::size_t ModelBuilder::add_node(const Eigen::Vector3d& position) {
    usadel::NodeMatter node;
    node.position = position;
    model.structure.nodes.push_back(node);
    return model.structure.nodes.size() - 1;
}

void ModelBuilder::add_share(std::size_t node, double volume, const Metal& properties,
                             std::size_t metal, double gradient, double phase) {
    usadel::NodeMatter& matter = model.structure.nodes[node];
    const double weight = volume * properties.states;
    matter.weight += weight;
    matter.exchange_field += weight * options_.exchange_field * properties.field();
    matter.pair_potential += weight * properties.pair_potential;
    matter.spin_orbit_rate += weight * properties.spin_orbit_rate;
    matter.orbital_rate +=
        weight * (properties.orbital_rate + 0.5 * properties.diffusion * gradient * gradient);
    matter.spin_flip_rate += weight * properties.spin_flip_rate;
    matter.flow += weight * properties.diffusion * gradient;
    if (properties.critical_temperature == 0.0)
        return;
    auto& sites = model.structure.sites;
    sites_of_node_.resize(model.structure.nodes.size());
    for (const std::size_t s : sites_of_node_[node])
        if (model.site_metal[s] == metal) {
            sites[s].weight += weight;
            return;
        }
    sites_of_node_[node].push_back(sites.size());
    sites.push_back({node, weight, properties.critical_temperature});
    model.site_metal.push_back(metal);
    model.starting_order.push_back(std::polar(bcs_ratio * properties.critical_temperature, phase));
}

void ModelBuilder::add_contact(const ContactLaw& contact, std::size_t left, std::size_t right,
                               double area) {
    const auto conductance = [&](double per_area) {
        return area * file_.metals.conductance(per_area, contact.conductance_place);
    };
    usadel::Junction junction;
    junction.i = left;
    junction.j = right;
    junction.law = law_of(contact.law);
    junction.conductance = conductance(contact.conductance.value());
    junction.transmission = contact.transmission.value_or(1.0);
    junction.polarisation = as_vector(contact.polarisation.value_or(input::Vector3{}));
    model.structure.junctions.push_back(junction);
    // Mixed spins see half of the conductance as an exchange field at their side.
    const Eigen::Vector3d axis = as_vector(contact.axis());
    auto& nodes = model.structure.nodes;
    nodes[left].exchange_field += 0.5 * conductance(contact.spin_mixing_left.value_or(0.0)) * axis;
    nodes[right].exchange_field +=
        0.5 * conductance(contact.spin_mixing_right.value_or(0.0)) * axis;
}

void ModelBuilder::add_insulator(const std::optional<EndInput>& end, std::size_t node,
                                 double area) {
    if (end && end->kind == EndKind::open && end->spin_mixing_left)
        model.structure.nodes[node].exchange_field +=
            0.5 * area * file_.metals.conductance(*end->spin_mixing_left, end->conductance_place) *
            as_vector(end->axis());
}

void ModelBuilder::add_end(const std::string& name, const EndInput& end, std::size_t node,
                           std::size_t held, const EndPlace& place) {
    const std::size_t metal = metal_of(end.metal.value(), file_.metals);
    const Metal& properties = file_.metals.metals[metal];
    usadel::Reservoir reservoir;
    reservoir.node = held;
    ReservoirLaw law;
    law.end = name;
    law.metal = metal;
    law.critical_temperature = properties.critical_temperature;
    law.phase = phase_of(end, file_.metals) + place.phase;
    const double size = properties.critical_temperature > 0.0
                            ? bcs_ratio * properties.critical_temperature
                            : std::abs(properties.pair_potential);
    reservoir.pair_potential = std::polar(size, law.phase);
    reservoir.exchange_field = options_.exchange_field * properties.field();
    reservoir.spin_orbit_rate = properties.spin_orbit_rate;
    reservoir.orbital_rate =
        properties.orbital_rate + 0.5 * properties.diffusion * place.gradient * place.gradient;
    reservoir.spin_flip_rate = properties.spin_flip_rate;
    model.structure.reservoirs.push_back(reservoir);
    model.reservoirs.push_back(law);
    // The inner side of an end is its left one, whichever end it is.
    if (held != node)
        add_contact(end, node, held, place.area);
}

void ModelBuilder::check_size(double cell, const Metal& properties, std::size_t metal) {
    // Pairs that come in from elsewhere decay over sqrt(D/(2 pi T)).
    double temperature = properties.critical_temperature;
    for (const double of_study : file_.input.study.temperature.value_or(std::vector<double>{}))
        temperature = std::max(temperature, of_study);
    const double energy =
        std::max({std::numbers::pi * temperature, std::abs(properties.pair_potential),
                  options_.exchange_field * properties.field().norm()});
    if (energy > 0.0)
        coarsest_[metal] =
            std::max(coarsest_[metal], cell / std::sqrt(properties.diffusion / (2.0 * energy)));
}

double ModelBuilder::phase_gradient() const {
    return options_.phase_gradient * file_.input.structure.phase_gradient.value_or(0.0);
}

SuperconductingModel ModelBuilder::finish() {
    std::vector<bool> held(model.structure.nodes.size(), false);
    for (const usadel::Reservoir& reservoir : model.structure.reservoirs)
        held[reservoir.node] = true;
    auto& sites = model.structure.sites;
    std::size_t kept = 0;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        if (held[sites[s].node])
            continue;
        sites[kept] = sites[s];
        model.site_metal[kept] = model.site_metal[s];
        model.starting_order[kept++] = model.starting_order[s];
    }
    sites.resize(kept);
    model.site_metal.resize(kept);
    model.starting_order.resize(kept);
    for (std::size_t metal = 0; metal < coarsest_.size(); ++metal)
        if (coarsest_[metal] > largest_cell)
            model.warnings.push_back(
                fmt::format("metal \"{}\": the largest cell is {:.2g} of the shortest length "
                            "sqrt(D/2E) in it; at most {} of it gives a grid that can be trusted",
                            model.metals[metal], coarsest_[metal], largest_cell));
    return std::move(model);
}

bool is_reservoir(const std::optional<EndInput>& end) {
    return end && end->kind == EndKind::reservoir;
}

bool has_own_node(const std::optional<EndInput>& end) {
    return is_reservoir(end) && end->law != InterfaceLaw::transparent;
}

std::size_t metal_of(const input::PlacedText& name, const Metals& metals) {
    return input::find_name(name, metals.names, "the name of a [[metal]]");
}

double phase_of(const EndInput& end, const Metals& metals) {
    const Metal& metal = metals.metals[metal_of(end.metal.value(), metals)];
    return end.phase + std::arg(metal.pair_potential);
}

StartingPhase starting_phase(const SuperconductorFile& file) {
    const auto phase = [&](const std::optional<EndInput>& end) -> std::optional<double> {
        if (!is_reservoir(end))
            return std::nullopt;
        return phase_of(*end, file.metals);
    };
    const auto left = phase(file.input.left);
    const auto right = phase(file.input.right);
    return {left ? *left : right.value_or(0.0), right ? *right : left.value_or(0.0)};
}

SuperconductingModel build_model(const SuperconductorFile& file, const ModelOptions& options) {
    ModelBuilder builder(file, options);
    const StructureInput& structure = file.input.structure;
    switch (structure.kind) {
    case StructureKind::bulk: {
        const std::size_t metal = metal_of(structure.metal.value(), file.metals);
        builder.add_share(builder.add_node(Eigen::Vector3d::Zero()), 1.0, file.metals.metals[metal],
                          metal, builder.phase_gradient(), 0.0);
        return builder.finish();
    }
    case StructureKind::layers:
    case StructureKind::disc:
        build_chain(builder, file);
        return builder.finish();
    case StructureKind::plane:
        build_plane(builder, file);
        break;
    }
    return builder.finish();
}

} // namespace sidejump::superconductor
