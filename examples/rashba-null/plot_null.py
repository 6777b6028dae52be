#!/usr/bin/python3
"""The spin current of a Rashba gas at a frequency, how it vanishes, where it does not, and the
decay of spin waves: plot_null.svg.
"""

import argparse
import csv
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

HERE = Path(__file__).resolve().parent
COLOURS = ["#000000", "#0072B2", "#009E73", "#E69F00", "#D55E00"]
GREY = "#777777"
HBAR2_OVER_MASS = 76.1996 / 0.05  # hbar^2/m in meV nm^2 for the mass of gas.toml, heavy.toml and helix.toml
HBAR = 0.6582120  # meV ps


def run(program, name, **changes):
    """The result of a gas file in which lines `key = ...` are replaced, and its spin modes."""
    lines = (HERE / name).read_text().splitlines()
    for key, value in changes.items():
        places = [n for n, line in enumerate(lines) if line.startswith(f"{key} = ")]
        assert len(places) == 1, key
        lines[places[0]] = f"{key} = {value}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text("\n".join(lines) + "\n")
        done = subprocess.run([program, "--quiet", "rashba", str(path), "--json", "--out", folder],
                              check=True, capture_output=True, text=True)
        modes = Path(folder) / "spin_modes.csv"
        rows = list(csv.DictReader(modes.open())) if modes.exists() else []
    return json.loads(done.stdout), rows


def sweep(program, name):
    """Axes and outputs of a study, by name."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "study.h5"
        subprocess.run([program, "--quiet", "sweep", str(HERE / name), "--out", str(result)],
                       check=True, capture_output=True)
        with h5py.File(result) as file:
            return {key: item[()] for key, item in file.items() if isinstance(item, h5py.Dataset) and item.ndim > 0}


def finding(result, name):
    return result["findings"][name]["value"]


def draw_frequency(axes, program):
    """Panels (a) and (b): gas.toml with four transport times."""
    times = [0.2, 2, 20, 200]
    hertz = [0, *np.geomspace(3e7, 4e12, 181)]
    frequencies = "[" + ", ".join(f'"{f:.10g} Hz"' for f in hertz) + "]"
    with ThreadPoolExecutor(2) as pool:
        results = [result for result, _ in pool.map(
            lambda time: run(program, "gas.toml", transport_time=f'"{time} ps"', frequency=frequencies,
                             wavenumber='"0 1/um"'), times)]
    print("tau/ps  splitting*tau/hbar     q_yz static   q_yz in the middle, at f/GHz")
    for time, colour, result in zip(times, COLOURS, results):
        parts = result["response"]["spin_current_yz"]
        at_rest, *q = np.array(parts["real"]) + 1j * np.array(parts["imaginary"])
        q, f = np.array(q), np.array(hertz[1:])
        product = finding(result, "splitting_times_tau")
        gap = finding(result, "splitting") / (2 * np.pi * HBAR) * 1e12  # Hz
        middle = int(np.argmin(abs(np.log(f / (gap / np.sqrt(product))))))
        print(f"{time:6g} {product:19.4g} {at_rest.real:16.1e}   {q[middle].real:+.3f}{q[middle].imag:+.3f}i"
              f" {f[middle] / 1e9:14.3g}")
        axes[0].semilogx(f / 1e9, q.real, color=colour, lw=1.2, label=f"{product:.2g}" if product < 10 else f"{product:.0f}")
        axes[1].semilogx(f / 1e9, q.imag, color=colour, lw=1.2)
        for axis in axes:
            axis.axvline(gap / 1e9, color=GREY, lw=0.6, ls=":")
    axes[0].axhline(-1, color=GREY, lw=0.8, ls="--")
    axes[0].legend(title="Δτ/ħ", frameon=False, fontsize=7, title_fontsize=8, loc="lower left")
    axes[0].set(title="(a) alternating field, in phase", ylabel=r"Re $q_{yz}$  ($e/8\pi$)", ylim=(-4, 1.5))
    axes[1].set(title="(b) out of phase", ylabel=r"Im $q_{yz}$  ($e/8\pi$)", ylim=(-3.5, 3.5))
    for axis in axes:
        axis.set(xlabel="f (GHz)", xlim=(0.03, 4000))


def draw_cancellation(axis, program):
    study = sweep(program, "coupling.toml")
    product = study["splitting_times_tau"].ravel()
    for name, label, colour, mark in (("acceleration", "shift of the occupations", COLOURS[4], "s"),
                                      ("spin_current_yz", "sum", COLOURS[0], "o"),
                                      ("rotation", "turning of the spins", COLOURS[1], "D")):
        axis.semilogx(product, study[name + ".real"].ravel(), mark + "-", color=colour, ms=3.5, lw=1, label=label)
    print(f"largest |q_yz| in a static field: {abs(study['spin_current_yz.real']).max():.0e} e/8pi, "
          f"splitting*tau/hbar {product.min():.2g} to {product.max():.2g}")
    axis.legend(frameon=False, fontsize=7, loc="center", bbox_to_anchor=(0.5, 0.7))
    axis.set(title="(c) static field", xlabel="Δτ/ħ", ylabel=r"$q_{yz}$  ($e/8\pi$)", ylim=(-1.3, 1.3))


def draw_holes(axis, program):
    study = sweep(program, "holes-study.toml")
    print("holes: range/nm   q_yz at the largest splitting*tau/hbar")
    for size, colour, product, current in zip(study["range"], COLOURS[1:], study["splitting_times_tau"],
                                              study["spin_current_yz.real"]):
        axis.semilogx(product, current, color=colour, lw=1.2, label=f"{size:g} nm" if size > 0.1 else "none")
        print(f"{size:15g} {current[-1]:8.3f} {product[-1]:24.3g}")
    axis.axhline(-3, color=GREY, lw=0.8, ls="--")
    axis.axhline(0, color=GREY, lw=0.6)
    axis.legend(title="range", frameon=False, fontsize=7, title_fontsize=8, loc="upper left")
    axis.set(title="(d) cubic coupling, static field", xlabel="Δτ/ħ", ylabel=r"$q_{yz}$  ($e/8\pi$)")


def draw_heavy(axis, program):
    study = sweep(program, "heavy-study.toml")
    alpha = study["alpha"]
    print("aligned  q_yz without coupling   tau_s/ps   largest departure from Raimondi et al.")
    for degrees, colour, current in zip(study["aligned"], (COLOURS[1], COLOURS[4]), study["spin_current_yz.real"]):
        free, _ = run(program, "heavy.toml",
                      waves=f'["40 degree", {{ aligned = "{degrees:g} degree", antialigned = "0 degree" }}]')
        extrinsic = free["response"]["spin_current_yz"]["real"][0]
        spin_time = finding(free, "spin_relaxation_time_x")
        rate = (2 * alpha * finding(free, "momentum_plus") / HBAR)**2 * finding(free, "transport_time") / 2
        known = extrinsic / (1 + spin_time * rate)
        axis.semilogx(alpha, current / extrinsic, "o", color=colour, ms=3, label=f"{degrees:g}°")
        axis.semilogx(alpha, known / extrinsic, "--", color=colour, lw=1)
        print(f"{degrees:7g} {extrinsic:22.2f} {spin_time:10.1f} {abs(current - known).max() / extrinsic:28.4f}")
    axis.legend(title="phase shift", frameon=False, fontsize=7, title_fontsize=8)
    axis.set(title="(e) impurities with spin-orbit coupling", xlabel="α (meV nm)",
             ylabel=r"$q_{yz}(\alpha)/q_{yz}(0)$", ylim=(-0.05, 1.08))


def draw_helix(axis, program):
    unit = 2 * 0.5 / HBAR2_OVER_MASS * 1e9  # 2 m alpha/hbar^2 in 1/m
    with ThreadPoolExecutor(2) as pool:
        (helix, helix_rows), (pure, pure_rows) = pool.map(
            lambda value: run(program, "helix.toml", dresselhaus=f'"{value} meV nm"'), (0.5, 0.0))
    rate = 1e12 / finding(pure, "spin_relaxation_time_x")  # 1/s
    for rows, colour, mark, size, fill, label in ((pure_rows, COLOURS[1], "o", 6, "none", "Rashba"),
                                                  (helix_rows, COLOURS[4], "s", 3, COLOURS[4], "Rashba = Dresselhaus")):
        q = np.array([float(row["wavenumber [1/m]"]) for row in rows if row["mode"] == "1"]) / unit
        slowest = np.array([float(row["rate_real [1/s]"]) for row in rows if row["mode"] == "1"]) / rate
        shown = slowest < 2
        axis.plot(q[shown], slowest[shown], mark, color=colour, ms=size, mfc=fill, label=label, clip_on=False, zorder=3)
        least = np.flatnonzero(q > 0.6)[slowest[q > 0.6].argmin()]
        print(f"{label:21} least rate {slowest[least]:9.3g} at q/2m alpha = {q[least]:.3f}")
    dense = np.linspace(0, 3, 301)
    branch = dense**2 + 1.5 - np.sqrt(0.25 + 4 * dense**2)
    axis.plot(dense, np.minimum(dense**2, branch), color=COLOURS[1], lw=0.8)
    axis.plot(dense, np.minimum(dense**2, (dense - 2)**2), color=COLOURS[4], lw=0.8)
    axis.axhline(7 / 16, color=GREY, lw=0.8, ls="--")
    axis.text(3, 7 / 16 + 0.01, "7/16", color=GREY, fontsize=7, ha="right", va="bottom")
    axis.legend(frameon=False, fontsize=7, loc="upper left")
    axis.set(title="(f) slowest mode at a wavenumber", xlabel=r"$q/2m\alpha$", ylabel=r"rate $\times\ \tau_{DP}$",
             xlim=(0, 3), ylim=(0, 2))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(3, 2, figsize=(7.6, 8.8), layout="constrained")
    draw_frequency(axes[0], options.program)
    draw_cancellation(axes[1, 0], options.program)
    draw_holes(axes[1, 1], options.program)
    draw_heavy(axes[2, 0], options.program)
    draw_helix(axes[2, 1], options.program)
    figure.savefig(options.out, dpi=150,
                   metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
