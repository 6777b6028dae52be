#!/usr/bin/python3
"""The signal of pulse.toml against the one-dimensional theory of its channel: pulse.svg.

usage: pulse.py study.csv [--out FIGURE]
"""

import argparse
import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

BLUE, GREY = "#0072B2", "#777777"
LARMOR = 0.1 * 2.00231930436256 * 9.2740100783e-24 / 1.054571817e-34  # rad/s
# the numbers of pulse.toml, SI
CONDUCTIVITY, LENGTH, LIFETIME, AREA = 5e7, 1e-6, 500e-12, 100e-9 * 60e-9
POLARISATION, CURRENT, WIDTH, DISTANCE = 0.3, 1e-3, 100e-12, 1e-6


def signal(time):
    """P^2 I D/(sigma A) times the integral over the pulse of what arrives after a delay."""
    diffusion = LENGTH**2 / LIFETIME
    delay = np.linspace(max(time - WIDTH, 0), time, 4001)[1:]
    arriving = (np.exp(-DISTANCE**2 / (4 * diffusion * delay) - delay / LIFETIME) * np.cos(LARMOR * delay)
                / np.sqrt(4 * np.pi * diffusion * delay))
    return POLARISATION**2 * CURRENT * diffusion / (CONDUCTIVITY * AREA) * np.trapz(arriving, delay)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study", help="study.csv of pulse.toml")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})

    with open(options.study) as file:
        rows = [(float(row["time [s]"]), float(row["signal [V]"])) for row in csv.DictReader(file)]
    print("time/ps   program/uV    theory/uV")
    for time, found in rows[5::5]:
        print(f"{1e12 * time:7.0f} {1e6 * found:12.3f} {1e6 * signal(time):12.3f}")

    time, found = np.array(rows).T
    dense = np.linspace(0, time[-1], 401)[1:]
    theory = np.array([signal(value) for value in dense])
    figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.3), layout="constrained")
    for axis, shown in ((axes[0], lambda value: value), (axes[1], np.abs)):
        axis.axvspan(0, 1e12 * WIDTH, color=GREY, alpha=0.2, lw=0)
        axis.plot(1e12 * dense, 1e6 * shown(theory), color=BLUE, lw=1, label="one-dimensional theory")
        axis.plot(1e12 * time, 1e6 * shown(found), "o", color=BLUE, ms=3, label="program")
        axis.set(xlim=(0, 1e12 * time[-1]), xlabel="time (ps)")
    axes[0].axhline(0, color=GREY, lw=0.5)
    axes[0].set(ylabel="signal (µV)", title="(a) signal of the detector")
    axes[0].legend(frameon=False, fontsize=8)
    axes[1].set(yscale="log", ylim=(0.03, 30), ylabel="size of the signal (µV)", title="(b) its decay")
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
