"""Transport coefficients: the parts of the spin Hall effect, the diffusion constants, the rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

from sidejump.figures.compare import Parameter, told_apart, varied
from sidejump.figures.labels import common_words, scale_for, words
from sidejump.figures.lines import Line
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.panels import line_figure
from sidejump.figures.style import COLOURS, GREY, legend_above, panels, styled

if TYPE_CHECKING:
    from sidejump.result import Result

# Title, quantities.
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "spin-hall": (
        "spin Hall effect, skew scattering and side jump",
        (
            "spin_hall_angle",
            "spin_hall_angle_skew",
            "spin_hall_angle_side_jump",
            "spin_hall_conductivity",
            "spin_hall_conductivity_skew",
            "spin_hall_conductivity_side_jump",
        ),
    ),
    "spin-diffusion": (
        "spin diffusion along and across the polarisation",
        (
            "spin_diffusion_longitudinal",
            "spin_diffusion_transverse",
            "spin_diffusion_0",
            "spin_diffusion_1",
            "spin_diffusion_2",
            "charge_diffusion",
        ),
    ),
    "lengths": (
        "mean free path and spin diffusion lengths",
        (
            "mean_free_path",
            "spin_diffusion_length_longitudinal",
            "spin_diffusion_length_transverse",
        ),
    ),
    "rates": (
        "collision rates",
        ("transport_rate", "skew_rate", "swap_rate", "spin_relaxation_rate"),
    ),
    "side-jump": (
        "side-jump coefficients",
        ("omega_c", "omega_cs", "omega_sc", "omega_0", "omega_1", "omega_2"),
    ),
}
_SHORT = {
    **{name: words(name) for name in GROUPS["side-jump"][1]},
    "spin_diffusion_longitudinal": "$D_L$",
    "spin_diffusion_transverse": "$D_T$",
    "charge_diffusion": "$D_c$",
    "transport_rate": "transport",
    "skew_rate": "skew",
    "swap_rate": "swap",
    "spin_relaxation_rate": "spin\nrelaxation",
    "mean_free_path": "mean free\npath",
    "spin_diffusion_length_longitudinal": "spin diffusion,\nlongitudinal",
    "spin_diffusion_length_transverse": "spin diffusion,\ntransverse",
}
_SHARED = {
    "spin-diffusion": "diffusion constant",
    "lengths": "length",
    "rates": "rate",
    "side-jump": "side-jump coefficient",
}


def short_label(name: str) -> str:
    """What a legend says for a coefficient; empty if that is the words of its name."""
    return _SHORT.get(name, "").replace("\n", " ")


def bar_text(value: float) -> str:
    """A number on a bar: three digits, also where the last ones are 0, and no sign of rounding."""
    if value == 0.0:
        return "0"
    text = f"{value:#.3g}".replace(".e", "e").rstrip(".")
    return text.replace("-", "−").replace("inf", "∞")


def _units(result: Result, names: Sequence[str]) -> dict[str, list[str]]:
    """Names by unit."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(result[name].unit, []).append(name)
    return found


def bars(results: Sequence[Result], names: Sequence[str], shared: str, options: Options) -> Figure:
    """Bars of each quantity, side by side for the results; the number stands on each."""
    groups = _units(results[0], names)
    texts = told_apart(results)
    with styled():
        figure, axes = panels(len(groups), options, height=62)
        for axis, (unit, members) in zip(axes, groups.items()):
            values = np.array([[float(result[name]) for name in members] for result in results])
            scale = scale_for(unit, values)
            label, own = common_words(members)
            width = 0.8 / len(results)
            for number, (row, text) in enumerate(zip(values, texts)):
                places = np.arange(len(members)) + (number - (len(results) - 1) / 2) * width
                shown = np.where(np.isfinite(row), scale(row), 0.0)
                drawn = axis.bar(
                    places, shown, 0.92 * width, color=COLOURS[number % len(COLOURS)], label=text
                )
                if len(results) <= 2:
                    told = [bar_text(value) for value in scale(row)]
                    axis.bar_label(drawn, told, fontsize=6, padding=1)
            axis.axhline(0.0, color=GREY, lw=0.6)
            axis.margins(y=0.12)
            axis.set_xticks(
                np.arange(len(members)),
                [_SHORT.get(name, text) for name, text in zip(members, own)],
            )
            axis.set_ylabel(scale.label(shared or label or "value"))
            if len(results) > 1 and axis is axes[0]:
                legend_above(axis)
    return figure


def lines(
    results: Sequence[Result],
    parameter: Parameter,
    names: Sequence[str],
    shared: str,
    options: Options,
) -> Figure:
    """The quantities against the number in which the inputs differ."""
    drawn = [
        Line(
            name,
            np.array([float(result[name]) for result in results]),
            results[0][name].unit,
            legend=short_label(name),
        )
        for name in names
    ]
    return line_figure(
        parameter.path, parameter.values, parameter.unit, drawn, options, parameter.label, shared
    )


def sketches(results: Sequence[Result], options: Options) -> list[Sketch]:
    """One result as bars; several against the number in which their inputs differ."""
    known = results[0].names()
    parameter = varied(results, options.x) if len(results) > 1 else None
    if options.x is not None and parameter is None:
        raise FigureError(f"x = {options.x}: expected several results, whose inputs differ in it")
    groups: dict[str, tuple[str, Sequence[str]]] = dict(GROUPS)
    chosen = options.chosen(known, "in these results")
    if chosen:
        groups = {"quantities": (", ".join(words(name) for name in chosen), chosen)}

    def sketch(key: str, title: str, names: Sequence[str]) -> Sketch:
        def draw() -> Any:
            if parameter is not None:
                return lines(results, parameter, names, _SHARED.get(key, ""), options)
            return bars(results, names, _SHARED.get(key, ""), options)

        behind = f" against {parameter.label}" if parameter is not None else ""
        log = "xy" if parameter is not None else ""
        return Sketch(key, title + behind, draw, tuple(names), log)

    return [
        sketch(key, title, [name for name in names if name in known])
        for key, (title, names) in groups.items()
    ]
