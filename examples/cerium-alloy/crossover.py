#!/usr/bin/python3
"""Spin Hall conductivity and anisotropic spin diffusion of Kondo-screened cerium, with formulas in
the figures of `sidejump plot`: crossover.svg and anisotropy.svg.

usage: crossover.py CONCENTRATION.h5 ANISOTROPY.h5 [--out FOLDER]

Phase shifts are written (eta_0, eta_1, eta_2): s wave, doublet (1, 1/2), quartet (1, 3/2), in rad.
"""

import argparse
import json
import math
import subprocess
import tempfile
from pathlib import Path

import numpy as np

import sidejump
from sidejump.figures.style import save, styled

FERMI_WAVENUMBER = 1.36e10  # 1/m
CHARGE_SQUARED_OVER_HBAR = 1.602176634e-19**2 / 1.054571817e-34  # S
UNITARITY = math.pi / 2
CONCENTRATION = 0.01  # of alloy.toml
PURPLE, GREY = "#9B4F80", "#777777"


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


def draw_conductivity(path, out):
    """The lines of `sidejump plot`, and where skew part and side jump are equal in size."""
    sweep = sidejump.load(path)
    n = np.asarray(sweep["n"])
    skew, jump = (np.abs(np.asarray(sweep["spin_hall_conductivity_" + part])).ravel()
                  for part in ("skew", "side_jump"))
    crossing = float((n * skew / jump)[0])  # the skew part falls as 1/n_i, the side jump is constant
    figure = sweep.plot(log="xy")
    (axes,) = figure.axes
    axes.axvspan(0.1, 0.3, color="#eeeeee", lw=0, zorder=0)
    axes.axvline(crossing, color=PURPLE, lw=0.8)
    axes.axvline(0.05, color=GREY, lw=0.8, ls=":")
    axes.text(0.28, 1.8e4, "impurities\ninteract", fontsize=6, color=GREY, ha="right", va="top")
    axes.text(0.047, 4, "estimate\nof the letter", fontsize=6, color=GREY, ha="right")
    axes.text(0.105, 2.2e3, f"equal at\n{crossing:.3f}", fontsize=6, color=PURPLE, ha="right")
    axes.legend(loc="upper center")
    axes.set(xlim=(1e-3, 0.3), xlabel="impurities per conduction electron, $n_i/n_c$")
    save(figure, out, "svg")


def draw_anisotropy(path, out):
    """The lines of `sidejump plot`, and the corrected formula of two-moment theory."""
    sweep = sidejump.load(path)
    figure = sweep.plot(quantities="spin_diffusion_longitudinal/spin_diffusion_transverse")
    (axes,) = figure.axes
    eta = np.asarray(sweep["eta_0"])
    axes.plot(eta, 1 - 16 / (27 * math.pi) * CONCENTRATION * eta + 4 * eta**2 / 9, ls="-", lw=0.8,
              color="black", label="corrected formula")
    axes.axhline(1.0, color=GREY, lw=0.5, ls=":")
    axes.legend(loc="lower center")
    axes.set(xlim=(-0.4, 0.4), ylim=(0.4, 1.1))
    save(figure, out, "svg")


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
    parser.add_argument("concentration", type=Path, help="result of concentration.toml")
    parser.add_argument("anisotropy", type=Path, help="result of anisotropy.toml")
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder of the figures")
    options = parser.parse_args()

    with styled():
        draw_conductivity(options.concentration, options.out / "crossover.svg")
        draw_anisotropy(options.anisotropy, options.out / "anisotropy.svg")
    with tempfile.TemporaryDirectory() as folder:
        print_numbers(lambda *alloy: coefficients(options.program, folder, *alloy))


if __name__ == "__main__":
    main()
