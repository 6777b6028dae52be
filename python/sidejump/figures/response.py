"""The response in space and time: lengths, modes, susceptibilities, decay, the Hanle effect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

from sidejump.figures.coefficients import bar_text
from sidejump.figures.labels import scale_for
from sidejump.figures.lines import Line, parts
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.panels import line_figure
from sidejump.figures.spacing import log_ticks
from sidejump.figures.style import (
    BLACK,
    BLUE,
    COLOURS,
    GREY,
    MARKERS,
    VERMILLION,
    panels,
    styled,
    titled,
)
from sidejump.result_numbers import array

if TYPE_CHECKING:
    from sidejump.result import Result

_POLARISATIONS = ("longitudinal", "transverse")
_THEORIES = (("exact", BLACK), ("full", BLUE), ("two_moment", VERMILLION))
# Figures of lines, whose axes may be logarithmic.
_LINES = ("hanle", "evolution", "injection", "dynamics")
_SHORT = {
    "charge_diffusion": "$D_c$",
    "spin_diffusion_longitudinal": "$D_L$",
    "spin_diffusion_transverse": "$D_T$",
}


def _lengths(result: Result, options: Options) -> Figure:
    """Exact decay lengths beside those of diffusion theory."""
    decay = result.data["spatial_decay"]
    values: dict[str, list[float]] = {"exact": [], "full": [], "two_moment": []}
    for polarisation in _POLARISATIONS:
        values["exact"].append(float(result[f"spin_decay_length_{polarisation}"]))
        for theory in ("full", "two_moment"):
            value = decay[polarisation][theory].get("value")
            values[theory].append(np.inf if value is None else value)
    ballistic = float(result["ballistic_length"])
    finite = [x for row in values.values() for x in row if np.isfinite(x)]
    scale = scale_for("m", np.array([*finite, ballistic]))
    with styled():
        figure, (axis,) = panels(1, options, height=62)
        for number, (theory, colour) in enumerate(_THEORIES):
            places = np.arange(2) + 0.27 * (number - 1)
            row = scale(np.array(values[theory]))
            label = {"exact": "exact", "full": r"$\sqrt{D/R}$, all moments"}.get(
                theory, r"$\sqrt{D/R}$, two moments"
            )
            bars = axis.bar(
                places, np.where(np.isfinite(row), row, 0), 0.25, color=colour, label=label
            )
            axis.bar_label(bars, [bar_text(x) for x in row], fontsize=6, padding=1)
        axis.axhline(scale(ballistic), color=GREY, lw=0.8, ls="--", label="ballistic length")
        axis.set_xticks([0, 1], ["spin along the decay", "spin across it"])
        axis.set_ylabel(scale.label("decay length"))
        axis.margins(y=0.35)
        axis.legend(loc="upper center", ncols=2)
    return figure


def _modes(result: Result, options: Options) -> Figure:
    """Rates of the modes by J, the part of a spin polarisation in each as the size of its mark."""
    modes = result.data["modes"]
    rates = np.array([mode["rate"]["real"] for mode in modes])
    overlap = np.array([abs(mode["spin_overlap"]) for mode in modes])
    scale = scale_for("1/s", rates)
    with styled():
        figure, (axis,) = panels(1, options, height=66)
        for parity, colour, marker in (("even", BLUE, "o"), ("odd", VERMILLION, "s")):
            mine = [k for k, mode in enumerate(modes) if mode["parity"] == parity]
            axis.scatter(
                [modes[k]["J"] for k in mine],
                scale(rates[mine]),
                s=14 + 90 * overlap[mine],
                marker=marker,
                facecolors="none",
                edgecolors=colour,
                linewidths=1.2,
                label=f"{parity} in the momentum",
            )
        for mode, rate in zip(modes, rates):
            if mode["name"]:
                axis.annotate(
                    mode["name"],
                    (mode["J"], scale(rate)),
                    (7, 4),
                    textcoords="offset points",
                    fontsize=7,
                )
        axis.set_xticks(range(max(mode["J"] for mode in modes) + 1))
        axis.margins(x=0.25, y=0.18)
        axis.set_xlabel("total angular momentum $J$")
        axis.set_ylabel(scale.label("decay rate"))
        axis.set_title("size: part of a spin polarisation", loc="left")
        legend = axis.legend(loc="center")
        for handle in legend.legend_handles if hasattr(legend, "legend_handles") else []:
            handle.set_sizes([30])
    return figure


def _evolution(result: Result, options: Options) -> Figure:
    """A homogeneous spin polarisation against time."""
    points = result.data["spin_evolution"]
    across = array([point["across_field"] for point in points])
    lines = [Line("spin", np.array([p["along_field"] for p in points]), of="along the field")]
    if np.allclose(across, lines[0].y):
        lines = [Line("spin", lines[0].y)]
    else:
        lines += [
            Line("spin", across.real, of="$s_x$, across the field"),
            Line("spin", across.imag, of="$s_y$, across the field"),
        ]
    time = result["spin_evolution.time"]
    logarithmic = Options(width=options.width, log="" if options.log is None else options.log)
    return line_figure(
        "time", np.asarray(time.value), time.unit, lines, logarithmic, y_label="spin, $s(t)/s(0)$"
    )


def _injection(result: Result, options: Options) -> Figure:
    """The spin behind a contact against the depth, with the slowest mode."""
    depths = np.asarray(result["injection.depths"].value)
    lines = [
        Line("spin_density", np.asarray(result[f"injection.{key}"].value), of=f"{text} the normal")
        for key, text in zip(_POLARISATIONS, ("along", "across"))
    ]
    return line_figure(
        "depth",
        depths,
        "m",
        lines,
        options,
        "depth behind the contact",
        "spin density, over the reservoir's",
    )


def _susceptibility(result: Result, options: Options) -> Figure:
    """chi(q, omega) of charge and spin, exact and in diffusion theory."""
    q = result["susceptibility.wavenumber"]
    f = result["susceptibility.frequency"]
    wavenumbers, frequencies = np.unique(np.asarray(q.value)), np.unique(np.asarray(f.value))
    along_q = len(wavenumbers) >= len(frequencies)
    axis_of, others = (q, f) if along_q else (f, q)
    x, families = np.asarray(axis_of.value), np.asarray(others.value)
    log_x = len(np.unique(x)) > 3 and x.min() > 0 or np.ptp(np.log10(x[x > 0])) > 1.5
    scale, family_scale = scale_for(axis_of.unit, x, log=log_x), scale_for(others.unit, families)
    with styled():
        figure, axes = panels(3, options, height=62, sharey=True)
        for axis, key in zip(axes, ("charge", *_POLARISATIONS)):
            exact = np.asarray(result[f"susceptibility.{key}"].value)
            diffusive = np.asarray(result[f"susceptibility.diffusion_theory.{key}"].value)
            for number, family in enumerate(np.unique(families)):
                mine = (families == family) & ((x > 0) | (not log_x))
                colour = COLOURS[number % len(COLOURS)]
                text = f"{family_scale(family):.3g} {family_scale.unit}"
                marker = MARKERS[number % len(MARKERS)]
                axis.plot(
                    scale(x[mine]),
                    np.abs(exact[mine]),
                    ls="-",
                    marker=marker,
                    color=colour,
                    label=text,
                )
                axis.plot(scale(x[mine]), np.abs(diffusive[mine]), ls=":", color=colour)
            if log_x:
                axis.set_xscale("log")
            log_ticks(axis)
            axis.set_xlabel(scale.label("wavenumber $q$" if along_q else "frequency $f$"))
            titled(axis, {"charge": "charge"}.get(key, f"spin, {key}"))
        axes[0].set_ylabel(r"$|\chi(q,\omega)/\chi(0,0)|$")
        axes[0].legend(title="frequency" if along_q else "wavenumber", title_fontsize=7)
        (dotted,) = axes[-1].plot([], [], ls=":", color=GREY)
        axes[-1].legend([dotted], ["diffusion theory"])
    return figure


def _dynamics(result: Result, names: Sequence[str], options: Options) -> Figure:
    frequency = result["dynamics.frequency"]
    lines = [
        replace(line, legend=_SHORT.get(line.name, ""))
        for name in names
        for line in parts(name.removeprefix("dynamics."), result[name].value, result[name].unit)
    ]
    return line_figure("frequency", np.asarray(frequency.value), frequency.unit, lines, options)


def _hanle(result: Result, options: Options) -> Figure:
    """The signal against the field with its error, and that of the slow diffusion equation."""
    field = np.asarray(result["hanle.field"].value)
    signal, error = result["hanle.signal"], np.asarray(result["hanle.error"].value)
    lines = [
        Line("signal", np.asarray(signal.value), signal.unit, of="exact", error=error),
        Line(
            "signal",
            np.asarray(result["hanle.diffusion_theory"].value),
            signal.unit,
            of="diffusion theory",
        ),
    ]
    return line_figure("field", field, "T", lines, options, "magnetic field")


def sketches(result: Result, options: Options) -> list[Sketch]:
    """A figure for each part of the response that the result has."""
    if options.x is not None:
        raise FigureError("x: parts of the response are drawn against what they depend on")
    chosen = options.chosen(result.names(), "in this result")
    dynamic = [n for n in result.names() if n.startswith("dynamics.") and "frequency" not in n]

    def count(name: str) -> int:
        return len(result[name]) if name in result else 0

    found: list[tuple[str, str, Callable[[], Any], tuple[str, ...], bool]] = [
        (
            "lengths",
            "spin decay lengths, exact and in diffusion theory",
            partial(_lengths, result, options),
            tuple(f"spin_decay_length_{key}" for key in _POLARISATIONS),
            "spatial_decay" in result.data,
        ),
        (
            "hanle",
            "Hanle effect",
            partial(_hanle, result, options),
            ("hanle.signal", "hanle.diffusion_theory"),
            count("hanle.field") > 1,
        ),
        (
            "susceptibility",
            "susceptibilities of charge and spin, dotted: diffusion theory",
            partial(_susceptibility, result, options),
            tuple(f"susceptibility.{key}" for key in ("charge", *_POLARISATIONS)),
            count("susceptibility.wavenumber") > 1,
        ),
        (
            "modes",
            "modes of the homogeneous alloy",
            partial(_modes, result, options),
            ("modes.rate", "modes.spin_overlap"),
            bool(result.data.get("modes")),
        ),
        (
            "evolution",
            "decay of a homogeneous spin polarisation",
            partial(_evolution, result, options),
            ("spin_evolution.along_field", "spin_evolution.across_field"),
            count("spin_evolution.time") > 1,
        ),
        (
            "injection",
            "spin density behind a contact, over that of the reservoir",
            partial(_injection, result, options),
            tuple(f"injection.{key}" for key in _POLARISATIONS),
            count("injection.depths") > 1,
        ),
        (
            "dynamics",
            "conductivities and diffusion against frequency",
            partial(_dynamics, result, [n for n in chosen if n in dynamic] or dynamic, options),
            tuple(dynamic),
            count("dynamics.frequency") > 1,
        ),
    ]
    made = [
        Sketch(name, title, draw, quantities, "xy" if name in _LINES else "")
        for name, title, draw, quantities, there in found
        if there and (not chosen or set(chosen) & set(quantities))
    ]
    if chosen and not made:
        raise FigureError(f"{', '.join(chosen)}: a single number, no figure")
    return made
