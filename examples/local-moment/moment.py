#!/usr/bin/python3
"""Anderson's phase diagram of local moments, and transport across its boundary: moment.svg."""

import argparse
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import h5py
import matplotlib.pyplot as plt
import numpy as np

ALLOY = Path(__file__).resolve().with_name("alloy.toml")
REPULSION = 3.0  # eV, sets the scale only
# Okabe and Ito
BLACK, ORANGE, BLUE, GREY = "#000000", "#D55E00", "#0072B2", "#777777"


def alloy(depth, width, text=""):
    """alloy.toml with (eps_F - eps_0)/U and pi Delta/U."""
    return (ALLOY.read_text().replace('"-1.5 eV"', f'"{-depth * REPULSION!r} eV"')
            .replace('"0.2387 eV"', f'"{width * REPULSION / np.pi!r} eV"') + text)


def moments(program, depths, widths):
    """2 <S_z> over the plane, by `sidejump impurity`."""
    def one(point):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "alloy.toml"
            file.write_text(alloy(*point, "\n[spectrum]\npoints = 3\n"))
            run = subprocess.run([program, "--quiet", "impurity", str(file), "--json", "--out", folder], check=True,
                                 capture_output=True, text=True)
        return 2 * json.loads(run.stdout)["impurities"][0]["states"][0]["findings"]["moment"]["value"]

    with ThreadPoolExecutor() as pool:
        values = list(pool.map(one, [(float(x), float(y)) for y in widths for x in depths]))
    return np.array(values).reshape(len(widths), len(depths))


def boundary():
    """Anderson's boundary: (eps_F - eps_0)/U and pi Delta/U with the electrons n of one state as parameter."""
    n = np.linspace(0, 1, 401)
    return n - np.sin(2 * np.pi * n) / (2 * np.pi), np.sin(np.pi * n) ** 2


def cut(program, depth, strengths, l):
    """Results of a sweep of U/(pi Delta) at one depth, by name."""
    names = ("spin_relaxation_rate", "transport_rate", "spin_hall_angle", "spin_hall_angle_skew",
             "spin_hall_angle_side_jump")
    with tempfile.TemporaryDirectory() as folder:
        text = alloy(depth, 1.0)
        if l == 0:  # the doublet takes the place of the s wave
            text = "\n".join(line for line in text.replace("l = 1", "l = 0").splitlines() if "channels" not in line)
        (Path(folder) / "alloy.toml").write_text(text)
        widths = [float(REPULSION / np.pi / s) for s in strengths]
        (Path(folder) / "study.toml").write_text(f"""
[sweep]
base = "alloy.toml"
outputs = {[f"coefficients.{name}" for name in names]}

[[sweep.axis]]
path = "impurity[0].anderson-hartree-fock.width"
values = {[f"{w!r} eV" for w in widths]}
""".replace("'", '"'))
        subprocess.run([program, "--quiet", "sweep", folder + "/study.toml", "--out", folder + "/study.h5"],
                       check=True, capture_output=True)
        with h5py.File(folder + "/study.h5") as file:
            return {name: file[name if name in file else "coefficients." + name][:] for name in names}


def draw_map(axes, program):
    depths, widths = np.linspace(-0.2, 1.2, 43), np.linspace(0.025, 1.225, 21)
    # particles and holes: the other half of the depths is the mirror image of this one
    half = moments(program, depths[:22], widths)
    values = np.hstack([half, half[:, -2::-1]])
    image = axes.pcolormesh(depths, widths, values, cmap="cividis", vmin=0, vmax=1, shading="nearest",
                            rasterized=True)
    axes.plot(*boundary(), color="white", lw=2.4)
    axes.plot(*boundary(), color=ORANGE, lw=1.4, ls="--")
    axes.text(0.9, 1.07, "no moment", color="white", fontsize=9, ha="center")
    axes.text(0.62, 0.3, "local\nmoment", color="black", fontsize=9, ha="center")
    for depth in (0.5, 0.25):
        axes.plot([depth, depth], [0.05, 1.22], ":", color="#bbbbbb", lw=0.9)
    bar = axes.figure.colorbar(image, ax=axes, label=r"$n_+-n_-$", pad=0.02)
    bar.outline.set_visible(False)
    axes.set(xlabel=r"$(\varepsilon_F-\varepsilon_0)/U$", ylabel=r"$\pi\Delta/U$", xlim=(-0.2, 1.2), ylim=(0, 1.24),
             title="(a) moment; dashed: Anderson's boundary")
    x, y = np.meshgrid(depths, widths)
    curve = np.interp(x, *boundary(), left=0, right=0)
    wrong = np.count_nonzero((values > 1e-6) != (y < curve))
    print(f"{half.size} runs; of {values.size} points {np.count_nonzero(values > 1e-6)} with a moment, "
          f"{wrong} on the wrong side of Anderson's curve")


def draw_cuts(top, bottom, program):
    strengths = np.concatenate([np.linspace(0.4, 1, 31), np.linspace(1.005, 1.4, 60), np.linspace(1.45, 6, 92)])
    for depth, style in ((0.5, "-"), (0.25, "--")):
        critical = 1 / np.interp(depth, *boundary())
        for l, colour in ((0, ORANGE), (1, BLUE)):
            run = cut(program, depth, strengths, l)
            relaxation = run["spin_relaxation_rate"] / run["transport_rate"]
            top.plot(strengths, relaxation, style, color=colour,
                     label=f"{'s' if l == 0 else 'p'}1/2, {depth:g}")
            print(f"{'s' if l == 0 else 'p'}1/2, (eps_F - eps_0)/U = {depth:g}: boundary at U/(pi Delta) = "
                  f"{critical:.3f}; R tau_tr " + ", ".join(f"{np.interp(s, strengths, relaxation):.3f} at {s:g}" for s in (0.9, 2, 4)))
        angle = 100 * run["spin_hall_angle"]
        bottom.plot(strengths, angle, style, color=BLUE, label=f"{depth:g}")
        print("    spin Hall angle " + ", ".join(f"{np.interp(s, strengths, angle):+.3f} % at {s:g}"
                                                  for s in (0.9, 2, 4)))
        for axes in (top, bottom):
            axes.axvline(critical, color=GREY, lw=0.8, ls=style)
    top.set(ylabel=r"$R\,\tau_{tr}$", title="(b) spin relaxation over transport rate", xlim=(0.4, 6), ylim=(0, 1.5))
    top.legend(fontsize=8, frameon=False, ncols=2)
    bottom.axhline(0, color=GREY, lw=0.6)
    bottom.set(xlabel=r"$U/\pi\Delta$", ylabel=r"$\sigma_{SH}/\sigma_c$ (%)", title="(c) spin Hall angle, p1/2")
    bottom.legend(fontsize=8, frameon=False, title=r"$(\varepsilon_F-\varepsilon_0)/U$", title_fontsize=8)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()

    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure = plt.figure(figsize=(9.2, 4.6), layout="constrained")
    axes = figure.subplot_mosaic([["map", "top"], ["map", "bottom"]], width_ratios=(1.05, 1))
    axes["top"].sharex(axes["bottom"])
    draw_map(axes["map"], options.program)
    draw_cuts(axes["top"], axes["bottom"], options.program)
    figure.savefig(options.out, dpi=120, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
