#!/usr/bin/python3
"""Torque, divergence of the spin Hall current, net source and spin of the vortex of disc.toml
against the radius for several fields, temperatures, theta and kappa: maps.svg.
"""

import argparse
import csv
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from scipy.interpolate import CubicSpline

HERE = Path(__file__).resolve().parent
COLOURS = ["#000000", "#0072B2", "#D55E00"]
GREY = "#777777"
RADIUS = np.linspace(0.15, 2.8, 54)
OF_FILE = {"field": 0.2, "temperature": 0.3, "theta": 0.1, "kappa": 0.0}
GROUPS = (("h", "field", (0.1, 0.2, 0.4)), ("T", "temperature", (0.1, 0.3, 0.6)), ("θ", "theta", (0.1, 0.2)),
          ("κ", "kappa", (0.0, 0.4)))


def run(program, cells, field, temperature, theta, kappa):
    """Fields at RADIUS, on a grid with so many cells inside and half as many outside."""
    text = (HERE / "disc.toml").read_text()
    for old, new in (("[0.2, 0.0, 0.0]", f"[{field!r}, 0.0, 0.0]"),
                     ("temperature = 0.3", f"temperature = {temperature!r}"),
                     ("cells = 20", f"cells = {cells // 2}"), ("cells = 40", f"cells = {cells}"),
                     ("[solver]", "[solver]\ngrid_check = false"),
                     ("spin_hall_angle = 0.1", f"spin_hall_angle = {theta!r}\nswapping = {kappa!r}")):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "disc.toml"
        path.write_text(text)
        subprocess.run([program, "--quiet", "superconductor", str(path), "--out", folder], check=True, capture_output=True)
        with open(Path(folder) / "fields.csv") as file:
            rows = list(csv.DictReader(file))
    c = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    # without the axis and the node next to it, half a step away, whose share of the torque is too large
    inside = (np.arange(len(c["r"])) > 1) & (c["r"] < 4)
    found = {"torque": c["spin_orbit_torque_y"], "flow": c["spin_hall_divergence_y"], "S_z": c["spin_density_z"]}
    return {name: CubicSpline(c["r"][inside], values[inside])(RADIUS) for name, values in found.items()}


def extrapolated(program, changed):
    """Fields without the error of second order in the grid."""
    coarse, fine = (run(program, cells, **{**OF_FILE, **dict(changed)}) for cells in (20, 40))
    found = {name: fine[name] + (fine[name] - coarse[name]) / 3 for name in fine}
    return {**found, "net": found["torque"] + found["flow"]}


def changes(key, value):
    """What a case changes of disc.toml: nothing if the value is that of the file."""
    return () if value == OF_FILE[key] else ((key, value),)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    cases = [(column, number, key, value) for column, (_, key, values) in enumerate(GROUPS)
             for number, value in enumerate(values)]
    with ThreadPoolExecutor(2) as pool:
        distinct = sorted({changes(*case[2:]) for case in cases})
        found = dict(zip(distinct, pool.map(lambda changed: extrapolated(options.program, changed), distinct)))
    figure, axes = plt.subplots(3, 4, figsize=(9.6, 6.6), layout="constrained", sharex=True)
    print("at r = 1           torque/h  -div J/h     net/h^3  10^3 S_z/h^2")
    for column, number, key, value in cases:
        c = found[changes(key, value)]
        field = value if key == "field" else OF_FILE["field"]
        scaled = {"torque": c["torque"] / field, "flow": c["flow"] / field, "net": c["net"] / field**3,
                  "S_z": 1e3 * c["S_z"] / field**2}
        at = {name: float(np.interp(1.0, RADIUS, values)) for name, values in scaled.items()}
        print(f"{key:<12} {value:4.2f} {at['torque']:10.5f} {at['flow']:9.5f} {at['net']:11.5f} {at['S_z']:13.3f}")
        # lines that others hide are thick below thin
        style = {"color": COLOURS[number], "lw": 2.6 if key == "kappa" and number == 0 else 1.2}
        for row, name in enumerate(("torque", "net", "S_z")):
            axes[row, column].plot(RADIUS, scaled[name], label=f"{GROUPS[column][0]} = {value:g}", **style)
        axes[0, column].plot(RADIUS, scaled["flow"], ls="--", **style)
    for column, (symbol, _, _) in enumerate(GROUPS):
        axes[0, column].legend(frameon=False, fontsize=7)
        axes[0, column].set_title(f"({'abcd'[column]}) against {symbol}")
        axes[2, column].set(xlabel="r", xlim=(0, 2.8))
    for row, label in enumerate(("torque/h, $-$div J/h (dashed)", "net source/h³", "$S_z$/h² ($10^{-3}$)")):
        axes[row, 0].set_ylabel(label)
        for axis in axes[row]:
            axis.axhline(0, color=GREY, lw=0.5)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
