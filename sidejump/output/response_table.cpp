// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/output/response_report.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace sidejump::output {
namespace {

using coefficients::DecayLengths;
using coefficients::ResponseRun;
using Complex = std::complex<double>;

std::string complex_text(Complex value) {
    return fmt::format("{:.5g}{:+.3g}i", value.real() + 0.0, value.imag() + 0.0);
}

std::string positive_text(double value) {
    return std::isinf(value)   ? "infinite"
           : std::isnan(value) ? "none"
                               : fmt::format("{:.6g}", value);
}

// Estimates at the level of rounding say no more than that.
std::string error_text(double error) {
    return error < 1e-13 ? "<1e-13" : fmt::format("{:.0e}", error);
}

bool has_field(const ResponseRun& run) {
    return run.larmor.norm() > 0.0;
}

std::string scales(const coefficients::AlloyFile& file, const ResponseRun& run) {
    std::string text = "\nScales\n";
    const auto line = [&](const char* name, double value, const char* unit, const char* meaning) {
        text += fmt::format("  {:<28}{:>13.6g}  {:<9}{}\n", name, value, unit, meaning);
    };
    line("transport_time", run.transport_time, "s", "tau_tr");
    line("mean_free_path", run.mean_free_path, "m", "3 D_c/v_F");
    line("ballistic_length", run.ballistic_length, "m", "v_F to the next collision of any kind");
    line("static_susceptibility", -2.0 * file.alloy.host.density_of_states(), "1/(J m3)",
         "-2 N_F, charge and spin");
    line("mean_field", run.mean_field, "J", "Sigma^H = n_i Re T(p,p), the same for both spins");
    line("larmor_frequency", run.larmor.norm(), "rad/s", "omega_L, precession of spins");
    return text;
}

std::string modes(const ResponseRun& run) {
    std::string text =
        "\nModes of the homogeneous operator without field, slowest first\n"
        "   J  parity  degeneracy  lifetime/tau_tr  omega tau_tr  spin     pseudospin\n";
    bool slowest_spin_told = false;
    for (const auto& mode : run.modes) {
        const double rate = mode.rate.real();
        const bool has_spin = mode.J == 1 && mode.parity == 0;
        std::string remark = mode.name;
        if (has_spin && !std::exchange(slowest_spin_told, true) && remark.empty())
            remark = "slowest with spin";
        if (mode.conservation != response::Conservation::decays)
            remark += fmt::format("{}{}", remark.empty() ? "" : ", ",
                                  mode.conservation == response::Conservation::conserved
                                      ? "conserved"
                                      : "nearly conserved");
        std::string line = fmt::format(
            "  {:>2}  {:<8}{:>10}  {:>15}  {:>12}  {:<8} {:<10}  {}", mode.J,
            mode.parity == 0 ? "even" : "odd", 2 * mode.J + 1,
            rate > 0.0 ? fmt::format("{:.6g}", 1.0 / rate) : "infinite",
            mode.rate.imag() == 0.0 ? "" : fmt::format("{:+.4g}", mode.rate.imag()),
            has_spin ? fmt::format("{:.5f}", mode.spin_overlap + 0.0) : "",
            has_spin ? fmt::format("{:.5f}", mode.pseudospin_overlap + 0.0) : "", remark);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string evolution(const ResponseRun& run) {
    if (run.evolution.empty())
        return "";
    std::string text = fmt::format(
        "\nA homogeneous spin polarisation over its start\n  {:>13} {:>10}  {}\n", "time (s)",
        "t/tau_tr", has_field(run) ? "along field  across field (s_x + i s_y)" : "s(t)/s(0)");
    for (const auto& point : run.evolution) {
        text += fmt::format("  {:>13.6g} {:>10.4g}  ", point.time, point.time / run.transport_time);
        text += has_field(run) ? fmt::format("{:<11.6f}  {:.6f}{:+.6f}i\n", point.along_field,
                                             point.across_field.real(), point.across_field.imag())
                               : fmt::format("{:.6f}\n", point.along_field);
    }
    return text;
}

std::string decay(const ResponseRun& run) {
    std::string text =
        fmt::format("\nDecay lengths of spin without field (m)\n"
                    "  {:<14} {:<13} {:<15} {:<21} {:<8} error\n",
                    "", "exact", "sqrt(D/R) full", "sqrt(D/R) two-moment", "moments");
    const auto line = [&](const char* name, const DecayLengths& lengths) {
        text += fmt::format("  {:<14} {:<13} {:<15} {:<21} {:<8} {}\n", name,
                            positive_text(lengths.longest()), positive_text(lengths.full),
                            positive_text(lengths.two_moment), lengths.order,
                            error_text(lengths.error));
        constexpr std::size_t shown = 4;
        for (std::size_t i = 0; i < std::min(lengths.exact.size(), shown); ++i)
            if (const auto& mode = lengths.exact[i]; i > 0 || mode.wavenumber > 0.0)
                text += fmt::format(
                    "  {:<14} {}{}\n", i > 0 ? "" : "oscillates", positive_text(mode.length),
                    mode.wavenumber > 0.0 ? fmt::format(", cos({:.4g}/m x)", mode.wavenumber) : "");
        if (lengths.exact.size() > shown)
            text += fmt::format("  {:<14} and {} shorter ones\n", "", lengths.exact.size() - shown);
    };
    line("longitudinal", run.longitudinal);
    line("transverse", run.transverse);
    return text;
}

std::string injection(const ResponseRun& run) {
    if (run.depths.empty())
        return "";
    std::string text = fmt::format(
        "\nSpin behind a transparent contact without field; s_0 is the density of its reservoir\n"
        "  {:<31}{:>13} {:>13}\n",
        "", "longitudinal", "transverse");
    const auto line = [&](const std::string& name, double longitudinal, double transverse) {
        text += fmt::format("  {:<31}{:>13} {:>13}\n", name, positive_text(longitudinal),
                            positive_text(transverse));
    };
    const auto& along = run.injected_longitudinal;
    const auto& across = run.injected_transverse;
    line("spin current/(v_F s_0/4)", along.current, across.current);
    line("amplitude of slowest mode/s_0", along.slow_amplitude, across.slow_amplitude);
    line("error of these numbers", along.error, across.error);
    for (std::size_t i = 0; i < run.depths.size(); ++i)
        line(fmt::format("s/s_0 at {:.4g} m", run.depths[i]), along.profile[i], across.profile[i]);
    return text;
}

// Diffusion theory is printed beneath where it means the same: without field.
std::string susceptibility(const ResponseRun& run) {
    if (std::all_of(run.susceptibility.begin(), run.susceptibility.end(),
                    [](const auto& point) { return point.frequency == 0.0; }))
        return "";
    std::string text = fmt::format(
        "\nSusceptibilities over the static value (1 at f = 0){}\n"
        "  {:>11} {:>11}  {:<22} {:<22} {:<22} {:<8} {}\n",
        has_field(run) ? "; response.json has all elements" : "; beneath, diffusion theory",
        "q (1/m)", "f (Hz)", "charge", "spin along q", "spin across q", "moments", "error");
    for (const auto& point : run.susceptibility) {
        if (point.frequency == 0.0)
            continue;
        text += fmt::format("  {:>11.4g} {:>11.4g}  {:<22} {:<22} {:<22} {:<8} {}\n",
                            point.wavenumber, point.frequency, complex_text(point.charge),
                            complex_text(point.longitudinal), complex_text(point.transverse),
                            point.order, error_text(point.error));
        if (!has_field(run))
            text += fmt::format("  {:>23}  {:<22} {:<22} {}\n", "",
                                complex_text(point.diffusive_charge),
                                complex_text(point.diffusive_longitudinal),
                                complex_text(point.diffusive_transverse));
    }
    return text;
}

std::string dynamics(const ResponseRun& run) {
    if (run.dynamics.empty())
        return "";
    std::string text = fmt::format("\nAt a frequency, without field: conductivities, and R and D "
                                   "of 1/G = -i omega + R + D q^2\n"
                                   "  {:>11}  {:<21} {:<21} {:<21} {:<21} {}\n",
                                   "f (Hz)", "sigma_c (S/m)", "sigma_SH (S/m)", "R (1/s)",
                                   "D_L (m2/s)", "D_T (m2/s)");
    for (const auto& point : run.dynamics)
        text += fmt::format("  {:>11.4g}  {:<21} {:<21} {:<21} {:<21} {}\n", point.frequency,
                            complex_text(point.charge_conductivity),
                            complex_text(point.spin_hall_conductivity),
                            complex_text(point.spin_relaxation_rate),
                            complex_text(point.spin_diffusion_longitudinal),
                            complex_text(point.spin_diffusion_transverse));
    return text;
}

std::string hanle(const ResponseRun& run) {
    if (run.hanle.empty())
        return "";
    std::string text = fmt::format(
        "\nHanle effect: spin density at the detector per rate of injection and area (s/m)\n"
        "  {:>11} {:>15} {:>9} {:>18}\n",
        "field (T)", "all moments", "error", "diffusion theory");
    for (const auto& point : run.hanle)
        text += fmt::format("  {:>11.4g} {:>15.6g} {:>9} {:>18.6g}\n", point.field, point.signal,
                            fmt::format("{:.0e}", point.error), point.diffusive);
    return text;
}

} // namespace

std::string response_table(const coefficients::AlloyFile& file, const ResponseRun& run) {
    return alloy_header(file) + scales(file, run) + modes(run) + evolution(run) + decay(run) +
           injection(run) + susceptibility(run) + dynamics(run) + hanle(run);
}

} // namespace sidejump::output
