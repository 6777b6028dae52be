#!/usr/bin/python3
"""Spin from a supercurrent, and a supercurrent from a Zeeman field, in the strips of strip.toml and
half.toml: galvanic.svg.
"""

import argparse
import csv
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

HERE = Path(__file__).resolve().parent
BLUE, ORANGE, GREEN, BLACK, GREY = "#0072B2", "#D55E00", "#009E73", "#000000", "#777777"
KNOWN = -0.735918837  # S_z/theta at the left edge of strip.toml
# of strip.toml
THETA, GRADIENT, TEMPERATURE, SPIN_ORBIT_RATE, HALF_WIDTH = 1e-3, 0.5, 0.1, 0.6, 2.0


def run(program, name, replaced):
    """The points and the fields of a file with texts replaced."""
    text = (HERE / name).read_text()
    for old, new in replaced.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text)
        done = subprocess.run([program, "--quiet", "superconductor", str(path), "--json", "--out", folder],
                              check=True, capture_output=True, text=True)
        with open(Path(folder) / "fields.csv") as file:
            rows = list(csv.DictReader(file))
    points = {key: column["values"][0] for key, column in json.loads(done.stdout)["points"].items()}
    return points, {key: np.array([float(row[key]) for row in rows]) for key in ("x", "spin_density_z")}


def closed_form(x, frequencies=4000):
    """S_z/theta to first order: the supercurrent drives spins to the edges, from where they decay."""
    frequency = np.pi * TEMPERATURE * (2 * np.arange(frequencies) + 1)
    pair_breaking = 0.5 * GRADIENT**2
    angle = np.arctan2(1.0, frequency)
    for _ in range(30):
        value = frequency * np.sin(angle) - np.cos(angle) + pair_breaking * np.sin(angle) * np.cos(angle)
        angle -= value / (frequency * np.cos(angle) + np.sin(angle) + pair_breaking * np.cos(2 * angle))
    decay = np.sqrt(2 * (frequency * np.cos(angle) + np.sin(angle)) + 2 * pair_breaking * np.cos(2 * angle)
                    + SPIN_ORBIT_RATE)
    profile = (np.exp(decay * (abs(x) - HALF_WIDTH)) - np.exp(-decay * (abs(x) + HALF_WIDTH))) / (
        1 + np.exp(-2 * decay * HALF_WIDTH))
    return 4 * np.pi * TEMPERATURE * GRADIENT * np.sign(x) * (np.sin(angle)**2 / decay * profile).sum()


def draw_strip(axes, program):
    edges = []
    for cells in (32, 64, 128):
        _, fields = run(program, "strip.toml", {"cells = 64": f"cells = {cells}\n",
                                                "temperature = 0.1": "temperature = 0.1\n[solver]\ngrid_check = false"})
        edges.append(fields["spin_density_z"][0] / THETA)
    coarse, middle, fine = edges
    first, second = middle + (middle - coarse) / 3, fine + (fine - middle) / 3
    best = second + (second - first) / 15
    print(f"S_z/theta at the left edge, 32, 64, 128 cells  {coarse:.7f} {middle:.7f} {fine:.7f}")
    print(f"extrapolated {best:.9f}, known {KNOWN:.9f}, deviation {best / KNOWN - 1:+.1e}; "
          f"closed form {closed_form(-HALF_WIDTH, 300000):.9f}")
    x = fields["x"] - HALF_WIDTH
    axes.plot(x[::4], fields["spin_density_z"][::4] / THETA, "o", color=BLUE, ms=3, label="program")
    dense = np.linspace(-HALF_WIDTH, HALF_WIDTH, 120)
    axes.plot(dense, [closed_form(value) for value in dense], color=BLUE, lw=1, label="closed form")
    axes.axhline(0, color=GREY, lw=0.5)
    axes.set(xlabel="x", ylabel=r"$S_z/\theta$", title="(a) supercurrent, θ uniform")
    axes.legend(frameon=False, fontsize=8)


def half(program, gradient=0.0, field=0.0):
    return run(program, "half.toml", {"phase_gradient = 0.0": f"phase_gradient = {gradient!r}",
                                      "[0.0, 0.0, 0.0]": f"[0.0, 0.0, {field!r}]",
                                      "temperature = 0.2": "temperature = 0.2\n[solver]\ngrid_check = false"})


def slope(values, step):
    """The derivative at 0 of an odd function from its values at one and two steps."""
    return (8 * values[0] - values[1]) / (6 * step)


def draw_half(axes, program, pool):
    step = 0.02
    currents = [points["current_across"] for points, _ in pool.map(lambda h: half(program, 0.0, h), (step, 2 * step))]
    by_gradient = list(pool.map(lambda q: half(program, q, 0.0), (step, 2 * step)))
    of_current = slope(currents, step)
    of_spin = 2 * slope([points["spin_z"] for points, _ in by_gradient], step)
    print(f"half.toml: dI/dh = {of_current:.8e} at q = 0, 2 dS_z/dq = {of_spin:.8e} at h = 0, "
          f"deviation {of_current / of_spin - 1:+.1e}")
    fields = by_gradient[0][1]
    axes[1].axvspan(-2, 0, color=GREY, alpha=0.15, lw=0)
    axes[1].text(-1, 0.06, "impurities", color=GREY, fontsize=8, ha="center")
    axes[1].axhline(0, color=GREY, lw=0.5)
    axes[1].plot(fields["x"] - 2, fields["spin_density_z"] / step, color=BLUE, lw=1.2)
    axes[1].set(xlabel="x", ylabel="$S_z/q$", title="(b) supercurrent, θ on the left only")

    fields = np.linspace(0.15, 0.9, 6)
    at_rest = [points["current_across"] for points, _ in pool.map(lambda h: half(program, 0.0, float(h)), fields)]
    gradients = np.array([-0.004, 0.0, 0.004])
    at_field = [points["current_across"] for points, _ in pool.map(lambda q: half(program, float(q), 0.6), gradients)]
    axes[2].plot([0, *fields], [0, *1e3 * np.array(at_rest)], "o-", color=BLUE, ms=3, lw=1, label="program")
    axes[2].plot([0, 0.6], [0, 0.6e3 * of_spin], color=ORANGE, lw=1, ls="--", label=r"$2h\,dS_z/dq$ at h = 0")
    axes[2].set(xlabel="h", ylabel="I at q = 0 ($10^{-3}$)", title="(c) anomalous current")
    axes[2].legend(frameon=False, fontsize=8)
    rest = min(np.polynomial.Polynomial.fit(gradients, at_field, 2).roots(), key=abs)
    print(f"at h = 0.6: I(q = 0) = {at_field[1]:.5e}; no current flows at q = {rest:.5e}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.2), layout="constrained")
    draw_strip(axes[0], options.program)
    with ThreadPoolExecutor(2) as pool:
        draw_half(axes, options.program, pool)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
