#!/usr/bin/python3
"""Giant magnetoresistance of a stack ferromagnet, normal metal, ferromagnet, current across, against
Valet and Fert: stack.svg.

The device is stack.toml; the thickness of the normal metal is changed.
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
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"
# the numbers of stack.toml, SI
AREA, FERROMAGNET = 1e-12, 40e-9
F_RESISTIVITY, F_LENGTH, F_POLARISATION = 1 / 6e6, 5e-9, 0.4
N_RESISTIVITY, N_LENGTH = 1 / 5e7, 100e-9
INTERFACE, INTERFACE_POLARISATION = 0.5e-15, 0.6


def run(program, spacer):
    """Resistances (parallel, antiparallel) in ohm; position and spin potential along y of both."""
    text = (HERE / "stack.toml").read_text()
    for old, new in (('thickness = "20 nm"', f'thickness = "{spacer!r} m"'),
                     ('to = [ "100 nm" ]', f'to = [ "{2 * FERROMAGNET + spacer!r} m" ]')):
        assert old in text, old
        text = text.replace(old, new)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "device.toml"
        path.write_text(text)
        found = subprocess.run([program, "--quiet", "device", str(path), "--json", "--out", folder],
                               check=True, capture_output=True, text=True)
        with h5py.File(Path(folder) / "cuts.h5") as cuts:
            profile = cuts["through_position"][:, 0], cuts["through_potential"][:, :, 2]
    return ([point["measures"]["resistance"]["value"] for point in json.loads(found.stdout)["results"]],
            profile)


def valet_fert(spacer):
    """Resistances (parallel, antiparallel) times area for ferromagnets long against their spin length."""
    r_f = F_RESISTIVITY * F_LENGTH / (1 - F_POLARISATION**2)
    r_b = INTERFACE / (1 - INTERFACE_POLARISATION**2)
    r_n = N_RESISTIVITY * N_LENGTH
    weight = INTERFACE_POLARISATION * r_b + F_POLARISATION * r_f
    half = np.tanh(spacer / 2 / N_LENGTH)
    ohmic = (2 * F_RESISTIVITY * FERROMAGNET + N_RESISTIVITY * spacer
             + 2 * (r_b + F_POLARISATION**2 * r_f))
    return [ohmic - 2 * weight**2 / (r_b + r_f + x) for x in (r_n * half, r_n / half)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.3), layout="constrained")

    _, (position, potentials) = run(options.program, 20e-9)
    for potential, colour, label in zip(potentials, (BLUE, ORANGE), ("parallel", "antiparallel")):
        axes[0].plot(1e9 * position, 1e6 * potential, color=colour, label=label)
    for edge in (40, 60):
        axes[0].axvline(edge, color=GREY, lw=0.6)
    axes[0].set(xlabel="z (nm)", ylabel="spin potential along y (µV)", title="(a) spin potential")
    axes[0].legend(frameon=False, fontsize=8)

    spacers = np.array([2, 5, 10, 20, 50, 100, 200, 500]) * 1e-9
    with ThreadPoolExecutor(2) as pool:
        found = AREA * np.array([r for r, _ in pool.map(lambda d: run(options.program, float(d)), spacers)])
    print("spacer    R_P A     R_AP A   fohm m2     R_AP/R_P - 1   formula   deviation of R_P, R_AP")
    for spacer, pair in zip(spacers, found):
        exact = np.array(valet_fert(spacer))
        print(f"{1e9 * spacer:4.0f} nm {1e15 * pair[0]:9.5f} {1e15 * pair[1]:10.5f}"
              f"  {pair[1] / pair[0] - 1:21.6f} {exact[1] / exact[0] - 1:10.6f}"
              f"  {pair[0] / exact[0] - 1:+.1e}, {pair[1] / exact[1] - 1:+.1e}")
    dense = np.geomspace(1.5e-9, 600e-9, 200)
    parallel, antiparallel = map(np.array, valet_fert(dense))
    axes[1].plot(1e9 * dense, 100 * (antiparallel / parallel - 1), color=BLUE, lw=1)
    axes[1].plot(1e9 * spacers, 100 * (found[:, 1] / found[:, 0] - 1), "o", color=BLUE, ms=4)
    axes[1].set(xscale="log", yscale="log", xlabel="thickness of the normal metal (nm)",
                ylabel=r"$R_{AP}/R_P-1$ (%)", title="(b) giant magnetoresistance")
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
