#!/usr/bin/python3
"""Densities of states of the vortex of core.toml against energy and radius: core.svg.

usage: core.py FOLDER_OF_RESULTS [--out FIGURE]
"""

import argparse
import csv
from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

COLOURS = ["#000000", "#0072B2", "#009E73", "#E69F00", "#D55E00"]
BLUE, GREY = "#0072B2", "#777777"
BROADENING = 0.02  # of core.toml


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="results of core.toml")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    with h5py.File(options.folder / "fields.h5") as file:
        energy, r, states = (file[name][:] for name in ("energy", "spectrum_x", "density_of_states"))
    with open(options.folder / "fields.csv") as file:
        gap = np.array([float(row["pair_potential"]) for row in csv.DictReader(file)])
    bulk = gap[-1]

    def uniform(energies):
        """The density of states without a vortex."""
        z = energies + 1j * BROADENING
        return abs((z / np.sqrt(z**2 - bulk**2)).real)

    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.1), layout="constrained")
    mesh = axes[0].pcolormesh(r, energy, states, cmap="magma", vmin=0, vmax=2, shading="gouraud", rasterized=True)
    axes[0].plot(r, gap, color="white", lw=1, ls="--")
    axes[0].set(title="(a) states, and |Δ| (dashed)", xlabel="r", ylabel="E", xlim=(0, 5))
    figure.colorbar(mesh, ax=axes[0], label="$N/N_F$")
    print("     r   |Delta|   N(E = 0)   largest N  at E")
    for radius, colour in zip((0.0, 0.5, 1.0, 2.0, 5.0), COLOURS):
        here = np.array([np.interp(radius, r, row) for row in states])
        top = int(np.argmax(here))
        print(f"{radius:6.2f} {np.interp(radius, r, gap):9.5f} {here[0]:10.6f} {here[top]:11.4f} {energy[top]:5.2f}")
        axes[1].plot(energy, here, color=colour, lw=1.2, label=f"r = {radius:g}")
    axes[1].plot(energy, uniform(energy), color=GREY, lw=1, ls="--", label="no vortex")
    axes[1].set(title="(b) at five radii", xlabel="E", ylabel="$N/N_F$", xlim=(0, 3.5), ylim=(0, None))
    axes[1].legend(frameon=False, fontsize=7)
    axes[2].semilogy(r, states[0], color=BLUE, lw=1.2, label="program")
    axes[2].axhline(uniform(np.zeros(1))[0], color=GREY, lw=1, ls="--", label="no vortex")
    axes[2].set(title="(c) at zero energy", xlabel="r", ylabel="$N/N_F$", xlim=(0, 5))
    axes[2].legend(frameon=False, fontsize=8)
    print(f"without a vortex: |Delta| = {bulk:.5f}, N(E = 0) = {uniform(np.zeros(1))[0]:.6f}")
    figure.savefig(options.out, dpi=100, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
