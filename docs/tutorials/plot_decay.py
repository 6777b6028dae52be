#!/usr/bin/python3
"""Exact decay of spin against diffusion theory: a table and a figure.

usage: plot_decay.py STUDY.h5 WEAK/response.json STRONG/response.json DOUBLET/response.json FIGURE
"""

import json
import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

BLACK, ORANGE, BLUE, GREEN, GREY = "#000000", "#D55E00", "#0072B2", "#009E73", "#777777"

with h5py.File(sys.argv[1]) as file:
    study = {name: file[name][:] for name in file if name != "point"}


class HalfSpace:
    """Spin across the flow, or along it, behind a contact."""

    def __init__(self, path, direction):
        response = json.load(open(path))
        decay = response["spatial_decay"][direction]
        self.exact = decay["modes"][0]["length"]["value"]
        self.full, self.two_moment = (decay[name]["value"] for name in ("full", "two_moment"))
        self.flight = response["scales"]["ballistic_length"]["value"]
        self.depth = np.array(response["injection"]["depths"]["value"])
        self.profile = np.array(response["injection"][direction]["profile"])
        self.amplitude = response["injection"][direction]["slow_amplitude"]


alloys = {name: {direction: HalfSpace(path, direction) for direction in ("transverse", "longitudinal")}
          for name, path in zip(("weak", "strong", "doublet"), sys.argv[2:5])}
print("alloy    spin        length/free flight  over sqrt(D/R) full, two-moment  amplitude  "
      "s(1 um)/s_0  exp(-x/sqrt(D/R))")
for name, directions in alloys.items():
    for direction, of in directions.items():
        i = abs(of.depth - 1e-6).argmin()
        print(f"{name:8s} {direction:13s} {of.exact / of.flight:16.2f} {of.exact / of.full:20.3f}, "
              f"{of.exact / of.two_moment:10.3f} {of.amplitude:10.4f} {of.profile[i]:12.4f} "
              f"{np.exp(-of.depth[i] / of.full):18.4f}")

plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                     "axes.spines.right": False, "legend.frameon": False, "legend.fontsize": 8})
figure, axes = plt.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
for direction, colour in (("longitudinal", ORANGE), ("transverse", BLUE)):
    flights = study[f"spin_decay_length_{direction}"] / study["ballistic_length"]
    for moments, style in (("full", "-"), ("two_moment", ":")):
        axes[0].plot(flights, study[f"decay_ratio_{moments}_{direction}"], style, color=colour,
                     label=f"{direction}, {moments.replace('_', '-')}")
axes[0].axvline(3, color=GREY, lw=0.5)
axes[0].set(xscale="log", xlim=(1, 50), xlabel="exact length in free flights",
            ylabel=r"exact length over $\sqrt{D/R}$", title="(a) the error of diffusion theory")
axes[0].legend()

for axis, names in ((axes[1], ("weak", "strong")), (axes[2], ("doublet",))):
    for name, colour in zip(names, (BLUE, ORANGE)):
        of = alloys[name]["transverse"]
        x = 1e6 * of.depth
        axis.semilogy(x, of.profile, "o", ms=3, color=colour, label=f"{name}, exact")
        axis.semilogy(x, of.amplitude * np.exp(-of.depth / of.exact), color=colour, lw=1,
                      label="its slowest mode")
        axis.semilogy(x, np.exp(-of.depth / of.full), "--", color=colour, lw=1,
                      label=r"$\exp(-x/\sqrt{D_T/R})$")
    axis.set(xlabel="depth (µm)", ylabel="spin density over that of the contact", xlim=(0, 3))
of = alloys["doublet"]["transverse"]
axes[2].semilogy(1e6 * of.depth, np.exp(-of.depth / of.two_moment), ":", color=BLACK, lw=1,
                 label="the same with two moments")
along = alloys["doublet"]["longitudinal"]
axes[2].semilogy(1e6 * along.depth, np.where(along.profile < 0, -along.profile, np.nan), "s", ms=3,
                 mfc="white", color=GREEN, label="spin along: negative")
axes[1].set(ylim=(2e-3, 1.2), title="(b) behind a contact, spin across")
axes[2].set(ylim=(2e-4, 1.2), title="(c) the doublet")
for axis in axes[1:]:
    axis.legend(fontsize=7)
figure.savefig(sys.argv[5], dpi=120,
               metadata={"Date": None} if sys.argv[5].endswith(".svg") else None)
