// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/transport_coefficients.hpp"

#include "sidejump/coefficients/published_forms.hpp"
#include "sidejump/scattering/partial_waves.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace sidejump::coefficients {
namespace {

using kinetics::ChannelLayout;
using kinetics::DiffusionSector;
using kinetics::KineticForm;
using kinetics::SideJump;
using kinetics::SideJumpOrder;
using kinetics::SlowEquation;

// Rates below this part of the transport rate are what rounding leaves of a conserved density.
constexpr double conserved_threshold = 1e-12;
// Other results below this part of their natural scale are rounding of what vanishes exactly.
constexpr double rounding_threshold = 1e-14;

constexpr double density_of_states = 1.0 / (2.0 * std::numbers::pi * std::numbers::pi);

double without_rounding(double value, double scale) {
    return std::abs(value) < rounding_threshold * scale ? 0.0 : value;
}

double diffusion_length(double diffusion, double rate) {
    return rate > 0.0 ? std::sqrt(diffusion / rate) : std::numeric_limits<double>::infinity();
}

} // namespace

void complete_derived(TransportCoefficients& c, double skew_part, double side_jump_part) {
    c.theta_sh = c.spin_hall_diffusion / c.drude_diffusion;
    c.spin_hall_angle = c.spin_hall_diffusion / c.charge_diffusion;
    c.spin_hall_angle_skew = skew_part / c.charge_diffusion;
    c.spin_hall_angle_side_jump = side_jump_part / c.charge_diffusion;
    c.spin_diffusion_longitudinal = (c.spin_diffusion_0 + 2.0 * c.spin_diffusion_2) / 3.0;
    c.spin_diffusion_transverse = 0.5 * (c.spin_diffusion_1 + c.spin_diffusion_2);
    c.swapping = (c.spin_diffusion_2 - c.spin_diffusion_0) / 3.0;
    c.charge_conductivity = 2.0 * density_of_states * c.charge_diffusion;
    c.resistivity = 1.0 / c.charge_conductivity;
    c.spin_hall_conductivity = 2.0 * density_of_states * c.spin_hall_diffusion;
    c.spin_hall_conductivity_skew = 2.0 * density_of_states * skew_part;
    c.spin_hall_conductivity_side_jump = 2.0 * density_of_states * side_jump_part;
    c.mean_free_path = 3.0 * c.charge_diffusion;
    c.spin_diffusion_length_longitudinal =
        diffusion_length(c.spin_diffusion_longitudinal, c.spin_relaxation_rate);
    c.spin_diffusion_length_transverse =
        diffusion_length(c.spin_diffusion_transverse, c.spin_relaxation_rate);
}

TransportCoefficients coefficients_from_sector(const DiffusionSector& sector,
                                               const kinetics::KineticsOptions& options) {
    const SideJumpOrder order = options.side_jump == SideJump::with_products
                                    ? SideJumpOrder::products
                                    : SideJumpOrder::first;
    const SlowEquation slow =
        kinetics::eliminate_fast_moments(sector, options.moments.order, order);
    const SlowEquation conventional = kinetics::eliminate_fast_moments(sector, 1, order);

    TransportCoefficients c;
    c.transport_rate = sector.charge_current;
    c.spin_relaxation_rate = slow.relaxation_rate < conserved_threshold * sector.charge_current
                                 ? 0.0
                                 : slow.relaxation_rate;
    // eps_jka contracts unit antisymmetric tensors, whose norm is sqrt 2.
    c.skew_rate = sector.skew / std::numbers::sqrt2;
    // The spin-current rates differ from 1/tau_tr by (-2, -1, 1) omega_sw + (2, 1, 7/5) beta, where
    // beta is the |B|^2 cos sin^2 part that K-S89 leaves out and that l >= 2 channels bring.
    c.swap_rate = (5.0 * (sector.current_tensor - sector.charge_current) -
                   7.0 * (sector.current_antisymmetric - sector.charge_current)) /
                  12.0;
    const kinetics::DriftElements& drift = kinetics::drift_elements();
    c.omega_c = sector.jump_charge_from_charge / drift.charge_from_charge;
    c.omega_cs =
        sector.jump_antisymmetric_from_charge / (std::numbers::sqrt2 * drift.charge_from_charge);
    c.omega_sc = sector.jump_charge_from_spin / (std::numbers::sqrt2 * drift.charge_from_charge);
    c.omega_0 = sector.jump_scalar_from_spin / drift.scalar_from_spin;
    c.omega_1 = sector.jump_antisymmetric_from_spin / drift.antisymmetric_from_spin;
    c.omega_2 = sector.jump_tensor_from_spin / drift.tensor_from_spin;
    c.drude_diffusion = 1.0 / (3.0 * sector.charge_current);
    c.charge_diffusion = slow.charge_diffusion.total();
    c.spin_hall_diffusion = conventional.spin_hall_diffusion.total();
    c.spin_hall_diffusion_dressed = slow.spin_hall_diffusion.total();
    c.slow_mode_weight = slow.weight;
    c.slow_mode_precession = slow.precession;
    // A conserved helicity density (the trace of the spin current) diffuses without limit.
    c.spin_diffusion_0 = sector.current_scalar < conserved_threshold * sector.charge_current
                             ? std::numeric_limits<double>::infinity()
                             : slow.spin_diffusion[0].total();
    c.spin_diffusion_1 = slow.spin_diffusion[1].total();
    c.spin_diffusion_2 = slow.spin_diffusion[2].total();
    c.skew_rate = without_rounding(c.skew_rate, c.transport_rate);
    c.swap_rate = without_rounding(c.swap_rate, c.transport_rate);
    const double largest_omega =
        std::max({std::abs(c.omega_c), std::abs(c.omega_cs), std::abs(c.omega_sc),
                  std::abs(c.omega_0), std::abs(c.omega_1), std::abs(c.omega_2)});
    for (const auto omega : {&TransportCoefficients::omega_c, &TransportCoefficients::omega_cs,
                             &TransportCoefficients::omega_sc, &TransportCoefficients::omega_0,
                             &TransportCoefficients::omega_1, &TransportCoefficients::omega_2})
        c.*omega = without_rounding(c.*omega, largest_omega);
    const double skew_part =
        without_rounding(conventional.spin_hall_diffusion.drift, c.charge_diffusion);
    const double side_jump_part = without_rounding(conventional.spin_hall_diffusion.side_jump,
                                                   c.charge_diffusion * largest_omega);
    c.spin_hall_diffusion = skew_part + side_jump_part;
    c.spin_hall_diffusion_dressed =
        without_rounding(c.spin_hall_diffusion_dressed, c.charge_diffusion);
    complete_derived(c, skew_part, side_jump_part);
    c.swapping = without_rounding(c.swapping, c.spin_diffusion_2);
    return c;
}

CoefficientEngine::CoefficientEngine(const Alloy& alloy) : options_(alloy.kinetics) {
    const auto gradient = options_.side_jump == SideJump::levy
                              ? kinetics::MomentumGradient::incoming
                              : kinetics::MomentumGradient::both;
    for (const auto& species : alloy.impurities) {
        if (options_.form == KineticForm::published)
            require_published_channels(species);
        ChannelLayout layout = kinetics::channel_layout(species.channels);
        tables_.push_back(kinetics::shared_sector_table(layout, gradient));
        layouts_.push_back(std::move(layout));
    }
}

DiffusionSector CoefficientEngine::sector(const std::vector<impurity::Impurity>& impurities) const {
    if (impurities.size() != tables_.size())
        throw std::invalid_argument("the number of impurity species differs from the prepared one");
    thread_local std::vector<std::complex<double>> t;
    thread_local std::vector<double> born;
    DiffusionSector sector;
    for (std::size_t i = 0; i < impurities.size(); ++i) {
        const auto& [name, concentration, channels] = impurities[i];
        if (!kinetics::has_layout(channels, layouts_[i]))
            throw std::invalid_argument("the channels of " + name +
                                        " differ from the prepared ones");
        t.clear();
        for (const auto& channel : channels)
            t.push_back(scattering::t_element(channel));
        if (options_.side_jump == SideJump::none) {
            tables_[i]->add_relaxation(concentration, t, sector);
        } else if (options_.side_jump == SideJump::lyo_holstein) {
            born.clear();
            for (const auto& channel : channels)
                born.push_back(scattering::born_element(channel));
            tables_[i]->add_relaxation(concentration, t, sector);
            tables_[i]->add_bare_side_jump(concentration, born, sector);
        } else {
            tables_[i]->add(concentration, t, sector);
        }
    }
    return sector;
}

TransportCoefficients
CoefficientEngine::evaluate(const std::vector<impurity::Impurity>& impurities) const {
    if (options_.form == KineticForm::published)
        return published_coefficients(impurities);
    return coefficients_from_sector(sector(impurities), options_);
}

void check_physical(const TransportCoefficients& c) {
    struct Positive {
        const char* name;
        double value;
        bool may_be_infinite;
    };
    const Positive positive[] = {
        {"transport rate", c.transport_rate, false},
        {"charge diffusion constant", c.charge_diffusion, false},
        {"longitudinal spin diffusion constant", c.spin_diffusion_longitudinal, true},
        {"transverse spin diffusion constant", c.spin_diffusion_transverse, false}};
    for (const auto& [name, value, may_be_infinite] : positive)
        if (!(value > 0.0) || (std::isinf(value) && !may_be_infinite))
            throw std::domain_error(fmt::format(
                "the {} is {:.3g} in reduced units, not a positive number: the alloy is "
                "outside the range of the expansion in n_i/n_c (largest Omega = {:.2g})",
                name, value,
                std::max({std::abs(c.omega_c), std::abs(c.omega_cs), std::abs(c.omega_sc),
                          std::abs(c.omega_0), std::abs(c.omega_1), std::abs(c.omega_2)})));
}

TransportCoefficients transport_coefficients(const Alloy& alloy) {
    return CoefficientEngine(alloy).evaluate(alloy.impurities);
}

} // namespace sidejump::coefficients
