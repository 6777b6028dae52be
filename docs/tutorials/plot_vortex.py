#!/usr/bin/python3
"""A vortex: gap, current, states and torque against the radius; a table and a figure.

usage: plot_vortex.py FOLDER_OF_VORTEX FOLDER_OF_STATES FIGURE
"""

import csv
import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

BLACK, ORANGE, BLUE, GREY = "#000000", "#D55E00", "#0072B2", "#777777"

with open(f"{sys.argv[1]}/fields.csv") as file:
    rows = list(csv.DictReader(file))
column = {key.split(" ")[0]: np.array([float(row[key]) for row in rows]) for key in rows[0]}
r, gap, current = column["r"], column["pair_potential"], column["current_density_across"]
torque, flow = column["spin_orbit_torque_y"], column["spin_hall_divergence_y"]
with h5py.File(f"{sys.argv[2]}/fields.h5") as file:
    energy, radius, states = (file[name][:] for name in ("energy", "spectrum_x", "density_of_states"))

print("r (nm)  gap (K)  current (A/um2)  N(E = 0)  torque (J/m3)  -div J (J/m3)")
for at in (1.5, 10, 20, 30, 60, 100):
    i = abs(r - at).argmin()
    print(f"{r[i]:6.1f} {gap[i]:8.3f} {1e-12 * current[i]:16.4f} {np.interp(r[i], radius, states[0]):9.4f} "
          f"{torque[i]:14.3f} {flow[i]:14.3f}")
half = np.interp(0.5 * gap[-1], gap[:len(gap) // 2], r[:len(gap) // 2])
print(f"gap far away {gap[-1]:.2f} K, half of it at {half:.1f} nm; "
      f"current largest at {r[current.argmax()]:.1f} nm")

plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                     "axes.spines.right": False, "legend.frameon": False, "legend.fontsize": 8})
figure, axes = plt.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
axes[0].plot(r, gap / gap.max(), color=BLUE, label="|Δ|, over its largest value")
axes[0].plot(r, current / current.max(), color=ORANGE, label="current density, likewise")
axes[0].set(xlabel="r (nm)", title="(a) gap and current", xlim=(0, 100), ylim=(0, 1.25))
axes[0].legend(loc="upper right")
colours = axes[1].pcolormesh(radius, energy, states, cmap="magma", vmin=0, vmax=2, shading="gouraud",
                             rasterized=True)
axes[1].plot(r, gap, color="white", lw=1, ls="--")
axes[1].set(xlabel="r (nm)", ylabel="energy (K)", title="(b) states; dashed: |Δ|", xlim=(0, 100))
figure.colorbar(colours, ax=axes[1], label="density of states, normal metal = 1")
inside = (np.arange(len(r)) > 1) & (r < 80)  # without the axis and the node beside it
axes[2].plot(r[inside], torque[inside], color=BLUE, label="torque")
axes[2].plot(r[inside], flow[inside], "--", color=ORANGE, label="− divergence of the spin Hall current")
axes[2].plot(r[inside], (torque + flow)[inside], color=BLACK, lw=1, label="sum")
axes[2].set(xlabel="r (nm)", ylabel="source of spin along y (J/m³)", title="(c) spins across the field")
axes[2].legend()
figure.savefig(sys.argv[3], dpi=80,
               metadata={"Date": None} if sys.argv[3].endswith(".svg") else None)
