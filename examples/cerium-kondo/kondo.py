#!/usr/bin/python3
"""Transport of dilute cerium against temperature in the mean field of the Kondo effect: kondo.svg.

usage: kondo.py [RESULT]     RESULT is what `sidejump sweep study.toml` wrote (default: study.h5)
"""

import argparse
import json
import math
import subprocess
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import h5py
import matplotlib.pyplot as plt
import numpy as np

HERE = Path(__file__).parent
KONDO = 3.0  # K
# Okabe and Ito
BLACK, ORANGE, BLUE, GREEN, GREY = "#000000", "#D55E00", "#0072B2", "#009E73", "#777777"


def run(program, command, alloy):
    """The JSON of a command for an alloy file."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, "--quiet", command, str(alloy), "--json", "--out", folder],
                              check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def values(results):
    return {name: result["value"] for name, result in results.items()}


def thermal(program, text):
    """Temperatures and results of `sidejump thermal`, SI values by name, for the text of an alloy file."""
    with tempfile.TemporaryDirectory() as folder:
        alloy = Path(folder) / "alloy.toml"
        alloy.write_text(text)
        points = run(program, "thermal", alloy)["results"]
    runs = [values(point["results"]) for point in points]
    return (np.array([point["temperature"]["value"] for point in points]),
            {name: np.array([r[name] for r in runs], dtype=float) for name in runs[0]})


def mean_field(program):
    """The temperature where the mean field ends, and that where its entropy passes ln 2."""
    temperatures = np.linspace(0.1, 3.4, 67)
    with tempfile.TemporaryDirectory() as folder:
        alloy = Path(folder) / "alloy.toml"
        alloy.write_text((HERE / "alloy.toml").read_text()
                         + f"\n[spectrum]\ntemperature = {[f'{t:.6g} K' for t in temperatures]}\n")
        model = run(program, "impurity", alloy)["impurities"][0]
    entropy = [state["findings"]["entropy"]["value"] for state in model["states"]]
    return (model["findings"]["transition_temperature"]["value"],
            float(np.interp(math.log(2), entropy, temperatures)))


def doublet_alone(program):
    """The doublet in the mean field and as a Fermi liquid: temperatures and results."""
    text = (HERE / "doublet.toml").read_text()
    return {"mean field": thermal(program, text.replace("= true", "= false")),
            "Fermi liquid": thermal(program, text)}


def ratio(results):
    return results["spin_diffusion_longitudinal"] / results["spin_diffusion_transverse"]


class Sweep:
    """Results by name: arrays over (sign of the s wave, Fermi wavenumber, temperature)."""

    def __init__(self, file):
        self.values = {name.removeprefix("thermal."): file[name][:] for name in file}
        self.middle = len(self.values["k_F"]) // 2

    def __getitem__(self, name):
        if name == "anisotropy":
            return ratio(self)
        return self.values[name]


def band(axes, sweep, name, sign, scale, colour, style="-", label=None, width=1.8, absolute=False):
    """A line at the Fermi wavenumber of free electrons, and the range of all wavenumbers."""
    x = sweep["temperature"] / KONDO
    y = sweep[name][sign] * scale
    if absolute:
        y = np.where(y == 0, np.nan, np.abs(y))
    axes.fill_between(x, y.min(axis=0), y.max(axis=0), color=colour, alpha=0.2, lw=0)
    axes.plot(x, y[sweep.middle], style, color=colour, lw=width, label=label)


def artefacts(axes, entropy, transition):
    axes.axvspan(entropy / KONDO, transition / KONDO, color="#f0f0f0", lw=0, zorder=-2)
    axes.axvspan(transition / KONDO, 2, facecolor="#d5d5d5", edgecolor="#bbbbbb", hatch="///", lw=0, zorder=-2)
    axes.set(xlim=(0, 2))


def draw_resistivity(axes, sweep, doublet):
    band(axes, sweep, "resistivity", 0, 1e8, BLACK, label="$k_F$ = 1.363 Å$^{-1}$, ±15 %")
    axes.set(ylabel=r"$\rho$ (µΩ cm)", ylim=(0, 4.3), title="(a) resistivity")
    axes.text(0.785, 2.0, "entropy > ln 2", color=GREY, fontsize=8, ha="center")
    axes.text(1.58, 0.9, "no Kondo state:\nartefact of\nthe mean field", fontsize=8, ha="center", va="center",
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 2})
    axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(0.0, 1.03))
    inset = axes.inset_axes([0.6, 0.5, 0.38, 0.38])
    for (label, (temperatures, results)), colour, style in zip(doublet.items(), (BLACK, GREEN), ("-", "--")):
        inset.plot(temperatures / KONDO, results["resistivity"] * 1e8, style, color=colour, label=label)
    inset.set_title("doublet alone", fontsize=8)
    inset.tick_params(labelsize=7)
    inset.set(xlim=(0, 0.1), xticks=(0, 0.05, 0.1), ylim=(1.9, 2.15), facecolor="white")
    inset.legend(fontsize=7, frameon=False, loc="lower left", handlelength=1.4, borderaxespad=0.1)


def draw_conductivity(axes, sweep):
    band(axes, sweep, "spin_hall_conductivity_skew", 0, 1, BLUE, "--", "skew, negative", absolute=True)
    band(axes, sweep, "spin_hall_conductivity_side_jump", 0, 1, ORANGE, "-", "side jump, positive",
         absolute=True)
    total = np.abs(sweep["spin_hall_conductivity"][0, sweep.middle])
    axes.plot(sweep["temperature"] / KONDO, np.where(total == 0, np.nan, total), ":", color=BLACK, lw=1.2,
              label="total")
    axes.set(yscale="log", ylim=(1e4, 2e8), ylabel="|spin Hall conductivity| (S/m)",
             title=r"(b) spin Hall conductivity, $\eta_0$ = +0.1")
    axes.legend(fontsize=8, frameon=True, framealpha=0.9, edgecolor="none", loc="upper right")


def draw_angle(axes, sweep):
    band(axes, sweep, "spin_hall_angle", 0, 100, BLUE, "-", r"$\eta_0$ = +0.1")
    band(axes, sweep, "spin_hall_angle", 1, 100, ORANGE, "--", r"$\eta_0$ = −0.1")
    axes.axhline(0, color=GREY, lw=0.6)
    axes.set(ylabel=r"$\sigma_{SH}/\sigma_c$ (%)", ylim=(-9, 9), title="(c) spin Hall angle", xlabel="$T/T_K$")
    axes.legend(fontsize=8, frameon=True, framealpha=0.9, edgecolor="none", loc="upper right")


def draw_anisotropy(axes, sweep, doublet):
    band(axes, sweep, "anisotropy", 0, 1, BLUE, "-", r"$\eta_0$ = +0.1")
    band(axes, sweep, "anisotropy", 1, 1, ORANGE, "--", r"$\eta_0$ = −0.1")
    temperatures, results = doublet["Fermi liquid"]
    axes.plot(temperatures / KONDO, ratio(results), "-.", color=GREEN, lw=1.8,
              label="doublet alone,\nFermi liquid")
    axes.axhline(1, color=GREY, lw=0.6)
    axes.legend(fontsize=8, frameon=True, framealpha=0.9, edgecolor="none", loc="upper right")
    axes.set(ylabel="$D_L/D_T$", ylim=(0.5, 1.5), title="(d) anisotropy of spin diffusion", xlabel="$T/T_K$")


def print_numbers(sweep, doublet, program, entropy, transition):
    print(f"mean field: ends at {transition / KONDO:.3f} T_K, entropy above ln 2 from {entropy / KONDO:.2f} T_K on")
    zero = values(run(program, "coefficients", HERE / "alloy.toml")["results"])
    names = ("resistivity", "spin_hall_conductivity_skew", "spin_hall_conductivity_side_jump", "spin_hall_angle")

    def line(title, results):
        print(f"{title:14s} {results[0] * 1e8:7.4f} uohm cm  {results[1]:+.4g} {results[2]:+.4g} S/m  "
              f"{100 * results[3]:+.3f} %  {results[4]:.4f}")

    print("               resistivity      skew       side jump    angle     D_L/D_T")
    line("coefficients", [zero[name] for name in names]
         + [ratio(zero)])
    for i in (0, 9, 19, 33):
        line(f"{sweep['temperature'][i] / KONDO:.2f} T_K",
             [sweep[name][0, sweep.middle, i] for name in (*names, "anisotropy")])
    for place, title in ((0, "k_F - 15 %"), (-1, "k_F + 15 %")):
        line("0.01, " + title.replace("k_F ", "").replace(" ", "") + " k_F",
             [sweep[name][0, place, 0] for name in (*names, "anisotropy")])
    line("0.01, -eta_0", [sweep[name][1, sweep.middle, 0] for name in (*names, "anisotropy")])
    rho = sweep["resistivity"][0, sweep.middle]
    half = np.interp(-0.5 * (rho[0] + rho[-1]), -rho[rho > rho[-1]], sweep["temperature"][rho > rho[-1]])
    print(f"the Kondo part of the resistivity is half of that at 0 at {half / KONDO:.2f} T_K")
    for label, (_, results) in doublet.items():
        diffusion, fall = results["spin_diffusion_longitudinal"], results["resistivity"][-1] / results["resistivity"][0]
        print(f"doublet alone, {label}, 0.01 to 0.1 T_K: rho falls to {fall:.3f}, D_L {diffusion[0]:.4f} to "
              f"{diffusion[-1]:.4f} m2/s, D_L/D_T {ratio(results)[0]:.3f} to {ratio(results)[-1]:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("result", nargs="?", default="study.h5", help="the result of the sweep")
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    with h5py.File(options.result) as file:
        sweep = Sweep(file)
    transition, entropy = mean_field(options.program)
    doublet = doublet_alone(options.program)
    print_numbers(sweep, doublet, options.program, entropy, transition)

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False, "hatch.linewidth": 0.6})
    figure, axes = plt.subplots(2, 2, figsize=(9.2, 6.8), sharex=True, layout="constrained")
    draw_resistivity(axes[0, 0], sweep, doublet)
    draw_conductivity(axes[0, 1], sweep)
    draw_angle(axes[1, 0], sweep)
    draw_anisotropy(axes[1, 1], sweep, doublet)
    for panel in axes.flat:
        artefacts(panel, entropy, transition)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
