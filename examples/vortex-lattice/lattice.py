#!/usr/bin/python3
"""Pair potential, spin, torque and states at places of the vortex lattice of lattice.toml.

usage: lattice.py FOLDER_OF_RESULTS
"""

import argparse
import csv
from pathlib import Path

import numpy as np

# of lattice.toml
CELL, TEMPERATURE, THETA, SPIN_ORBIT_RATE, FIELD, QUANTA = 6.0, 0.5, 0.1, 0.2, 0.2, 1


def columns(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


def far_from_vortices(gap):
    """S_z to first order in theta where no current flows: that of the flux, for a uniform gap."""
    frequency = np.pi * TEMPERATURE * (2 * np.arange(20000) + 1)
    energy = np.hypot(frequency, gap)
    flux = 2 * np.pi * QUANTA / CELL**2  # 2 e B/hbar
    return 4 * np.pi * TEMPERATURE * THETA * flux * ((gap / energy)**2 / (2 * energy + SPIN_ORBIT_RATE)).sum()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="results of lattice.toml")
    options = parser.parse_args()
    fields, spectrum = columns(options.folder / "fields.csv"), columns(options.folder / "spectrum.csv")
    size = len(np.unique(fields["x"]))

    def at(values, x, y):
        return values.reshape(size, size)[int(round(y * size)) % size, int(round(x * size)) % size]

    places = {"core": (0.5, 0.5), "half way to the next": (0.0, 0.5), "farthest": (0.0, 0.0)}
    print("place                  |Delta|      S_x       S_z    N(0)   torque_y  -div J_y")
    for name, place in places.items():
        print(f"{name:<21} {at(fields['pair_potential'], *place):8.4f} {at(fields['spin_density_x'], *place):8.4f} "
              f"{at(fields['spin_density_z'], *place):9.5f} {at(spectrum['density_of_states'], *place):7.4f} "
              f"{at(fields['spin_orbit_torque_y'], *place):10.2e} {at(fields['spin_hall_divergence_y'], *place):9.2e}")
    corner = at(fields["spin_density_z"], 0, 0)
    source = at(fields["spin_orbit_torque_y"] + fields["spin_hall_divergence_y"], 0, 0)
    print(f"farthest from vortices: S_z = {corner:.5f}, of the flux alone "
          f"{far_from_vortices(at(fields['pair_potential'], 0, 0)):.5f}; net source along y {source:.3e}, h S_z {FIELD * corner:.3e}")
    mean = fields["spin_density_z"].mean()
    print(f"mean of S_z {mean:.5f}")


if __name__ == "__main__":
    main()
