"""Lines of many points of a study: told by a legend, or by a colour bar if they are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sidejump.figures.labels import common_words, scale_for, wrapped
from sidejump.figures.options import Options
from sidejump.figures.spacing import colour_bar_ticks, log_spaced
from sidejump.figures.style import (
    COLOURS,
    DASHES,
    GREY,
    SEQUENTIAL,
    panels,
    styled,
    titled,
    without_rounding,
)
from sidejump.quantities import Quantity

# More lines are told apart by a colour bar.
_LEGEND = 6


@dataclass(frozen=True)
class Family:
    """What tells the lines of one panel apart: a number each."""

    label: str
    values: NDArray[Any]
    unit: str


Field = tuple[str, Quantity, Quantity]  # its name, where, and how much: (points, places)


def _panels_of(fields: Sequence[Field], single: bool) -> list[list[Field]]:
    """The fields by panel: components of one vector share one if there is a single point."""
    groups: list[list[Field]] = []
    for field in fields:
        for group in groups:
            vector = group[0][0][:-2] == field[0][:-2] and field[0][-2:] in ("_x", "_y", "_z")
            if single and vector and group[0][2].unit == field[2].unit:
                group.append(field)
                break
        else:
            groups.append([field])
    return groups


def _colours(family: Family | None, points: int) -> tuple[list[Any], Any]:
    """A colour for each line, and what a colour bar is made from."""
    if family is None or points <= _LEGEND:
        return [COLOURS[k % len(COLOURS)] for k in range(points)], None
    values = np.asarray(family.values, dtype=float)
    norm = (LogNorm if log_spaced(values) else Normalize)(values.min(), values.max())
    mappable = ScalarMappable(norm, matplotlib.colormaps[SEQUENTIAL])
    return [mappable.to_rgba(value) for value in values], mappable


def family_lines(
    fields: Sequence[Field], family: Family | None, x_label: str, options: Options
) -> Figure:
    """Panels of fields against position.

    Parameters
    ----------
    fields : sequence of (name, position, values)
        Values have the shape (points, places); of complex ones both parts are drawn.
    family : Family or None
        What the points differ in; None for one point.
    """
    points = len(np.atleast_2d(np.asarray(fields[0][2].value)))
    groups = _panels_of(fields, points == 1)
    if family is not None:
        scale = scale_for(family.unit, family.values)
        family = Family(scale.label(family.label), scale(family.values), scale.unit)
    colours, mappable = _colours(family, points)
    with styled():
        figure, axes = panels(len(groups), options, height=54)
        for axis, group in zip(axes, groups):
            complex_numbers = any(np.any(np.asarray(values.value).imag) for _, _, values in group)
            label, own = common_words([name for name, _, _ in group])
            scale = scale_for(group[0][2].unit, *(values.value for _, _, values in group))
            where = scale_for(group[0][1].unit, group[0][1].value)
            for member, (text, (_, position, values)) in enumerate(zip(own, group)):
                order = np.argsort(np.asarray(position.value), kind="stable")
                for point, row in enumerate(np.atleast_2d(np.asarray(values.value))):
                    # Dashes tell imaginary parts from real ones where there are any.
                    number = 0 if complex_numbers else member if points == 1 else point
                    colour = COLOURS[member] if points == 1 else colours[point]
                    told = text if len(group) > 1 else ""
                    if points > 1 and mappable is None and family is not None:
                        told = f"{family.values[point]:.4g} {family.unit}".strip()
                    look = {"color": colour, "lw": 1.3 if mappable is None else 0.9}
                    at, shown_row = where(position.value)[order], scale(row)[order]
                    dash = DASHES[number % len(DASHES)] if mappable is None else "-"
                    axis.plot(at, shown_row.real, ls=dash, label=told, **look)
                    if np.any(shown_row.imag):
                        axis.plot(at, shown_row.imag, ls="--", **look)
            wholes = [np.asarray(values.value) for _, _, values in group]
            shown = [whole.real for whole in wholes]
            if complex_numbers:
                shown += [whole.imag for whole in wholes]
                titled(axis, "dashed: imaginary")
            without_rounding(axis, *(scale(part) for part in shown))
            if any(np.nanmin(v) < 0 < np.nanmax(v) for v in shown):
                axis.axhline(0.0, color=GREY, lw=0.5, zorder=0)
            axis.set_xlabel(where.label(x_label))
            axis.set_ylabel(wrapped(scale.label(label)))
            if len(group) > 1 or (axis is axes[0] and points > 1 and mappable is None):
                axis.legend(title=family.label if points > 1 and family else None, title_fontsize=7)
        if mappable is not None and family is not None:
            bar = figure.colorbar(mappable, ax=axes, label=family.label, shrink=0.9, pad=0.02)
            if isinstance(mappable.norm, LogNorm):
                colour_bar_ticks(bar, mappable.norm)
            bar.outline.set_visible(False)
    return figure
