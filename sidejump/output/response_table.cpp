// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/response_report.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>

namespace sidejump::output {
namespace {

using coefficients::DecayLengths;
using coefficients::ResponseRun;
using Complex = std::complex<double>;

std::string complex_text(Complex value) {
    return fmt::format("{:.5g}{:+.3g}i", value.real() + 0.0, value.imag() + 0.0);
}

std::string length_text(double length) {
    return std::isinf(length) ? "infinite" : fmt::format("{:.6g}", length);
}

std::string scales(const coefficients::AlloyFile& file, const ResponseRun& run) {
    return fmt::format(
        "Scales\n"
        "  {:<28}{:>13.6g}  s       tau_tr\n"
        "  {:<28}{:>13.6g}  m       3 D_c/v_F\n"
        "  {:<28}{:>13.6g}  m       to the next collision of whatever kind\n"
        "  {:<28}{:>13.6g}  1/(J m3) -2 N_F, the unit of the susceptibilities below\n"
        "  {:<28}{:>13.6g}  eV      Sigma^H = n_i Re T(p,p), the same for both spins\n"
        "  {:<28}{:>13.6g}  rad/s   precession of spins\n",
        "transport_time", run.transport_time, "mean_free_path", run.mean_free_path,
        "ballistic_length", run.ballistic_length, "static_susceptibility",
        -2.0 * file.alloy.host.density_of_states(), "mean_field",
        run.mean_field / units::elementary_charge, "larmor_frequency", run.larmor.norm());
}

std::string modes(const ResponseRun& run) {
    std::string text = "\nModes of the homogeneous operator, slowest first\n"
                       "  J  parity  fold  lifetime/tau_tr  oscillation  spin      pseudospin\n";
    for (const auto& mode : run.modes) {
        const double rate = mode.rate.real();
        std::string remark = mode.name;
        if (mode.conservation != response::Conservation::decays)
            remark += fmt::format("{}{}", remark.empty() ? "" : ", ",
                                  mode.conservation == response::Conservation::conserved
                                      ? "conserved"
                                      : "nearly conserved");
        text +=
            fmt::format("  {:<3}{:<8}{:<6}{:>15}  {:>11}  {:<9.5f} {:<9.5f}   {}\n", mode.J,
                        mode.parity == 0 ? "even" : "odd", 2 * mode.J + 1,
                        rate > 0.0 ? fmt::format("{:.6g}", 1.0 / rate) : "infinite",
                        mode.rate.imag() == 0.0 ? "none" : fmt::format("{:+.4g}", mode.rate.imag()),
                        std::abs(mode.spin_overlap), std::abs(mode.pseudospin_overlap), remark);
        while (text.back() == '\n' && text[text.size() - 2] == ' ')
            text.erase(text.size() - 2, 1);
    }
    return text;
}

std::string evolution(const ResponseRun& run) {
    if (run.evolution.empty())
        return "";
    const bool field = run.larmor.norm() > 0.0;
    std::string text =
        fmt::format("\nA homogeneous spin polarisation\n  {:>13} {:>10}  {}\n", "time (s)",
                    "t/tau_tr", field ? "along field  across field (s_x + i s_y)" : "s(t)/s(0)");
    for (const auto& point : run.evolution)
        text += fmt::format("  {:>13.6g} {:>10.4g}  {:<11.6f}{}\n", point.time,
                            point.time / run.transport_time, point.along_field,
                            field ? fmt::format("  {:.6f}{:+.6f}i", point.across_field.real(),
                                                point.across_field.imag())
                                  : "");
    return text;
}

std::string decay(const ResponseRun& run) {
    std::string text =
        "\nSpatial decay of spin (m)\n"
        "                 exact         sqrt(D/R) full  sqrt(D/R) two-moment  moments  error\n";
    const auto line = [&](const char* name, const DecayLengths& lengths) {
        const std::string exact = lengths.exact.empty() ? "none" : length_text(lengths.longest());
        text += fmt::format("  {:<14} {:<13} {:<15} {:<21} {:<8} {:.1e}\n", name, exact,
                            length_text(lengths.full), length_text(lengths.two_moment),
                            lengths.order, lengths.error);
        for (std::size_t i = 1; i < lengths.exact.size() && i < 4; ++i)
            text +=
                fmt::format("  {:<14} {}\n", "",
                            lengths.exact[i].imag() == 0.0 ? length_text(lengths.exact[i].real())
                                                           : complex_text(lengths.exact[i]));
    };
    line("longitudinal", run.longitudinal);
    line("transverse", run.transverse);
    return text;
}

std::string injection(const ResponseRun& run) {
    if (run.depths.empty())
        return "";
    std::string text =
        fmt::format("\nSpin injected through a transparent contact, over that of the "
                    "reservoir\n  {:<26}{:>13} {:>13}\n",
                    "", "longitudinal", "transverse");
    const auto line = [&](const std::string& name, double longitudinal, double transverse) {
        text += fmt::format("  {:<26}{:>13.6g} {:>13.6g}\n", name, longitudinal, transverse);
    };
    const auto& along = run.injected_longitudinal;
    const auto& across = run.injected_transverse;
    line("current over v_F s_0/4", along.current, across.current);
    line("density at the surface", along.surface_density, across.surface_density);
    line("of it the slowest mode", along.slow_amplitude, across.slow_amplitude);
    for (std::size_t i = 0; i < run.depths.size(); ++i)
        line(fmt::format("density at {:.4g} m", run.depths[i]), along.profile[i],
             across.profile[i]);
    return text;
}

std::string susceptibility(const ResponseRun& run) {
    if (run.susceptibility.empty())
        return "";
    std::string text = fmt::format(
        "\nSusceptibilities over their static value; the second line is diffusion theory\n"
        "  {:>11} {:>11}  {:<21} {:<21} {:<21} {:<7} {}\n",
        "q (1/m)", "f (Hz)", "charge", "spin along q", "spin across q", "moments", "error");
    for (const auto& point : run.susceptibility) {
        text += fmt::format("  {:>11.4g} {:>11.4g}  {:<21} {:<21} {:<21} {:<7} {:.0e}\n",
                            point.wavenumber, point.frequency, complex_text(point.charge),
                            complex_text(point.longitudinal), complex_text(point.transverse),
                            point.order, point.error);
        text += fmt::format(
            "  {:>23}  {:<21} {:<21} {}\n", "", complex_text(point.diffusive_charge),
            complex_text(point.diffusive_longitudinal), complex_text(point.diffusive_transverse));
    }
    return text;
}

std::string dynamics(const ResponseRun& run) {
    if (run.dynamics.empty())
        return "";
    std::string text =
        fmt::format("\nAt a frequency (q = 0)\n  {:>11}  {:<22} {:<22} {:<22} {}\n", "f (Hz)",
                    "sigma_c (S/m)", "sigma_SH (S/m)", "D_L (m2/s)", "D_T (m2/s)");
    for (const auto& point : run.dynamics)
        text += fmt::format("  {:>11.4g}  {:<22} {:<22} {:<22} {}\n", point.frequency,
                            complex_text(point.charge_conductivity),
                            complex_text(point.spin_hall_conductivity),
                            complex_text(point.spin_diffusion_longitudinal),
                            complex_text(point.spin_diffusion_transverse));
    return text;
}

std::string hanle(const ResponseRun& run) {
    if (run.hanle.empty())
        return "";
    std::string text = fmt::format("\nHanle effect: spin density per rate of injection (s/m)\n"
                                   "  {:>11} {:>15} {:>9} {:>18}\n",
                                   "field (T)", "all moments", "error", "diffusion theory");
    for (const auto& point : run.hanle)
        text += fmt::format("  {:>11.4g} {:>15.6g} {:>9.0e} {:>18.6g}\n", point.field, point.signal,
                            point.error, point.diffusive);
    return text;
}

} // namespace

std::string response_table(const coefficients::AlloyFile& file, const ResponseRun& run) {
    std::string text = scales(file, run) + modes(run) + evolution(run) + decay(run) +
                       injection(run) + susceptibility(run) + dynamics(run) + hanle(run);
    return text;
}

} // namespace sidejump::output
