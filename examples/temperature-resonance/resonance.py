#!/usr/bin/python3
"""Transport at temperature with a resonance below, at and above the Fermi energy: resonance.svg."""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

# An illustration, not a measurement: energies in meV, phase shifts in rad.
HALF_WIDTH = 3.0
POSITIONS = (-5.0, 0.0, 5.0)
ETA_S = 0.3
ETA_D = 0.15
ATOMIC_FRACTION = 0.001
BOLTZMANN = 8.617333262e-2  # meV/K
LORENZ = np.pi**2 / 3 * (BOLTZMANN * 1e-3) ** 2  # (V/K)^2
# Okabe and Ito
BLACK, ORANGE, BLUE, GREY = "#000000", "#D55E00", "#0072B2", "#777777"
STYLES = dict(zip(POSITIONS, ((BLUE, "-"), (BLACK, "--"), (ORANGE, "-."))))


def thermal(program, folder, position, temperatures):
    """Results of `sidejump thermal` for one alloy: arrays over temperature, SI values by name."""
    alloy = Path(folder) / "alloy.toml"
    alloy.write_text(f"""
[host]
name = "Cu"

[[impurity]]
name = "resonance"
atomic_fraction = {ATOMIC_FRACTION}
channels = [ {{ l = 0, j = 0.5, phase_shift = {ETA_S} }},
             {{ l = 2, j = 1.5, phase_shift = {ETA_D} }},
             {{ l = 2, j = 2.5, phase_shift = {ETA_D} }},
             {{ l = 3, j = 2.5, phase_shift = {{ position = "{position} meV", width = "{HALF_WIDTH} meV" }} }} ]

[kinetics]
moments = "full"

[thermal]
temperature = {[f"{t:.6g} K" for t in temperatures]}
""")
    run = subprocess.run([program, "--quiet", "thermal", str(alloy), "--json", "--out", folder],
                         check=True, capture_output=True, text=True)
    results = [at["results"] for at in json.loads(run.stdout)["results"]]
    return {name: np.array([r[name]["value"] for r in results], dtype=float) for name in results[0]}


def draw_phase_shifts(axes):
    energies = np.linspace(-60, 60, 601)
    for temperature, shade in ((300, "#eeeeee"), (30, "#cccccc")):
        x = energies / (BOLTZMANN * temperature)
        axes.fill_between(energies, np.pi / np.cosh(x / 2) ** 2, color=shade, lw=0,
                          label=f"$-f'$ at {temperature} K")
    for position, (colour, style) in STYLES.items():
        axes.plot(energies, np.arctan2(HALF_WIDTH, position - energies), style, color=colour)
    axes.set(xlabel=r"$\varepsilon-\varepsilon_F$ (meV)", ylabel=r"$\eta_{f5/2}$ (rad)", xlim=(-60, 60),
             yticks=(0, np.pi / 2, np.pi), yticklabels=("0", "π/2", "π"), title="(a) phase shift")
    axes.legend(fontsize=8, frameon=False, loc="center left", bbox_to_anchor=(0.0, 0.55))


def draw(axes, runs, temperatures, name, scale, label, title):
    for position, (colour, style) in STYLES.items():
        axes.plot(temperatures, runs[position][name] * scale, style, color=colour,
                  label=f"{position:+g} meV" if position else "0")
    axes.set(xscale="log", xlim=(1, 300), ylabel=label, title=title)


def print_numbers(runs, temperatures):
    print("position     T   resistivity     S           L/L_0   angle     spin Nernst conductivity")
    for position, run in runs.items():
        for wanted in (1, 10, 30, 100, 300):
            i = int(np.argmin(np.abs(temperatures - wanted)))
            print(f"{position:+4.0f} meV  {temperatures[i]:3.0f} K  {run['resistivity'][i] * 1e8:6.4f} uohm cm"
                  f"  {run['seebeck'][i] * 1e6:+7.3f} uV/K  {run['lorenz_number'][i] / LORENZ:6.4f}"
                  f"  {run['spin_hall_angle'][i]:+.5f}  {run['spin_nernst_conductivity'][i]:+8.2f} A/(m K)")
    for position, run in runs.items():
        i = int(np.argmax(np.abs(run["seebeck"])))
        j = int(np.argmax(np.abs(run["lorenz_number"] / LORENZ - 1)))
        print(f"{position:+.0f} meV: largest |S| {run['seebeck'][i] * 1e6:+.2f} uV/K at {temperatures[i]:.0f} K, "
              f"L/L_0 farthest from 1: {run['lorenz_number'][j] / LORENZ:.3f} at {temperatures[j]:.0f} K")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    temperatures = np.unique(np.concatenate([np.geomspace(1, 300, 61), [10.0, 30.0, 100.0]]))
    with tempfile.TemporaryDirectory() as folder:
        runs = {p: thermal(options.program, folder, p, temperatures) for p in POSITIONS}
    print_numbers(runs, temperatures)

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(3, 2, figsize=(7.2, 7.6), layout="constrained")
    draw_phase_shifts(axes[0, 0])
    for panel, name, scale, label, title in (
            (axes[0, 1], "resistivity", 1e8, r"$\rho$ (µΩ cm)", "(b) resistivity"),
            (axes[1, 0], "seebeck", 1e6, "$S$ (µV/K)", "(c) thermopower"),
            (axes[1, 1], "lorenz_number", 1 / LORENZ, "$L/L_0$", "(d) Lorenz ratio"),
            (axes[2, 0], "spin_hall_angle", 1, r"$\sigma_{SH}/\sigma_c$", "(e) spin Hall angle"),
            (axes[2, 1], "spin_nernst_conductivity", 1, r"$\alpha_{SN}$ (A m$^{-1}$ K$^{-1}$)",
             "(f) spin Nernst conductivity")):
        draw(panel, runs, temperatures, name, scale, label, title)
    for panel, level in ((axes[1, 0], 0), (axes[1, 1], 1), (axes[2, 1], 0)):
        panel.axhline(level, color=GREY, lw=0.6)
    for panel in axes[2]:
        panel.set(xlabel="temperature (K)")
    axes[0, 1].legend(fontsize=8, frameon=False, title="resonance at", title_fontsize=8)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
