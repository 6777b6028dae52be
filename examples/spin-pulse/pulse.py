#!/usr/bin/python3
"""The signal of pulse.toml against the one-dimensional theory of its channel.

usage: pulse.py study.csv
"""

import csv
import sys

import numpy as np

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


print("time/ps   program/uV    theory/uV")
with open(sys.argv[1]) as file:
    for row in list(csv.DictReader(file))[5::5]:
        time = float(row["time [s]"])
        print(f"{1e12 * time:7.0f} {1e6 * float(row['signal [V]']):12.3f} {1e6 * signal(time):12.3f}")
