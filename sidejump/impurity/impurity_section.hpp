// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/impurity/model_kind.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/units/host.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::impurity {

/// A channel as it is written.
struct ChannelInput {
    int l = 0;
    double j = 0.5;
    PhaseShiftLaw phase_shift = 0.0;
    double inelastic = 1.0;
    std::optional<double> off_shell_exponent;
    double dipole_return = 0.0;
};

/// A section [[impurity]] as it is written.
struct ImpurityInput {
    std::string name = "impurity";
    std::string model = given_phase_shifts;
    std::shared_ptr<const ModelInput> model_input; ///< null for given phase shifts
    std::optional<double> concentration;
    std::optional<double> density; // 1/m^3
    std::optional<double> atomic_fraction;
    std::vector<ChannelInput> channels;
};

/// Declaration of the section [[impurity]].
const input::Section<ImpurityInput>& impurity_section();

/// The species that the section describes, in that host.
/// @param place  where the section stands, for errors that only show with the host at hand:
///               an atomic fraction without atomic density, more impurities than electrons, a
///               model without a solution
/// @throws input::InputError for those
ImpurityLaw impurity_from_input(const ImpurityInput& input, const units::Host& host,
                                const input::Place& place);

} // namespace sidejump::impurity
