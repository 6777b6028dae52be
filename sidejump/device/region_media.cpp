// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/region_media.hpp"

#include "sidejump/device/names.hpp"
#include "sidejump/device/value_types.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace sidejump::device {
namespace {

using coefficients::DiffusionCoefficients;

constexpr std::size_t most_kept = 256;
// Below it the solution varies within a mean free path of contacts and walls.
constexpr double diffusive_ratio = 3.0;
// Of w lambda/D, by which a wall changes the spin accumulation beside it.
constexpr double largest_wall_loss = 0.1;

FieldMatrix spin_diagonal(double value) {
    FieldMatrix matrix = FieldMatrix::Zero();
    matrix.diagonal().tail<3>().setConstant(value);
    return matrix;
}

void check_diffusive(const DiffusionCoefficients& c, const input::PlacedText& name) {
    for (std::size_t m = 0; m < 3; ++m) {
        // The average over shells has no value where D_m is infinite on one of them.
        if (!std::isfinite(c.spin_conductivity[m]))
            name.place.fail(fmt::format(
                "alloy \"{}\": D_{} is infinite{}, because the impurities conserve the helicity of "
                "the electrons: spins along the gradient move ballistically, and no diffusion "
                "equation holds; another scattering channel makes it finite",
                name.text, m, std::isnan(c.spin_conductivity[m]) ? " at some energy" : ""));
        if (!(c.spin_conductivity[m] >= 0.0))
            name.place.fail(
                fmt::format("alloy \"{}\" with spin diffusion constants >= 0", name.text),
                fmt::format("2 e^2 N_F D_{} = {:.6g} S/m: the alloy is outside the "
                            "range of the diffusion equation",
                            m, c.spin_conductivity[m]));
    }
}

Medium alloy_medium(const DiffusionCoefficients& c, const Vector3& larmor) {
    Medium medium;
    medium.conduction = isotropic_conduction({.charge = c.charge_conductivity,
                                              .spin_hall = c.spin_hall_conductivity_dressed,
                                              .spin_0 = c.spin_conductivity[0],
                                              .spin_1 = c.spin_conductivity[1],
                                              .spin_2 = c.spin_conductivity[2]});
    medium.relaxation =
        spin_diagonal(c.relaxation) + larmor_precession(c.states * c.precession, larmor);
    medium.storage = spin_diagonal(c.states * c.weight);
    return medium;
}

// 2 e^2 N_F of a region given by numbers, 0 if they do not tell.
double states_of(const RegionInput& region) {
    const double sigma = region.conductivity.value();
    if (region.diffusion_constant)
        return sigma / *region.diffusion_constant;
    if (!region.spin_relaxation_time)
        return 0.0;
    const double p = region.polarisation.value_or(0.0);
    const double length = spin_diffusion_lengths(region).transverse;
    return sigma * (1.0 - p * p) / (length * length) * *region.spin_relaxation_time;
}

Medium normal_medium(const RegionInput& region) {
    const double sigma = region.conductivity.value();
    const auto [longitudinal, transverse] = spin_diffusion_lengths(region);
    const double sigma_l = sigma * longitudinal * longitudinal / (transverse * transverse);
    const double kappa = sigma * region.swapping.value_or(0.0);
    Medium medium;
    // D_L = D_T + B - kappa with D_T = (D_1 + D_2)/2, B = (D_2 - D_1)/2, kappa = (D_2 - D_0)/3.
    medium.conduction =
        isotropic_conduction({.charge = sigma,
                              .spin_hall = sigma * region.spin_hall_angle.value_or(0.0),
                              .spin_0 = sigma_l - 2.0 * kappa,
                              .spin_1 = 2.0 * sigma - sigma_l - kappa,
                              .spin_2 = sigma_l + kappa});
    medium.relaxation = spin_diagonal(sigma / (transverse * transverse));
    return medium;
}

Medium ferromagnet_medium(const RegionInput& region) {
    const double sigma = region.conductivity.value();
    const double polarisation = region.polarisation.value();
    const double spin_flip = region.spin_diffusion_length.value();
    const Vector3 direction = as_vector(region.magnetisation.value());
    Medium medium;
    medium.conduction = ferromagnet_conduction(
        sigma, polarisation, sigma * region.anomalous_hall_angle.value_or(0.0), direction);
    medium.relaxation = ferromagnet_relaxation(
        sigma, polarisation, spin_flip, region.dephasing_length.value_or(spin_flip),
        region.precession_length.value_or(std::numeric_limits<double>::infinity()), direction);
    return medium;
}

} // namespace

AlloyLibrary::AlloyLibrary(const std::vector<AlloyEntry>& alloys)
    : kept_(std::make_shared<math::TableStore<Key, DiffusionCoefficients>>(most_kept)) {
    for (const AlloyEntry& alloy : alloys) {
        names_.push_back(alloy.name.text);
        files_.push_back(alloy.file);
    }
}

const coefficients::AlloyFile& AlloyLibrary::alloy(const input::PlacedText& name) const {
    return *files_[find_name(name, names_, "the name of an [[alloy]]")];
}

std::shared_ptr<const DiffusionCoefficients>
AlloyLibrary::coefficients(const input::PlacedText& name, std::optional<double> temperature) const {
    const coefficients::AlloyFile& file = alloy(name);
    auto found = [&] {
        try {
            return kept_->get({name.text, temperature}, [&] {
                return std::make_shared<const DiffusionCoefficients>(
                    coefficients::diffusion_coefficients(file, temperature));
            });
        } catch (const std::domain_error& error) {
            name.place.fail(fmt::format("alloy \"{}\": {}", name.text, error.what()));
        }
    }();
    check_diffusive(*found, name);
    return found;
}

void require_storage(const RegionInput& region, const std::string& what) {
    if (!region.alloy && states_of(region) == 0.0)
        region.place.entry("diffusion_constant", region.place.line)
            .fail(fmt::format("missing key: {} needs a diffusion_constant or a "
                              "spin_relaxation_time in the region \"{}\", found neither",
                              what, region.name.text));
}

Medium region_medium(const RegionInput& region, const AlloyLibrary& alloys,
                     const Vector3& magnetic_field) {
    const Vector3 larmor =
        region.g_factor * units::bohr_magneton / units::planck_reduced * magnetic_field;
    if (region.alloy)
        return alloy_medium(*alloys.coefficients(*region.alloy, region.temperature), larmor);
    if (!larmor.isZero(0.0))
        require_storage(region, "a magnetic field");
    Medium medium = region.magnetisation ? ferromagnet_medium(region) : normal_medium(region);
    const double states = states_of(region);
    medium.relaxation += larmor_precession(states, larmor);
    medium.storage = spin_diagonal(states);
    return medium;
}

std::vector<std::string> region_warnings(const RegionInput& region, const AlloyLibrary& alloys) {
    if (!region.alloy)
        return {};
    const auto c = alloys.coefficients(*region.alloy, region.temperature);
    std::vector<std::string> warnings;
    const std::string where = fmt::format("region \"{}\"", region.name.text);
    for (const std::string& warning : c->warnings)
        warnings.push_back(fmt::format("{}, alloy \"{}\": {}", where, region.alloy->text, warning));
    if (c->relaxation == 0.0) {
        warnings.push_back(where + ": spins do not relax in it; only contacts and other regions "
                                   "hold their potential");
        return warnings;
    }
    const auto& [d_0, d_1, d_2] = c->spin_conductivity;
    const double longitudinal = std::sqrt((d_0 + 2.0 * d_2) / (3.0 * c->relaxation));
    const double transverse = std::sqrt(0.5 * (d_1 + d_2) / c->relaxation);
    const double shortest = std::min(longitudinal, transverse);
    if (shortest < diffusive_ratio * c->mean_free_path)
        warnings.push_back(fmt::format(
            "{}: the spin diffusion length {:.3g} m is below three mean free paths of {:.3g} m; "
            "the diffusion equation is unreliable near contacts and walls",
            where, shortest, c->mean_free_path));
    // A wall takes up the slow spin density at the velocity w; weak-coupling value, which is the
    // lower bound (docs/theory/walls).
    const double fermi_velocity = 3.0 * c->charge_conductivity / (c->states * c->mean_free_path);
    const double wall_velocity = 3.0 / 16.0 * (c->weight - 1.0) * fermi_velocity;
    const double wall_loss = wall_velocity * transverse * c->states / (0.5 * (d_1 + d_2));
    if (wall_loss > largest_wall_loss)
        warnings.push_back(fmt::format(
            "{}: walls relax spins, which the diffusion equation leaves out: spin accumulations "
            "within {:.3g} m of walls come out too large by a factor of about {:.2g} or more; a "
            "wall that is a spin sink, or moments = \"two-moment\", gives the other limit",
            where, transverse, 1.0 + wall_loss));
    return warnings;
}

} // namespace sidejump::device
