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

BLUE, ORANGE = "#0072B2", "#D55E00"
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
    mesh = axes.pcolormesh(x, y, on_grid(plane, "pair_potential"), cmap="Greys_r", shading="gouraud", vmin=0, vmax=2.2,
                           rasterized=True)
    # arrows at every second node of a fine grid
    step = 2 if len(x) > 17 else 1
    shown = slice(len(x) // 2 % step, None, step)
    x, y, along_x, along_y = (values[shown, shown] for values in (x, y, on_grid(plane, f"{name}_x"),
                                                                  on_grid(plane, f"{name}_y")))
    near = (abs(x) < SHOWN) & (abs(y) < SHOWN) & (np.hypot(along_x, along_y) > 1e-3)
    axes.quiver(x[near], y[near], along_x[near], along_y[near], color=ORANGE, pivot="mid", scale=0.22, width=0.011,
                headlength=4, headaxislength=4, minlength=0.3)
    axes.set(title=title, xlabel="x", xlim=(-SHOWN, SHOWN), ylim=(-SHOWN, SHOWN), aspect="equal")
    return mesh


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
    draw_arrows(axes[0, 0], plane, "spin_orbit_torque", "(a) torque, over |Δ|")
    mesh = draw_arrows(axes[0, 1], plane, "spin_hall_divergence", "(b) −div of the spin Hall current")
    figure.colorbar(mesh, ax=axes[0, 1], shrink=0.8, label="|Δ|")
    mesh = axes[0, 2].pcolormesh(on_grid(plane, "x"), on_grid(plane, "y"), on_grid(plane, "spin_density_x"),
                                 cmap="viridis", shading="gouraud", vmin=0, rasterized=True)
    axes[0, 2].set(title="(c) spin along h", xlabel="x", xlim=(-SHOWN, SHOWN), ylim=(-SHOWN, SHOWN), aspect="equal")
    figure.colorbar(mesh, ax=axes[0, 2], shrink=0.8, label="$S_x$")
    axes[0, 0].set_ylabel("y")

    r = np.hypot(plane["x"], plane["y"])
    near = (r > 0) & (r < SHOWN)
    # without the axis and the node next to it, half a step away, whose share of the torque is too large
    inside = (np.arange(len(disc["r"])) > 1) & (disc["r"] < SHOWN)
    rows = (("pair_potential", axes[1, 0], BLUE, "o"), ("spin_orbit_torque_y", axes[1, 1], BLUE, "o"),
            ("spin_hall_divergence_y", axes[1, 1], ORANGE, "s"), ("spin_density_x", axes[1, 2], BLUE, "o"))
    compared = (r > 0.5) & (r < 1.6)
    print("largest difference of plane and disc at 0.5 < r < 1.6, over the largest value of the disc")
    for name, axis, colour, marker in rows:
        axis.plot(disc["r"][inside], disc[name][inside], color=colour, lw=1.2)
        axis.plot(r[near], plane[name][near], marker, color=colour, ms=2.5, mfc="white", mew=0.8)
        difference = plane[name][compared] - np.interp(r[compared], disc["r"], disc[name])
        print(f"{name:<22} {np.max(abs(difference)) / np.max(abs(disc[name][inside])):8.1e}")
    for axis, title in zip(axes[1], ("(d) |Δ|", "(e) torque (○), −div J (□) along y", "(f) $S_x$")):
        axis.set(title=title, xlabel="r", xlim=(0, SHOWN))
    axes[1, 0].plot([], [], color=BLUE, lw=1.2, label="disc")
    axes[1, 0].plot([], [], "o", color=BLUE, ms=2.5, mfc="white", mew=0.8, label="plane")
    axes[1, 0].legend(frameon=False, fontsize=8)
    net = plane["spin_orbit_torque_y"] + plane["spin_hall_divergence_y"]
    print(f"net source there over the largest torque there: "
          f"{np.max(abs(net[compared])) / np.max(plane['spin_orbit_torque_y'][compared]):.1e}")
    figure.savefig(options.out, dpi=100,
                   metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
