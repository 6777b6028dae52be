"""Fits: data with curves and residuals, profiles of the likelihood, correlations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sidejump.figures.labels import plain, scale_for, words, wrapped
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.style import (
    BLACK,
    BLUE,
    COLOURS,
    DIVERGING,
    GREY,
    MARKERS,
    MILLIMETRE,
    VERMILLION,
    WIDTHS,
    panels,
    styled,
)
from sidejump.result_numbers import array, number

if TYPE_CHECKING:
    from sidejump.result import Result

# Millimetres that the bar of colours takes, with its numbers and its label.
_BAR = 24.0
_LEVEL_DASHES = ("--", ":", "-.")


def _columns(curves: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Curves that share a picture: those of one abscissa and one unit."""
    groups: list[list[dict[str, Any]]] = []
    for curve in curves:
        key = (curve["x"]["name"], curve["x"]["unit"], curve["y"]["unit"])
        for group in groups:
            first = group[0]
            if (first["x"]["name"], first["x"]["unit"], first["y"]["unit"]) == key:
                group.append(curve)
                break
        else:
            groups.append([curve])
    return groups


def _curve(above: Any, below: Any, group: Sequence[dict[str, Any]], ordinate: str) -> None:
    """Data as points, the fit as a line, and below both the residuals.

    `ordinate` is what columns of different names are together.
    """
    x_unit, y_unit = group[0]["x"]["unit"], group[0]["y"]["unit"]
    ys = [array(curve["y"]["values"]) for curve in group]
    residuals = [array(curve["residuals"]) for curve in group]
    x_scale = scale_for(x_unit, *(array(curve["x"]["values"]) for curve in group))
    y_scale, r_scale = scale_for(y_unit, *ys), scale_for(y_unit, *residuals)
    for k, (curve, y, residual) in enumerate(zip(group, ys, residuals)):
        colour, marker = COLOURS[k % len(COLOURS)], MARKERS[k % len(MARKERS)]
        x = x_scale(array(curve["x"]["values"]))
        sigma = array(curve["sigma"]) if "sigma" in curve else None
        # The line stays visible in front of many points.
        fade = 0.35 if len(x) > 150 else 1.0
        look: dict[str, Any] = {"ls": "", "marker": marker, "ms": 2.6, "color": colour, "mew": 0}
        look["alpha"] = fade
        for axis, values, scale in ((above, y, y_scale), (below, residual, r_scale)):
            bars = None if sigma is None else scale(sigma)
            axis.errorbar(x, scale(values), bars, elinewidth=0.6, **look)
        order = np.argsort(array(curve["grid"]["x"]))
        above.plot(
            x_scale(array(curve["grid"]["x"]))[order],
            y_scale(array(curve["grid"]["y"]))[order],
            "-",
            color=colour,
            lw=1.2,
            label=curve["label"],
            zorder=5,
        )
    below.axhline(0.0, color=GREY, lw=0.6)
    names = list(dict.fromkeys(curve["y"]["name"] for curve in group))
    name = names[0] if len(names) == 1 else ordinate or ", ".join(filter(None, names))
    above.set_ylabel(wrapped(y_scale.label(words(name) if "_" in name else name)))
    below.set_ylabel(r_scale.label("residual"))
    below.set_xlabel(x_scale.label(words(group[0]["x"]["name"])))
    above.tick_params(labelbottom=False)
    if len(group) > 1:
        above.legend()


def _fit(result: Result, options: Options) -> Figure:
    groups = _columns(result.data["curves"])
    ordinate = str(result.data.get("model", {}).get("ordinate", ""))
    width = WIDTHS[options.width or ("single" if len(groups) == 1 else "double")]
    with styled():
        figure = Figure(figsize=(width, 82 * MILLIMETRE))
        axes = figure.subplots(
            2, len(groups), squeeze=False, sharex="col", gridspec_kw={"height_ratios": [3, 1.1]}
        )
        for column, group in enumerate(groups):
            _curve(axes[0, column], axes[1, column], group, ordinate)
    return figure


def _profiles(result: Result, names: Sequence[str], options: Options) -> Figure:
    """What each parameter costs away from its best value, with the levels of confidence."""
    with styled():
        figure, axes = panels(len(names), options, height=54)
        for axis, name in zip(axes, names):
            profile = result.data["profiles"][name]
            entry = result.data["parameters"][name]
            values = array(profile["values"][name])
            delta = array(profile["delta"])
            # Of less than a decade the ticks of a logarithm are too many.
            wide = values.min() > 0 and values.max() > 8 * values.min()
            logarithmic = profile["scale"] == "logarithmic" and bool(wide)
            scale = scale_for(profile["unit"], values, log=logarithmic)
            order = np.argsort(values)
            axis.plot(scale(values[order]), delta[order], "-o", color=BLUE, ms=2.5)
            axis.axvline(float(scale(number(entry["value"]))), color=BLACK, lw=0.8)
            levels = [i for i in entry.get("intervals", []) if i["level"] is not None]
            for interval, dash in zip(levels, _LEVEL_DASHES):
                axis.axhline(interval["threshold"], color=VERMILLION, lw=0.8, ls=dash)
                axis.annotate(
                    f"{100 * interval['level']:.3g} %",
                    (1.0, interval["threshold"]),
                    xycoords=("axes fraction", "data"),
                    fontsize=6,
                    ha="right",
                    va="bottom",
                    color=VERMILLION,
                )
            top = 1.6 * max((interval["threshold"] for interval in levels), default=delta.max())
            axis.set_ylim(0.0, top)
            if logarithmic:
                axis.set_xscale("log")
            else:
                axis.xaxis.set_major_locator(MaxNLocator(4))
            axis.set_xlabel(scale.label(words(name)))
            axis.set_ylabel(r"$\Delta\chi^2$")
    return figure


def _correlation(result: Result, options: Options) -> Figure:
    names = result.data["correlation"]["names"]
    matrix = np.array([array(row) for row in result.data["correlation"]["matrix"]])
    labels = [words(name) for name in names]
    # In millimetres: the longest name, and beside the cells that and the bar with its numbers.
    text = 1.4 * max(len(label) for label in labels) + 4.0
    widest = WIDTHS[options.width or "double"] / MILLIMETRE
    cell = min(12.0, (widest - text - _BAR) / len(names))
    size = text + _BAR + cell * len(names), text + cell * len(names) + 4.0
    with styled():
        figure = Figure(figsize=(size[0] * MILLIMETRE, size[1] * MILLIMETRE))
        axis = figure.subplots()
        image = axis.imshow(matrix, cmap=DIVERGING, vmin=-1, vmax=1)
        for i, j in np.ndindex(*matrix.shape):
            colour = "white" if abs(matrix[i, j]) > 0.6 else "black"
            told = f"{round(matrix[i, j], 2) + 0.0:.2f}".replace("-", "−")
            if np.isnan(matrix[i, j]):  # of what the data do not determine
                told = "–"
            axis.text(j, i, told, ha="center", va="center", fontsize=min(7.0, 0.75 * cell),
                      color=colour)
        axis.set_xticks(range(len(names)), labels, rotation=90)
        axis.set_yticks(range(len(names)), labels)
        for spine in axis.spines.values():
            spine.set_visible(False)
        bar = figure.colorbar(image, ax=axis, label="correlation", ticks=[-1, -0.5, 0, 0.5, 1])
        bar.outline.set_visible(False)
    return figure


def sketches(result: Result, options: Options) -> list[Sketch]:
    """Curves with residuals, profiles and correlations."""
    if options.x is not None:
        raise FigureError("x: a fit is drawn against the abscissa of its data")
    profiles = list(result.data.get("profiles", {}))
    chosen = options.chosen(profiles, "among the profiles of this fit")
    found = []
    if not chosen and result.data.get("curves"):
        draw = partial(_fit, result, options)
        names = ", ".join(plain(str(curve["label"])) for curve in result.data["curves"][:4])
        found.append(Sketch("fit", f"data, fit and residuals: {names}", draw))
    if profiles:
        names_of = chosen or profiles
        draw = partial(_profiles, result, names_of, options)
        title = "profiles of the likelihood, with levels of confidence"
        found.append(Sketch("profiles", title, draw, tuple(names_of)))
    if not chosen and len(result.data.get("correlation", {}).get("names", [])) > 1:
        draw = partial(_correlation, result, options)
        found.append(Sketch("correlation", "correlations of the fitted parameters", draw))
    return found
