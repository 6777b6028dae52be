// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/metal.hpp"

#include "sidejump/superconductor/extrinsic_coefficients.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace sidejump::superconductor {
namespace {

// Beyond it the theory, of first order in the spin-orbit coupling, is a model rather than a limit.
constexpr double largest_departure = 0.1;
constexpr double nanometre = 1e-9;
constexpr double charge_squared = units::elementary_charge * units::elementary_charge;
// m^2/s in nm^2 K.
constexpr double diffusion_unit = units::planck_reduced / units::boltzmann / nanometre / nanometre;

// A metal together with its density of states in whatever unit all metals have.
struct Found {
    Metal metal;
    std::optional<double> conductivity;
};

Found from_alloy(const MetalInput& input, Metal metal, std::vector<std::string>& warnings) {
    const auto coefficients = [&] {
        try {
            return coefficients::diffusion_coefficients(*input.alloy->file, std::nullopt);
        } catch (const std::domain_error& error) {
            input.alloy->place.fail(
                fmt::format("the alloy of \"{}\": {}", input.name.text, error.what()));
        }
    }();
    const AlloyCoefficients c = alloy_coefficients(coefficients);
    for (const double value : {c.diffusion, c.swapping, c.spin_orbit_rate})
        if (!std::isfinite(value))
            input.alloy->place.fail(fmt::format(
                "the alloy of \"{}\": a diffusion constant is infinite, because the impurities "
                "conserve the helicity of the electrons; another scattering channel makes it "
                "finite",
                input.name.text));
    for (const std::string& warning : coefficients.warnings)
        warnings.push_back(fmt::format("metal \"{}\", alloy: {}", input.name.text, warning));
    if (c.departure > largest_departure)
        warnings.push_back(fmt::format("metal \"{}\": its alloy departs by {:.2g} from weak "
                                       "spin-orbit coupling, for which the "
                                       "generalised Usadel equation is derived",
                                       input.name.text, c.departure));
    metal.diffusion = c.diffusion * diffusion_unit;
    metal.spin_hall_angle = c.spin_hall_angle;
    metal.swapping = c.swapping;
    metal.spin_orbit_rate = c.spin_orbit_rate * units::planck_reduced / units::boltzmann;
    return {metal, c.conductivity};
}

Found from_numbers(const MetalInput& input, Metal metal, UnitSystem units) {
    std::optional<double> conductivity = input.conductivity;
    if (input.diffusion)
        metal.diffusion = *input.diffusion;
    else if (units != UnitSystem::reduced)
        metal.diffusion = input.conductivity.value() /
                          (2.0 * charge_squared * input.density_of_states.value()) * diffusion_unit;
    if (input.density_of_states && !conductivity)
        conductivity =
            2.0 * charge_squared * *input.density_of_states * metal.diffusion / diffusion_unit;
    metal.spin_hall_angle = input.spin_hall_angle.value_or(0.0);
    metal.swapping = input.swapping.value_or(0.0);
    metal.spin_orbit_rate = input.spin_orbit_rate.value_or(0.0);
    if (input.spin_relaxation_length)
        metal.spin_orbit_rate =
            metal.diffusion / (*input.spin_relaxation_length * *input.spin_relaxation_length);
    return {metal, conductivity};
}

Metal pairing_of(const MetalInput& input) {
    Metal metal;
    metal.critical_temperature = input.critical_temperature.value_or(0.0);
    if (input.coupling)
        metal.critical_temperature = 2.0 * std::exp(std::numbers::egamma) / std::numbers::pi *
                                     input.debye_temperature.value() *
                                     std::exp(-1.0 / *input.coupling);
    metal.pair_potential = std::polar(input.pair_potential.value_or(0.0), input.phase);
    const auto vector = [](const std::optional<input::Vector3>& field) {
        const input::Vector3 h = field.value_or(input::Vector3{});
        return Eigen::Vector3d(h[0], h[1], h[2]);
    };
    metal.exchange_field = vector(input.exchange_field);
    metal.zeeman_field = vector(input.zeeman_field);
    metal.orbital_rate = input.orbital_rate;
    metal.spin_flip_rate = input.spin_flip_rate;
    return metal;
}

} // namespace

std::string warning_of_first_order(const std::string& where, const char* what, double value) {
    return fmt::format("{}: {} = {:.3g} is not small; the theory is of first order in it", where,
                       what, value);
}

double Metals::conductance(double per_area, const input::Place& place) const {
    if (units.system == UnitSystem::reduced)
        return per_area;
    if (reference_conductivity == 0.0)
        place.fail("metals with a conductivity (or density_of_states) that the conductance of an "
                   "interface is measured by",
                   "none");
    return per_area / reference_conductivity * nanometre * reference_diffusion;
}

Metals metals_from_input(const std::vector<MetalInput>& metals, UnitSystem units) {
    Metals result;
    result.units.system = units;
    std::vector<std::optional<double>> conductivities;
    for (const MetalInput& input : metals) {
        for (const auto& [what, value] :
             {std::pair{"spin_hall_angle", input.spin_hall_angle.value_or(0.0)},
              {"swapping", input.swapping.value_or(0.0)}})
            if (std::abs(value) > largest_coupling)
                result.warnings.push_back(warning_of_first_order(
                    fmt::format("metal \"{}\"", input.name.text), what, value));
        const Found found = input.alloy ? from_alloy(input, pairing_of(input), result.warnings)
                                        : from_numbers(input, pairing_of(input), units);
        result.names.push_back(input.name.text);
        result.metals.push_back(found.metal);
        conductivities.push_back(found.conductivity);
    }
    result.reference_diffusion = result.metals.front().diffusion;
    result.reference_conductivity = conductivities.front().value_or(0.0);
    for (std::size_t i = 0; i < metals.size(); ++i) {
        if (conductivities[i].has_value() != conductivities.front().has_value())
            metals[i].place.fail("a conductivity (or density_of_states) in all metals or in none",
                                 fmt::format("\"{}\" {} one and \"{}\" {}", metals[i].name.text,
                                             conductivities[i] ? "with" : "without",
                                             metals.front().name.text,
                                             conductivities[i] ? "without" : "with"));
        const double diffusion = result.metals[i].diffusion;
        if (!conductivities[i])
            continue;
        // Reduced conductivities have N_F = sigma/D.
        const double reference = units == UnitSystem::reduced
                                     ? 1.0
                                     : result.reference_conductivity / result.reference_diffusion;
        result.metals[i].states = *conductivities[i] / diffusion / reference;
    }
    if (units == UnitSystem::reduced)
        return result;
    result.units.energy = units::boltzmann;
    result.units.length = nanometre;
    result.units.states = result.reference_conductivity * diffusion_unit /
                          (2.0 * charge_squared * result.reference_diffusion);
    return result;
}

} // namespace sidejump::superconductor
