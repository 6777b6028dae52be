#!/usr/bin/python3
"""An alloy with two levels against their position: a table and a figure.

usage: plot_levels.py STUDY.csv FIGURE
"""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

ORANGE, BLUE, GREY = "#D55E00", "#0072B2", "#777777"

first, second, resistivity, angle, jump, rate = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1).T
least = resistivity[(first < 0) & (second > 0)].argmin() + np.flatnonzero((first < 0) & (second > 0))[0]
print("first (eV)  second (eV)  resistivity (ohm m)  spin Hall angle")
for i in (0, abs(first + 0.7).argmin(), abs(first + 0.4).argmin(), least, abs(first).argmin(), -1):
    print(f"{first[i]:8.2f} {second[i]:11.2f} {resistivity[i]:19.4g} {angle[i]:18.4f}")
between = np.flatnonzero((first[1:] < 0) & (second[:-1] > 0) & (angle[1:] * angle[:-1] < 0))
print("the angle changes sign at first =", ", ".join(f"{first[i]:.2f}" for i in between), "eV")

plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                     "axes.spines.right": False, "legend.frameon": False, "legend.fontsize": 8})
figure, axes = plt.subplots(1, 2, figsize=(8, 3.2), layout="constrained")
axes[0].plot(first, 1e8 * resistivity, color=BLUE)
axes[0].set(ylabel="resistivity (µΩ cm)", ylim=(0, None), title="(a) resistivity")
axes[1].plot(first, 100 * angle, color=ORANGE)
axes[1].axhline(0, color=GREY, lw=0.5)
axes[1].set(ylabel="spin Hall angle (%)", title="(b) spin Hall angle")
for axis in axes:
    for place, name in ((0, "first at $ε_F$"), (-0.7, "second at $ε_F$")):
        axis.axvline(place, color=GREY, lw=0.8, ls=":")
        axis.text(place + 0.02, axis.get_ylim()[1], name, color=GREY, fontsize=7, va="top")
    axis.set_xlabel("position of the first level (eV)")
figure.savefig(sys.argv[2], dpi=110,
               metadata={"Date": None} if sys.argv[2].endswith(".svg") else None)
