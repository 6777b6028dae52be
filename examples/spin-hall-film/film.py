#!/usr/bin/python3
"""Spin accumulation across a strip in an electric field, and spin Hall magnetoresistance, both
against closed forms: film.svg.

The devices are strip.toml and magnetoresistance.toml, each a line across the film.
"""

import argparse
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
FIELD = 1e5  # V/m, in both files
CHARGE = {"x": 0, "y": 4}  # columns of the charge current


def changed(text, *replacements):
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return text


def across(program, text):
    """Position, potentials and currents on the cut, by points of the study."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "device.toml"
        path.write_text(text)
        subprocess.run([program, "--quiet", "device", str(path), "--out", folder],
                       check=True, capture_output=True)
        with h5py.File(Path(folder) / "cuts.h5") as cuts:
            return cuts["across_position"][:, 0], cuts["across_potential"][:], cuts["across_current"][:]


def mean(position, values):
    """Simpson's rule on the evenly spaced points of the cut."""
    weights = np.ones(len(position))
    weights[1:-1:2], weights[2:-1:2] = 4, 2
    return values @ weights / weights.sum()


class Strip:
    """The numbers of strip.toml, conductivities over that of the charge, and its closed form."""

    conductivity, hall, longitudinal, transverse, swapping = 1e7, 0.1, 600e-9, 500e-9, -0.25

    def __init__(self, is_thin):
        d_longitudinal = (self.longitudinal / self.transverse) ** 2
        d_2 = d_longitudinal + self.swapping
        mixing = (d_2 - (2 - d_2)) / 2  # (D_2 - D_1)/2 with D_T = (D_1 + D_2)/2 = 1
        self.d = 1 - mixing**2 if is_thin else 1.0
        self.theta = self.hall * (1 + mixing) if is_thin else self.hall
        self.length = self.transverse * np.sqrt(self.d)
        self.background = self.hall**2 if is_thin else 0.0

    def accumulation(self, y, width):
        return (-self.theta * FIELD * self.length / self.d
                * np.sinh(y / self.length) / np.cosh(width / 2 / self.length))

    def resistance_change(self, width):
        x = self.background + (self.theta**2 / self.d * 2 * self.length / width
                               * np.tanh(width / 2 / self.length))
        return -x / (1 + x)


def draw_strips(axes, program):
    text = (HERE / "strip.toml").read_text()
    print("strip             edge potential, program      formula  deviation   delta rho/rho      formula")
    for is_thin, colour, label in ((False, BLUE, "thick"), (True, ORANGE, "thin film")):
        strip = Strip(is_thin)
        device = changed(text, ('axes = "y"', 'axes = "y"\nthin = "z"')) if is_thin else text
        y, potential, current = across(program, device)
        width = y[-1] - y[0]
        found, exact = potential[0, :, 3], strip.accumulation(y, width)
        change = strip.conductivity * FIELD / mean(y, current[0, :, CHARGE["x"]]) - 1
        print(f"{label:<16} {1e3 * found[-1]:19.7f} mV {1e3 * exact[-1]:12.7f}"
              f"   {np.max(np.abs(found - exact)) / abs(exact[-1]):.1e} {change:15.9f}"
              f" {strip.resistance_change(width):12.9f}")
        axes.plot(1e6 * y, 1e3 * exact, color=colour, lw=1)
        axes.plot(1e6 * y[::25], 1e3 * found[::25], "o", color=colour, ms=4, label=label)
    axes.axhline(0, color=GREY, lw=0.6)
    axes.legend(frameon=False, fontsize=8)
    axes.set(xlabel="y (µm)", ylabel="spin potential along z (mV)", title="(a) strip in a field")


class Magnetoresistance:
    """The numbers of magnetoresistance.toml, and Chen et al., Phys. Rev. B 87, 144411 (2013)."""

    conductivity, hall, length, mixing = 4e6, 0.08, 1.5e-9, 4e14 + 4e13j

    def amplitudes(self, thickness):
        """delta rho_0, delta rho_1 and delta rho_2 over rho, to second order in theta."""
        ratio = thickness / self.length
        contact = 2 * self.length * self.mixing
        loss = contact * np.tanh(ratio / 2) ** 2 / (self.conductivity + contact / np.tanh(ratio))
        return (-self.hall**2 * 2 / ratio * np.tanh(ratio / 2), self.hall**2 / ratio * loss.real,
                -self.hall**2 / ratio * loss.imag)

    # No charge flows across the film, so what the magnet adds to the conductivities is of second order
    # in theta and nothing else: the resistivity is 1/sigma_xx, not 1 + delta rho.
    def conductivities(self, angles, thickness, axis):
        """sigma_xx and sigma_yx over sigma, exact in theta."""
        first, second, third = self.amplitudes(thickness)
        m_x, sine = np.cos(angles), np.sin(angles)
        m_y, m_z = (sine, 0 * sine) if axis == "z" else (0 * sine, sine)
        return 1 - first - second * (1 - m_y**2), -second * m_x * m_y - third * m_z


def draw_magnetoresistance(axes, program):
    film = Magnetoresistance()
    text = (HERE / "magnetoresistance.toml").read_text()
    turned = changed(text, ("axis = [0, 0, 1]", "axis = [0, -1, 0]"))
    angles = np.radians(np.linspace(0, 360, 25))
    dense = np.linspace(0, 2 * np.pi, 361)
    drude = film.conductivity * FIELD
    print("magnetoresistance                sigma_xx, largest deviation      sigma_yx")
    for device, axis, colour, label in ((text, "z", BLUE, "from x to y"), (turned, "y", ORANGE, "from x to z")):
        z, _, current = across(program, device)
        along, side = (mean(z, current[:, :, CHARGE[a]]) / drude for a in "xy")
        xx, yx = film.conductivities(angles, z[-1], axis)
        print(f"{label:<32} {np.max(np.abs(along - xx)):10.1e}              {np.max(np.abs(side - yx)):10.1e}")
        xx, yx = film.conductivities(dense, z[-1], axis)
        axes[0].plot(np.degrees(dense), 1e3 * (1 / xx - 1), color=colour, lw=1)
        axes[0].plot(np.degrees(angles), 1e3 * (1 / along - 1), "o", color=colour, ms=3.5, label=label)
        axes[1].plot(np.degrees(dense), 1e3 * yx, color=colour, lw=1)
        axes[1].plot(np.degrees(angles), 1e3 * side, "o", color=colour, ms=3.5)
    axes[0].legend(frameon=False, fontsize=8, loc="upper center", ncol=2, columnspacing=1)
    axes[0].set(ylim=(-4.2, -3.66), ylabel=r"$10^3\ \Delta\rho/\rho$", title="(b) resistance")
    axes[1].set(ylabel=r"$10^3\ \sigma_{yx}/\sigma$", title="(c) Hall current")
    for one in axes:
        one.set(xlabel="angle of the magnetisation (°)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.3), layout="constrained")
    draw_strips(axes[0], options.program)
    draw_magnetoresistance(axes[1:], options.program)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
