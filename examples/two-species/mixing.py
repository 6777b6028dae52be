#!/usr/bin/python3
"""Spin relaxation in an alloy of two species against their mixing ratio: mixing.svg."""

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

CONCENTRATION = 0.01  # all impurities per conduction electron
# channels (l, j, phase shift) of the species
DOUBLET = [(1, 0.5, math.pi / 2)]
CERIUM = [(0, 0.5, 0.1), (1, 0.5, math.pi / 2), (1, 1.5, 0.05)]
ORDINARY = [(0, 0.5, 0.5)]
# Okabe and Ito
BLACK, ORANGE, BLUE, GREEN, GREY = "#000000", "#D55E00", "#0072B2", "#009E73", "#777777"


def coefficients(program, folder, species, moments="full"):
    """Results of `sidejump coefficients` for (n_i/n_c, channels) of every species, SI values by name."""
    text = '[host]\nname = "Cu"\n'
    for concentration, channels in species:
        listed = ", ".join(f"{{ l = {l}, j = {j}, phase_shift = {eta!r} }}" for l, j, eta in channels)
        text += f"\n[[impurity]]\nconcentration = {concentration!r}\nchannels = [ {listed} ]\n"
    alloy = Path(folder) / "alloy.toml"
    alloy.write_text(text + f'\n[kinetics]\nmoments = "{moments}"\n')
    run = subprocess.run([program, "--quiet", "coefficients", str(alloy), "--json", "--out", folder],
                         check=True, capture_output=True, text=True)
    return {name: result["value"] for name, result in json.loads(run.stdout)["results"].items()}


def column(runs, name):
    """One result of all runs; an infinite length is null in result.json and nan here."""
    return np.array([run[name] for run in runs], dtype=float)


def interpolated(x, runs, name):
    """The naive rule, linear in x between the two end members."""
    values = column(runs, name)
    return (1 - x) * values[0] + x * values[-1]


def species_rates(runs):
    """Scattering rates of the doublet alone and of the ordinary species alone."""
    return tuple(runs["doublet"][i]["transport_rate"] for i in (0, -1))


def slower_eigenvalue(x, doublet, ordinary):
    """Slower decay rate of the spin and its l = 2 moment, static elimination not assumed."""
    kondo, potential = (1 - x) * doublet, x * ordinary
    return np.linalg.eigvalsh([[8 / 9 * kondo, math.sqrt(8) / 9 * kondo],
                               [math.sqrt(8) / 9 * kondo, kondo / 9 + potential]])[0]


def draw_relaxation(axes, x, runs):
    def rate(key):
        return column(runs[key], "spin_relaxation_rate") * 1e-12

    axes.plot(x, rate("two-moment"), "-.", color=ORANGE, label="doublet, two-moment = linear")
    axes.plot(x, rate("cerium"), color=GREEN, label="cerium, full")
    axes.plot(x, interpolated(x, runs["cerium"], "spin_relaxation_rate") * 1e-12, "--", color=GREEN,
              label="cerium, linear")
    axes.plot(x, rate("doublet"), color=BLUE, lw=2, label="doublet, full")
    axes.plot(x, interpolated(x, runs["doublet"], "spin_relaxation_rate") * 1e-12, "--", color=BLUE,
              label="doublet, linear: 0")
    doublet, ordinary = (alone * 1e-12 for alone in species_rates(runs))
    inner = x[1:-1:3]
    axes.plot(inner, 1 / (1 / (8 * ordinary * inner) + 9 / (8 * doublet * (1 - inner))), "o", ms=3.5,
              color=BLACK, label="series formula")
    axes.legend(fontsize=8, frameon=False, loc="upper right")
    axes.set(xlim=(0, 1), ylim=(-2, 85), ylabel="spin relaxation rate $R$ (1/ps)",
             xlabel="ordinary part of the impurities, $x$", title="(a) spin relaxation")


def draw_length(axes, x, runs):
    for key, colour, style, label in (("doublet", BLUE, "-", "doublet, full"),
                                      ("cerium", GREEN, "-", "cerium, full"),
                                      ("two-moment", ORANGE, "-.", "doublet, two-moment")):
        length = column(runs[key], "spin_diffusion_length_transverse") * 1e9
        axes.plot(x, length, style, color=colour, label=label,
                  lw=2 if key == "doublet" else 1.5)
    axes.plot(x, column(runs["doublet"], "mean_free_path") * 1e9, ":", color=BLACK, lw=1,
              label="mean free path, doublet")
    axes.legend(fontsize=8, frameon=False, loc="upper center")
    axes.set(xlim=(0, 1), ylim=(8, 1500), yscale="log", ylabel="$(D_T/R)^{1/2}$ (nm)",
             xlabel="ordinary part of the impurities, $x$", title="(b) transverse spin diffusion length")


def print_numbers(x, runs, interference):
    at = int(np.argmin(np.abs(x - 0.1)))
    for name in ("spin_relaxation_rate", "spin_hall_angle", "resistivity"):
        for key in ("doublet", "cerium"):
            values, line = column(runs[key], name), interpolated(x, runs[key], name)
            print(f"x = {x[at]:g}, {key:7s} {name:20s} {values[at]:11.4e}, linear {line[at]:11.4e}")
    line = interpolated(x, runs["cerium"], "resistivity")
    worst = np.abs(column(runs["cerium"], "resistivity") / line - 1).max()
    print(f"largest deviation of the resistivity from the line, cerium: {100 * worst:.2f} %")
    mixed = runs["doublet"][at]
    print(f"x = {x[at]:g}, doublet: Z = {mixed['slow_mode_weight']:.3f}, "
          f"R/Z = {mixed['spin_relaxation_rate'] / mixed['slow_mode_weight']:.4e} 1/s, "
          f"slower eigenvalue {slower_eigenvalue(x[at], *species_rates(runs)):.4e} 1/s")
    for point in (1, at):
        full, two = (runs[key][point]["spin_diffusion_length_transverse"] * 1e9
                     for key in ("doublet", "two-moment"))
        print(f"x = {x[point]:g}, doublet: (D_T/R)^(1/2) = {full:.1f} nm, two-moment {two:.1f} nm")
    one, two = (run["spin_hall_angle_skew"] for run in interference)
    print(f"skew part of the spin Hall angle, s and p1/2 wave on one species {one:.4f}, "
          f"on two {two + 0.0:.1g}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    # dense at both ends, where the lengths diverge, with x = 0.1 among the points
    x = np.concatenate([[0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.07], np.arange(0.1, 0.95, 0.04),
                        [0.95, 0.97, 0.985, 0.995, 1]])
    with tempfile.TemporaryDirectory() as folder:
        def mixture(part, kondo, moments="full"):
            species = [(CONCENTRATION * (1 - part), kondo), (CONCENTRATION * part, ORDINARY)]
            return coefficients(options.program, folder, [s for s in species if s[0] > 0], moments)

        runs = {"doublet": [mixture(float(part), DOUBLET) for part in x],
                "cerium": [mixture(float(part), CERIUM) for part in x],
                "two-moment": [mixture(float(part), DOUBLET, "two-moment") for part in x]}
        interference = [coefficients(options.program, folder, species) for species in
                        ([(CONCENTRATION, DOUBLET + ORDINARY)],
                         [(CONCENTRATION, DOUBLET), (CONCENTRATION, ORDINARY)])]
    print_numbers(x, runs, interference)

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.2, 4.0), layout="constrained")
    draw_relaxation(left, x, runs)
    draw_length(right, x, runs)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
