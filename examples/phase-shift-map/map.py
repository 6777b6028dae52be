#!/usr/bin/python3
"""Spin Hall angle and anisotropy of spin diffusion over two phase shifts: map.svg.

usage: map.py [RESULT]     RESULT is what `sidejump sweep study.toml` wrote (default: study.h5)
"""

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import h5py
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import TwoSlopeNorm

# Colour maps that stay readable for colour-blind readers and are neutral where nothing happens.
DIVERGING = "RdBu_r"
TICKS = [-90, -45, 0, 45, 90]


def at(file, name, eta_0, eta_2):
    """The value at a pair of phase shifts in degrees that are on the axes."""
    place = (np.flatnonzero(file["eta_0"][:] == eta_0)[0], np.flatnonzero(file["eta_2"][:] == eta_2)[0])
    return file[name][place]


def draw(axes, file, values, norm, title, label):
    image = axes.pcolormesh(file["eta_0"][:], file["eta_2"][:], values.T, norm=norm, cmap=DIVERGING,
                            shading="nearest", rasterized=True)
    axes.set(xlabel="$\\eta_0$, s1/2 (degree)", ylabel="$\\eta_2$, p3/2 (degree)", xticks=TICKS,
             yticks=TICKS, title=title, aspect="equal")
    bar = axes.figure.colorbar(image, ax=axes, label=label, shrink=0.9)
    bar.outline.set_visible(False)
    return bar


def zero_line(axes, file, values):
    # At eta_2 = +-90 degree p1/2 and p3/2 scatter alike: all is zero there up to rounding.
    axes.contour(file["eta_0"][:], file["eta_2"][1:-1], values[:, 1:-1].T, levels=[0.0],
                 colors="black", linewidths=0.8)


def print_numbers(file, angle, ratio):
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("result", nargs="?", default="study.h5", help="the result of the sweep")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10})
    with h5py.File(options.result) as file:
        angle = file["spin_hall_angle"][:]
        ratio = file["spin_diffusion_longitudinal"][:] / file["spin_diffusion_transverse"][:]
        figure, (left, right) = plt.subplots(1, 2, figsize=(9.2, 3.5), layout="constrained")
        largest = np.abs(angle).max()
        bar = draw(left, file, angle, TwoSlopeNorm(0.0, -largest, largest),
                   "(a) spin Hall angle", "$\\sigma_{SH}/\\sigma_c$")
        zero_line(left, file, angle)
        bar.set_ticks([-0.5, -0.25, 0, 0.25, 0.5])
        octaves = np.clip(np.log2(ratio), -2.0, 2.0)
        bar = draw(right, file, octaves, TwoSlopeNorm(0.0, -2.0, 2.0),
                   "(b) anisotropy of spin diffusion", "$D_L/D_T$")
        bar.set_ticks([-2, -1, 0, 1, 2], labels=["1/4", "1/2", "1", "2", "4 and more"])
        zero_line(right, file, octaves)
        print_numbers(file, angle, ratio)
    figure.savefig(options.out, dpi=120,
                   metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
