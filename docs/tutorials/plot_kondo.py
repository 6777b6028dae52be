#!/usr/bin/python3
"""A Kondo alloy against temperature: a table and a figure.

usage: plot_kondo.py STUDY.h5 FOLDER_OF_TABLES MEAN_FIELD/thermal.json FERMI_LIQUID/thermal.json FIGURE
"""

import json
import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

BLACK, ORANGE, BLUE, GREY = "#000000", "#D55E00", "#0072B2", "#777777"
KONDO_TEMPERATURE = 3.0  # K, of the alloy file


def resistivity_against_temperature(path):
    rows = json.load(open(path))["results"]
    return np.array([[row["temperature"]["value"], row["results"]["resistivity"]["value"]]
                     for row in rows]).T


with h5py.File(sys.argv[1]) as file:
    temperature = file["temperature"][:]
    study = {name[8:]: file[name][:] for name in file if name.startswith("thermal.")}
reduced = temperature / KONDO_TEMPERATURE

print("    T (K)   T/T_K  resistivity (ohm m)  angle, eta_0 > 0  angle, eta_0 < 0  side jump/skew")
for at in (0.03, 0.3, 1.0, 1.2, 2.0, 3.0):
    i = abs(np.log(temperature / at)).argmin()
    print(f"{temperature[i]:9.3f} {reduced[i]:7.3f} {study['resistivity'][0, i]:20.4g} "
          f"{study['spin_hall_angle'][0, i]:17.4f} {study['spin_hall_angle'][1, i]:17.4f} "
          f"{study['spin_hall_conductivity_side_jump'][0, i] / study['spin_hall_conductivity_skew'][0, i]:15.4f}")
mean_field, fermi_liquid = (resistivity_against_temperature(path) for path in sys.argv[3:5])
for name, (t, rho) in (("mean field", mean_field), ("Fermi liquid", fermi_liquid)):
    print(f"doublet alone, {name}: rho({t[-1]:g} K)/rho({t[0]:g} K) = {rho[-1] / rho[0]:.4f}")

plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                     "axes.spines.right": False, "legend.frameon": False, "legend.fontsize": 8})
figure, axes = plt.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
shades = plt.get_cmap("viridis")(np.linspace(0, 0.85, 4))
for suffix, shade in zip(("", "-1K", "-2K", "-3K"), shades):
    energy, phase = np.loadtxt(f"{sys.argv[2]}/Ce-l1-j0.5{suffix}.tsv", usecols=(0, 1)).T
    near = abs(energy) < 1.2e-3
    axes[0].plot(1e3 * energy[near], np.sin(phase[near]) ** 2, color=shade,
                 label=suffix[1:-1] + " K" if suffix else "0 K")
axes[0].set(xlim=(-1, 1), xlabel="energy from the Fermi energy (meV)", ylabel=r"$\sin^2\eta_1$",
            title="(a) the resonance of the doublet")
axes[0].legend()

axes[1].semilogx(reduced, 1e8 * study["resistivity"][0], color=BLUE)
axes[1].set(xlabel="$T/T_K$", ylabel=r"resistivity (µ$\Omega$ cm)", title="(b) resistivity",
            ylim=(0, 2.4))
inset = axes[1].inset_axes((0.15, 0.24, 0.36, 0.4))
for (t, rho), style, name in ((mean_field, "-", "mean field"), (fermi_liquid, "--", "Fermi liquid")):
    inset.plot((t / KONDO_TEMPERATURE) ** 2, rho / rho[0], style, color=BLACK, label=name)
inset.set(xlabel="$(T/T_K)^2$", xlim=(0, 0.01), ylim=(0.9, 1.005))
inset.set_title(r"$\rho/\rho_0$, doublet alone", fontsize=7)
inset.tick_params(labelsize=7)
inset.xaxis.label.set_size(7)
inset.legend(fontsize=6, loc="lower left")

for i, (name, colour) in enumerate(((r"$\eta_0 = 0.1$", BLUE), (r"$\eta_0 = -0.1$", ORANGE))):
    axes[2].semilogx(reduced, 100 * study["spin_hall_angle"][i], color=colour, label=name)
axes[2].set(xlabel="$T/T_K$", ylabel="spin Hall angle (%)", title="(c) spin Hall angle")
axes[2].axhline(0, color=GREY, lw=0.5)
axes[2].legend(loc="center left", bbox_to_anchor=(0, 0.65))
for axis in axes[1:]:
    axis.axvspan(0.4, 2, color="#dddddd", lw=0)
    axis.set_xlim(0.01, 2)
figure.savefig(sys.argv[5], dpi=120,
               metadata={"Date": None} if sys.argv[5].endswith(".svg") else None)
