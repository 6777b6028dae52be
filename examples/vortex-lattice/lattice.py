#!/usr/bin/python3
"""Pair potential, currents, spin, torque and states of the vortex lattice of lattice.toml: lattice.svg.

usage: lattice.py FOLDER_OF_RESULTS [--out FIGURE]
"""

import argparse
import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

ORANGE, WHITE = "#D55E00", "#ffffff"
# of lattice.toml
CELL, TEMPERATURE, THETA, SPIN_ORBIT_RATE, FIELD, QUANTA = 6.0, 0.5, 0.1, 0.2, 0.2, 1


def columns(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


def far_from_vortices(gap):
    """S_z to first order in theta where no current flows: that of the flux, for a uniform gap."""
    frequency = np.pi * TEMPERATURE * (2 * np.arange(20000) + 1)
    energy = np.hypot(frequency, gap)
    flux = 2 * np.pi * QUANTA / CELL**2  # 2 e B/hbar
    return 4 * np.pi * TEMPERATURE * THETA * flux * ((gap / energy)**2 / (2 * energy + SPIN_ORBIT_RATE)).sum()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="results of lattice.toml")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    fields, spectrum = columns(options.folder / "fields.csv"), columns(options.folder / "spectrum.csv")
    size = len(np.unique(fields["x"]))

    def tiled(values):
        """Two by two cells and the next row and column, from the values of one."""
        return np.pad(np.tile(values.reshape(size, size), (2, 2)), ((0, 1), (0, 1)), mode="wrap")

    def at(values, x, y):
        return values.reshape(size, size)[int(round(y * size)) % size, int(round(x * size)) % size]

    places = {"core": (0.5, 0.5), "half way to the next": (0.0, 0.5), "farthest": (0.0, 0.0)}
    print("place                  |Delta|      S_x       S_z    N(0)   torque_y  -div J_y")
    for name, place in places.items():
        print(f"{name:<21} {at(fields['pair_potential'], *place):8.4f} {at(fields['spin_density_x'], *place):8.4f} "
              f"{at(fields['spin_density_z'], *place):9.5f} {at(spectrum['density_of_states'], *place):7.4f} "
              f"{at(fields['spin_orbit_torque_y'], *place):10.2e} {at(fields['spin_hall_divergence_y'], *place):9.2e}")
    corner = at(fields["spin_density_z"], 0, 0)
    source = at(fields["spin_orbit_torque_y"] + fields["spin_hall_divergence_y"], 0, 0)
    print(f"farthest from vortices: S_z = {corner:.5f}, of the flux alone "
          f"{far_from_vortices(at(fields['pair_potential'], 0, 0)):.5f}; net source along y {source:.3e}, h S_z {FIELD * corner:.3e}")
    mean = fields["spin_density_z"].mean()
    print(f"mean of S_z {mean:.5f}")

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10})
    figure, axes = plt.subplots(2, 2, figsize=(7.6, 6.4), layout="constrained", sharex=True, sharey=True)
    edge = CELL * np.arange(2 * size + 1) / size
    for axis, values, colours, limits, title, label in (
            (axes[0, 0], fields["pair_potential"], "Greys_r", (0, 2.0), "(a) |Δ| and the current", "|Δ|"),
            (axes[0, 1], 1e3 * fields["spin_density_z"], "viridis", (0, None), "(b) spin out of the plane", "$S_z$ ($10^{-3}$)"),
            (axes[1, 0], fields["spin_density_x"], "viridis", (0, None), "(c) spin along h, and the torque", "$S_x$"),
            (axes[1, 1], spectrum["density_of_states"], "magma", (0, 1), "(d) states at zero energy", "$N/N_F$")):
        mesh = axis.pcolormesh(edge, edge, tiled(values), cmap=colours, vmin=limits[0], vmax=limits[1], shading="gouraud",
                               rasterized=True)
        figure.colorbar(mesh, ax=axis, label=label)
        axis.set(title=title, aspect="equal", xlim=(0, 2 * CELL), ylim=(0, 2 * CELL))
    step = max(1, size // 8)
    shown = slice(0, None, step)
    for axis, name, scale, colour in ((axes[0, 0], "current_density", 26, ORANGE), (axes[1, 0], "spin_orbit_torque", 0.3, WHITE)):
        along_x, along_y = tiled(fields[f"{name}_x"])[shown, shown], tiled(fields[f"{name}_y"])[shown, shown]
        long = np.hypot(along_x, along_y) > 0.05 * np.hypot(along_x, along_y).max()
        x, y = np.meshgrid(edge[shown], edge[shown])
        axis.quiver(x[long], y[long], along_x[long], along_y[long], color=colour,
                    pivot="mid", scale=scale, width=0.008, headlength=4, headaxislength=4, minlength=0.3)
    for axis in axes[1]:
        axis.set_xlabel("x")
    for axis in axes[:, 0]:
        axis.set_ylabel("y")
    figure.savefig(options.out, dpi=75, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
