// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/diffusion_coefficients.hpp"
#include "sidejump/device/medium.hpp"
#include "sidejump/device/region_section.hpp"
#include "sidejump/math/table_store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sidejump::device {

/// The alloys of a device by name. Their coefficients are computed when they are first asked for,
/// and kept. Copies share them; safe to use from several threads.
class AlloyLibrary {
  public:
    AlloyLibrary() : AlloyLibrary(std::vector<AlloyEntry>{}) {}
    explicit AlloyLibrary(const std::vector<AlloyEntry>& alloys);

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    /// @throws input::InputError at the name if there is no such alloy
    [[nodiscard]] const coefficients::AlloyFile& alloy(const input::PlacedText& name) const;

    /// The coefficients of an alloy, averaged at a temperature in K if one is given.
    /// @throws input::InputError at the name if there is no such alloy, if it is outside the range
    ///         of the theory, and if a diffusion constant is negative or infinite: where scattering
    ///         conserves helicity no diffusion equation holds
    [[nodiscard]] std::shared_ptr<const coefficients::DiffusionCoefficients>
    coefficients(const input::PlacedText& name, std::optional<double> temperature) const;

  private:
    using Key = std::pair<std::string, std::optional<double>>;

    std::vector<std::string> names_;
    std::vector<std::shared_ptr<const coefficients::AlloyFile>> files_;
    std::shared_ptr<math::TableStore<Key, coefficients::DiffusionCoefficients>> kept_;
};

/// The medium of a region in a magnetic field, T, which precesses spins and does not bend orbits.
///
/// From numbers: the conductivity of spins across the gradient is that of the charge, relaxation =
/// sigma/lambda_T^2, sigma_L = sigma lambda_L^2/lambda_T^2. From an alloy: sigma_m = 2 e^2 N_F D_m,
/// the dressed spin Hall conductivity, which is that of the slow spin density, relaxation
/// 2 e^2 N_F R, storage 2 e^2 N_F Z and precession 2 e^2 N_F Y. The Larmor vector is
/// +g mu_B B/hbar. `storage` vanishes where neither a diffusion constant nor a relaxation time is
/// given.
/// @throws input::InputError as AlloyLibrary::coefficients, and if there is a magnetic field and no
///         diffusion constant
Medium region_medium(const RegionInput& region, const AlloyLibrary& alloys,
                     const Vector3& magnetic_field);

/// @throws input::InputError if the region lacks the diffusion constant that `what` needs
void require_storage(const RegionInput& region, const std::string& what);

/// What makes the results in this region doubtful: a spin diffusion length below three mean free
/// paths, walls that relax its spins, spins that do not relax, and what the coefficients of its
/// alloy warn of.
std::vector<std::string> region_warnings(const RegionInput& region, const AlloyLibrary& alloys);

} // namespace sidejump::device
