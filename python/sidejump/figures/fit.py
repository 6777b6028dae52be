"""Fits: data with curves and residuals, profiles of the likelihood, correlations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sidejump.figures.labels import Scale, given_scale, plain, scale_for, words, wrapped
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.spacing import log_ticks
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
# Letters of a column that stands in a difference by its own name.
_SYMBOL = 10


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


def _column(name: str) -> str:
    """The name of a column: what is written with underscores as words or symbol."""
    return words(name) if "_" in name else name


def _names(result: Result) -> list[tuple[str, str]]:
    """What the abscissa and the ordinate of each curve are called: as their columns, of which one
    may be subtracted from the other, or as the model calls them."""
    model, curves = result.data.get("model", {}), result.data["curves"]
    ordinate = str(model.get("ordinate", ""))
    sections = result.input.get("data", [])
    found = []
    for place, curve in enumerate(curves):
        section = sections[place] if len(sections) == len(curves) else {}
        name = _column(curve["y"]["name"]) or ordinate
        if "minus" in section:
            columns = [str(section.get(key, {}).get("column", "")) for key in ("y", "minus")]
            short = all(0 < len(column) <= _SYMBOL for column in columns)
            name = " − ".join(map(_column, columns)) if short and columns[0] == (
                curve["y"]["name"]) else f"difference of {ordinate or name}"
        found.append((_column(curve["x"]["name"]) or words(str(model.get("x", ""))), name))
    return found


def _axes_of_curves(group: Sequence[dict[str, Any]], log: str) -> tuple[Scale, Scale, Scale]:
    """Scales of the abscissa, the ordinate and the residuals.

    Raises
    ------
    FigureError
        If a logarithm is asked for of numbers that have none.
    """
    found = []
    for key in "xy":
        values = [array(curve[key]["values"]) for curve in group]
        least = min(np.nanmin(numbers) for numbers in values)
        if key in log and least <= 0:
            raise FigureError(f"log: {key} of the data is {least:g} and not above 0 throughout")
        found.append(scale_for(group[0][key]["unit"], *values, log=key in log))
    # Residuals that are small beside the errors of the points do not set the scale.
    sizes = [array(curve[key]) for curve in group for key in ("residuals", "sigma") if key in curve]
    return found[0], found[1], scale_for(group[0]["y"]["unit"], *sizes)


def _curve(
    above: Any, below: Any, group: Sequence[dict[str, Any]], names: Sequence[str], log: str
) -> None:
    """Data as points, the fit as a line, and below both the residuals.

    `names` are those of the abscissa and the ordinate.
    """
    x_scale, y_scale, r_scale = _axes_of_curves(group, log)
    for k, curve in enumerate(group):
        y, residual = array(curve["y"]["values"]), array(curve["residuals"])
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
    above.set_ylabel(wrapped(y_scale.label(names[1])))
    below.set_ylabel(r_scale.label("residual"))
    below.set_xlabel(x_scale.label(names[0]))
    above.tick_params(labelbottom=False)
    if "x" in log:
        above.set_xscale("log")  # and that below, which shares it
    if "y" in log:
        above.set_yscale("log")
    log_ticks(above)
    if len(group) > 1:
        above.legend()


def _fit(result: Result, options: Options) -> Figure:
    curves = result.data["curves"]
    groups = _columns(curves)
    ordinate = str(result.data.get("model", {}).get("ordinate", ""))
    called = dict(zip(map(id, curves), _names(result)))
    width = WIDTHS[options.width or ("single" if len(groups) == 1 else "double")]
    with styled():
        figure = Figure(figsize=(width, 82 * MILLIMETRE))
        axes = figure.subplots(
            2, len(groups), squeeze=False, sharex="col", gridspec_kw={"height_ratios": [3, 1.1]}
        )
        for column, group in enumerate(groups):
            own = [called[id(curve)] for curve in group]
            names = list(dict.fromkeys(name for _, name in own))
            name = names[0] if len(names) == 1 else ordinate or ", ".join(names)
            _curve(axes[0, column], axes[1, column], group, (own[0][0], name), options.log or "")
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
            if options.log is not None:
                logarithmic = "x" in options.log and bool(values.min() > 0)
            scale = given_scale(profile["unit"], values, log=logarithmic)
            order = np.argsort(values)
            axis.plot(scale(values[order]), delta[order], "-o", color=BLUE, ms=2.5)
            axis.axvline(float(scale(number(entry["value"]))), color=BLACK, lw=0.8)
            levels = [i for i in entry.get("intervals", []) if i["level"] is not None]
            for interval, dash in zip(levels, _LEVEL_DASHES):
                axis.axhline(interval["threshold"], color=VERMILLION, lw=0.8, ls=dash)
                axis.annotate(
                    f"{100 * interval['level']:.3g} %",
                    (1.0, interval["threshold"]),
                    (2.0, 0.0),
                    xycoords=("axes fraction", "data"),
                    textcoords="offset points",
                    fontsize=6,
                    va="center",
                    color=VERMILLION,
                )
            top = 1.6 * max((interval["threshold"] for interval in levels), default=delta.max())
            axis.set_ylim(0.0, top)
            if logarithmic:
                axis.set_xscale("log")
                log_ticks(axis)
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
        found.append(Sketch("fit", f"data, fit and residuals: {names}", draw, log="xy"))
    if profiles:
        names_of = chosen or profiles
        draw = partial(_profiles, result, names_of, options)
        title = "profiles of the likelihood, with levels of confidence"
        found.append(Sketch("profiles", title, draw, tuple(names_of), "x"))
    if not chosen and len(result.data.get("correlation", {}).get("names", [])) > 1:
        draw = partial(_correlation, result, options)
        found.append(Sketch("correlation", "correlations of the fitted parameters", draw))
    return found
