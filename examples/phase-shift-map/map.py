#!/usr/bin/python3
"""Extremes of the spin Hall angle and of the anisotropy of spin diffusion over two phase shifts.

usage: map.py [RESULT]     RESULT is what `sidejump sweep study.toml` wrote (default: study.h5)
"""

import argparse

import h5py
import numpy as np


def at(file, name, eta_0, eta_2):
    """The value at a pair of phase shifts in degrees that are on the axes."""
    place = (np.flatnonzero(file["eta_0"][:] == eta_0)[0], np.flatnonzero(file["eta_2"][:] == eta_2)[0])
    return file[name][place]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("result", nargs="?", default="study.h5", help="the result of the sweep")
    with h5py.File(parser.parse_args().result) as file:
        angle = file["spin_hall_angle"][:]
        ratio = file["spin_diffusion_longitudinal"][:] / file["spin_diffusion_transverse"][:]
        eta_0, eta_2 = file["eta_0"][:], file["eta_2"][:]
        for word, place in (("largest", np.argmax(angle)), ("least", np.argmin(angle))):
            i, k = np.unravel_index(place, angle.shape)
            print(f"{word} spin Hall angle: {angle[i, k]:+.3f} at eta_0 = {eta_0[i]:g}, "
                  f"eta_2 = {eta_2[k]:g} degree")
        half = len(eta_0) // 2
        print(f"spin Hall angle at eta_0 = 45, eta_2 = 0: {at(file, 'spin_hall_angle', 45, 0):+.3f}; "
              f"at eta_0 = -45: {at(file, 'spin_hall_angle', -45, 0):+.3f}")
        side_jump = file["spin_hall_angle_side_jump"][:]
        print(f"side jump alone, at eta_0 = eta_2 = 0: {side_jump[half, half]:+.4f}; "
              f"nowhere above {np.abs(side_jump).max():.4f}")
        finite = ratio[np.isfinite(ratio)]
        print(f"D_L/D_T: from {finite.min():.3f} to {finite.max():.1f}, "
              f"infinite at {np.count_nonzero(np.isinf(ratio))} of {ratio.size} points")
        for i, k in np.argwhere(np.isinf(ratio)):
            print(f"    eta_0 = {eta_0[i]:g}, eta_2 = {eta_2[k]:g} degree")


if __name__ == "__main__":
    main()
