#!/usr/bin/python3
"""Nonlocal resistance of a lateral spin valve against the formula of Takahashi and Maekawa, and its
Hanle curve against the one-dimensional theory with contacts: valve.svg.

The device is valve.toml; contact separation, interface resistance and contact width are changed.
"""

import argparse
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
LARMOR_PER_TESLA = 2.00231930436256 * 9.2740100783e-24 / 1.054571817e-34  # rad/s
# the numbers of valve.toml, SI
RESISTIVITY, LENGTH, LIFETIME = 2e-8, 500e-9, 20e-12
CHANNEL_WIDTH, THICKNESS = 100e-9, 60e-9
INTERFACE_POLARISATION, FERROMAGNET_POLARISATION, FERROMAGNET = 0.3, 0.5, 1.7e-15
CHANNEL = RESISTIVITY * LENGTH / (CHANNEL_WIDTH * THICKNESS)  # R_N, ohm
INJECTOR = 2.5e-6
# name: interface resistance times area, colour, marker (Okabe and Ito)
CONTACTS = {"tunnel": (1e-12, "#0072B2", "o"), "intermediate": (1e-14, "#009E73", "s"),
            "transparent": (None, "#D55E00", "^")}


def device_file(interface, separation, width, extra="[output]\nfields = false\n"):
    text = (HERE / "valve.toml").read_text()

    def change(old, new):
        nonlocal text
        assert old in text, old
        text = text.replace(old, new)

    change('position = "3 um"', f'position = "{INJECTOR + separation!r} m"')
    change('width = "100 nm" }', f'width = "{width!r} m" }}')
    change('edge_size = "10 nm"', f'edge_size = "{min(10e-9, width / 4)!r} m"')
    if interface:
        change('"1e-14 ohm m2"', f'"{interface!r} ohm m2"')
    else:  # the ferromagnets lie on the channel without an interface
        change('area_resistance = "1e-14 ohm m2"\npolarisation = 0.3\n', "")
    return text + extra


def run(options, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "device.toml"
        path.write_text(device_file(*arguments))
        found = subprocess.run([options.program, "--quiet", "device", str(path), "--json", "--out", folder],
                               check=True, capture_output=True, text=True)
    return [point["measures"]["nonlocal"]["value"] for point in json.loads(found.stdout)["results"]]


def resistances(options, cases):
    """Nonlocal resistances of steady devices (interface, separation, width), two runs at a time."""
    with ThreadPoolExecutor(2) as pool:
        return np.array(list(pool.map(lambda case: run(options, *case)[0], cases)))


def contact_resistances(interface, width):
    """r = R_i/(1-P^2) and f = R_F/(1-p^2) of one contact, and the weight P r + p f; ohm."""
    area = width * CHANNEL_WIDTH
    r = (interface or 0.0) / area / (1 - INTERFACE_POLARISATION**2)
    f = FERROMAGNET / area
    return r, f, INTERFACE_POLARISATION * r + FERROMAGNET_POLARISATION * f


def takahashi_maekawa(interface, separation, width):
    r, f, weight = contact_resistances(interface, width)
    decay = np.exp(-separation / LENGTH)
    return (2 * CHANNEL * decay * (weight / CHANNEL) ** 2
            / ((1 + 2 * (r + f) / CHANNEL) ** 2 - decay**2))


def across_conductance(interface, width):
    """What the contact takes of spins across its magnetisation: the smallest mixing conductance."""
    per_area = 1 / interface if interface else 1 / (FERROMAGNET * (1 - FERROMAGNET_POLARISATION**2))
    return per_area * width * CHANNEL_WIDTH


def hanle_isotropic(interface, separation, width, fields):
    """Hanle curve with contact lengths, the same for all spins."""
    r, f, weight = contact_resistances(interface, width)
    q = np.sqrt(1 + 1j * LARMOR_PER_TESLA * fields * LIFETIME)
    ratio, distance = CHANNEL / (r + f), separation / LENGTH
    bracket = (2 * (q + ratio) * np.exp(distance * q)
               + ratio**2 * np.sinh(distance * q) / q)
    return (weight / (r + f)) ** 2 * CHANNEL * np.real(1 / bracket)


def hanle_contacts(interface, separation, width, fields):
    """The same with contacts that take spins along and across the magnetisation differently.

    The spin potential u_y + i u_x at both contacts is G (i - g u): G the response of the channel, i
    the spin current injected, g the conductances of the contacts. Four real unknowns."""
    r, f, weight = contact_resistances(interface, width)
    conductances = np.diag([1 / (r + f), across_conductance(interface, width)] * 2)
    signals = []
    for field in fields:
        q = np.sqrt(1 + 1j * LARMOR_PER_TESLA * field * LIFETIME)
        here = CHANNEL / (2 * q)
        there = here * np.exp(-q * separation / LENGTH)
        response = np.block([[as_matrix(here), as_matrix(there)], [as_matrix(there), as_matrix(here)]])
        injected = np.array([weight / (r + f), 0, 0, 0])
        potential = np.linalg.solve(np.eye(4) + response @ conductances, response @ injected)
        signals.append(weight / (r + f) * potential[2])
    return np.array(signals)


def as_matrix(z):
    return np.array([[z.real, -z.imag], [z.imag, z.real]])


def draw_separations(axes, options, width):
    separations = np.array([0.2, 0.5, 1.0, 1.5]) * 1e-6
    middle = {}
    lines = np.linspace(0.15, 1.6, 200) * 1e-6
    print("contacts       separation     program     formula  deviation")
    for name, (interface, colour, marker) in CONTACTS.items():
        found = resistances(options, [(interface, float(s), width) for s in separations])
        middle[name] = found[1]
        axes.plot(1e6 * lines, 1e3 * takahashi_maekawa(interface, lines, width), color=colour, lw=1)
        axes.plot(1e6 * separations, 1e3 * found, marker, color=colour, ms=5, label=name)
        for separation, value in zip(separations, found):
            formula = takahashi_maekawa(interface, separation, width)
            print(f"{name:<14} {1e9 * separation:6.0f} nm {1e3 * value:10.4f} {1e3 * formula:10.4f} mohm"
                  f"  {100 * (value / formula - 1):+7.2f} %")
    axes.set(yscale="log", xlabel="contact separation (µm)", ylabel=r"$R_{nl}$ (m$\Omega$)",
             title="(a) nonlocal resistance")
    axes.legend(frameon=False, fontsize=8)
    return middle


def draw_widths(axes, options, middle):
    widths = np.array([20, 100, 200]) * 1e-9
    print("contact width    " + "".join(f"{1e9 * w:8.0f} nm " for w in widths))
    for name, (interface, colour, marker) in CONTACTS.items():
        narrow, wide = resistances(options, [(interface, 0.5e-6, float(w)) for w in widths[[0, 2]]])
        found = np.array([narrow, middle[name], wide])
        deviations = 100 * (found / takahashi_maekawa(interface, 0.5e-6, widths) - 1)
        axes.plot(1e9 * widths, deviations, marker + "-", color=colour, ms=4, lw=0.8)
        print(f"{name:<14}  " + "".join(f"{d:+10.2f} %" for d in deviations))
    axes.axhline(0, color="#777777", lw=0.6)
    axes.set(xlabel="contact width (nm)", ylabel="deviation (%)", title="(b) separation 0.5 µm")


def draw_hanle(axes, options, width):
    study = (HERE / "hanle.toml").read_text()
    fields = np.linspace(-1.5, 1.5, 13)
    dense = np.linspace(-1.5, 1.5, 301)
    separation = 1e-6
    for name in ("tunnel", "intermediate"):
        interface, colour, marker = CONTACTS[name]
        found = np.array(run(options, interface, separation, width, study))
        scale = hanle_contacts(interface, separation, width, np.zeros(1))[0]
        axes.plot(dense, hanle_isotropic(interface, separation, width, dense) / scale, ":", color=colour, lw=1)
        axes.plot(dense, hanle_contacts(interface, separation, width, dense) / scale, color=colour, lw=1)
        axes.plot(fields, found / scale, marker, color=colour, ms=3.5)
        for label, theory in (("contact lengths", hanle_isotropic), ("two conductances", hanle_contacts)):
            worst = np.max(np.abs(found - theory(interface, separation, width, fields))) / scale
            print(f"Hanle, {name:<13} {label:<17} largest deviation {100 * worst:.2f} % of the peak")
    axes.axhline(0, color="#777777", lw=0.6)
    axes.set(xlabel="field across the magnetisations (T)", ylabel=r"$R_{nl}(B)/R_{nl}(0)$",
             title="(c) Hanle, separation 1 µm")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.3), layout="constrained")
    middle = draw_separations(axes[0], options, 100e-9)
    draw_widths(axes[1], options, middle)
    draw_hanle(axes[2], options, 100e-9)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
