#!/usr/bin/python3
"""How much of the inverse spin Hall voltage of a middle wire the channel shunts: shunting.svg.

The devices are inverse.toml and direct.toml; study.toml sweeps the conductivity of the channel and the thickness of the
wire.
"""

import argparse
import json
import re
import subprocess
import tempfile
from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

HERE = Path(__file__).resolve().parent
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#777777"
# the numbers of the device, SI
WIDTH, OVERHANG = 100e-9, 100e-9  # of the channel, and of the wire, which is as wide
CHANNEL_CONDUCTIVITY, CHANNEL_THICKNESS = 5e7, 80e-9
CONDUCTIVITY, THICKNESS, LENGTH, ANGLE = 5e6, 20e-9, 10e-9, 0.05
CURRENT = 1e-3


def device_file(name, conductivity=CHANNEL_CONDUCTIVITY, thickness=THICKNESS, sign=1, wire=True):
    """A device file with other numbers; sign -1 reverses both magnetisations."""
    text = (HERE / name).read_text()

    def change(old, new):
        nonlocal text
        assert old in text, old
        text = text.replace(old, new)

    change('"5e7 S/m"', f'"{conductivity!r} S/m"')
    change('thickness = "20 nm", overhang', f'thickness = "{thickness!r} m", overhang')
    change("magnetisation = [1, 0, 0]", f"magnetisation = [{sign}, 0, 0]")
    if not wire:
        tables = re.split(r"\n(?=\[)", re.sub(r"\nabsorber = .*", "", text))
        text = "\n".join(table for table in tables if "absorber" not in table)
        change('"700 nm", "100 nm"', '"250 nm", "100 nm"')  # the wire no longer divides the channel along x,
        change('edge_size = "4 nm"', 'edge_size = "100 nm"')  # and nothing depends on y
    return text


def run(program, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "device.toml"
        path.write_text(text)
        found = subprocess.run([program, "--quiet", "device", str(path), "--json", "--out", folder],
                               check=True, capture_output=True, text=True)
    return json.loads(found.stdout)["results"][0]


def measure(result, name):
    return result["measures"][name]["value"]


def absorbed(result):
    """Spin current along x from the channel into the wire, A."""
    joint, = (joint for joint in result["between_regions"] if {joint["from"], joint["to"]} == {"channel", "absorber"})
    if joint["from"] == "channel":
        return joint["spin_current_arriving"]["value"]["x"]
    return -joint["spin_current_leaving"]["value"]["x"]


def without_shunting(result, thickness=THICKNESS):
    """Resistance of a wire whose inverse spin Hall current nothing shunts, ohm: one-dimensional theory."""
    mean = LENGTH / thickness * np.tanh(thickness / (2 * LENGTH)) * absorbed(result)
    return ANGLE * mean / (CONDUCTIVITY * WIDTH * CURRENT)


def of_the_wire(resistance, thickness):
    """Resistance of the part of the wire upon the channel over what it would be without the channel."""
    per_length = 1 / (CONDUCTIVITY * WIDTH * thickness)
    return (resistance - 2 * OVERHANG * per_length) / (WIDTH * per_length)


def parallel(conductivity, thickness):
    """Wire and channel side by side, the channel no wider than the wire."""
    return 1 / (1 + conductivity * CHANNEL_THICKNESS / (CONDUCTIVITY * thickness))


def perfect_channel(thickness, length=None):
    """The same for a channel without resistance: a plane problem at each edge; see the README."""
    z = (np.arange(20000) + 0.5) / 20000 * thickness
    root = np.sqrt(1 - np.exp(1j * np.pi * z / thickness))
    potential = np.log(np.abs((1 + root) / (1 - root))) / np.pi  # in the plane of the edge, over rho j t
    weight = np.ones_like(z) if length is None else np.sinh((thickness - z) / length)
    return 2 * thickness / WIDTH * np.average(potential, weights=weight)


def sweep(program):
    """Conductivity of the channel, thickness and resistance of the wire, spin Hall signal; from study.toml."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.h5"
        subprocess.run([program, "--quiet", "sweep", str(HERE / "study.toml"), "--out", str(path)], check=True,
                       capture_output=True)
        with h5py.File(path) as file:
            return [file[name][:] for name in ("conductivity", "thickness", "wire", "direct")]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})

    inverse = run(options.program, device_file("inverse.toml"))
    bare = run(options.program, device_file("inverse.toml", wire=False))
    reversed_ = run(options.program, device_file("direct.toml", sign=-1))
    print(f"absorption: {1e3 * measure(bare, 'nonlocal'):.4f} mohm without the wire, "
          f"{1e3 * measure(inverse, 'nonlocal'):.4f} mohm with it")
    one, other = measure(inverse, "inverse"), measure(reversed_, "direct")
    print(f"reciprocity: inverse(m) {1e3 * one:.9f} mohm, direct(-m) {1e3 * other:.9f} mohm, "
          f"relative difference {abs(one / other - 1):.0e}")

    print("channel/(S/m)  wire/nm  x of the wire  side by side  direct/mohm  inverse/mohm  unshunted/mohm     x")
    rows = []
    for conductivity, thickness, wire, direct in zip(*sweep(options.program)):
        thickness *= 1e-9
        rows.append([conductivity, thickness, of_the_wire(wire, thickness), np.nan])
        print(f"{conductivity:13.0e} {1e9 * thickness:8.0f} {rows[-1][2]:14.4f}"
              f" {parallel(conductivity, thickness):13.4f} {1e3 * direct:12.5f}", end="")
        if conductivity > 100 * CONDUCTIVITY:  # there to test the resistance of the wire
            print()
            continue
        base = np.isclose([conductivity, thickness], [CHANNEL_CONDUCTIVITY, THICKNESS]).all()
        found = inverse if base else run(options.program,
                                         device_file("inverse.toml", float(conductivity), float(thickness)))
        signal, ideal = measure(found, "inverse"), without_shunting(found, thickness)
        rows[-1][3] = signal / ideal
        print(f"{1e3 * signal:14.5f} {1e3 * ideal:15.5f} {signal / ideal:9.4f}")
    print(f"channel without resistance, edges in the plane: x = {perfect_channel(THICKNESS, LENGTH):.4f}, "
          f"of the wire {perfect_channel(THICKNESS):.4f}")

    rows = np.array(rows)
    figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.3), layout="constrained")
    dense, thick = np.geomspace(0.3, 2000, 100) * CONDUCTIVITY, np.linspace(15e-9, 45e-9)
    axes[0].plot(dense / CONDUCTIVITY, parallel(dense, THICKNESS), color=GREY, lw=1, label="side by side")
    axes[1].plot(1e9 * thick, parallel(CHANNEL_CONDUCTIVITY, thick), color=GREY, lw=1)
    by_conductivity = rows[np.isclose(rows[:, 1], THICKNESS)]
    by_thickness = rows[np.isclose(rows[:, 0], CHANNEL_CONDUCTIVITY)]
    for axis, data, scale in ((axes[0], by_conductivity, by_conductivity[:, 0] / CONDUCTIVITY),
                              (axes[1], by_thickness, 1e9 * by_thickness[:, 1])):
        axis.plot(scale, data[:, 3], "o", color=BLUE, ms=4, label="inverse spin Hall voltage")
        axis.plot(scale, data[:, 2], "s", color=ORANGE, ms=4, label="resistance of the wire")
        axis.set(ylim=(0, 0.6), ylabel="shunting factor $x$")
    for length, colour in ((LENGTH, BLUE), (None, ORANGE)):
        limit = [perfect_channel(value, length) for value in thick]
        axes[0].axhline(perfect_channel(THICKNESS, length), color=colour, lw=0.7, ls=":")
        axes[1].plot(1e9 * thick, limit, color=colour, lw=0.7, ls=":", label="channel without resistance")
    axes[0].set(xscale="log", xlabel="conductivity of the channel over that of the wire", title="(a) conductivity")
    axes[1].set(xlabel="thickness of the wire (nm)", title="(b) thickness")
    axes[0].legend(frameon=False, fontsize=8)
    axes[1].legend(*(entries[-1:] for entries in axes[1].get_legend_handles_labels()), frameon=False, fontsize=8)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
