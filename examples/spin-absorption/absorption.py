#!/usr/bin/python3
"""Nonlocal resistance with and without a middle wire that takes up spin: absorption.svg.

The device is absorption.toml; the spin diffusion length of the middle wire is changed.
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
# the numbers of absorption.toml, SI
AREA = 100e-9 * 100e-9  # of each contact
LENGTH = 500e-9
CHANNEL = 2e-8 * LENGTH / (100e-9 * 80e-9)  # R_N, ohm
ABSORBER_RESISTIVITY, ABSORBER_THICKNESS = 2e-7, 20e-9
FERROMAGNET = 2e-7 * 5e-9 / (1 - 0.4**2)  # its thickness, four spin lengths, is as good as infinite
INTERFACE = 3e-14 / (1 - 0.3**2)
POSITIONS = np.array([2.1, 2.5, 2.9]) * 1e-6
LENGTHS = np.array([5, 10, 20, 50, 100, 200]) * 1e-9


def without_absorber(text):
    """The device file without what it says of the middle wire."""
    start = text.index('[[region]]\nname = "absorber"')
    text = text[:start] + text[text.index("[[interface]]"):]
    return "".join(line for line in text.splitlines(True) if not line.startswith("absorber"))


def run(program, absorber_length):
    """Nonlocal resistance in ohm, position and spin potential along y on the cut."""
    text = (HERE / "absorption.toml").read_text()
    if absorber_length is None:
        text = without_absorber(text)
    else:
        assert '"10 nm"' in text
        text = text.replace('"10 nm"', f'"{absorber_length!r} m"')
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "device.toml"
        path.write_text(text.replace("[[output.cut]]", "[output]\nfields = false\n\n[[output.cut]]"))
        found = subprocess.run([program, "--quiet", "device", str(path), "--json", "--out", folder],
                               check=True, capture_output=True, text=True)
        with h5py.File(Path(folder) / "cuts.h5") as cuts:
            profile = cuts["channel_position"][:, 0], cuts["channel_potential"][0, :, 2]
    return json.loads(found.stdout)["results"][0]["measures"]["nonlocal"]["value"], profile


def absorber_resistance(length):
    """Spin resistance of a wire that is insulated on all other sides, ohm."""
    return ABSORBER_RESISTIVITY * length / np.tanh(ABSORBER_THICKNESS / length) / AREA


def theory(absorber):
    """One-dimensional theory: three contacts on an infinite channel, each with its spin resistance."""
    contact = (INTERFACE + FERROMAGNET) / AREA
    conductances = np.diag([1 / contact, 0 if absorber is None else 1 / absorber, 1 / contact])
    response = CHANNEL / 2 * np.exp(-np.abs(np.subtract.outer(POSITIONS, POSITIONS)) / LENGTH)
    polarisation = (0.3 * INTERFACE + 0.4 * FERROMAGNET) / (INTERFACE + FERROMAGNET)
    potential = np.linalg.solve(np.eye(3) + response @ conductances, response[:, 0] * polarisation)
    return polarisation * potential[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.3), layout="constrained")

    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda length: run(options.program, length), [None, *map(float, LENGTHS)]))
    bare, profile = runs[0]
    found = np.array([value for value, _ in runs[1:]])
    print(f"without middle wire: {1e3 * bare:.4f} mohm, one-dimensional theory {1e3 * theory(None):.4f} mohm")
    print("lambda of the wire  spin resistance/R_N     R_nl    with/without   theory")
    for length, value in zip(LENGTHS, found):
        resistance = absorber_resistance(length)
        print(f"{1e9 * length:8.0f} nm {resistance / CHANNEL:22.4f} {1e3 * value:13.4f} mohm {value / bare:8.4f}"
              f" {theory(resistance) / theory(None):10.4f}")

    axes[0].plot(1e6 * profile[0], 1e6 * profile[1], color=BLUE, label="without middle wire")
    position, potential = runs[1 + list(LENGTHS).index(10e-9)][1]
    axes[0].plot(1e6 * position, 1e6 * potential, color=ORANGE, label=r"with it, $\lambda=10$ nm")
    for middle in POSITIONS:
        axes[0].axvline(1e6 * middle, color=GREY, lw=0.5)
    axes[0].set(yscale="log", xlim=(1, 4), ylim=(1, None), xlabel="x (µm)", ylabel="spin potential (µV)",
                title="(a) in the channel")
    axes[0].legend(frameon=False, fontsize=8)
    dense = np.geomspace(3e-9, 300e-9, 100)
    ratios = np.array([theory(absorber_resistance(length)) for length in dense]) / theory(None)
    axes[1].plot(absorber_resistance(dense) / CHANNEL, ratios, color=BLUE, lw=1, label="one-dimensional theory")
    axes[1].plot(absorber_resistance(LENGTHS) / CHANNEL, found / bare, "o", color=BLUE, ms=4, label="program")
    axes[1].set(xscale="log", ylim=(0, 1), xlabel="spin resistance of the wire over $R_N$",
                ylabel=r"$R_{nl}$ with over without", title="(b) absorption")
    axes[1].legend(frameon=False, fontsize=8)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
