#!/usr/bin/python3
"""Torque, spin Hall current and spin of the vortex of disc.toml against the radius: vortex.svg.

usage: vortex.py fields.csv [--out FIGURE]
"""

import argparse
import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

BLUE, ORANGE, BLACK, GREY = "#0072B2", "#D55E00", "#000000", "#777777"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fields", help="fields.csv of disc.toml")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    with open(options.fields) as file:
        rows = list(csv.DictReader(file))
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    r, gap = column["r"], column["pair_potential"]
    torque, flow = column["spin_orbit_torque_y"], column["spin_hall_divergence_y"]
    net = torque + flow
    print("     r   |Delta|    torque_y  -div J_y       net      S_x         S_z")
    for radius in (0.25, 0.5, 1.0, 2.0, 4.0):
        k = int(np.argmin(abs(r - radius)))
        print(f"{r[k]:6.3f} {gap[k]:9.5f} {torque[k]:11.3e} {flow[k]:10.3e} {net[k]:9.1e} "
              f"{column['spin_density_x'][k]:8.4f} {column['spin_density_z'][k]:11.3e}")

    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.0), layout="constrained")
    axes[0].plot(r, gap, color=BLUE, label="|Δ|")
    axes[0].plot(r, column["spin_density_x"], color=ORANGE, label="$S_x$")
    axes[0].set(title="(a) pair potential, spin along h", xlabel="r", xlim=(0, 8), ylim=(0, None))
    # without the axis and the node next to it, half a step away, whose share of the torque is too large
    inside = (np.arange(len(r)) > 1) & (r < 4.1)
    axes[1].plot(r[inside], torque[inside], color=BLUE, label="torque")
    axes[1].plot(r[inside], flow[inside], color=ORANGE, ls="--", label="−div of the spin Hall current")
    axes[1].plot(r[inside], net[inside], color=BLACK, lw=1, label="both")
    axes[1].set(title="(b) sources of spin along $\\hat z\\times h$", xlabel="r", xlim=(0, 4))
    inside = r < 4.1  # the outer edge answers as well
    axes[2].plot(r[inside], 1e3 * column["spin_density_z"][inside], color=BLUE)
    axes[2].axhline(0, color=GREY, lw=0.5)
    axes[2].set(title="(c) $S_z$ ($10^{-3}$)", xlabel="r", xlim=(0, 4))
    for axis in axes[:2]:
        axis.legend(frameon=False, fontsize=8)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
