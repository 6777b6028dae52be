// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/closed_form.hpp"
#include "sidejump/fit_models/hanle.hpp"
#include "sidejump/fit_models/kondo_resistivity.hpp"
#include "sidejump/fit_models/lateral_spin_valve.hpp"
#include "sidejump/fit_models/spin_hall_magnetoresistance.hpp"
#include "sidejump/fit_models/spin_hall_strip.hpp"

#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>

namespace sidejump::fit {
namespace {

using input::any_number;
using input::positive;
using input::Range;
using Inputs = std::span<const double>;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr Range not_negative = {.low = 0.0};
constexpr Range unit_interval = {.low = -1.0, .high = 1.0};
constexpr Range sign = {.low = -2.0, .high = 2.0};
constexpr Range below_one = {.low = -1.0, .high = 1.0, .low_open = true, .high_open = true};

std::vector<std::string> no_warnings(Inputs) {
    return {};
}

ModelInput required(const char* name, const char* unit, Range range, const char* description) {
    return {name, unit, description, std::nullopt, "", range};
}

ModelInput with_default(const char* name, const char* unit, Range range, double standard,
                        const char* description) {
    return {name, unit, description, standard, "", range};
}

ModelInput same_as(const char* name, const char* other, const char* unit, Range range,
                   const char* description) {
    return {name, unit, description, std::nullopt, other, range};
}

ClosedForm hanle() {
    return {"hanle",
            "Hanle curve of a non-local spin valve with contacts that take up spin.",
            "non-local resistance",
            "ohm",
            "magnetic_field",
            {required("magnetic_field", "T", any_number(), "field across the injected spin"),
             required("distance", "m", positive(), "L, from injector to detector"),
             required("width", "m", positive(), "width of the wire or sheet"),
             required("sheet_conductivity", "S", positive(), "conductivity times thickness"),
             required("spin_lifetime", "s", positive(), "tau_s"),
             required("diffusion_constant", "m^2/s", positive(), "D of spin"),
             required("polarisation", "1", unit_interval, "spin polarisation of the injector"),
             same_as("detector_polarisation", "polarisation", "1", unit_interval,
                     "that of the detector"),
             with_default("contact_length", "m", positive(), infinite,
                          "r_0 = width sheet_conductivity R_s of the injector, R_s its resistance "
                          "to spin current; infinite for a tunnelling contact"),
             same_as("detector_contact_length", "contact_length", "m", positive(),
                     "r_L of the detector"),
             with_default("g_factor", "1", any_number(), 2.0, "g of the spins"),
             with_default("field_offset", "T", any_number(), 0.0,
                          "field that is added to the one applied"),
             with_default("alignment", "1", sign, 1.0,
                          "1 for parallel, -1 for antiparallel magnetisations; 2 for the "
                          "difference of the two")},
            [](Inputs p) {
                return p[12] * fit_models::hanle_resistance(
                                   {p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10]},
                                   p[0] + p[11]);
            },
            no_warnings};
}

ClosedForm spin_valve() {
    return {"lateral-spin-valve",
            "Non-local resistance of a lateral spin valve with two equal ferromagnets, from "
            "tunnelling to transparent contacts.",
            "non-local resistance",
            "ohm",
            "distance",
            {required("distance", "m", positive(), "L between the ferromagnets"),
             required("spin_diffusion_length", "m", positive(), "of the wire"),
             required("resistivity", "ohm m", positive(), "of the wire"),
             required("cross_section", "m^2", positive(), "of the wire"),
             with_default("interface_resistance", "ohm", not_negative, 0.0, "of each contact"),
             with_default("interface_polarisation", "1", below_one, 0.0, "of each contact"),
             with_default("magnet_spin_resistance", "ohm", not_negative, 0.0,
                          "rho_F lambda_F over the area of the contact"),
             with_default("magnet_polarisation", "1", below_one, 0.0, "of the conductivity"),
             with_default("alignment", "1", sign, 1.0,
                          "1 for parallel, -1 for antiparallel magnetisations; 2 for the "
                          "difference of the two")},
            [](Inputs p) {
                return p[8] * fit_models::spin_valve_resistance(
                                  {p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]});
            },
            no_warnings};
}

std::vector<std::string> strip_warnings(Inputs p) {
    if (p[5] > p[2] / std::numbers::pi)
        return {};
    return {fmt::format("the spin diffusion length {:.4g} m is not above width/pi = {:.4g} m: the "
                        "ohmic current reaches farther than spin there, and the formula is not "
                        "valid",
                        p[5], p[2] / std::numbers::pi)};
}

template <double (*resistance)(const fit_models::SpinHallStrip&, double)>
ClosedForm strip(const char* name, const char* description) {
    return {
        name,
        description,
        "non-local resistance",
        "ohm",
        "distance",
        {with_default("magnetic_field", "T", any_number(), 0.0,
                      "field in the plane, across the strip"),
         required("distance", "m", positive(), "|x| along the strip"),
         required("width", "m", positive(), "of the strip"),
         required("sheet_resistance", "ohm", positive(), "of the strip"),
         required("spin_hall_angle", "1", any_number(), "theta; its square is what matters"),
         required("spin_diffusion_length", "m", positive(), "lambda"),
         with_default("spin_lifetime", "s", positive(), 1e-12, "tau_s; matters in a field only"),
         with_default("g_factor", "1", any_number(), 2.0, "g of the spins")},
        [](Inputs p) {
            return resistance({p[1], p[2], p[3], p[4], p[5], p[6], p[7]}, p[0]);
        },
        strip_warnings};
}

ClosedForm magnetoresistance() {
    return {"spin-hall-magnetoresistance",
            "Spin Hall magnetoresistance of a normal metal on a magnetic insulator.",
            "relative change of the resistivity",
            "1",
            "thickness",
            {required("thickness", "m", positive(), "d of the metal"),
             with_default("angle", "rad", any_number(), 0.0,
                          "of the magnetisation, from across the spin polarisation of the spin "
                          "Hall current (m_y = sin angle): the ratio has the factor cos^2 angle"),
             required("spin_hall_angle", "1", any_number(), "theta; its square is what matters"),
             required("spin_diffusion_length", "m", positive(), "of the metal"),
             required("conductivity", "S/m", positive(), "of the metal"),
             required("mixing_conductance", "S/m^2", not_negative, "real part, G_r"),
             with_default("imaginary_mixing_conductance", "S/m^2", any_number(), 0.0, "G_i")},
            [](Inputs p) {
                const double across = std::cos(p[1]);
                return across * across *
                       fit_models::magnetoresistance_ratio({p[0], p[2], p[3], p[4], p[5], p[6]});
            },
            no_warnings};
}

std::vector<ModelInput> resistivity_inputs(ModelInput shape) {
    return {
        required("temperature", "K", not_negative, "T"),
        with_default("residual_resistivity", "ohm m", not_negative, 0.0,
                     "what does not depend on temperature"),
        with_default("phonon_amplitude", "ohm m", not_negative, 0.0,
                     "A of the Bloch-Grueneisen law: A T/(4 Theta) at high temperature"),
        with_default("debye_temperature", "K", positive(), 300.0,
                     "Theta of the Bloch-Grueneisen law"),
        required("kondo_resistivity", "ohm m", not_negative, "Kondo part at zero temperature"),
        required("kondo_temperature", "K", positive(), "where the Kondo part has half its value"),
        std::move(shape)};
}

double host_resistivity(Inputs p) {
    return p[1] + fit_models::bloch_grueneisen_resistivity(p[2], p[3], p[0]);
}

ClosedForm kondo() {
    return {"kondo-resistivity",
            "Resistivity of a Kondo alloy: residual, phonons, and the empirical law of "
            "Goldhaber-Gordon for the Kondo part.",
            "resistivity",
            "ohm m",
            "temperature",
            resistivity_inputs(
                with_default("exponent", "1", positive(), 0.22, "s of the law; 0.22 for spin 1/2")),
            [](Inputs p) {
                return host_resistivity(p) +
                       p[4] * fit_models::empirical_kondo_part(p[0], p[5], p[6]);
            },
            no_warnings};
}

ClosedForm hamann() {
    return {"kondo-resistivity-hamann",
            "The same with the law of Hamann for the Kondo part, for temperatures above T_K.",
            "resistivity",
            "ohm m",
            "temperature",
            resistivity_inputs(with_default("spin", "1", positive(), 0.5, "S of the impurity")),
            [](Inputs p) {
                return host_resistivity(p) + p[4] * fit_models::hamann_kondo_part(p[0], p[5], p[6]);
            },
            [](Inputs p) -> std::vector<std::string> {
                if (p[0] >= p[5])
                    return {};
                return {fmt::format("Hamann's law is used at {:.4g} K, below the Kondo temperature "
                                    "{:.4g} K, where it is not valid",
                                    p[0], p[5])};
            }};
}

} // namespace

const std::vector<ClosedForm>& closed_forms() {
    static const std::vector<ClosedForm> forms = {
        hanle(),
        spin_valve(),
        strip<fit_models::narrow_strip_resistance>(
            "spin-hall-strip", "Non-local resistance of a strip by the spin Hall effect, much "
                               "narrower than the spin diffusion length."),
        strip<fit_models::wide_strip_resistance>(
            "wide-spin-hall-strip", "The same for a strip of any width below pi times the spin "
                                    "diffusion length, some widths away."),
        magnetoresistance(),
        kondo(),
        hamann()};
    return forms;
}

} // namespace sidejump::fit
