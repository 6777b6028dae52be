#!/usr/bin/python3
"""The pseudospin that a doublet alone conserves, in time and in space: pseudospin.svg.

The doublet (l = 1, j = 1/2) is at the unitarity limit; the s wave and the quartet (l = 1, j = 3/2) have
the equal phase shifts eta_0 = eta_2 in rad. Everything is in units of tau_tr and of the mean free path.
"""

import argparse
import cmath
import json
import subprocess
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

CONCENTRATION = 1e-4
LARMOR_PER_TESLA = 1.7588200e11  # rad/s, g = 2
# Okabe and Ito
BLACK, ORANGE, BLUE, GREEN, GREY = "#000000", "#D55E00", "#0072B2", "#009E73", "#777777"


def program_output(program, folder, command, weak, sections=""):
    """The JSON document of `sidejump COMMAND` for eta_0 = eta_2 = weak."""
    alloy = Path(folder) / "alloy.toml"
    alloy.write_text(f"""
[host]
name = "Cu"

[[impurity]]
name = "Ce"
concentration = {CONCENTRATION!r}
channels = [ {{ l = 0, j = 0.5, phase_shift = {weak!r} }},
             {{ l = 1, j = 0.5, phase_shift = "90 degree" }},
             {{ l = 1, j = 1.5, phase_shift = {weak!r} }} ]
{sections}
""")
    run = subprocess.run([program, "--quiet", command, str(alloy), "--json", "--out", folder],
                         check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


def response(program, folder, weak, times=(0.0,), field=0.0):
    return program_output(program, folder, "response", weak, f"""
[response]
wavenumbers = "1e5 1/m"
frequencies = "1 GHz"
times = {[f"{t!r} s" for t in times]}
magnetic_field = ["0 T", "0 T", "{field!r} T"]
""")


def slow_equation(program, folder, weak, moments):
    """Lifetime Z/R of the slow spin density, without unit: times the transport rate."""
    results = program_output(program, folder, "coefficients", weak,
                             f'[kinetics]\nmoments = "{moments}"\n')["results"]
    rate = results["spin_relaxation_rate"]["value"]
    weight = results["slow_mode_weight"]["value"]
    return results["transport_rate"]["value"] * weight / rate if rate > 0 else np.inf


def length_of(entry):
    """A length in m from response.json; of a list of modes the longest."""
    entry = entry[0]["length"] if isinstance(entry, list) else entry
    return np.inf if entry.get("infinite") else entry["value"]


def solve(program, folder, weak):
    """Lifetimes over tau_tr and decay lengths over the mean free path, by names."""
    document = response(program, folder, weak)
    results = document["results"]
    lifetime = results["slowest_spin_lifetime_ratio"]
    found = {"time exact": np.inf if lifetime.get("infinite") else lifetime["value"],
             "overlap": results["slowest_spin_overlap"]["value"]}
    for moments in ("full", "two-moment"):
        found["time " + moments] = slow_equation(program, folder, weak, moments)
    mean_free_path = document["scales"]["mean_free_path"]["value"]
    for polarisation, decay in document["spatial_decay"].items():
        for name, key in (("exact", "modes"), ("full", "full"), ("two-moment", "two_moment")):
            found[f"{polarisation} {name}"] = length_of(decay[key]) / mean_free_path
    return found


def precession(program, folder, weak):
    """Late precession frequency of a spin polarisation across a weak field, over omega_L."""
    transport_time = response(program, folder, weak)["scales"]["transport_time"]["value"]
    larmor = 1e-4 / transport_time
    times = np.array([20.0, 40.0]) * transport_time
    early, late = (complex(point["across_field"]["real"], point["across_field"]["imaginary"])
                   for point in response(program, folder, weak, map(float, times),
                                         larmor / LARMOR_PER_TESLA)["spin_evolution"])
    return cmath.phase(late / early) / (larmor * (times[1] - times[0]))


def print_numbers(program, folder):
    print("eta_0            lifetime/tau_tr            length/l, along  length/l, across  precession")
    print("= eta_2 overlap  slowest      Z/R  1/R two    exact  (D/R)    exact  (D/R)     over omega_L")
    for weak in (0.0, 0.05, 0.1, 0.2):
        run = solve(program, folder, weak)
        print(f"{weak:<7g} {run['overlap']:7.4f}  {run['time exact']:7.2f}  {run['time full']:7.2f}"
              f"  {run['time two-moment']:7.3f}  {run['longitudinal exact']:7.3f}{run['longitudinal full']:7.3f}"
              f"  {run['transverse exact']:7.3f}{run['transverse full']:7.3f}"
              f"  {precession(program, folder, weak):+15.4f}")


def draw_evolution(axes, program, folder):
    transport_time = response(program, folder, 0.0)["scales"]["transport_time"]["value"]
    times = np.geomspace(0.02, 1000, 120)
    for weak, colour, style in ((0.0, BLACK, "-"), (0.05, BLUE, "--"), (0.1, GREEN, "-."), (0.2, ORANGE, ":")):
        points = response(program, folder, weak, map(float, times * transport_time))["spin_evolution"]
        axes.plot(times, [point["along_field"] for point in points], style, color=colour,
                  label=f"{weak:g}" if weak else "doublet alone")
    axes.axhline(1 / 9, color=GREY, lw=0.6)
    axes.text(0.025, 1 / 9 * 1.07, "1/9", color=GREY, fontsize=8)
    axes.legend(title=r"$\eta_0=\eta_2$ (rad)", fontsize=8, title_fontsize=8, frameon=False, loc="lower left")
    axes.set(xscale="log", yscale="log", xlim=(0.02, 1000), ylim=(3e-3, 1.2),
             xlabel=r"time $t/\tau_{tr}$", ylabel="spin polarisation $s(t)/s(0)$", title="(a) in time")


def draw_lifetimes(axes, phases, runs):
    for name, colour, style, label in (("exact", BLACK, "-", "slowest mode"),
                                       ("full", BLUE, "--", "$Z/R$, all moments"),
                                       ("two-moment", ORANGE, "-.", "$1/R$, two moments")):
        axes.plot(phases, [run["time " + name] for run in runs], style, color=colour, label=label)
    axes.legend(fontsize=8, frameon=False)
    axes.set(xscale="log", yscale="log", xlim=(phases[0], phases[-1]), ylim=(0.5, 2e4),
             xlabel=r"$\eta_0=\eta_2$ (rad)", ylabel=r"lifetime over $\tau_{tr}$", title="(b) lifetime")


def draw_lengths(axes, phases, runs):
    axes.axhspan(0.1, 1, color="#eeeeee", lw=0)
    for name, colour in (("exact", BLACK), ("full", BLUE), ("two-moment", ORANGE)):
        for polarisation, style in (("longitudinal", "-"), ("transverse", "--")):
            axes.plot(phases, [run[f"{polarisation} {name}"] for run in runs], style, color=colour)
    axes.text(0.03, 18, "exact", color=BLACK, fontsize=8)
    axes.text(0.07, 2.5, r"$(D/R)^{1/2}$," "\nall moments", color=BLUE, fontsize=8, ha="right")
    axes.text(0.011, 0.67, r"$(D/R)^{1/2}$, two moments", color=ORANGE, fontsize=8)
    axes.text(0.011, 0.36, "below the mean free path", color=GREY, fontsize=8)
    axes.text(0.48, 45, "solid: along,\ndashed: across", fontsize=8, ha="right", va="top")
    axes.set(xscale="log", yscale="log", xlim=(phases[0], phases[-1]), ylim=(0.3, 60),
             xlabel=r"$\eta_0=\eta_2$ (rad)", ylabel=r"decay length over $\ell$", title="(c) in space")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.4), layout="constrained")
    phases = np.geomspace(0.01, 0.5, 18)
    with tempfile.TemporaryDirectory() as folder:
        print_numbers(options.program, folder)
        draw_evolution(axes[0], options.program, folder)
        runs = [solve(options.program, folder, float(weak)) for weak in phases]
    draw_lifetimes(axes[1], phases, runs)
    draw_lengths(axes[2], phases, runs)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
