// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit_models/lateral_spin_valve.hpp"

#include <cmath>

namespace sidejump::fit_models {

double spin_valve_resistance(const LateralSpinValve& valve) {
    const double wire = valve.resistivity * valve.spin_diffusion_length / valve.cross_section;
    const double decay = valve.distance / valve.spin_diffusion_length;
    const double interface = valve.interface_resistance /
                             (1.0 - valve.interface_polarisation * valve.interface_polarisation);
    const double magnet = valve.magnet_spin_resistance /
                          (1.0 - valve.magnet_polarisation * valve.magnet_polarisation);
    // Each contact as the spin it injects over the spin it takes up; a tunnelling one takes none.
    const double polarisation =
        (valve.interface_polarisation * interface + valve.magnet_polarisation * magnet) /
        (interface + magnet);
    const double taken = wire / (interface + magnet);
    // -expm1(-2l) keeps short wires between transparent contacts accurate.
    const double denominator =
        (taken + 2.0) * (taken + 2.0) - taken * taken + taken * taken * -std::expm1(-2.0 * decay);
    return 2.0 * wire * std::exp(-decay) * polarisation * polarisation / denominator;
}

} // namespace sidejump::fit_models
