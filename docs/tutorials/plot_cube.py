#!/usr/bin/python3
"""How often diffusion theory is right: a table and a figure of a study over three phase shifts.

usage: plot_cube.py STUDY.h5 FIGURE
"""

import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

ORANGE, BLUE, GREY = "#D55E00", "#0072B2", "#777777"

with h5py.File(sys.argv[1]) as file:
    axes_names = list(file.attrs["axes"])
    shape = file["ballistic_length"].shape
    print(f"{shape} over {axes_names}, {file.attrs['points']} points, {file.attrs['failed']} failed")
    # One plane of the cube: only this part is read from the disk.
    middle = abs(file["eta_1"][:] - 90).argmin()
    plane = file["spin_decay_length_transverse"][:, middle, :] / file["ballistic_length"][:, middle, :]
    eta_0, eta_1, eta_2 = (file[name][:] for name in axes_names)
    flights = (file["spin_decay_length_transverse"][:] / file["ballistic_length"][:]).ravel()
    full = file["decay_ratio_full_transverse"][:].ravel()
    two = file["decay_ratio_two_moment_transverse"][:].ravel()

finite = np.isfinite(flights) & np.isfinite(full) & np.isfinite(two)
flights, full, two = flights[finite], full[finite], two[finite]
print("length in free flights   alloys   sqrt(D/R) too short by more than 10 %: all moments  two moments")
for low, high in ((1, 2), (2, 3), (3, 5), (5, 10), (10, np.inf)):
    there = (flights >= low) & (flights < high)
    if there.any():
        print(f"{low:10g} to {high:4g} {there.mean():16.1%} {(full[there] > 1.1).mean():43.1%} "
              f"{(two[there] > 1.1).mean():12.1%}")
print(f"infinite: {(~finite).sum()} alloys; largest ratio {full.max():.3f} (all moments), {two.max():.3f} (two)")

plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                     "axes.spines.right": False, "legend.frameon": False, "legend.fontsize": 8})
figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
image = axes[0].pcolormesh(eta_0, eta_2, np.ma.masked_invalid(plane.T), cmap="viridis",
                           norm=matplotlib.colors.LogNorm(1, 10), rasterized=True)
axes[0].set(xlabel=r"$\eta_0$ (degree)", ylabel=r"$\eta_2$ (degree)",
            title=rf"(a) $\eta_1$ = {eta_1[middle]:.1f}°")
bar = figure.colorbar(image, ax=axes[0], label="length across, in free flights", format="%g")
bar.set_ticks([1, 2, 3, 5, 10])
bar.minorticks_off()
for ratio, colour, name in ((two, ORANGE, "two moments"), (full, BLUE, "all moments")):
    axes[1].plot(flights, ratio, ".", ms=3, color=colour, label=name, rasterized=True)
axes[1].axvline(3, color=GREY, lw=0.5)
axes[1].set(xscale="log", yscale="log", xlabel="length across, in free flights",
            ylabel=r"exact length over $\sqrt{D_T/R}$", title="(b) all alloys")
axes[1].set_yticks([1, 1.5, 2, 3], ["1", "1.5", "2", "3"])
axes[1].set_yticks([], minor=True)
axes[1].legend()
figure.savefig(sys.argv[2], dpi=100,
               metadata={"Date": None} if sys.argv[2].endswith(".svg") else None)
