#!/usr/bin/python3
"""Supercurrent and densities of states of the wires of wire.toml, states.toml and copper.toml
against known numbers: junction.svg.
"""

import argparse
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import brentq, minimize_scalar

HERE = Path(__file__).resolve().parent
COLOURS = ["#000000", "#0072B2", "#009E73", "#E69F00", "#D55E00"]
GREY = "#777777"
# e R_N I_c over the Thouless energy at temperatures over the same
KNOWN_CURRENTS = {0.1: 10.8275, 5.0: 3.66802, 10.0: 0.992403, 20.0: 0.104758}
BOLTZMANN_OVER_CHARGE = 1.380649e-23 / 1.602176634e-19  # V/K
# the wire of copper.toml, SI
LENGTH, CROSS_SECTION, CONDUCTIVITY, DIFFUSION = 500e-9, 100e-9 * 50e-9, 4e7, 100e-4
HBAR_OVER_BOLTZMANN = 1.054571817e-34 / 1.380649e-23  # K s


def run(program, name, **changes):
    """The result of a file in which lines `key = ...` are replaced, and the folder's fields.h5."""
    lines = (HERE / name).read_text().splitlines()
    for key, value in changes.items():
        places = [n for n, line in enumerate(lines) if line.startswith(f"{key} = ")]
        assert len(places) == 1, key
        lines[places[0]] = f"{key} = {value}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text("\n".join(lines) + "\n")
        done = subprocess.run([program, "--quiet", "superconductor", str(path), "--json", "--out", folder],
                              check=True, capture_output=True, text=True)
        spectrum = None
        with h5py.File(Path(folder) / "fields.h5") as file:
            if "energy" in file:
                spectrum = {key: file[key][:] for key in ("energy", "spectrum_x", "density_of_states")}
    return json.loads(done.stdout), spectrum


def extrapolated(result):
    """Findings of the grid and one twice as fine, without the error of second order."""
    return {finding["name"]: finding["value"] + 4 / 3 * finding["grid_change"]
            for finding in result["findings"]}


ABSCISSAS, WEIGHTS = (0.5 * part for part in np.polynomial.legendre.leggauss(80))
ABSCISSAS = ABSCISSAS + 0.5


def energy_and_phase(top, ratio):
    """Inside the gap theta = pi/2 + i psi(x), with the first integral
    psi'^2 = 4 E (sinh top - sinh psi) + j^2 (1/cosh^2 psi - 1/cosh^2 top); ratio = j^2/E."""
    psi = top * (1 - ABSCISSAS**2)
    slope = np.sqrt(4 * (np.sinh(top) - np.sinh(psi))
                    + ratio * (np.cosh(psi)**-2 - np.cosh(top)**-2))
    pieces = 2 * top * ABSCISSAS * WEIGHTS / slope
    return 4 * pieces.sum()**2, 2 * np.sqrt(ratio) * (pieces / np.cosh(psi)**2).sum()


def minigap(phase):
    """The largest energy for which a solution without states exists, in Thouless energies."""
    def energy(top):
        if phase == 0:
            return energy_and_phase(top, 0)[0]
        high = 1.0
        while energy_and_phase(top, high)[1] < phase:
            high *= 4
        ratio = brentq(lambda r: energy_and_phase(top, r)[1] - phase, 0, high, xtol=1e-13 * high)
        return energy_and_phase(top, ratio)[0]
    return -minimize_scalar(lambda top: -energy(top), bounds=(1.0, 3.5), method="bounded").fun


def largest(phase, current):
    """The top of the polynomial through the five points about the largest one."""
    best = int(np.argmax(current))
    near = np.argsort(abs(phase - phase[best]))[:5]
    fit = np.polynomial.Polynomial.fit(phase[near], current[near], 4)
    top = minimize_scalar(lambda value: -fit(value), bounds=(phase[near].min(), phase[near].max()), method="bounded",
                          options={"xatol": 1e-9})
    return -top.fun, top.x


def draw_currents(axes, program):
    phase = np.sort([*np.pi / 8 * np.arange(1, 8), 1.50, 1.63, 1.90, 2.03])
    with ThreadPoolExecutor(2) as pool:
        columns = [result["points"]["current_left"] for result, _ in
                   pool.map(lambda value: run(program, "wire.toml", phase=repr(float(value))), phase)]
    # e R_N I with R_N = 1/2 of a wire of length 1, for the temperatures of the file
    voltage = np.array([0.5 * (np.array(column["values"]) + 4 / 3 * np.array(column["grid_changes"]))
                        for column in columns]).T
    print("T/E_Th    e R_N I_c/E_Th       known   deviation   at phi/(pi/2)")
    for temperature, current, colour in zip(KNOWN_CURRENTS, voltage, COLOURS):
        critical, top = largest(phase, current)
        known = KNOWN_CURRENTS[temperature]
        print(f"{temperature:6.1f} {critical:17.6f} {known:11.6f}   {critical / known - 1:+.1e} {top / (np.pi / 2):15.4f}")
        axes.plot([0, *phase / np.pi, 1], [0, *current / critical, 0], "o-", color=colour, ms=2.5, lw=1,
                  label=f"{temperature:g}")
    axes.set(xlabel="φ/π", ylabel="$I/I_c$", title="(a) current-phase relation", xlim=(0, 1), ylim=(0, 1.05))
    axes.legend(title="$T/E_{Th}$", frameon=False, fontsize=7, title_fontsize=8)


def draw_copper(axes, program):
    result, _ = run(program, "copper.toml")
    temperatures = np.array(sorted(set(result["points"]["temperature"]["values"])))
    found = {finding["name"]: finding["value"] for finding in result["findings"]}
    currents = np.array([found[f"critical_current_{k + 1}"] for k in range(len(temperatures))])
    thouless = HBAR_OVER_BOLTZMANN * DIFFUSION / LENGTH**2
    resistance = LENGTH / (CONDUCTIVITY * CROSS_SECTION)
    voltage = resistance * CROSS_SECTION * currents / (BOLTZMANN_OVER_CHARGE * thouless)
    print(f"copper: E_Th = {thouless:.4f} K, R_N = {resistance:.2f} ohm")
    print("T/K       " + "".join(f"{t:8.1f}" for t in temperatures))
    print("I_c/uA    " + "".join(f"{1e6 * CROSS_SECTION * i:8.3f}" for i in currents))
    print("e R_N I_c/E_Th" + f"{voltage[0]:12.4f} at the lowest temperature")
    axes.semilogy(temperatures, 1e6 * CROSS_SECTION * currents, "o-", color=COLOURS[1], ms=3, lw=1)
    # the sum over frequencies far above the Thouless energy, gap infinite
    dense = np.linspace(0.8, 6, 80)
    frequency = np.pi * dense[:, None] * (2 * np.arange(20) + 1)
    length = np.sqrt(2 * frequency / thouless)
    limit = 64 * np.pi * dense / (3 + 2 * np.sqrt(2)) * (length * np.exp(-length)).sum(axis=1)
    axes.semilogy(dense, 1e6 * BOLTZMANN_OVER_CHARGE * limit / resistance, color=GREY, lw=1, ls="--",
                  label="Δ and T far above $E_{Th}$")
    axes.legend(frameon=False, fontsize=7)
    axes.set(xlabel="T (K)", ylabel="$I_c$ (µA)", title="(b) 500 nm of Cu between Nb")


def draw_states(figure, axes, program):
    shares = np.linspace(0, 1, 13)[:-1]
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda share: run(program, "states.toml", phase=repr(np.pi * share)), shares))
    gaps = np.array([extrapolated(result)["minigap"] for result, _ in runs])
    print("  phi/pi  minigap/E_Th  quadrature   deviation")
    for share, gap in zip(shares[::3], gaps[::3]):
        theory = minigap(np.pi * share)
        print(f"{share:8.3f} {gap:13.6f} {theory:11.6f}   {gap / theory - 1:+.1e}")
    energy, x = runs[0][1]["energy"], runs[0][1]["spectrum_x"]
    middle = int(np.argmin(abs(x - 0.5)))
    of_phase = np.array([spectrum["density_of_states"][:, middle] for _, spectrum in runs])
    options = {"cmap": "viridis", "vmin": 0, "vmax": 2, "shading": "gouraud", "rasterized": True}
    axes[0].pcolormesh(shares, energy, of_phase.T, **options)
    dense = np.linspace(0, 0.995, 60)
    axes[0].plot(dense, [minigap(np.pi * share) for share in dense], color="white", lw=1, ls="--")
    axes[0].plot(shares, gaps, "o", color="white", ms=3)
    axes[0].set(xlabel="φ/π", ylabel="$E/E_{Th}$", xlim=(0, shares[-1]), title="(c) N in the middle")
    mesh = axes[1].pcolormesh(x, energy, runs[6][1]["density_of_states"], **options)
    axes[1].set(xlabel="x/L", title="(d) N along the wire, φ = π/2")
    figure.colorbar(mesh, ax=axes[1], label="$N/N_F$")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(2, 2, figsize=(7.6, 6.0), layout="constrained")
    draw_currents(axes[0, 0], options.program)
    draw_copper(axes[0, 1], options.program)
    draw_states(figure, axes[1], options.program)
    figure.savefig(options.out, dpi=150,
                   metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
