#!/usr/bin/python3
"""Spin Hall angle of iridium in copper against the phase shifts of its p wave: p_wave.svg."""

import argparse
import subprocess
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import h5py
import matplotlib.pyplot as plt
import numpy as np

ALLOY = Path(__file__).resolve().with_name("alloy.toml")
# Y. Niimi et al., Phys. Rev. Lett. 106, 126601 (2011), in %
MEASURED, ERROR = 2.1, 0.6
# Assumptions: energies in eV, phase shifts in rad, electrons of Ir beyond those of Cu.
WIDTH, SPIN_ORBIT, ETA_S, EXCESS = 1.0, 0.4, 0.1, 8.0
# Okabe and Ito
BLACK, ORANGE, BLUE, GREEN, GREY = "#000000", "#D55E00", "#0072B2", "#009E73", "#777777"


def friedel(p_half, p_three_half):
    """The d electrons that the sum rule leaves beside the s and p waves."""
    return EXCESS - (2 * ETA_S + 2 * p_half + 4 * p_three_half) / np.pi


def sweep(program, p_half, p_three_half, electrons=None, width=WIDTH, spin_orbit=SPIN_ORBIT):
    """Total spin Hall angle and its skew part, in %, for lists of phase shifts of p1/2 and p3/2."""
    shape = np.shape(p_half)
    p_half, p_three_half = np.ravel(p_half), np.ravel(p_three_half)
    electrons = friedel(p_half, p_three_half) if electrons is None else np.full(p_half.size, electrons)
    level = "impurity[0].resonant-levels.levels[0]"
    axes = {f"{level}.electrons": electrons,
            "impurity[0].channels[1].phase_shift": p_half,
            "impurity[0].channels[2].phase_shift": p_three_half}
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "alloy.toml"
        base.write_text(ALLOY.read_text().replace('width = "1 eV"', f'width = "{width} eV"')
                        .replace('spin_orbit = "0.4 eV"', f'spin_orbit = "{spin_orbit} eV"'))
        study = Path(folder) / "study.toml"
        study.write_text('[sweep]\nbase = "alloy.toml"\ncombine = "zip"\n'
                         'outputs = ["coefficients.spin_hall_angle", "coefficients.spin_hall_angle_skew"]\n'
                         + "".join(f'\n[[sweep.axis]]\npath = "{path}"\nvalues = {[float(v) for v in values]}\n'
                                   for path, values in axes.items()))
        subprocess.run([program, "--quiet", "sweep", str(study), "--out", folder + "/study.h5"], check=True,
                       capture_output=True)
        with h5py.File(folder + "/study.h5") as file:
            return tuple(100 * file["coefficients." + name][:].reshape(shape)
                         for name in ("spin_hall_angle", "spin_hall_angle_skew"))


def crossings(x, y, level):
    """Where y(x) passes a level, interpolated."""
    steps = np.flatnonzero((y[:-1] - level) * (y[1:] - level) < 0)
    return [float(x[i] + (level - y[i]) * (x[i + 1] - x[i]) / (y[i + 1] - y[i])) for i in steps]


def draw_lines(axes, program, eta_p, cases, key, total):
    """Curves against equal phase shifts of p1/2 and p3/2; one option of sweep() varies."""
    axes.axhspan(MEASURED - ERROR, MEASURED + ERROR, color="#bbbbbb", lw=0, alpha=0.6)
    axes.axhspan(-MEASURED - ERROR, -MEASURED + ERROR, facecolor="none", edgecolor="#bbbbbb", hatch="///", lw=0)
    for (value, label), colour, style in zip(cases, (BLUE, BLACK, ORANGE, GREEN), ("--", "-", "-.", (0, (3, 1, 1, 1)))):
        angle, skew = sweep(program, eta_p, eta_p, **{key: value})
        axes.plot(eta_p, skew, ls=style, color=colour, lw=1.6, label=label)
        if total:
            axes.plot(eta_p, angle, ls=style, color=colour, lw=0.7)
        wanted = [", ".join(f"{eta:+.3f}" for eta in crossings(eta_p, y, sign * MEASURED)) or "none"
                  for y in (skew, angle) for sign in (1, -1)]
        print(f"{key} {label:12s} dilute +2.1 %: {wanted[0]:8s} -2.1 %: {wanted[1]:16s} at 1 at.% "
              f"+2.1 %: {wanted[2]:8s} -2.1 %: {wanted[3]}")
    axes.axhline(0, color=GREY, lw=0.6)
    axes.axvline(0, color=GREY, lw=0.6)
    axes.set(xlim=(-0.4, 0.4), ylim=(-10, 8))


def draw_map(axes, program):
    eta = np.linspace(-0.4, 0.4, 81)
    p_half, p_three_half = np.meshgrid(eta, eta)
    _, skew = sweep(program, p_half, p_three_half)
    image = axes.pcolormesh(eta, eta, np.clip(skew, -12, 12), cmap="RdBu_r", vmin=-12, vmax=12, shading="nearest",
                            rasterized=True)
    axes.contourf(eta, eta, skew, levels=[MEASURED - ERROR, MEASURED + ERROR], colors=["#555555"], alpha=0.55)
    axes.contourf(eta, eta, skew, levels=[-MEASURED - ERROR, -MEASURED + ERROR], colors=["none"],
                  hatches=["////"])
    axes.contour(eta, eta, skew, levels=[0], colors="black", linewidths=0.8)
    axes.plot(eta, eta, ":", color=BLACK, lw=0.8)
    axes.set(xlabel=r"$\eta$(p1/2) (rad)", ylabel=r"$\eta$(p3/2) (rad)", xticks=(-0.4, -0.2, 0, 0.2, 0.4),
             yticks=(-0.4, -0.2, 0, 0.2, 0.4), title="(d) p wave split; dotted: equal")
    bar = axes.figure.colorbar(image, ax=axes, label="spin Hall angle, dilute (%)")
    bar.outline.set_visible(False)
    row = int(np.argmin(np.abs(eta)))
    print(f"only p1/2, within 0.4: from {skew[row].min():+.2f} to {skew[row].max():+.2f} %; only p3/2: "
          f"+2.1 % at {crossings(eta, skew[:, row], MEASURED)[0]:+.3f}")


def print_numbers(program):
    angle, skew = sweep(program, [0.0], [0.0])
    print(f"no p wave: skew part {skew[0]:.3f} %, side jump {angle[0] - skew[0]:+.3f} % at 1 at.%")
    for width in (0.5, 1.0, 1.5):
        angle, skew = sweep(program, [0.15], [0.15], width=width)
        print(f"p wave 0.15, width {width} eV: skew part {skew[0]:+.2f} %, side jump {angle[0] - skew[0]:+.2f} % "
              "at 1 at.%")
    for split in (-0.05, 0.05):
        _, skew = sweep(program, [0.15 + split], [0.15 - split / 2])
        print(f"p1/2 {0.15 + split:.3f}, p3/2 {0.15 - split / 2:.3f}: skew part {skew[0]:+.2f} %")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False, "hatch.linewidth": 0.6})
    figure, axes = plt.subplots(2, 2, figsize=(9.2, 7.0), layout="constrained")
    eta_p = np.linspace(-0.4, 0.4, 81)
    print_numbers(options.program)
    for panel, key, cases, title in (
            (axes[0, 0], "width", [(v, f"Δ = {v:g} eV") for v in (0.5, 1.0, 1.5)], "(a) half width"),
            (axes[0, 1], "electrons", [(v, f"{v:g} d electrons") if v else (None, "by Friedel's rule")
                                       for v in (7.0, None, 8.0, 8.5)], "(b) filling"),
            (axes[1, 0], "spin_orbit", [(v, f"ζ = {v:g} eV") for v in (0.2, 0.4, 0.6)], "(c) spin-orbit constant")):
        draw_lines(panel, options.program, eta_p, cases, key, total=key == "width")
        panel.set(title=title, xlabel=r"$\eta$(p1/2) = $\eta$(p3/2) (rad)", ylabel="spin Hall angle (%)")
        panel.legend(fontsize=8, frameon=True, framealpha=0.9, edgecolor="none", loc="lower right")
    axes[0, 0].text(-0.39, 3.0, "measured, +2.1 ± 0.6 %", fontsize=8)
    axes[0, 0].text(-0.39, -1.3, "with the other sign", fontsize=8)
    axes[0, 0].text(-0.39, 7.0, "thick: dilute; thin: 1 at.%,\nside jump included", fontsize=8, va="center")
    draw_map(axes[1, 1], options.program)
    figure.savefig(options.out, dpi=120, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
