#!/usr/bin/python3
"""Decay lengths of spin injected along and across the current, in a bar, a film and a thin wire:
lengths.svg.

The devices are bar.toml (an alloy) and metal.toml (spin current swapping alone).
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
DIRECTIONS = {"x": (0, "along the current"), "y": (1, "across the current")}
# what the walls of each geometry leave out, as the line `thin` of [geometry]
GEOMETRIES = {"wide and thick bar": None, "thin wire": "yz"}


def changed(text, *replacements):
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return text


def spin_along_axis(program, text, component):
    """Position in m and the spin potential of a component along the line cut."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "device.toml"
        path.write_text(text)
        subprocess.run([program, "--quiet", "device", str(path), "--out", folder],
                       check=True, capture_output=True)
        with h5py.File(Path(folder) / "cuts.h5") as cuts:
            return cuts["axis_position"][:, 0], cuts["axis_potential"][0, :, 1 + component]


def fitted_length(position, potential, low, high):
    window = (position >= low) & (position <= high)
    return -1 / np.polyfit(position[window], np.log(np.abs(potential[window])), 1)[0]


def polarised(text, component):
    vector = [0, 0, 0]
    vector[component] = 1
    return changed(text, ("injected_polarisation = [1, 0, 0]", f"injected_polarisation = {vector}"))


def on_a_line(program, name, thin, component):
    text = polarised((HERE / name).read_text(), component)
    if thin:
        text = changed(text, ('axes = "x"', f'axes = "x"\nthin = "{thin}"'))
    return spin_along_axis(program, text, component)


def film(program, width, component):
    """A film that is thin along z, of a given width along y."""
    text = changed(polarised((HERE / "bar.toml").read_text(), component),
                   ('axes = "x"', 'axes = "xy"\nthin = "z"'), ('width = "1 um"', f'width = "{width!r} m"'),
                   ('length = "300 nm"', 'length = "160 nm"'),
                   ('element_size = "2 nm"', f'element_size = [ "4 nm", "{min(8e-9, width / 4)!r} m" ]\n'
                    f'edge_size = "{min(2e-9, width / 4)!r} m"\ngraded_axes = "y"'),
                   ('from = [ "0 nm" ]', 'from = [ "0 nm", "0 nm" ]'),
                   ('to = [ "300 nm" ]', 'to = [ "160 nm", "0 nm" ]'))
    return spin_along_axis(program, text, component)


def coefficients(program):
    text = (HERE / "bar.toml").read_text()
    start, end = text.index("[alloy.host]"), text.index("[[region]]")
    alloy = text[start:end].replace("alloy.", "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "alloy.toml"
        path.write_text(alloy)
        run = subprocess.run([program, "--quiet", "coefficients", str(path), "--json", "--out", folder],
                             check=True, capture_output=True, text=True)
    return {name: entry["value"] for name, entry in json.loads(run.stdout)["results"].items()
            if "value" in entry}


def expected(c):
    """Decay lengths from the coefficients of an alloy, by geometry and direction."""
    d0, d1, d2 = (c[f"spin_diffusion_{m}"] for m in range(3))
    hall = c["spin_hall_diffusion_dressed"]
    d1_wire = d1 + 2 * hall**2 / c["charge_diffusion"]  # no Hall current flows across a thin wire
    longitudinal, transverse = c["spin_diffusion_longitudinal"], c["spin_diffusion_transverse"]
    rate = c["spin_relaxation_rate"]
    return {("wide and thick bar", "x"): c["spin_diffusion_length_longitudinal"],
            ("wide and thick bar", "y"): c["spin_diffusion_length_transverse"],
            ("wide film", "x"): np.sqrt((longitudinal - c["swapping"]**2 / longitudinal) / rate),
            ("wide film", "y"): np.sqrt((transverse + hall**2 / c["charge_diffusion"]) / rate),
            ("thin wire", "x"): np.sqrt(3 / (1 / d0 + 2 / d2) / rate),
            ("thin wire", "y"): np.sqrt(2 / (1 / d1_wire + 1 / d2) / rate)}


def draw_lines(axes, program, name, unit, window, predictions):
    print(f"{name:<12} geometry            spin                 fitted      expected  deviation")
    for thin_name, thin in GEOMETRIES.items():
        for direction, (component, label) in DIRECTIONS.items():
            position, potential = on_a_line(program, name, thin, component)
            fitted = fitted_length(position, potential, *window)
            value = predictions[thin_name, direction]
            print(f"{'':<12} {thin_name:<19} {label:<18} {1e9 * fitted:9.4f} {1e9 * value:9.4f} nm"
                  f"  {fitted / value - 1:+.1e}")
            shown = position < window[1]
            axes.plot(position[shown] / unit, potential[shown] / potential[0],
                      "-" if thin is None else "--", color=BLUE if direction == "x" else ORANGE,
                      label=f"{thin_name},\n{label}")
    axes.set(yscale="log", ylabel="spin potential over that at the contact")


def draw_widths(axes, program, c):
    widths = np.array([5, 20, 40, 80, 160, 320]) * 1e-9
    scale = c["spin_diffusion_length_transverse"]
    print("film, thin along z; fitted from 40 to 80 nm")
    print("width/nm      " + "".join(f"{1e9 * w:9.0f}" for w in widths))
    for direction, (component, label) in DIRECTIONS.items():
        with ThreadPoolExecutor(2) as pool:
            lines = list(pool.map(lambda w, a=component: film(program, float(w), a), widths))
        lengths = [fitted_length(x, u, 40e-9, 80e-9) for x, u in lines]
        colour = BLUE if direction == "x" else ORANGE
        axes.plot(widths / scale, 1e9 * np.array(lengths), "o-", color=colour, ms=4, lw=0.8)
        print(f"{label:<18}" + "".join(f"{1e9 * v:9.3f}" for v in lengths))
        for name, style in (("wide and thick bar", "-"), ("thin wire", "--"), ("wide film", ":")):
            axes.axhline(1e9 * expected(c)[name, direction], color=colour, ls=style, lw=0.8)
        print(f"{'':<18} limits: thin wire {1e9 * expected(c)['thin wire', direction]:.3f} nm, "
              f"wide film {1e9 * expected(c)['wide film', direction]:.3f} nm")
    axes.text(widths[0] / scale, 17.9, "solid: bar, dotted: wide film,\ndashed: thin wire", color=GREY, fontsize=7,
              va="bottom")
    axes.set(xscale="log", xlabel=r"width of the film over $(D_T/R)^{1/2}$", ylabel="fitted decay length (nm)",
             title="(b) alloy, film of finite width")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="sidejump", help="the sidejump program")
    parser.add_argument("--out", default=Path(__file__).with_suffix(".svg"), help="figure file")
    options = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sidejump", "axes.titlesize": 10, "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, axes = plt.subplots(1, 3, figsize=(9.6, 3.5), layout="constrained")
    c = coefficients(options.program)
    draw_lines(axes[0], options.program, "bar.toml", 1e-9, (10e-9, 100e-9), expected(c))
    axes[0].set(xlabel="distance (nm)", title="(a) alloy, on a line")
    axes[0].legend(fontsize=7, frameon=False)
    draw_widths(axes[1], options.program, c)
    swapping = {("thin wire", "x"): 500e-9, ("thin wire", "y"): 500e-9,
                ("wide and thick bar", "x"): 500e-9 * np.sqrt(10 / 9),
                ("wide and thick bar", "y"): 500e-9 * np.sqrt(25 / 24)}
    draw_lines(axes[2], options.program, "metal.toml", 1e-6, (0.2e-6, 3e-6), swapping)
    axes[2].set(xlabel="distance (µm)", title="(c) swapping alone", ylabel=None)
    figure.savefig(options.out, metadata={"Date": None} if str(options.out).endswith(".svg") else None)


if __name__ == "__main__":
    main()
