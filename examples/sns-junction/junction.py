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
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq, minimize_scalar

HERE = Path(__file__).resolve().parent
COLOURS = ["#000000", "#0072B2", "#009E73", "#E69F00", "#D55E00"]
GREY = "#777777"
# e R_N I_c over the Thouless energy at temperatures over the same
KNOWN_CURRENTS = {0.1: 10.8275, 5.0: 3.66802, 10.0: 0.992403, 20.0: 0.104758}
BOLTZMANN_OVER_CHARGE = 1.380649e-23 / 1.602176634e-19  # V/K
# the wire of copper.toml, SI
LENGTH, CROSS_SECTION, CONDUCTIVITY, DIFFUSION = 500e-9, 100e-9 * 50e-9, 4e7, 100e-4
NIOBIUM = 9.2  # K
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


def currents(program, pool, phase, temperatures):
    """e R_N I over the Thouless energy, a row for each temperature, without the error of second order in the grid."""
    columns = [result["points"]["current_left"] for result, _ in
               pool.map(lambda value: run(program, "wire.toml", phase=repr(float(value)), temperature=temperatures), phase)]
    # R_N = 1/2 of a wire of length 1
    return np.array([0.5 * (np.array(column["values"]) + 4 / 3 * np.array(column["grid_changes"]))
                     for column in columns]).T


def draw_currents(axes, program):
    # at low temperature the current leans over; else few harmonics are there
    leaning = np.array([*np.pi / 4 * np.arange(1, 3), 1.83, 1.96, 2.09, 2.22, *np.pi / 8 * np.arange(6, 8)])
    warm = np.pi / 5 * np.arange(1, 5)
    with ThreadPoolExecutor(2) as pool:
        low, = currents(program, pool, leaning, [0.1])
        high = currents(program, pool, warm, [5.0, 10.0, 20.0])
    dense = np.linspace(0, np.pi, 181)
    print("T/E_Th    e R_N I_c/E_Th       known   deviation   at phi/(pi/2)")
    for k, (temperature, known) in enumerate(KNOWN_CURRENTS.items()):
        phase, values = (leaning, low) if k == 0 else (warm, high[k - 1])
        if k == 0:
            curve = CubicSpline([0, *phase, np.pi], [0, *values, 0])
            critical, top = largest(phase, values)
        else:
            harmonics = [2 / 5 * (values * np.sin(n * phase)).sum() for n in range(1, 5)]
            curve = lambda x: sum(harmonic * np.sin((n + 1) * x) for n, harmonic in enumerate(harmonics))
            found = minimize_scalar(lambda x: -curve(x), bounds=(1, 2), method="bounded", options={"xatol": 1e-9})
            critical, top = -found.fun, found.x
        print(f"{temperature:6.1f} {critical:17.6f} {known:11.6f}   {critical / known - 1:+.1e} {top / (np.pi / 2):15.4f}")
        if temperature != 10.0:
            colour, line = {0.1: (COLOURS[0], "-"), 5.0: (COLOURS[1], "-"), 20.0: (COLOURS[3], "--")}[temperature]
            axes.plot(dense / np.pi, curve(dense) / critical, line, color=colour, lw=1.2)
            axes.plot(phase / np.pi, values / critical, "o", color=colour, ms=2.5)
            axes.plot([], [], "o" + line, color=colour, ms=2.5, lw=1.2, label=f"{temperature:g}")
    axes.set(xlabel="φ/π", ylabel="$I/I_c$", title="(a) current-phase relation", xlim=(0, 1), ylim=(0, 1.05))
    axes.legend(title="$T/E_{Th}$", frameon=False, fontsize=7, title_fontsize=8)


def gap_of_niobium(temperature):
    """The BCS gap (K)."""
    frequency = np.pi * temperature * (2 * np.arange(20000) + 1)

    def balance(gap):
        return np.log(temperature / NIOBIUM) + 2 * np.pi * temperature * (
            1 / frequency - 1 / np.hypot(frequency, gap)).sum()
    return brentq(balance, 1e-3, 2 * NIOBIUM)


def warm_limit(temperature, thouless):
    """e R_N I_c/k_B (K) for a temperature far above the Thouless energy and any gap: Zaikin and Zharkov."""
    frequency = np.pi * temperature * (2 * np.arange(60) + 1)
    angle = np.arctan2(gap_of_niobium(temperature), frequency)
    length = np.sqrt(2 * frequency / thouless)
    return 64 * np.pi * temperature * (np.tan(angle / 4)**2 * length * np.exp(-length)).sum()


def draw_copper(axes, program):
    # pairs of phases: of more the program would look for the largest current itself
    degrees = ([80, 95], [110, 125], [140])
    with ThreadPoolExecutor(2) as pool:
        columns = [result["points"] for result, _ in
                   pool.map(lambda part: run(program, "copper.toml", phases=[f"{value} degree" for value in part]), degrees)]
    at = {name: np.concatenate([column[name]["values"] for column in columns]) for name in ("temperature", "current_left")}
    at["current_left"] += 4 / 3 * np.concatenate([column["current_left"]["grid_changes"] for column in columns])
    temperatures, phase = np.unique(at["temperature"]), np.radians(np.concatenate(degrees))
    critical = np.array([largest(phase, at["current_left"][at["temperature"] == t])[0] for t in temperatures])
    thouless = HBAR_OVER_BOLTZMANN * DIFFUSION / LENGTH**2
    resistance = LENGTH / (CONDUCTIVITY * CROSS_SECTION)
    microampere = 1e6 * BOLTZMANN_OVER_CHARGE / resistance
    limit = np.array([microampere * warm_limit(t, thouless) for t in temperatures])
    print(f"copper: E_Th = {thouless:.4f} K, R_N = {resistance:.2f} ohm")
    print("T/K                " + "".join(f"{t:8.1f}" for t in temperatures))
    print("I_c/uA             " + "".join(f"{1e6 * CROSS_SECTION * i:8.3f}" for i in critical))
    print("Zaikin and Zharkov " + "".join(f"{i:8.3f}" for i in limit))
    print(f"e R_N I_c/E_Th      {1e6 * CROSS_SECTION * critical[0] / (microampere * thouless):7.4f} at the lowest temperature")
    dense = np.linspace(0.5, 7, 60)
    axes.semilogy(dense, [microampere * warm_limit(t, thouless) for t in dense], color=GREY, lw=1, ls="--",
                  label="T far above $E_{Th}$")
    axes.semilogy(temperatures, 1e6 * CROSS_SECTION * critical, "o", color=COLOURS[1], ms=4, label="program")
    axes.legend(frameon=False, fontsize=7)
    axes.set(xlabel="T (K)", ylabel="$I_c$ (µA)", title="(b) 500 nm of Cu between Nb", xlim=(0, 7))


def draw_states(figure, axes, program):
    shares = np.array([0.0, 0.25, 0.5, 0.75])
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda share: run(program, "states.toml", phase=repr(np.pi * share)), shares))
    print("  phi/pi  minigap/E_Th  quadrature   deviation")
    energy, x = runs[0][1]["energy"], runs[0][1]["spectrum_x"]
    middle = int(np.argmin(abs(x - 0.5)))
    for share, colour, (result, spectrum) in zip(shares, COLOURS, runs):
        gap, theory = extrapolated(result)["minigap"], minigap(np.pi * share)
        print(f"{share:8.3f} {gap:13.6f} {theory:11.6f}   {gap / theory - 1:+.1e}")
        axes[0].plot(energy, spectrum["density_of_states"][:, middle], color=colour, lw=1.2, label=f"{share:g} π")
        axes[0].axvline(theory, color=colour, lw=0.8, ls=":")
    axes[0].legend(title="φ", frameon=False, fontsize=7, title_fontsize=8)
    axes[0].set(xlabel="$E/E_{Th}$", ylabel="$N/N_F$", title="(c) states in the middle", xlim=(0, 9), ylim=(0, None))
    mesh = axes[1].pcolormesh(x, energy, runs[2][1]["density_of_states"], cmap="viridis", vmin=0, vmax=1.6,
                              shading="gouraud", rasterized=True)
    axes[1].axhline(minigap(np.pi / 2), color="white", lw=1, ls=":")
    axes[1].set(xlabel="x/L", ylabel="$E/E_{Th}$", title="(d) states along the wire, φ = π/2")
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
