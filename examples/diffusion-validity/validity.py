#!/usr/bin/python3
"""The exact spin decay length over sqrt(D/R), over phase shifts: validity.svg.

usage: validity.py [DOUBLET SPLIT]     what `sidejump sweep` wrote for doublet.toml and split.toml
                                       (default: doublet.h5 split.h5)
"""

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import h5py
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm

THEORIES = (("full", "all moments"), ("two_moment", "two moments"))
POLARISATIONS = (("longitudinal", "along"), ("transverse", "across"))
WAVES = {"eta_0": "s1/2", "eta_1": "p1/2", "eta_2": "p3/2"}
# In degrees, on the axes of either study.
POINTS = (((3, 0), (6, 0), (6, 6), (18, 0), (-9, 36), (45, 45), (45, 60), (87, 0)),
          ((36, 32.4), (36, 28.8), (36, 21.6), (36, 7.2), (25.2, -3.6), (21.6, 0), (-18, 0), (-90, 0)))
LEVELS = (1.05, 1.2, 2, 5)
# Lightness rises evenly, so that it can be read without colours.
COLOURS = "viridis"
INFINITE = "#d9d9d9"
TICKS = [-90, -45, 0, 45, 90]


class Study:
    def __init__(self, name):
        with h5py.File(name) as file:
            self.axes = list(file.attrs["axes"])
            self.values = {key: file[key][:] for key in file if file[key].dtype.kind == "f"}

    def __getitem__(self, name):
        return self.values[name]

    def ratio(self, theory, polarisation):
        """Not a number where both lengths are infinite, infinite where only the exact one is."""
        return self[f"decay_ratio_{theory}_{polarisation}"]

    def free_flights(self, polarisation):
        return self[f"spin_decay_length_{polarisation}"] / self["ballistic_length"]

    def at(self, values, *place):
        return values[tuple(np.argmin(np.abs(self[name] - x)) for name, x in zip(self.axes, place))]

    def where(self, place):
        return ", ".join(f"{name} = {self[name][i]:.3g}" for name, i in zip(self.axes, place)) + " degree"


def print_parts(name, study):
    print(f"{name}: {study.ratio('full', 'transverse').size} alloys, of those with a finite length")
    print("                       with a ratio up to 1.05     1.2       2       5   largest")
    for theory, theory_name in THEORIES:
        for polarisation, direction in POLARISATIONS:
            ratio = study.ratio(theory, polarisation)
            decays = ratio[np.isfinite(ratio)]
            parts = "".join(f"{100 * np.mean(decays <= level):6.1f} %" for level in LEVELS)
            place = np.unravel_index(np.argmax(np.where(np.isfinite(ratio), ratio, 0)), ratio.shape)
            print(f"  {theory_name + ', ' + direction:22}{parts:>35} {ratio[place]:9.3f} at {study.where(place)}")
            assert decays.min() > 1


def print_flights(study):
    bounds = (1, 1.5, 2, 3, 5, 10, np.inf)
    print("  by length in free flights   "
          + "".join(f"{f'{a:g}-{b:g}' if b < np.inf else f'over {a:g}':>8}" for a, b in zip(bounds, bounds[1:])))
    for polarisation, direction in POLARISATIONS:
        flights = study.free_flights(polarisation)
        for theory, theory_name in THEORIES:
            ratio = study.ratio(theory, polarisation)
            medians = "".join(f"{np.median(ratio[np.isfinite(ratio) & (flights > a) & (flights <= b)]):8.3f}"
                              for a, b in zip(bounds, bounds[1:]))
            print(f"  {theory_name + ', ' + direction + ', median':30}{medians}")


def print_points(study, points):
    print("  single alloys         length in free flights      ratio, all moments      ratio, two moments")
    print("                        along     across            along   across          along   across")
    for point in points:
        lengths = [study.at(study.free_flights(polarisation), *point) for polarisation, _ in POLARISATIONS]
        ratios = [study.at(study.ratio(theory, polarisation), *point)
                  for theory, _ in THEORIES for polarisation, _ in POLARISATIONS]
        names = ", ".join(f"{name} = {x:g}" for name, x in zip(study.axes, point))
        print(f"  {names:29}{lengths[0]:<10.3f}{lengths[1]:<13.3f}"
              + "".join(f"{ratio:9.3f}" + (7 * " " if i == 1 else "") for i, ratio in enumerate(ratios)))


def draw(axes, study, ratio, title):
    x, y = (study[name] for name in study.axes)
    axes.set_facecolor(INFINITE)
    error = np.ma.masked_invalid(ratio - 1).T
    image = axes.pcolormesh(x, y, error, norm=LogNorm(0.01, 9, clip=True), cmap=COLOURS, shading="nearest",
                            rasterized=True)
    axes.contour(x, y, error, levels=[level - 1 for level in LEVELS], linewidths=0.8,
                 colors=["white", "white", "black", "black"], linestyles=["--", "-", "-", "--"])
    axes.set(xticks=TICKS, yticks=TICKS, title=title, aspect="equal", xlim=(-90, 90), ylim=(-90, 90))
    return image


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", nargs="*", default=["doublet.h5", "split.h5"])
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10})
    figure, rows = plt.subplots(2, 4, figsize=(11, 5.6), layout="constrained", sharey="row")
    studies = [Study(name) for name in options.results]
    panel = iter("abcdefgh")
    for row, study in zip(rows, studies):
        columns = iter(row)
        for theory, theory_name in THEORIES:
            for polarisation, direction in POLARISATIONS:
                axes = next(columns)
                image = draw(axes, study, study.ratio(theory, polarisation),
                             f"({next(panel)}) {theory_name}, {direction}")
                axes.set_xlabel(rf"$\{study.axes[0]}$, {WAVES[study.axes[0]]} (degree)")
        row[0].set_ylabel(rf"$\{study.axes[1]}$, {WAVES[study.axes[1]]} (degree)")
    bar = figure.colorbar(image, ax=rows, shrink=0.8, aspect=30, pad=0.01,
                          label=r"exact decay length over $(D/R)^{1/2}$")
    ticks = (1.01, 1.02, 1.05, 1.2, 1.5, 2, 3, 5, 10)
    bar.set_ticks([tick - 1 for tick in ticks], labels=[f"{tick:g}" for tick in ticks])
    bar.ax.minorticks_off()
    bar.outline.set_visible(False)
    for level, colour in zip(LEVELS, ("white", "white", "black", "black")):
        bar.ax.axhline(level - 1, color=colour, lw=0.8, ls="--" if level in (1.05, 5) else "-")
    figure.savefig(options.out, dpi=120,
                   metadata={"Date": None} if str(options.out).endswith(".svg") else None)
    for name, study, points in zip(options.results, studies, POINTS):
        print_parts(name, study)
        print_flights(study)
        print_points(study, points)


if __name__ == "__main__":
    main()
