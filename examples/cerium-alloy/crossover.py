#!/usr/bin/python3
"""Spin Hall conductivity and anisotropic spin diffusion of Kondo-screened cerium: crossover.svg.

Phase shifts are written (eta_0, eta_1, eta_2): s wave, doublet (1, 1/2), quartet (1, 3/2), in rad.
"""

import argparse
import json
import math
import subprocess
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

FERMI_WAVENUMBER = 1.36e10  # 1/m
CHARGE_SQUARED_OVER_HBAR = 1.602176634e-19**2 / 1.054571817e-34  # S
UNITARITY = math.pi / 2
# Okabe and Ito
BLACK, ORANGE, BLUE, GREEN, GREY = "#000000", "#D55E00", "#0072B2", "#009E73", "#777777"


def coefficients(program, folder, concentration, phases, moments="full", form="kinetic"):
    """Results of `sidejump coefficients` in SI units, by name."""
    alloy = Path(folder) / "alloy.toml"
    alloy.write_text(f"""
[host]
name = "Cu"
fermi_wavenumber = "1.36 1/angstrom"

[[impurity]]
name = "Ce"
concentration = {concentration!r}
channels = [ {{ l = 0, j = 0.5, phase_shift = {phases[0]!r} }},
             {{ l = 1, j = 0.5, phase_shift = {phases[1]!r} }},
             {{ l = 1, j = 1.5, phase_shift = {phases[2]!r} }} ]

[kinetics]
moments = "{moments}"
form = "{form}"
""")
    run = subprocess.run([program, "--quiet", "coefficients", str(alloy), "--json", "--out", folder],
                         check=True, capture_output=True, text=True)
    return {name: result["value"] for name, result in json.loads(run.stdout)["results"].items()}


def crossover(results, concentration):
    """n_i/n_c where |skew| = |side jump|: the skew part falls as 1/n_i, the side jump is constant."""
    return concentration * abs(results["spin_hall_conductivity_skew"]
                               / results["spin_hall_conductivity_side_jump"])


def anisotropy(results):
    return results["spin_diffusion_longitudinal"] / results["spin_diffusion_transverse"]


def draw_conductivity(axes, solve):
    concentrations = np.logspace(-3, math.log10(0.3), 40)
    runs = [solve(float(n), (0.1, UNITARITY, 0.0)) for n in concentrations]
    skew, jump = (np.array([run["spin_hall_conductivity_" + part] for run in runs])
                  for part in ("skew", "side_jump"))
    crossing = crossover(runs[0], concentrations[0])

    # skew ~ 1/n_i and a constant side jump: interpolating the two resolves the zero of their sum
    fine = np.unique(np.concatenate([np.logspace(-3, math.log10(0.3), 400),
                                     crossing * (1 + np.linspace(-0.05, 0.05, 200))]))
    total = np.interp(fine, concentrations, skew * concentrations) / fine + np.interp(
        fine, concentrations, jump)
    axes.axvspan(0.1, 0.3, color="#eeeeee", lw=0)
    axes.text(0.29, 1.1e8, "impurities\ninteract", fontsize=8, color=GREY, ha="right", va="top")
    for sign, style in ((-1, "--"), (1, "-")):
        axes.plot(fine, np.where(sign * total > 0, np.abs(total), np.nan), style, color=BLACK, lw=2)
    axes.plot(concentrations, -skew, "--", color=BLUE)
    axes.plot(concentrations, jump, "-", color=ORANGE)
    axes.axvline(crossing, color=GREEN, lw=1)
    axes.axvline(0.05, color=GREY, lw=1, ls=":")
    axes.annotate(f"|skew| = |side jump|\n$n_i/n_c$ = {crossing:.3f}", (crossing, 4.5e3), (0.04, 4.5e3),
                  color=GREEN, fontsize=8, ha="right", va="center",
                  arrowprops={"arrowstyle": "->", "color": GREEN})
    axes.text(0.047, 2.2e7, "estimate\nof the letter", color=GREY, fontsize=8, ha="right")
    axes.text(5.5e-3, 4.5e6, "skew, $\\propto -1/n_i$", color=BLUE, fontsize=9)
    axes.text(1.2e-3, 1.7e5, "side jump, constant", color=ORANGE, fontsize=9)
    axes.text(0.02, 3.4e5, "total", color=BLACK, fontsize=9, ha="right")
    axes.text(1.2e-3, 1.3e3, "solid: positive, dashed: negative", fontsize=8)
    axes.set(xscale="log", yscale="log", xlim=(1e-3, 0.3), ylim=(1e3, 2e8),
             xlabel="impurities per conduction electron, $n_i/n_c$",
             ylabel="|spin Hall conductivity| (S/m)",
             title="(a) $\\eta_0=0.1$, $\\eta_1=\\pi/2$, $\\eta_2=0$")


def draw_anisotropy(axes, solve):
    concentration = 0.01
    phases = np.linspace(-0.4, 0.4, 25)
    for moments, colour in (("two-moment", ORANGE), ("full", BLUE)):
        for quartet, style in ((0.0, "--"), (0.05, "-")):
            ratio = [anisotropy(solve(concentration, (float(eta), UNITARITY, quartet), moments))
                     for eta in phases]
            axes.plot(phases, ratio, style, color=colour,
                      label=f"{moments}, $\\eta_2$ = {quartet:g}")
    axes.plot(phases, 1 - 16 / (27 * math.pi) * concentration * phases + 4 * phases**2 / 9, color=BLACK,
              lw=0.8, label="corrected formula")
    axes.axhline(1.0, color=GREY, lw=0.6, ls=":")
    axes.legend(fontsize=8, loc="lower center", frameon=False)
    axes.set(xlim=(-0.4, 0.4), ylim=(0.45, 1.12), xlabel="s-wave phase shift $\\eta_0$ (rad)",
             ylabel="$D_L/D_T$ (dimensionless)",
             title="(b) $\\eta_1=\\pi/2$, $n_i/n_c=0.01$")


def print_numbers(solve):
    unit = CHARGE_SQUARED_OVER_HBAR * FERMI_WAVENUMBER
    for doublet in (0.3, UNITARITY):
        limit = solve(0.01, (0.0, doublet, 0.0))["spin_hall_conductivity"] / unit
        print(f"({0:g}, {doublet:.4f}, {0:g}): sigma_SH = {limit:.7f} e^2 k_F/hbar; "
              f"4/(9 pi^2) = {4 / 9 / math.pi**2:.7f}")
    for quartet in (0.0, 0.05):
        runs = {form: solve(0.01, (0.1, UNITARITY, quartet), "two-moment", form)
                for form in ("kinetic", "published")}
        print(f"(0.1, pi/2, {quartet:g}): |skew| = |side jump| at n_i/n_c = "
              f"{crossover(runs['kinetic'], 0.01):.4f}; with the formulas as printed: "
              f"{crossover(runs['published'], 0.01):.4f}")
    for moments in ("two-moment", "full"):
        run = solve(0.01, (0.1, UNITARITY, 0.05), moments)
        print(f"(0.1, pi/2, 0.05), {moments}: D_L/D_T = {anisotropy(run):.4f}, "
              f"(D_L/R)^(1/2) = {run['spin_diffusion_length_longitudinal'] * 1e9:.1f} nm, "
              f"(D_T/R)^(1/2) = {run['spin_diffusion_length_transverse'] * 1e9:.1f} nm")
    for moments in ("two-moment", "full"):
        ratios = [anisotropy(solve(0.01, (scale, 0.5 * scale, -0.7 * scale), moments))
                  for scale in (0.1, 0.01)]
        print(f"(s, s/2, -0.7 s), {moments}: D_L/D_T = {ratios[0]:.4f} at s = 0.1, "
              f"{ratios[1]:.4f} at s = 0.01")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.2, 4.0), layout="constrained")
    with tempfile.TemporaryDirectory() as folder:
        def solve(*alloy):
            return coefficients(options.program, folder, *alloy)
        draw_conductivity(left, solve)
        draw_anisotropy(right, solve)
        print_numbers(solve)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
