#!/usr/bin/python3
"""The vortex of plane.toml, and beside it that of disc.toml: plane.svg.

usage: plane.py PLANE/fields.csv DISC/fields.csv [--out FIGURE]
"""

import argparse
import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

BLUE, ORANGE, BLACK, GREY = "#0072B2", "#D55E00", "#000000", "#777777"
SHOWN = 2.3  # distance from the vortex: the outer edges answer as well


def columns(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


def on_grid(plane, name):
    width = len(np.unique(plane["x"]))
    return plane[name].reshape(-1, width)


def draw_arrows(axes, plane, name, title):
    x, y = on_grid(plane, "x"), on_grid(plane, "y")
    axes.pcolormesh(x, y, on_grid(plane, "pair_potential"), cmap="Greys_r", shading="gouraud", vmin=0, vmax=2.2,
                    rasterized=True)
    axes.quiver(x, y, on_grid(plane, f"{name}_x"), on_grid(plane, f"{name}_y"), color=ORANGE, pivot="mid",
                scale=0.35, width=0.008)
    axes.set(title=title, xlabel="x", xlim=(-SHOWN, SHOWN), ylim=(-SHOWN, SHOWN), aspect="equal")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plane", help="fields.csv of plane.toml")
    parser.add_argument("disc", help="fields.csv of disc.toml")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    plane, disc = columns(options.plane), columns(options.disc)
    for axis in "xy":
        plane[axis] = plane[axis] - 0.5 * plane[axis].max()
    figure, axes = plt.subplots(2, 3, figsize=(9.6, 6.0), layout="constrained")
    draw_arrows(axes[0, 0], plane, "spin_orbit_torque", "(a) torque")
    draw_arrows(axes[0, 1], plane, "spin_hall_divergence", "(b) spin Hall current")
    mesh = axes[0, 2].pcolormesh(on_grid(plane, "x"), on_grid(plane, "y"), on_grid(plane, "spin_density_x"),
                                 cmap="viridis", shading="gouraud", vmin=0, rasterized=True)
    axes[0, 2].set(title="(c) $S_x$", xlabel="x", xlim=(-SHOWN, SHOWN), ylim=(-SHOWN, SHOWN), aspect="equal")
    figure.colorbar(mesh, ax=axes[0, 2], shrink=0.8)
    axes[0, 0].set_ylabel("y")

    r = np.hypot(plane["x"], plane["y"])
    near = (r > 0) & (r < SHOWN)
    # without the axis and the node next to it, half a step away, whose share of the torque is too large
    inside = (np.arange(len(disc["r"])) > 1) & (disc["r"] < SHOWN)
    rows = (("pair_potential", 1, "(d) |Δ|"), ("spin_orbit_torque_y", 1, "(e) torque along y"),
            ("spin_density_x", 1, "(f) $S_x$"))
    print("largest difference between plane and disc for 0.5 < r < 1.5, over the largest value of the disc")
    for axis, (name, factor, title) in zip(axes[1], rows):
        axis.plot(disc["r"][inside], factor * disc[name][inside], color=BLUE, lw=1.2, label="disc")
        axis.plot(r[near], factor * plane[name][near], "o", color=ORANGE, ms=2.5, label="plane")
        axis.set(title=title, xlabel="r")
        compared = (r > 0.5) & (r < 1.5)
        difference = plane[name][compared] - np.interp(r[compared], disc["r"], disc[name])
        print(f"{name:<20} {np.max(abs(difference)) / np.max(abs(disc[name][inside])):8.1e}")
    axes[1, 0].legend(frameon=False, fontsize=8)
    net = plane["spin_orbit_torque_y"] + plane["spin_hall_divergence_y"]
    compared = (r > 0.5) & (r < 1.5)
    print(f"net source along y over the largest torque: {np.max(abs(net[compared])) / np.max(plane['spin_orbit_torque_y'][compared]):.1e}")
    figure.savefig(options.out, dpi=150,
                   metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
