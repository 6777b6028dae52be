#!/usr/bin/python3
"""Spin Hall effect of 5d impurities in copper against the filling of their d shell: filling.svg."""

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

# An illustration, not a measurement: energies in eV, phase shifts in rad.
HALF_WIDTH = 0.8
SPIN_ORBIT = 0.4
ETA_S = 0.1
ETA_P = 0.1
ATOMIC_FRACTION = 0.01
# Okabe and Ito
BLACK, ORANGE, BLUE, GREEN, GREY = "#000000", "#D55E00", "#0072B2", "#009E73", "#777777"


def d_phase_shifts(level):
    """eta of d3/2 and d5/2 for a level whose centre lies `level` above the Fermi energy."""
    return (math.atan2(HALF_WIDTH, level - 1.5 * SPIN_ORBIT), math.atan2(HALF_WIDTH, level + SPIN_ORBIT))


def d_electrons(level):
    """Friedel's sum rule: a channel (l, j) holds (2j + 1) eta/pi electrons."""
    doublet, sextet = d_phase_shifts(level)
    return (4 * doublet + 6 * sextet) / math.pi


def level_of(electrons):
    """Level at which the shell holds that many electrons, by bisection."""
    low, high = -100.0, 100.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if d_electrons(middle) > electrons else (low, middle)
    return 0.5 * (low + high)


def coefficients(program, folder, electrons, eta_p, moments="full"):
    """Results of `sidejump coefficients` for one alloy, SI values by name."""
    d_phases = d_phase_shifts(level_of(electrons))
    alloy = Path(folder) / "alloy.toml"
    alloy.write_text(f"""
[host]
name = "Cu"

[[impurity]]
name = "5d"
atomic_fraction = {ATOMIC_FRACTION}
channels = [ {{ l = 0, j = 0.5, phase_shift = {ETA_S} }},
             {{ l = 1, j = 0.5, phase_shift = {eta_p} }},
             {{ l = 1, j = 1.5, phase_shift = {eta_p} }},
             {{ l = 2, j = 1.5, phase_shift = {d_phases[0]!r} }},
             {{ l = 2, j = 2.5, phase_shift = {d_phases[1]!r} }} ]

[kinetics]
moments = "{moments}"
""")
    run = subprocess.run([program, "--quiet", "coefficients", str(alloy), "--json", "--out", folder],
                         check=True, capture_output=True, text=True)
    return {name: result["value"] for name, result in json.loads(run.stdout)["results"].items()}


def first_order_skew(electrons, eta_p):
    """Skew part of the spin Hall angle to first order in the spin-orbit constant."""
    eta_d = math.pi * electrons / 10
    transport = (math.sin(ETA_S - eta_p) ** 2 + 2 * math.sin(eta_p - eta_d) ** 2
                 + 3 * math.sin(eta_d) ** 2)
    return (-3 * SPIN_ORBIT / HALF_WIDTH * math.sin(eta_d) ** 2 * math.sin(eta_p)
            * math.sin(2 * eta_d - eta_p) / transport)


def column(runs, name):
    return np.array([run[name] for run in runs])


def zero(x, y):
    """First sign change of y(x), interpolated."""
    i = int(np.flatnonzero(np.diff(np.sign(y)))[0])
    return x[i] - y[i] * (x[i + 1] - x[i]) / (y[i + 1] - y[i])


def draw_parts(axes, electrons, runs):
    for name, colour, label in (("spin_hall_angle", BLACK, "total"),
                                ("spin_hall_angle_skew", BLUE, "skew"),
                                ("spin_hall_angle_side_jump", ORANGE, "side jump")):
        axes.plot(electrons, column(runs, name), color=colour, lw=2 if label == "total" else 1.5,
                  label=label)
    axes.set(ylabel="spin Hall angle", ylim=(-0.04, 0.04),
             title=f"(a) parts, $\\eta_p$ = {ETA_P}, {100 * ATOMIC_FRACTION:g} at.%")
    axes.legend(fontsize=8, frameon=False, ncols=3, loc="upper left")


def draw_interference(axes, electrons, by_eta_p):
    for (eta_p, runs), colour, style in zip(by_eta_p.items(), (BLUE, GREEN, ORANGE), ("-", "--", "-.")):
        axes.plot(electrons, column(runs, "spin_hall_angle_skew"), style, color=colour,
                  label=f"$\\eta_p$ = {eta_p:g}")
    for eta_p, label in ((ETA_P, "first order in the splitting"), (-ETA_P, None)):
        axes.plot(electrons, [first_order_skew(z, eta_p) for z in electrons], color=BLACK, lw=0.7,
                  label=label)
    axes.set(ylabel="skew part of spin Hall angle", ylim=(-0.04, 0.055),
             title="(b) the skew part is interference with the p wave")
    axes.legend(fontsize=8, frameon=False, ncols=4, loc="upper left")


def draw_lengths(axes, electrons, runs):
    path = column(runs, "mean_free_path") * 1e9
    for name, colour, style in (("longitudinal", ORANGE, "-"), ("transverse", BLUE, "--")):
        axes.plot(electrons, column(runs, "spin_diffusion_length_" + name) * 1e9, style, color=colour,
                  label=f"$(D/R)^{{1/2}}$, {name}")
    axes.plot(electrons, path, color=BLACK, lw=1, ls=":", label="mean free path")
    kinetic = column(runs, "spin_diffusion_length_longitudinal") < 3e-9 * path
    axes.axvspan(electrons[kinetic][0], electrons[kinetic][-1], color="#eeeeee", lw=0)
    axes.text(5, 480, "shorter than 3 mean free paths: not a decay length", color=GREY, fontsize=8,
              ha="center", va="top")
    axes.set(yscale="log", ylim=(2, 1000), ylabel="length (nm)",
             xlabel="electrons in the 5d shell, $Z_d$", title="(c) spin diffusion length")
    axes.legend(fontsize=8, frameon=False, loc="lower left", bbox_to_anchor=(0.33, 0.36))


def print_numbers(electrons, by_eta_p):
    print("Z_d  angle     skew      side jump  resistivity      lengths L, T    mean free path")
    for z in (1, 3, 5, 7, 9):
        run = by_eta_p[ETA_P][int(np.argmin(np.abs(electrons - z)))]
        print(f"{z:3d}  {run['spin_hall_angle']:+.5f}  {run['spin_hall_angle_skew']:+.5f}  "
              f"{run['spin_hall_angle_side_jump']:+.5f}   {run['resistivity'] * 1e8:6.3f} uohm cm  "
              f"{run['spin_diffusion_length_longitudinal'] * 1e9:6.2f} "
              f"{run['spin_diffusion_length_transverse'] * 1e9:6.2f} nm  "
              f"{run['mean_free_path'] * 1e9:6.2f} nm")
    for name in ("", "_skew", "_side_jump"):
        values = column(by_eta_p[ETA_P], "spin_hall_angle" + name)
        print(f"spin_hall_angle{name} changes sign at Z_d = {zero(electrons, values):.2f}")
    largest = np.abs(column(by_eta_p[0.0], "spin_hall_angle_skew")).max()
    print(f"largest |skew part| without a p wave: {largest:.1g}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    electrons = np.linspace(0.5, 9.5, 37)
    with tempfile.TemporaryDirectory() as folder:
        by_eta_p = {eta_p: [coefficients(options.program, folder, float(z), eta_p) for z in electrons]
                    for eta_p in (ETA_P, 0.0, -ETA_P)}
    print_numbers(electrons, by_eta_p)

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, (top, middle, bottom) = plt.subplots(3, 1, figsize=(6.4, 8.0), sharex=True,
                                                 layout="constrained")
    draw_parts(top, electrons, by_eta_p[ETA_P])
    draw_interference(middle, electrons, by_eta_p)
    draw_lengths(bottom, electrons, by_eta_p[ETA_P])
    for axes in (top, middle):
        axes.axhline(0.0, color=GREY, lw=0.6)
    bottom.set(xlim=(0.5, 9.5), xticks=range(1, 10))
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
