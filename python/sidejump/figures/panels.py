"""Lines: what shares a unit shares a panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sidejump.figures.labels import Scale, common_words, scale_for, words, wrapped
from sidejump.figures.legends import legend_clear_of_lines
from sidejump.figures.lines import Line, grouped, is_log, labels_of, only_rounding
from sidejump.figures.options import Options
from sidejump.figures.spacing import log_spaced, log_ticks, ticks_beside_zero, zero_and_decades
from sidejump.figures.style import (
    COLOURS,
    DASHES,
    GREY,
    MARKERS,
    panels,
    styled,
    titled,
    without_rounding,
)

def _styles(group: Sequence[Line]) -> list[dict[str, Any]]:
    """Colours by quantity, dashes by what lines are of; by one of both if there is but one."""
    names = list(dict.fromkeys(line.name for line in group))
    sorts = list(dict.fromkeys(line.of for line in group))
    found: list[dict[str, Any]] = []
    for number, line in enumerate(group):
        if len(names) > 1 and len(sorts) > 1:
            colour, dash = names.index(line.name), sorts.index(line.of)
        else:
            colour = dash = number
        found.append(
            {
                "color": COLOURS[colour % len(COLOURS)],
                "linestyle": DASHES[dash % len(DASHES)],
                "marker": MARKERS[colour % len(MARKERS)],
            }
        )
    return found


def _legend(axis: Any, group: Sequence[Line], title: str) -> None:
    """A legend; one of colours and one of dashes where both tell lines apart.

    Parameters
    ----------
    title : str
        Of what lines of one quantity are told by; may be empty.
    """
    names = list(dict.fromkeys(line.name for line in group))
    sorts = list(dict.fromkeys(line.of for line in group))
    beside: dict[str, Any] = {}
    if len(group) > 6:
        beside = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)}
    elif len(group) > 4 and not axis.get_title(loc="left"):
        beside = {"loc": "lower left", "bbox_to_anchor": (0.0, 1.0), "ncols": 3}
    if len(names) < 2 or len(sorts) < 2:
        if title and len(sorts) > 1:
            # The same in all panels: beside the last one, where it covers no line.
            if axis is not axis.figure.axes[-1]:
                return
            beside = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)}
            beside |= {"title": wrapped(title, 18), "title_fontsize": 7, "alignment": "left"}
        if beside:
            axis.legend(**beside)
        else:
            legend_clear_of_lines(axis)
        return
    _, own = common_words(names)
    told = {line.name: line.legend for line in group if line.legend}
    texts = [told.get(name, text) for name, text in zip(names, own)]
    handles = [Line2D([], [], color=COLOURS[k % len(COLOURS)], ls="-") for k in range(len(names))]
    if title:
        handles.append(Line2D([], [], ls=""))
        texts.append(wrapped(title))
    handles += [Line2D([], [], color=GREY, ls=DASHES[k % len(DASHES)]) for k in range(len(sorts))]
    legend_clear_of_lines(axis, handles, [*texts, *sorts])


def draw_group(
    axis: Any,
    x: NDArray[Any],
    group: Sequence[Line],
    log_x: bool,
    options: Options,
    y_label: str = "",
) -> tuple[str, bool]:
    """Draws lines of one unit; gives the label of the vertical axis, and whether signs were put
    into the dashes because a logarithm takes none."""
    log_y = is_log(group, log_x, options)
    scale = scale_for(group[0].unit, *(line.y for line in group), log=log_y)
    if only_rounding(group):
        scale = Scale()
    shared, labels = labels_of(group)
    shared = y_label or shared
    absolute = log_y and any(np.any(line.y < 0) for line in group)
    for line, label, style in zip(group, labels, _styles(group)):
        own = x if line.x is None else line.x
        y = scale(line.y)
        few = len(own) <= 25 or line.points
        look = style if few else {**style, "marker": ""}
        if line.points:
            look["linestyle"] = ""
        if absolute:
            # Joined at the point where the sign changes, so that no piece of the line is missing.
            look["linestyle"] = "" if line.points else "-"
            axis.plot(own, np.where(y > 0, y, np.nan), label=label, **look)
            look.update(linestyle="" if line.points else "--", markerfacecolor="none")
            axis.plot(own, np.where(y < 0, -y, np.nan), **look)
        else:
            axis.plot(own, y, label=label, **look)
        if line.error is not None:
            error = scale(line.error)
            axis.fill_between(own, y - error, y + error, color=style["color"], alpha=0.2, lw=0)
    if log_y:
        axis.set_yscale("log")
    else:
        if any(np.any(line.y < 0) for line in group) and any(np.any(line.y > 0) for line in group):
            axis.axhline(0.0, color=GREY, lw=0.5, ls="-", zorder=0)
        if all(line.error is None for line in group):
            without_rounding(axis, *(scale(line.y) for line in group))
    if only_rounding(group):
        axis.set_ylim(-1.0, 1.0)
        titled(axis, "zero")
    return scale.label(f"|{shared}|" if absolute else shared), absolute


def _many(group: Sequence[Line], groups: Sequence[Sequence[Line]]) -> bool:
    """Whether a panel shows several quantities, or is the only one."""
    return len(groups) == 1 or len({line.name for line in group}) > 1


def line_figure(
    x_name: str,
    x: NDArray[Any],
    x_unit: str,
    lines: Sequence[Line],
    options: Options,
    x_label: str | None = None,
    y_label: str = "",
    legend_title: str = "",
) -> Figure:
    """Lines against one quantity, a panel for each unit.

    Parameters
    ----------
    x_label : str
        What stands for the name of x.
    y_label : str
        What stands for the names in a panel with several quantities.
    legend_title : str
        What lines of one quantity are told by.
    """
    lines = [line for line in lines if np.any(np.isfinite(line.y))]
    x = np.asarray(x, dtype=float)
    order = np.argsort(x, kind="stable") if x.size and lines and lines[0].x is None else None
    if order is not None:
        x = x[order]
        lines = [
            replace(line, y=line.y[order], error=None if line.error is None else line.error[order])
            for line in lines
        ]
    log_x = "x" in options.log if options.log is not None else log_spaced(x)
    x_scale: Scale = scale_for(x_unit, x, log=log_x)
    least = zero_and_decades(x_scale(x)) if options.log is None else None
    groups = grouped(lines)
    with styled():
        figure, axes = panels(max(len(groups), 1), options)
        for axis, group in zip(axes, groups):
            scaled = [
                line if line.x is None else replace(line, x=x_scale(line.x)) for line in group
            ]
            shared = y_label if _many(group, groups) else ""
            label, absolute = draw_group(axis, x_scale(x), scaled, log_x, options, shared)
            axis.set_ylabel(wrapped(label))
            axis.set_xlabel(wrapped(x_scale.label(x_label or words(x_name)), 34))
            if log_x:
                axis.set_xscale("log")
            elif least is not None:
                axis.set_xscale("symlog", linthresh=least, linscale=0.5)
                axis.set_xlim(0.0, 1.15 * float(np.nanmax(x_scale(x))))
                ticks_beside_zero(axis.xaxis, least, axis.get_xlim()[1])
            if absolute:
                open_points = all(line.points for line in group)
                titled(axis, "open: negative" if open_points else "dashed: negative")
            if len(group) > 1:
                _legend(axis, group, legend_title)
            log_ticks(axis)
    return figure
