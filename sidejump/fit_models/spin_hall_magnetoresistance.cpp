// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit_models/spin_hall_magnetoresistance.hpp"

#include <cmath>
#include <complex>

namespace sidejump::fit_models {

double magnetoresistance_ratio(const MagnetoresistiveFilm& film) {
    const double ratio = film.thickness / film.spin_diffusion_length;
    const double half = std::tanh(0.5 * ratio);
    const std::complex<double> taken =
        2.0 * film.spin_diffusion_length *
        std::complex<double>(film.mixing_conductance, film.imaginary_mixing_conductance);
    return film.spin_hall_angle * film.spin_hall_angle / ratio *
           (taken * half * half / (film.conductivity + taken / std::tanh(ratio))).real();
}

} // namespace sidejump::fit_models
