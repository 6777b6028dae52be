#!/usr/bin/python3
"""Transitions between the 0 and the pi state of the junctions of junction.toml and barrier.toml
against closed forms: zero_pi.svg.
"""

import argparse
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq

HERE = Path(__file__).resolve().parent
BLUE, ORANGE, GREEN, BLACK, GREY = "#0072B2", "#D55E00", "#009E73", "#000000", "#777777"
# the first zero of tan y + tanh y, y = d sqrt(h/D): one frequency far below the exchange field
KNOWN = 2.365020
INTERVALS = 7  # of the phase from 0 to pi
GAP = 1e-3  # over the temperature; barriers are compared where F is small and the problem linear


def run(program, name, replaced):
    """The points of a file with texts replaced."""
    text = (HERE / name).read_text()
    for old, new in replaced.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text)
        done = subprocess.run([program, "--quiet", "superconductor", str(path), "--json", "--out", folder],
                              check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["points"]


def current(program, thickness, temperature, law, mixing=0.0):
    """The current at a phase difference of 90 degrees, free of the error of second order in the grid.
    law: conductance of the barrier, or None for a transparent one."""
    replaced = {"thickness = 2.0": f"thickness = {thickness!r}", "temperature = 0.01": f"temperature = {temperature!r}",
                "pair_potential = 0.001": f"pair_potential = {GAP * temperature!r}"}
    if law is None:
        replaced['law = "spin-active"\nconductance = 1.0\nspin_mixing_left = 0.0\nmagnetisation = [0, 0, 1]\n'] = ""
    else:
        replaced["conductance = 1.0"] = f"conductance = {law!r}"
        replaced["spin_mixing_left = 0.0"] = f"spin_mixing_left = {mixing!r}"
    column = run(program, "barrier.toml", replaced)["current_left"]
    return column["values"][0] + 4 / 3 * column["grid_changes"][0]


def closed_form(thickness, temperature, law, mixing=0.0):
    """The same to second order in F, h = D = 1: on the left D F' = (G - i G_phi) F - G F_S."""
    frequency = np.pi * temperature * (2 * np.arange(400) + 1)
    k = np.sqrt(2 * (frequency - 1j))
    reservoir = GAP * temperature / np.hypot(frequency, GAP * temperature)
    if law is None:
        kernel = k / np.sinh(k * thickness)
    else:
        kernel = law * k / (k * np.cosh(k * thickness) + (law - 1j * mixing) * np.sinh(k * thickness))
    return 4 * np.pi * temperature * (reservoir**2 * kernel.real).sum()


def transition(program, start, *law):
    """The zero of the current, on a line through two thicknesses close to it."""
    low, high = 0.999 * start, 1.001 * start
    one, other = current(program, low, *law), current(program, high, *law)
    return low - one * (high - low) / (other - one)


def closed_transition(*law):
    thickness = np.linspace(0.5, 4, 15)
    sign = np.sign([closed_form(d, *law) for d in thickness])
    k = int(np.flatnonzero(np.diff(sign))[0])
    return brentq(lambda d: closed_form(d, *law), thickness[k], thickness[k + 1], xtol=1e-12)


def at_thickness(program, thickness):
    """Currents at phases from 0 to pi, and the harmonics of the sine series through them."""
    phase, values = np.linspace(0, np.pi, INTERVALS + 1), [0.0]
    for k in range(1, INTERVALS, 2):  # pairs of phases: of more the program would look for the largest current
        pair = [float(value) for value in phase[k:min(k + 2, INTERVALS)]]
        points = run(program, "junction.toml", {
            "thickness = 2.2": f"thickness = {float(thickness)!r}",
            'phases = { from = "0 degree", to = "180 degree", count = 19 }': f"phases = {pair}"})
        values += points["current_left"]["values"]
    values = np.array([*values, 0.0])
    harmonics = [2 / INTERVALS * (values * np.sin(n * phase)).sum() for n in range(1, INTERVALS)]
    return phase, values, harmonics


def series(harmonics, phase):
    return sum(harmonic * np.sin((n + 1) * phase) for n, harmonic in enumerate(harmonics))


DENSE = np.linspace(0, np.pi, 361)


def draw_thicknesses(axes, program, pool):
    thickness = np.linspace(1.4, 3.5, 10)
    found = list(pool.map(lambda d: at_thickness(program, d), thickness))
    harmonics = np.array([values for _, _, values in found])
    # lines through the harmonics times an exponential that takes away their fall
    dense = np.linspace(thickness[0], thickness[-1], 200)
    rates = 1.5 * np.arange(1, INTERVALS)
    lines = CubicSpline(thickness, harmonics * np.exp(thickness[:, None] * rates))(dense) * np.exp(-dense[:, None] * rates)
    axes.semilogy(dense, [max(abs(series(line, DENSE))) for line in lines], color=BLACK, lw=1.2, label="$I_c$")
    for n, colour in ((0, BLUE), (1, ORANGE)):
        axes.semilogy(dense, abs(lines[:, n]), color=colour, lw=1, label=f"$|I_{n + 1}|$")
        positive = harmonics[:, n] > 0
        axes.semilogy(thickness[positive], harmonics[positive, n], "o", color=colour, ms=3)
        axes.semilogy(thickness[~positive], -harmonics[~positive, n], "o", color=colour, mfc="white", ms=3)
    axes.set(xlabel=r"$d\,(h/D)^{1/2}$", ylabel="current", title="(a) Δ = 0.4 h, T = 0.02 h", ylim=(1e-4, 1.5))
    axes.legend(frameon=False, fontsize=8)
    k = int(np.flatnonzero(lines[:, 0] < 0)[0])
    return np.interp(0, lines[[k, k - 1], 0], dense[[k, k - 1]])


def draw_relations(axes, program, pool, middle):
    thickness = [0.97 * middle, middle, 1.03 * middle]
    print("     d    I_1/1e-4    I_2/1e-4    I_c/1e-4  (T = 0.02, gap 0.4)")
    for d, colour, found in zip(thickness, (BLUE, BLACK, ORANGE), pool.map(lambda d: at_thickness(program, d), thickness)):
        phase, values, harmonics = found
        print(f"{d:6.4f} {1e4 * harmonics[0]:11.1f} {1e4 * harmonics[1]:11.1f} {1e4 * max(abs(series(harmonics, DENSE))):11.1f}")
        axes.plot(DENSE / np.pi, 1e2 * series(harmonics, DENSE), color=colour, lw=1.2, label=f"d = {d:.3f}")
        axes.plot(phase / np.pi, 1e2 * values, "o", color=colour, ms=3)
    axes.axhline(0, color=GREY, lw=0.5)
    axes.set(xlabel="φ/π", ylabel="$I$ ($10^{-2}$)", title="(b) near the transition", xlim=(0, 1))
    axes.legend(frameon=False, fontsize=7)


def draw_barriers(axes, program, pool):
    conductances = [0.2, 3.0]
    dense = np.logspace(-2, 2, 25)
    cases = [(0.0, "no spin mixing", BLUE), (0.5, r"$G_\varphi$ = 0.5", ORANGE), (-0.5, r"$G_\varphi$ = −0.5", GREEN)]
    worst = 0.0
    for mixing, label, colour in cases:
        axes.semilogx(dense, [closed_transition(0.01, g, mixing) for g in dense], color=colour, lw=1, label=label)
        expected = [closed_transition(0.01, g, mixing) for g in conductances]
        found = list(pool.map(lambda pair: transition(program, pair[1], 0.01, pair[0], mixing),
                              zip(conductances, expected)))
        axes.plot(conductances, found, "o", color=colour, ms=3.5)
        worst = max(worst, *abs(np.array(found) / expected - 1))
    for value, text in ((KNOWN, "transparent, T → 0"), (np.pi / 2, "π/2")):
        axes.axhline(value, color=GREY, lw=0.6, ls=":")
        axes.text(0.01, value, text, color=GREY, fontsize=7, va="bottom")
    print(f"{3 * len(conductances)} junctions with a barrier: largest deviation from the closed form {worst:.1e}")
    axes.set(xlabel=r"$G$ of the barrier", ylabel=r"transition $d\,(h/D)^{1/2}$", title="(c) with a barrier, T = 0.01 h",
             xticks=10.0**np.arange(-2, 3))
    axes.plot([], [], "o", color=GREY, ms=3.5, label="program")
    axes.legend(frameon=False, fontsize=7, loc="lower right")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.3), layout="constrained")
    print("junction              T/h    transition       known   deviation")
    for name, law, known in (("transparent", None, KNOWN), ("weak tunnel barrier", 1e-6, np.pi / 2)):
        found = transition(options.program, known, 1e-8, law)
        print(f"{name:<20} {1e-8:5.0e} {found:12.6f} {known:11.6f}   {found / known - 1:+.1e}")
    for temperature in (0.01, 0.1, 0.3):
        known = closed_transition(temperature, None)
        found = transition(options.program, known, temperature, None)
        print(f"{'transparent':<20} {temperature:5.2f} {found:12.6f} {known:11.6f}   {found / known - 1:+.1e}")
    with ThreadPoolExecutor(2) as pool:
        middle = draw_thicknesses(axes[0], options.program, pool)
        draw_relations(axes[1], options.program, pool, middle)
        draw_barriers(axes[2], options.program, pool)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
