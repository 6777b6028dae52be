// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/approximations.hpp"

#include "sidejump/coefficients/consistency_checks.hpp"
#include "sidejump/impurity/species_report.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "sidejump/units/free_electron_hosts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <utility>

namespace sidejump::coefficients {
namespace {

using kinetics::KineticForm;
using kinetics::SideJump;

// Where an expansion parameter is called small, and a large one large.
constexpr double small_parameter = 0.1;
constexpr double large_fermi_path = 10.0;
constexpr double diffusive_ratio = 3.0;
constexpr double weight_tolerance = 0.5;
constexpr double born_limit = 0.3;
constexpr double relative_rounding = 1e-12;
constexpr double largest_velocity = 1e7; // m/s, several times that of any metal

Standing standing(bool holds) {
    return holds ? Standing::holds : Standing::fails;
}

Approximation dilute(const Alloy& alloy) {
    const double concentration = total_concentration(alloy);
    return {"independent impurities", standing(concentration <= small_parameter),
            fmt::format("n_i/n_c = {:.3g}{}", concentration,
                        concentration <= small_parameter
                            ? ""
                            : ": impurities interact, and terms of higher order in n_i are left "
                              "out")};
}

Approximation quasiclassical(const TransportCoefficients& c) {
    const bool holds = c.mean_free_path >= large_fermi_path;
    return {"quasiclassical transport", standing(holds),
            fmt::format("k_F l = {:.3g}{}", c.mean_free_path,
                        holds ? "" : ": localisation and quantum corrections are not small")};
}

Approximation moment_truncation(const Alloy& alloy, const TransportCoefficients& c) {
    const int order = alloy.kinetics.moments.order;
    if (order >= kinetics::MomentTruncation::exact_order)
        return {"angular moments", Standing::holds,
                "the diffusion equation is exact from l = 3 on"};
    Alloy exact = alloy;
    exact.kinetics = {};
    exact.kinetics.side_jump = alloy.kinetics.form == KineticForm::published
                                   ? SideJump::first_order
                                   : alloy.kinetics.side_jump;
    const TransportCoefficients full = transport_coefficients(exact);
    const auto deviation = [](double value, double reference) {
        if (value == reference) // both may be infinite
            return 0.0;
        if (std::isinf(value) || std::isinf(reference))
            return 1.0;
        const double scale = std::max(std::abs(reference), std::abs(value));
        return scale > 0.0 ? std::abs(value - reference) / scale : 0.0;
    };
    const double worst =
        std::max({deviation(c.spin_relaxation_rate, full.spin_relaxation_rate),
                  deviation(c.spin_diffusion_longitudinal, full.spin_diffusion_longitudinal),
                  deviation(c.spin_diffusion_transverse, full.spin_diffusion_transverse)});
    const bool holds = worst <= small_parameter;
    return {"angular moments", standing(holds),
            fmt::format("truncated at l = {}: spin relaxation and diffusion are off by up to "
                        "{:.2g} of their value{}",
                        order, worst, holds ? "" : "; use moments = \"full\"")};
}

Approximation diffusive(const TransportCoefficients& c) {
    const double length =
        std::min(c.spin_diffusion_length_longitudinal, c.spin_diffusion_length_transverse);
    if (std::isinf(length))
        return {
            "spin diffusion", Standing::assumed,
            c.slow_mode_weight - 1.0 > relative_rounding
                ? "the slow spin density does not relax: it is a conserved pseudospin, of which "
                  "a real spin polarisation is only a part"
                : "spin is conserved: its diffusion length is infinite"};
    const double ratio = length / c.mean_free_path;
    const bool holds = ratio >= diffusive_ratio;
    return {"spin diffusion", standing(holds),
            fmt::format("spin diffusion length is {:.2g} mean free paths{}", ratio,
                        holds ? ""
                              : ": sqrt(D/R) is no decay length here, `sidejump response` gives "
                                "the exact one (charge and spin Hall results are not concerned)")};
}

Approximation slow_mode(const TransportCoefficients& c) {
    const bool holds = std::abs(c.slow_mode_weight - 1.0) <= weight_tolerance;
    return {"slow spin mode", standing(holds),
            fmt::format("Z = {:.3g}, Y = {:.3g}{}", c.slow_mode_weight, c.slow_mode_precession,
                        holds ? ""
                              : ": rates are comparable to 1/tau_tr, so only the full response "
                                "chi(q, omega) is reliable in time, and walls relax spins")};
}

Approximation first_order_jump(const TransportCoefficients& c) {
    const double largest =
        std::max({std::abs(c.omega_c), std::abs(c.omega_cs), std::abs(c.omega_sc),
                  std::abs(c.omega_0), std::abs(c.omega_1), std::abs(c.omega_2)});
    const bool holds = largest <= small_parameter;
    return {"side jump as a correction", standing(holds),
            fmt::format("largest Omega = {:.2g}{}", largest,
                        holds ? "" : ": second gradients of the collision term are not small")};
}

bool is_inelastic(const impurity::Channel& channel) {
    return channel.inelastic < 1.0 && channel.dipole_return == 0.0;
}

bool is_static_moment(const impurity::Channel& channel) {
    return channel.inelastic < 1.0 && channel.dipole_return != 0.0;
}

bool has_channel(const Alloy& alloy, bool (*property)(const impurity::Channel&)) {
    return std::any_of(alloy.impurities.begin(), alloy.impurities.end(), [&](const auto& species) {
        return std::any_of(species.channels.begin(), species.channels.end(), property);
    });
}

Approximation off_shell_rule(const Alloy& alloy) {
    bool standard = true;
    for (const auto& species : alloy.impurities)
        for (const auto& channel : species.channels)
            standard = standard && channel.off_shell_exponent == channel.l;
    return {"off-shell T matrix", Standing::assumed,
            standard ? "each channel scales as (|p||k|)^l off the energy shell"
                     : "each channel scales as (|p||k|)^off_shell_exponent off the energy shell"};
}

} // namespace

std::vector<Approximation> approximations(const Alloy& alloy,
                                          const TransportCoefficients& coefficients) {
    std::vector<Approximation> list = {dilute(alloy), quasiclassical(coefficients),
                                       moment_truncation(alloy, coefficients),
                                       diffusive(coefficients), slow_mode(coefficients)};
    if (std::isinf(coefficients.spin_diffusion_0))
        list.push_back({"diffusion along the spin", Standing::fails,
                        "partner channels (l, j) and (2j - l, j) have equal phase shifts, helicity "
                        "is conserved: D_0, D_L and swapping are infinite"});
    if (has_channel(alloy, &is_static_moment))
        list.push_back({"static moments", Standing::assumed,
                        "moments are fixed in random directions: scattering is averaged over "
                        "them, spin flips and Kondo screening are left out"});
    if (has_channel(alloy, &is_inelastic))
        list.push_back(
            {"inelastic channels", Standing::assumed,
             "what a channel loses (1 - |s|^2) returns to it evenly over m_j, its spin is "
             "lost"});
    const SideJump mode = alloy.kinetics.side_jump;
    if (mode == SideJump::none) {
        list.push_back({"side jump", Standing::assumed, "left out, as asked for"});
    } else {
        list.push_back(first_order_jump(coefficients));
        list.push_back(off_shell_rule(alloy));
    }
    if (mode == SideJump::lyo_holstein) {
        double largest = 0.0;
        for (const auto& species : alloy.impurities)
            for (const auto& channel : species.channels)
                largest = std::max(largest, std::abs(scattering::born_element(channel)));
        list.push_back({"Born side jump", standing(largest <= born_limit),
                        fmt::format("largest phase shift modulo pi is {:.2g}{}", largest,
                                    largest <= born_limit
                                        ? ""
                                        : ": the Born amplitude does not describe this impurity; "
                                          "use side_jump = \"first-order\"")});
    }
    if (mode == SideJump::levy)
        list.push_back({"Levy side jump", Standing::fails,
                        fmt::format("only the gradient on incoming momenta is kept, against "
                                    "reciprocity (violated by {:.2g} of the velocities); "
                                    "currents are taken from the sources by reciprocity",
                                    velocity_reciprocity_residual(alloy, false))});
    if (alloy.kinetics.form == KineticForm::published)
        list.push_back({"published formulas", Standing::fails,
                        "printed formulas are used with their misprints; for comparison with the "
                        "paper only"});
    return list;
}

std::vector<std::string> input_warnings(const Alloy& alloy,
                                        const std::vector<impurity::ImpurityLaw>& laws,
                                        const std::vector<double>& temperatures) {
    std::vector<std::string> list;
    const auto known = units::free_electron_host(alloy.host.name);
    if (known && std::abs(alloy.host.fermi_wavenumber / known->fermi_wavenumber - 1.0) > 0.2)
        list.push_back(fmt::format("host: k_F = {:.4g} 1/m is far from the {:.4g} 1/m of {} in the "
                                   "built-in table",
                                   alloy.host.fermi_wavenumber, known->fermi_wavenumber,
                                   alloy.host.name));
    if (alloy.host.fermi_velocity() > largest_velocity)
        list.push_back(fmt::format("host: v_F = {:.3g} m/s is not that of a metal",
                                   alloy.host.fermi_velocity()));
    for (std::size_t s = 0; s < alloy.impurities.size(); ++s) {
        const auto& species = alloy.impurities[s];
        // Given channels stand behind computed ones, whose phase shifts may count bound states.
        const std::size_t computed =
            s < laws.size() ? species.channels.size() - laws[s].channels.size() : 0;
        for (std::size_t c = computed; c < species.channels.size(); ++c) {
            const auto& channel = species.channels[c];
            if (std::abs(channel.phase_shift) > std::numbers::pi * (1.0 + relative_rounding))
                list.push_back(fmt::format("{}: the phase shift of l = {}, j = {} is {:.6g} rad; "
                                           "phase shifts count modulo "
                                           "pi, and a number without a unit is in radians",
                                           species.name, channel.l, 0.5 * channel.twice_j,
                                           channel.phase_shift));
        }
    }
    for (const auto& law : laws)
        for (auto& warning : impurity::model_warnings(law, temperatures))
            list.push_back(std::move(warning));
    return list;
}

} // namespace sidejump::coefficients
