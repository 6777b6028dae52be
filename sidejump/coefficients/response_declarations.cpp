// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_declarations.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace sidejump::coefficients {
namespace {

using Run = ResponseRun;
using Need = ResponseNeed;

// The slowest mode that takes up part of a spin polarisation.
const response::HomogeneousMode& slowest_spin_mode(const Run& run) {
    return *std::find_if(run.modes.begin(), run.modes.end(), [](const auto& mode) {
        return mode.J == 1 && mode.parity == 0 && mode.spin_overlap > 1e-9;
    });
}

constexpr std::array response_results = {
    ResponseDeclaration{"spin_decay_length_longitudinal", "m", Need::nothing,
                        [](const Run& run) { return run.longitudinal.longest(); },
                        "exact decay length of spin along the direction of decay"},
    ResponseDeclaration{"spin_decay_length_transverse", "m", Need::nothing,
                        [](const Run& run) { return run.transverse.longest(); },
                        "exact decay length of spin across the direction of decay"},
    ResponseDeclaration{
        "decay_ratio_full_longitudinal", "1", Need::nothing,
        [](const Run& run) { return run.longitudinal.longest() / run.longitudinal.full; },
        "exact length over sqrt(D_L/R) of the full coefficients"},
    ResponseDeclaration{
        "decay_ratio_full_transverse", "1", Need::nothing,
        [](const Run& run) { return run.transverse.longest() / run.transverse.full; },
        "exact length over sqrt(D_T/R) of the full coefficients"},
    ResponseDeclaration{
        "decay_ratio_two_moment_longitudinal", "1", Need::nothing,
        [](const Run& run) { return run.longitudinal.longest() / run.longitudinal.two_moment; },
        "exact length over sqrt(D_L/R) of the two-moment coefficients"},
    ResponseDeclaration{
        "decay_ratio_two_moment_transverse", "1", Need::nothing,
        [](const Run& run) { return run.transverse.longest() / run.transverse.two_moment; },
        "exact length over sqrt(D_T/R) of the two-moment coefficients"},
    ResponseDeclaration{"ballistic_length", "m", Need::nothing,
                        [](const Run& run) { return run.ballistic_length; },
                        "v_F over the total scattering rate; shorter decay has no single length"},
    ResponseDeclaration{
        "slowest_spin_rate", "1/s", Need::nothing,
        [](const Run& run) { return slowest_spin_mode(run).rate.real() / run.transport_time; },
        "rate of the slowest homogeneous mode with spin"},
    ResponseDeclaration{
        "slowest_spin_lifetime", "s", Need::nothing,
        [](const Run& run) { return run.transport_time / slowest_spin_mode(run).rate.real(); },
        "lifetime of that mode"},
    ResponseDeclaration{"slowest_spin_lifetime_ratio", "1", Need::nothing,
                        [](const Run& run) { return 1.0 / slowest_spin_mode(run).rate.real(); },
                        "lifetime of that mode over tau_tr"},
    ResponseDeclaration{"slowest_spin_overlap", "1", Need::nothing,
                        [](const Run& run) { return slowest_spin_mode(run).spin_overlap; },
                        "part of a spin polarisation that this mode takes up"},
    ResponseDeclaration{"mean_field", "J", Need::nothing,
                        [](const Run& run) { return run.mean_field; },
                        "Sigma^H = n_i Re T(p, p), the same for both spins"},
    ResponseDeclaration{"ac_charge_conductivity_real", "S/m", Need::one_frequency,
                        [](const Run& run) { return run.dynamics[0].charge_conductivity.real(); },
                        "real part of sigma_c at the frequency"},
    ResponseDeclaration{"ac_charge_conductivity_imaginary", "S/m", Need::one_frequency,
                        [](const Run& run) { return run.dynamics[0].charge_conductivity.imag(); },
                        "imaginary part, exp(-i omega t)"},
    ResponseDeclaration{
        "ac_spin_hall_conductivity_real", "S/m", Need::one_frequency,
        [](const Run& run) { return run.dynamics[0].spin_hall_conductivity.real(); },
        "real part of sigma_SH at the frequency, conventional spin current"},
    ResponseDeclaration{
        "ac_spin_hall_conductivity_imaginary", "S/m", Need::one_frequency,
        [](const Run& run) { return run.dynamics[0].spin_hall_conductivity.imag(); },
        "imaginary part, exp(-i omega t)"},
    ResponseDeclaration{"charge_response_real", "1", Need::one_plane_wave,
                        [](const Run& run) { return run.susceptibility[0].charge.real(); },
                        "real part of chi(q, omega) of the charge over -2 N_F"},
    ResponseDeclaration{"charge_response_imaginary", "1", Need::one_plane_wave,
                        [](const Run& run) { return run.susceptibility[0].charge.imag(); },
                        "its imaginary part"},
    ResponseDeclaration{"spin_response_longitudinal_real", "1", Need::one_plane_wave,
                        [](const Run& run) { return run.susceptibility[0].longitudinal.real(); },
                        "real part of chi(q, omega) of spin along q over -2 N_F"},
    ResponseDeclaration{"spin_response_longitudinal_imaginary", "1", Need::one_plane_wave,
                        [](const Run& run) { return run.susceptibility[0].longitudinal.imag(); },
                        "its imaginary part"},
    ResponseDeclaration{"spin_response_transverse_real", "1", Need::one_plane_wave,
                        [](const Run& run) { return run.susceptibility[0].transverse.real(); },
                        "real part of chi(q, omega) of spin across q over -2 N_F"},
    ResponseDeclaration{"spin_response_transverse_imaginary", "1", Need::one_plane_wave,
                        [](const Run& run) { return run.susceptibility[0].transverse.imag(); },
                        "its imaginary part"},
    ResponseDeclaration{"hanle_signal", "s/m", Need::one_field,
                        [](const Run& run) { return run.hanle[0].signal; },
                        "spin density at the detector per rate of injection and area"},
    ResponseDeclaration{"hanle_signal_diffusive", "s/m", Need::one_field,
                        [](const Run& run) { return run.hanle[0].diffusive; },
                        "the same from the slow diffusion equation"},
};

} // namespace

std::span<const ResponseDeclaration> response_declarations() {
    return response_results;
}

const char* need_text(ResponseNeed need) {
    switch (need) {
    case ResponseNeed::one_frequency:
        return "one frequency";
    case ResponseNeed::one_plane_wave:
        return "one frequency, one wavenumber";
    case ResponseNeed::one_field:
        return "`[response.hanle]`, one field";
    case ResponseNeed::nothing:
        break;
    }
    return "nothing";
}

bool has_need(const ResponseRun& run, ResponseNeed need) {
    switch (need) {
    case Need::one_frequency:
        return run.dynamics.size() == 1;
    case Need::one_plane_wave:
        return run.susceptibility.size() == 1;
    case Need::one_field:
        return run.hanle.size() == 1;
    case Need::nothing:
        break;
    }
    return true;
}

std::string response_reference_page() {
    std::string page = "\n| result | unit | needs | meaning |\n| --- | --- | --- | --- |\n";
    for (const auto& result : response_results)
        page += fmt::format("| `{}` | {} | {} | {} |\n", result.name, result.unit,
                            need_text(result.need), result.meaning);
    return page;
}

} // namespace sidejump::coefficients
