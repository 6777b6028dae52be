// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/current_phase_symmetry.hpp"

#include "sidejump/superconductor/file_checks.hpp"
#include "sidejump/superconductor/model_builder.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::superconductor {
namespace {

using Vectors = std::vector<Eigen::Vector3d>;

Eigen::Vector3d vector_of(const input::Vector3& v) {
    return {v[0], v[1], v[2]};
}

// Directions that span all that a field takes while it turns about x.
void add_turning(Vectors& all, const Eigen::Vector3d& field, double turns) {
    all.push_back(field);
    if (turns == 0.0)
        return;
    all.emplace_back(field.x(), field.z(), -field.y());
    // A turn keeps the part along x, and changes the sign of the others on its way.
    all.emplace_back(field.x(), -field.y(), -field.z());
}

void add_contact(Vectors& all, const ContactLaw& contact) {
    if (contact.polarisation)
        all.push_back(vector_of(*contact.polarisation));
    for (const auto& mixing : {contact.spin_mixing_left, contact.spin_mixing_right})
        if (mixing.value_or(0.0) != 0.0)
            all.push_back(vector_of(contact.axis()));
}

// All that acts on spins.
Vectors spin_fields(const SuperconductorFile& file) {
    Vectors all;
    const auto metal = [&](const input::PlacedText& name) {
        return file.metals.metals[metal_of(name, file.metals)];
    };
    for (const input::PlacedText* name : metals_inside(file.input))
        all.push_back(metal(*name).field());
    for (const auto& [called, name, properties] : file.input.parts()) {
        all.push_back(metal(*name).zeeman_field);
        add_turning(all, metal(*name).exchange_field, properties->exchange_turns);
        if (properties->exchange_field)
            for (const input::Vector3& field : properties->exchange_field->value)
                add_turning(all, vector_of(field), properties->exchange_turns);
    }
    for (const InterfaceInput& interface : file.input.interface)
        add_contact(all, interface);
    for (const auto* end :
         {&file.input.left, &file.input.right, &file.input.bottom, &file.input.top}) {
        if (!*end)
            continue;
        add_contact(all, **end);
        if (is_reservoir(*end))
            all.push_back(metal((*end)->metal.value()).field());
    }
    std::erase_if(all, [](const Eigen::Vector3d& field) { return field.isZero(0.0); });
    return all;
}

bool lie_in_one_plane(const Vectors& fields) {
    constexpr double rounding = 1e-9;
    for (const Eigen::Vector3d& a : fields)
        for (const Eigen::Vector3d& b : fields)
            for (const Eigen::Vector3d& c : fields)
                if (std::abs(a.normalized().dot(b.normalized().cross(c.normalized()))) > rounding)
                    return false;
    return true;
}

bool has_spin_currents(const SuperconductorFile& file) {
    const auto has_values = [](const std::optional<Profile<double>>& profile) {
        return profile &&
               std::ranges::any_of(profile->value, [](double value) { return value != 0.0; });
    };
    return std::ranges::any_of(metals_inside(file.input),
                               [&](const input::PlacedText* name) {
                                   const Metal& metal =
                                       file.metals.metals[metal_of(*name, file.metals)];
                                   return metal.spin_hall_angle != 0.0 || metal.swapping != 0.0;
                               }) ||
           std::ranges::any_of(file.input.parts(), [&](const SuperconductorInput::Part& part) {
               return has_values(part.properties->spin_hall_angle) ||
                      has_values(part.properties->swapping);
           });
}

// Phases and fluxes of the file that change sign with the phase difference.
bool has_other_phases(const SuperconductorFile& file) {
    const SuperconductorInput& input = file.input;
    const StructureInput& structure = input.structure;
    if (structure.field.value_or(0.0) != 0.0 || structure.flux_quanta.value_or(0) != 0 ||
        !structure.vortex.empty())
        return true;
    const auto ends = {&input.left, &input.right, &input.bottom, &input.top};
    return std::ranges::any_of(ends,
                               [&](const auto* end) {
                                   return is_reservoir(*end) && phase_of(**end, file.metals) != 0.0;
                               }) ||
           std::ranges::any_of(metals_inside(input), [&](const input::PlacedText* name) {
               return std::arg(file.metals.metals[metal_of(*name, file.metals)].pair_potential) !=
                      0.0;
           });
}

} // namespace

bool has_odd_current(const SuperconductorFile& file) {
    if (has_other_phases(file))
        return false;
    const Vectors fields = spin_fields(file);
    return fields.empty() || (!has_spin_currents(file) && lie_in_one_plane(fields));
}

} // namespace sidejump::superconductor
