#!/usr/bin/python3
"""A spin valve of a metal with two spin diffusion lengths: a table and a figure.

usage: plot_valve.py FIGURE

Reads r-x.csv, r-y.csv, r-z.csv, hanle-results/study.csv and the cuts of bulk, film and wire from the current
folder.
"""

import csv
import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

BLACK, ORANGE, BLUE, GREEN, GREY = "#000000", "#D55E00", "#0072B2", "#009E73", "#777777"
COLOURS = {"x": BLUE, "y": ORANGE, "z": GREEN}


def length(x, signal):
    """Decay length in the unit of x."""
    return -1 / np.polyfit(x, np.log(np.abs(signal)), 1)[0]


valves = {axis: np.loadtxt(f"r-{axis}.csv", delimiter=",", skiprows=1).T for axis in "xyz"}
distance = valves["y"][0] - 2.5  # um
# Takahashi and Maekawa with contacts of 200 ohm
spin_length, polarisation = 510.310363e-9, 0.3
channel = spin_length / (1e7 * 100e-9 * 60e-9)
contact = 200 / (1 - polarisation**2)
formula = 2 * channel * np.exp(-1e-6 * distance / spin_length) * (polarisation * contact / channel)**2
formula /= (1 + 2 * contact / channel)**2 - np.exp(-2e-6 * distance / spin_length)
print("distance (um)    R_nl along x, y, z (ohm)       formula")
for i in (0, -1):
    print(f"{distance[i]:8.1f}      " + " ".join(f"{valves[axis][1, i]:9.6f}" for axis in "xyz")
          + f" {formula[i]:11.6f}")
for axis in "xyz":
    print(f"valve, spins along {axis}: length {1e3 * length(distance, valves[axis][1]):.1f} nm")
cuts = {}
for shape in ("bulk", "film", "wire"):
    for component, axis in enumerate("xy"):
        with h5py.File(f"{shape}-{axis}/cuts.h5") as file:
            x = 1e6 * file["axis_position"][:, 0]
            potential = file["axis_potential"][0, :, 1 + component]
        cuts[shape, axis] = x, potential / potential[0]
    print(f"{shape}, spins along x, y: " + ", ".join(
        f"{1e3 * length(*(part[x < 3] for part in cuts[shape, axis])):.1f} nm" for axis in "xy"))
with open("hanle-results/study.csv") as file:
    rows = list(csv.DictReader(file))
field, hanle = (np.array([float(row[key]) for row in rows]) for key in ("magnetic_field [T]", "R_nl [ohm]"))
i = np.flatnonzero((hanle[:-1] > 0) & (hanle[1:] < 0))[0]
zero = field[i] + (field[i + 1] - field[i]) * hanle[i] / (hanle[i] - hanle[i + 1])
print(f"Hanle: sign change at {zero:.2f} T, where omega_L tau_s = {1.760859e11 * zero * 20e-12:.2f}")

plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                     "axes.spines.right": False, "legend.frameon": False, "legend.fontsize": 8})
figure, axes = plt.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
for axis, marker in zip("xyz", "osv"):
    axes[0].semilogy(distance, 1e3 * valves[axis][1], marker, ms=4, mfc="none", color=COLOURS[axis],
                     label=f"spins along {axis}")
axes[0].semilogy(distance, 1e3 * formula, color=GREY, lw=1, label="formula, 510 nm")
axes[0].set(xlabel="distance of the contacts (µm)", ylabel="nonlocal resistance (mohm)",
            title="(a) the valve against distance")
axes[1].plot(field, 1e3 * hanle, "-o", ms=3, color=ORANGE)
axes[1].axhline(0, color=GREY, lw=0.5)
axes[1].set(xlabel="field along z (T)", ylabel="nonlocal resistance (mohm)",
            title="(b) Hanle effect, spins along y")
for shape, style in (("bulk", "-"), ("film", ":"), ("wire", "--")):
    for axis in "xy":
        x, potential = cuts[shape, axis]
        keep = x < 3
        # over a common exponential: two lengths that differ by 3 % look the same without it
        axes[2].plot(x[keep], potential[keep] * np.exp(x[keep] / 0.5), style, color=COLOURS[axis],
                     label=f"{shape}, spins along {axis}")
axes[2].set(xlabel="position (µm)", ylabel=r"spin potential × $e^{x/500\,\mathrm{nm}}$",
            title="(c) bars", ylim=(0.9, 1.45))
for axis in (axes[0], axes[2]):
    axis.legend()
figure.savefig(sys.argv[1], dpi=120,
               metadata={"Date": None} if sys.argv[1].endswith(".svg") else None)
