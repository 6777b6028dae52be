#!/usr/bin/python3
"""Torque, net source and spin of the vortex of disc.toml against the radius for several fields,
temperatures, theta and kappa: maps.svg.
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

HERE = Path(__file__).resolve().parent
COLOURS = ["#000000", "#0072B2", "#009E73", "#D55E00"]
GREY = "#777777"
SHOWN = 3.0
FIELDS, TEMPERATURES, ANGLES, SWAPPINGS = (0.1, 0.2, 0.4), (0.1, 0.3, 0.6), (0.05, 0.1, 0.2), (
    0.0, 0.2, 0.4)


def run(program, field=0.2, temperature=0.3, theta=0.1, kappa=0.0):
    text = (HERE / "disc.toml").read_text()
    for old, new in (("[0.2, 0.0, 0.0]", f"[{field!r}, 0.0, 0.0]"),
                     ("temperature = 0.3", f"temperature = {temperature!r}\n[solver]\ngrid_check = false"),
                     ("thickness = 8.0\ncells = 120", "thickness = 3.0\ncells = 72\n\n"
                      "[[layer]]\nmetal = \"S\"\nthickness = 3.0\ncells = 20"),
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
    inside = (np.arange(len(c["r"])) > 1) & (c["r"] < SHOWN)
    torque = c["spin_orbit_torque_y"]
    found = {"r": c["r"], "torque": torque, "net": torque + c["spin_hall_divergence_y"], "S_z": c["spin_density_z"]}
    return {name: values[inside] for name, values in found.items()}


def changes(key, value):
    """What a case changes of disc.toml: nothing if the value is that of the file."""
    return () if value == {"field": 0.2, "temperature": 0.3, "theta": 0.1, "kappa": 0.0}[key] else ((key, value),)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    groups = (("h", "field", FIELDS), ("T", "temperature", TEMPERATURES), ("θ", "theta", ANGLES),
              ("κ", "kappa", SWAPPINGS))
    cases = [(column, colour, key, value) for column, (_, key, values) in enumerate(groups)
             for colour, value in zip(COLOURS, values)]
    with ThreadPoolExecutor(2) as pool:
        distinct = list({key_and_value for key_and_value in (changes(*case[2:]) for case in cases)})
        found = dict(zip(distinct, pool.map(lambda changed: run(options.program, **dict(changed)), distinct)))
    results = [found[changes(*case[2:])] for case in cases]
    figure, axes = plt.subplots(3, 4, figsize=(9.6, 6.6), layout="constrained", sharex=True)
    print("largest |values| for r < 3:   torque/h        net       S_z   at r = 1: torque/(h theta)  net/h^3   S_z/h^2")
    for (column, colour, key, value), c in zip(cases, results):
        symbol = groups[column][0]
        field = value if key == "field" else 0.2
        theta = value if key == "theta" else 0.1
        at = [np.interp(1.0, c["r"], c[name]) for name in ("torque", "net", "S_z")]
        print(f"{key:<12} {value:5.2f} {np.max(abs(c['torque'])) / field:19.4f} {np.max(abs(c['net'])):10.2e} "
              f"{np.max(abs(c['S_z'])):9.2e} {at[0] / (field * theta):24.4f} {at[1] / field**3:8.4f} {at[2] / field**2:9.5f}")
        for row, (name, power, factor) in enumerate((("torque", 1, 1), ("net", 3, 1), ("S_z", 2, 1e3))):
            scale = factor / (field**power if key == "field" else 0.2**power)
            axes[row, column].plot(c["r"], scale * c[name], color=colour, lw=1, label=f"{symbol} = {value:g}")
    for column, (symbol, _, _) in enumerate(groups):
        axes[0, column].legend(frameon=False, fontsize=7)
        axes[0, column].set_title(f"({'abcd'[column]}) against {symbol}")
        axes[2, column].set_xlabel("r")
    for row, label in enumerate(("torque$/h$", "torque and current$/h^3$", "$10^3\\,S_z/h^2$")):
        axes[row, 0].set_ylabel(label)
        for axis in axes[row]:
            axis.axhline(0, color=GREY, lw=0.5)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
