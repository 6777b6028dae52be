// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/kondo_temperature.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::kondo {

double wilson_number() {
    return std::exp(std::numbers::egamma + 0.25) / std::pow(std::numbers::pi, 1.5);
}

double ratio_to_susceptibility_temperature(TemperatureConvention convention) {
    switch (convention) {
    case TemperatureConvention::mean_field:
        // gamma = (pi^2/3)(2/pi)/T_K in the mean field and pi^2/(6 T_0) exactly.
        return 4.0 / std::numbers::pi;
    case TemperatureConvention::susceptibility:
    case TemperatureConvention::haldane:
        return 1.0;
    case TemperatureConvention::wilson:
        return wilson_number();
    case TemperatureConvention::half_conductance:
        return 1.043; // from the numerical renormalisation group
    }
    throw std::logic_error("no such convention of the Kondo temperature");
}

double convert_kondo_temperature(double temperature, TemperatureConvention from,
                                 TemperatureConvention to) {
    return temperature * ratio_to_susceptibility_temperature(to) /
           ratio_to_susceptibility_temperature(from);
}

} // namespace sidejump::impurity::kondo
