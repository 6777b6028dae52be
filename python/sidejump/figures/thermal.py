"""Coefficients against temperature."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from sidejump.figures.coefficients import bars
from sidejump.figures.compare import told_apart
from sidejump.figures.labels import words
from sidejump.figures.lines import Line
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.panels import line_figure

if TYPE_CHECKING:
    from sidejump.result import Result

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "transport": (
        "charge and heat against temperature",
        ("resistivity", "seebeck", "thermal_conductivity", "lorenz_number"),
    ),
    "spin-hall": (
        "spin Hall and spin Nernst effect against temperature",
        (
            "spin_hall_angle",
            "spin_hall_conductivity",
            "spin_hall_conductivity_skew",
            "spin_hall_conductivity_side_jump",
            "spin_nernst_conductivity",
            "spin_nernst_open_circuit",
            "spin_nernst_angle",
        ),
    ),
    "spin-transport": (
        "spin relaxation and diffusion against temperature",
        ("spin_relaxation_rate", "spin_diffusion_longitudinal", "spin_diffusion_transverse"),
    ),
}


def _draw(results: Sequence[Result], names: Sequence[str], options: Options) -> Figure:
    if len(results) == 1 and len(results[0]["temperature"]) == 1:
        return bars(results, names, "", options)
    texts = told_apart(results) if len(results) > 1 else [""]
    drawn = [
        Line(
            name,
            np.asarray(result[name].value),
            result[name].unit,
            of=text,
            x=np.asarray(result["temperature"].value) if len(results) > 1 else None,
        )
        for name in names
        for result, text in zip(results, texts)
    ]
    temperatures = np.concatenate([np.asarray(result["temperature"].value) for result in results])
    return line_figure("temperature", temperatures, "K", drawn, options)


def sketches(results: Sequence[Result], options: Options) -> list[Sketch]:
    """Three figures, or the quantities asked for, with a line for each result."""
    if options.x is not None:
        raise FigureError("x: results of thermal are drawn against temperature")
    known = [name for name in results[0].names() if name != "temperature"]
    chosen = options.chosen(known, "in these results")
    groups: dict[str, tuple[str, Sequence[str]]] = dict(GROUPS)
    if chosen:
        title = ", ".join(words(name) for name in chosen)
        groups = {"quantities": (f"{title} against temperature", chosen)}
    log = "xy" if len(results) > 1 or len(results[0]["temperature"]) > 1 else ""
    return [
        Sketch(key, title, partial(_draw, results, names, options), tuple(names), log)
        for key, (title, names) in groups.items()
    ]
