#!/usr/bin/python3
"""Edge spin of the strip of strip.toml, whose spin-orbit coefficients come from alloy.toml:
edge_spin.svg.
"""

import argparse
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
COLOURS = ["#000000", "#0072B2", "#009E73", "#D55E00"]
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"
HBAR, BOLTZMANN, ELECTRON = 1.054571817e-34, 1.380649e-23, 1.602176634e-19  # SI
S_WAVE, CONCENTRATION = 0.8, 0.01  # of alloy.toml
HALF_WIDTH, GRADIENT = 0.5e-6, 1e6  # of strip.toml, m and 1/m


def alloy_text(splitting):
    """alloy.toml with p1/2 at -2 and p3/2 at 1 times a phase shift."""
    text = (HERE / "alloy.toml").read_text()
    for old, new in (("-0.04", -2 * splitting), ("0.02", splitting)):
        assert text.count(f"phase_shift = {old} ") == 1, old
        text = text.replace(f"phase_shift = {old} ", f"phase_shift = {new!r} ")
    return text


def call(program, command, path, folder):
    done = subprocess.run([program, "--quiet", command, str(path), "--json", "--out", folder],
                          check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def run(program, splitting, **changes):
    """Coefficients of the alloy, points of the strip with its warnings, and the fields, with lines `key = ...` replaced."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "alloy.toml").write_text(alloy_text(splitting))
        lines = (HERE / "strip.toml").read_text().replace("[solver]", "[solver]\ngrid_check = false").splitlines()
        for key, value in changes.items():
            place, = (n for n, line in enumerate(lines) if line.startswith(f"{key} = "))
            lines[place] = f"{key} = {value}"
        (folder / "strip.toml").write_text("\n".join(lines))
        found = call(program, "coefficients", folder / "alloy.toml", folder)["results"]
        coefficients = {name: entry["value"] for name, entry in found.items() if "value" in entry}
        result = call(program, "superconductor", folder / "strip.toml", folder)
        with h5py.File(folder / "fields.h5") as file:
            fields = {name: file[name][:] for name in ("point_temperature", "point_pair_potential", "node_x",
                                                       "node_spin_density_z")}
    return coefficients, result, fields


def of_the_usadel_equation(c):
    """theta, kappa, 1/tau_so (1/s) from the coefficients of the alloy."""
    diffusion = c["charge_diffusion"]
    return (-c["spin_hall_diffusion_dressed"] / diffusion, -c["swapping"] / diffusion, c["spin_relaxation_rate"])


def of_weak_coupling(splitting, c):
    """The same of paper U to first order in the p waves, with the factor that U-56 lacks."""
    path = 3 * np.pi / (4 * CONCENTRATION * np.sin(S_WAVE)**2)  # p_F l
    theta = 2 * splitting - 6 * splitting / (np.tan(S_WAVE) * path)
    kappa = -2 * splitting / np.tan(S_WAVE) - 6 * splitting / path
    velocity = 3 * c["charge_diffusion"] / c["mean_free_path"]
    wavenumber = velocity * 9.1093837015e-31 / HBAR
    rate = 8 * (splitting / np.sin(S_WAVE))**2 * velocity * wavenumber / path
    return theta, kappa, rate


def spin_density(x, temperature, gap, c, frequencies=1000):
    """S_z to first order in theta (1/m3): a uniform gap (K) in the strip |x| < HALF_WIDTH."""
    theta, _, rate = of_the_usadel_equation(c)
    kelvin = HBAR / BOLTZMANN
    diffusion = kelvin * c["charge_diffusion"]  # K m^2
    states = c["charge_conductivity"] / (2 * ELECTRON**2 * c["charge_diffusion"])  # per spin
    frequency = np.pi * temperature * (2 * np.arange(frequencies) + 1)
    pair_breaking = 0.5 * diffusion * GRADIENT**2
    angle = np.arctan2(gap, frequency)
    for _ in range(30):
        value = frequency * np.sin(angle) - gap * np.cos(angle) + pair_breaking * np.sin(angle) * np.cos(angle)
        angle -= value / (frequency * np.cos(angle) + gap * np.sin(angle) + pair_breaking * np.cos(2 * angle))
    decay = np.sqrt((2 * (frequency * np.cos(angle) + gap * np.sin(angle)) + 2 * pair_breaking * np.cos(2 * angle)
                     + kelvin * rate) / diffusion)
    # sinh(decay x)/cosh(decay a) without large numbers
    x = np.atleast_1d(x)[:, None]
    profile = np.sign(x) * (np.exp(decay * (abs(x) - HALF_WIDTH)) * -np.expm1(-2 * decay * abs(x))
                            / (1 + np.exp(-2 * decay * HALF_WIDTH)))
    return 4 * np.pi * BOLTZMANN * temperature * states * theta * GRADIENT * (np.sin(angle)**2 / decay * profile).sum(axis=1)


def draw_strip(axes, program):
    coarse, (coefficients, result, fields) = (run(program, 0.02, cells=cells) for cells in (36, 72))
    theta, kappa, rate = of_the_usadel_equation(coefficients)
    print(f"alloy.toml: theta = {theta:.5f}, kappa = {kappa:.5f}, tau_so = {1e12 / rate:.3f} ps, "
          f"sqrt(D tau_so) = {1e9 * np.sqrt(coefficients['charge_diffusion'] / rate):.1f} nm")
    print("warnings: " + ("; ".join(result["warnings"]) or "none"))
    print("T/K   gap/K     edge S_z, 1/um^3   closed form   deviation")
    x = 1e-9 * fields["node_x"] - HALF_WIDTH
    dense = np.linspace(-HALF_WIDTH, HALF_WIDTH, 201)
    for k, temperature in enumerate(fields["point_temperature"]):
        gap = fields["point_pair_potential"][k]
        values = fields["node_spin_density_z"][k]
        edge = values[0] + (values[0] - coarse[2]["node_spin_density_z"][k][0]) / 3
        known = spin_density(-HALF_WIDTH, temperature, gap, coefficients, 100000)[0]
        print(f"{temperature:3.1f} {gap:7.4f} {1e-18 * edge:20.1f} {1e-18 * known:13.1f}   {edge / known - 1:+.1e}")
        axes.plot(1e6 * x[::4], 1e-22 * values[::4], "o", ms=3, color=COLOURS[k], label=f"{temperature:g} K")
        axes.plot(1e6 * dense, 1e-22 * spin_density(dense, temperature, gap, coefficients), color=COLOURS[k], lw=1)
    axes.set(xlabel="x (µm)", ylabel="$S_z$ ($10^4$ µm$^{-3}$)", title="(a) across the strip")
    axes.legend(frameon=False, fontsize=7)


def draw_strength(axes, program):
    splittings = np.array([0.01, 0.02, 0.05, 0.1, 0.2])
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda splitting: run(program, float(splitting), temperature='"0.6 K"'), splittings))
    print("p3/2 phase     theta     weak     kappa     weak   tau_so/ps     weak  warnings")
    for splitting, (c, result, fields) in zip(splittings, runs):
        found, weak = of_the_usadel_equation(c), of_weak_coupling(splitting, c)
        print(f"{splitting:10.3f} {found[0]:9.5f} {weak[0]:8.5f} {found[1]:9.5f} {weak[1]:8.5f} {1e12 / found[2]:11.4g} "
              f"{1e12 / weak[2]:8.4g}  {len(result['warnings'])}")
    edge = np.array([-1e-22 * fields["node_spin_density_z"][0][0] for _, _, fields in runs])
    warned = np.array([bool(result["warnings"]) for _, result, _ in runs])
    axes.loglog(splittings, edge, color=BLUE, lw=1)
    axes.loglog(splittings[~warned], edge[~warned], "o", color=BLUE, ms=4, label="program")
    axes.loglog(splittings[warned], edge[warned], "o", mfc="white", color=BLUE, ms=4, label="with a warning")
    axes.loglog(splittings, edge[0] * splittings / splittings[0], color=GREY, lw=1, ls="--", label="in proportion")
    axes.set(xlabel=r"phase shift $\delta$ of p$_{3/2}$", ylabel="$-S_z$ at the left edge ($10^4$ µm$^{-3}$)",
             title="(b) at 0.6 K")
    axes.legend(frameon=False, fontsize=7)
    axes.set(xlim=(0.008, 0.25), ylim=(1, 30), xticks=splittings, xticklabels=[f"{value:g}" for value in splittings],
             yticks=[1, 2, 5, 10, 20], yticklabels=["1", "2", "5", "10", "20"])
    axes.minorticks_off()
    return runs[-1][1]["warnings"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.3), layout="constrained")
    draw_strip(axes[0], options.program)
    for warning in draw_strength(axes[1], options.program):
        print(f"at the strongest: {warning}")
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
