// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/kinetic_response.hpp"

namespace sidejump::rashba {

Carried& Carried::operator+=(const Carried& other) {
    for (std::size_t i = 0; i < 2; ++i) {
        current[i] += other.current[i];
        spin_current[i] += other.spin_current[i];
    }
    for (std::size_t i = 0; i < 3; ++i)
        spin[i] += other.spin[i];
    return *this;
}

Carried& Carried::operator*=(double factor) {
    for (auto* values : {&current, &spin_current})
        for (auto& value : *values)
            value *= factor;
    for (auto& value : spin)
        value *= factor;
    return *this;
}

KineticResponse& KineticResponse::operator+=(const KineticResponse& other) {
    total += other.total;
    rotation += other.rotation;
    acceleration += other.acceleration;
    side_jump += other.side_jump;
    field_term += other.field_term;
    collision_term += other.collision_term;
    retardation_term += other.retardation_term;
    return *this;
}

KineticResponse& KineticResponse::operator*=(double factor) {
    total *= factor;
    rotation *= factor;
    acceleration *= factor;
    side_jump *= factor;
    field_term *= factor;
    collision_term *= factor;
    retardation_term *= factor;
    return *this;
}

} // namespace sidejump::rashba
