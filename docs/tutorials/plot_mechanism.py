#!/usr/bin/python3
"""The parts of the spin Hall conductivity: a table and a figure.

usage: plot_mechanism.py MAP.h5 EXACT.h5 BORN.h5 FIGURE
"""

import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

BLACK, ORANGE, BLUE, GREY = "#000000", "#D55E00", "#0072B2", "#777777"


def read(path):
    with h5py.File(path) as file:
        return {name: file[name][:] for name in file if name != "point"}


plane, exact, born = (read(path) for path in sys.argv[1:4])
n, eta_0 = plane["n"], plane["eta_0"]
total, skew, jump = (plane["spin_hall_conductivity" + part] for part in ("", "_skew", "_side_jump"))
at = abs(eta_0 - 0.1).argmin()
print("at eta_0 = 0.1:  n_i/n_c   skew (S/m)  side jump (S/m)  n_i/n_c of equal parts")
for i in (0, 20, 40):
    print(f"{n[i]:24.4g} {skew[i, at]:12.4g} {jump[i, at]:16.4g} "
          f"{-n[i] * skew[i, at] / jump[i, at]:23.4f}")

i = abs(n - 0.01).argmin()
vanishing = np.interp(0, -total[i], eta_0)  # total falls with eta_0
print(f"at n_i/n_c = 0.01 the sum vanishes at eta_0 = {vanishing:.4f}")

strength = exact["eta_1"] / 90
leading = exact["spin_hall_conductivity_skew"][0] * strength[0] / strength
print("strength   skew (S/m)  leading order   side jump (S/m)  Born amplitude")
for i in (0, 20, 32, 36, 40):
    print(f"{strength[i]:8.3f} {exact['spin_hall_conductivity_skew'][i]:12.4g} {leading[i]:14.4g} "
          f"{exact['spin_hall_conductivity_side_jump'][i]:17.4g} "
          f"{born['spin_hall_conductivity_side_jump'][i]:15.4g}")
jump_born = born["spin_hall_conductivity_side_jump"][-1]
print(f"at 1: exact over leading order {exact['spin_hall_conductivity_skew'][-1] / leading[-1]:.2f}, "
      f"Born over exact {jump_born / exact['spin_hall_conductivity_side_jump'][-1]:.2f}; "
      f"equal parts of leading order and Born at n_i/n_c = {-0.01 * leading[-1] / jump_born:.3f}")

plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                     "axes.spines.right": False, "legend.frameon": False, "legend.fontsize": 8})
figure, axes = plt.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
axes[0].loglog(n, -skew[:, at], "--", color=BLUE, label="skew scattering (negative)")
axes[0].loglog(n, jump[:, at], color=ORANGE, label="side jump (positive)")
axes[0].loglog(n, -total[:, at], ":", color=BLACK, label="sum (negative)")
axes[0].set(xlabel="$n_i/n_c$", ylabel=r"|$\sigma_{SH}$| (S/m)", title=r"(a) $\eta_0 = 0.1$")
axes[0].legend()

share = abs(jump) / (abs(jump) + abs(skew))
colours = axes[1].pcolormesh(n, eta_0, share.T, cmap="cividis", vmin=0, vmax=1, rasterized=True)
axes[1].contour(n, eta_0, share.T, [0.5], colors="white", linewidths=1)
axes[1].text(0.045, 0.1, "sum = 0", color="white", fontsize=9, ha="right")
axes[1].set(xscale="log", xlabel="$n_i/n_c$", ylabel=r"$\eta_0$", title="(b) part of the side jump")
figure.colorbar(colours, ax=axes[1], label="|side jump| / (|side jump| + |skew|)")

for part, line, colour in (
        ("skew", leading, BLUE),
        ("side_jump", born["spin_hall_conductivity_side_jump"], ORANGE)):
    name = part.replace("_", " ")
    values = exact["spin_hall_conductivity_" + part]
    axes[2].loglog(strength, abs(values), color=colour, label=f"{name}, all orders")
    axes[2].loglog(strength, abs(line), ":", color=colour,
                   label=f"{name}, " + ("leading order" if part == "skew" else "Born amplitude"))
axes[2].set(xlabel="phase shifts over those of the alloy", ylabel=r"|$\sigma_{SH}$| (S/m)",
            title=r"(c) $n_i/n_c = 0.01$")
axes[2].legend()
figure.savefig(sys.argv[4], dpi=120,
               metadata={"Date": None} if sys.argv[4].endswith(".svg") else None)
