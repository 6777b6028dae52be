"""Sweeps: lines over one axis, maps over two, small maps over three, clouds of random samples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sidejump.figures.coefficients import GROUPS, bars, short_label
from sidejump.figures.labels import scale_for, words
from sidejump.figures.lines import Line, grouped
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.panels import line_figure
from sidejump.figures.sweep_axes import (
    against_output,
    axis_label,
    axis_unit,
    changes,
    squeezed,
    with_axes_for_dimensions,
)
from sidejump.figures.sweep_maps import maps, small_maps
from sidejump.figures.sweep_samples import samples

if TYPE_CHECKING:
    from sidejump.result_kinds import SweepResult

# More values of a second axis are a map, not lines.
_LINES = 6
# Letters of a name that stands before each value in a legend.
_LONG = 20
# More outputs than these go in several figures, those that are no coefficients in figures of so
# many panels.
_OUTPUTS, _PANELS = 8, 4
_ERRORS = (".estimated_error", ".grid_change")


def _numeric(result: SweepResult, name: str) -> bool:
    return name in result and np.asarray(result[name].value).dtype.kind in "fiu"


def shown_outputs(result: SweepResult, options: Options) -> list[str]:
    """The outputs asked for, or all but the errors of others."""
    chosen = options.chosen(result.outputs, "among the outputs of this sweep")
    return chosen or [name for name in result.outputs if not name.endswith(_ERRORS)]


def _error(result: SweepResult, name: str) -> NDArray[Any] | None:
    """The error of an output by a companion: relative, or a change on a finer grid."""
    if f"{name}.estimated_error" in result:
        relative = np.asarray(result[f"{name}.estimated_error"].value)
        return np.asarray(np.abs(relative * np.asarray(result[name].value)))
    if f"{name}.grid_change" in result:
        return np.asarray(np.abs(result[f"{name}.grid_change"].value))
    return None


def _complex_pairs(names: Sequence[str]) -> list[tuple[str, str]]:
    """Name and part, `real`, `imaginary` or nothing, of each output."""
    found = []
    for name in names:
        stem, _, part = name.rpartition(".")
        found.append((stem, part) if part in ("real", "imaginary") and stem else (name, ""))
    return found


def _lines(
    result: SweepResult, names: Sequence[str], x: str, options: Options, points: bool = False
) -> Figure:
    """Outputs over one axis; a line for each value of the other one, if there is one."""
    dimensions = result.dimensions
    along = np.asarray(result[x].value) if _numeric(result, x) else None
    lines = []
    own = x if x in dimensions else dimensions[0]
    others = [name for name in dimensions if name != own]
    # A long name stands above the values, once.
    title = _family_label(result, others[0]) if len(others) == 1 else ""
    title = title if len(title) > _LONG and _numeric(result, others[0]) else ""
    both = {stem for stem, part in _complex_pairs(names) if part}
    both = {stem for stem in both if {f"{stem}.real", f"{stem}.imaginary"} <= set(names)}
    for name, (stem, part) in zip(names, _complex_pairs(names)):
        values, error = np.asarray(result[name].value), _error(result, name)
        told = part if stem in both else ""
        for place in np.ndindex(*(len(result[name]) for name in others)):
            texts = [
                _value_text(result, other, np.asarray(result[other].value)[k], bool(title))
                for other, k in zip(others, place)
            ]
            pick: Any = tuple(
                slice(None) if name == own else place[others.index(name)] for name in dimensions
            )
            lines.append(
                Line(
                    stem,
                    values[pick],
                    result[name].unit,
                    of=", ".join(filter(None, (*texts, told))),
                    error=None if error is None else error[pick],
                    points=points,
                    legend=short_label(stem.split(".")[-1]),
                )
            )
    if along is None:
        return _categories(result, x, lines, options, title)
    unit, label = axis_unit(result, x), axis_label(result, x)
    return line_figure(x, along, unit, lines, options, label, legend_title=title)


def _family_label(result: SweepResult, name: str) -> str:
    """What an axis is called in a legend: short names as they are."""
    if len(name) > 12:
        return axis_label(result, name)
    return f"${name}$" if len(name) == 1 else words(name)


def _value_text(result: SweepResult, name: str, value: Any, bare: bool) -> str:
    """Such as `T = 4 K`, or the value alone."""
    if not _numeric(result, name):
        return str(value)
    scale = scale_for(result[name].unit, result[name].value)
    text = f"{float(scale(value)):.4g} {scale.unit}".strip().replace("-", "−")
    return text if bare else f"{_family_label(result, name)} = {text}"


def _categories(
    result: SweepResult, x: str, lines: Sequence[Line], options: Options, title: str
) -> Figure:
    """Points above the words of an axis."""
    values = [str(value) for value in np.asarray(result[x].value)]
    places = np.arange(len(values), dtype=float)
    drawn = [Line(line.name, line.y, line.unit, line.of, points=True) for line in lines]
    plain = Options(width=options.width, log=(options.log or "").replace("x", ""))
    label = axis_label(result, x)
    figure = line_figure(x, places, "1", drawn, plain, label, legend_title=title)
    for axis in figure.axes:
        axis.set_xticks(places, values, rotation=20 if len("".join(values)) > 40 else 0)
        axis.margins(x=0.2)
    return figure


def _longest(result: SweepResult, dimensions: Sequence[str], lengths: Sequence[int]) -> str:
    """The axis with most values, of numbers if there is one."""
    numeric = [name for name in dimensions if _numeric(result, name)] or list(dimensions)
    return max(numeric, key=lambda name: lengths[dimensions.index(name)])


def _figures(result: SweepResult, names: Sequence[str]) -> dict[str, list[str]]:
    """The outputs by figure: all in one, of many those that belong together.

    Coefficients go as in the figures of one alloy; others fill figures of a few panels, which are
    called by the first of their quantities.
    """
    if len(names) <= _OUTPUTS:
        return {"": list(names)}
    found = {}
    for key, (_, members) in GROUPS.items():
        mine = [name for member in members for name in names if name.split(".")[-1] == member]
        if mine:
            found[key] = mine
    grouped_already = {name for members in found.values() for name in members}
    rest = {name: stem for name, (stem, _) in zip(names, _complex_pairs(names))}
    rest = {name: stem for name, stem in rest.items() if name not in grouped_already}
    sizes = [
        Line(stem, np.ravel(np.asarray(result[name].value)), result[name].unit, of=name)
        for name, stem in rest.items()
    ]
    groups = grouped(sizes)
    for first in range(0, len(groups), _PANELS):
        shown = {line.of for group in groups[first : first + _PANELS] for line in group}
        mine = [name for name in rest if name in shown]
        stems = list(dict.fromkeys(rest[name] for name in mine))
        key = re.sub(r"[_.]", "-", stems[0]) + ("-and-more" if len(stems) > 1 else "")
        found[key if found else ""] = mine
    return found


def sketches(result: SweepResult, options: Options) -> list[Sketch]:
    """Lines, maps or clouds, as the dimensions of the study are."""
    names = shown_outputs(result, options)
    defined = [name for name in names if np.isfinite(np.asarray(result[name].value)).any()]
    if not defined:
        raise FigureError(f"{', '.join(names)}: not defined at any point, nothing to draw")
    names = names if options.quantities else defined
    if options.x is not None and options.x not in result.axes:
        known = [*result.axes, *result.outputs]
        Options((options.x,)).chosen(known, "among the axes and outputs of this sweep")
        return _against_output(result, [name for name in names if name != options.x], options)
    result = with_axes_for_dimensions(result, options.x)
    if options.quantities:
        return _sketches_of(result, names, options)
    found = []
    for key, members in _figures(result, names).items():
        for each in _sketches_of(result, members, options):
            name = each.name if not key else key if each.name == "lines" else f"{key}-{each.name}"
            title = each.title
            if key in GROUPS and title.startswith(_title(members)):
                title = GROUPS[key][0] + title[len(_title(members)) :]
            found.append(replace(each, name=name, title=title))
    return found


def _against_output(result: SweepResult, names: Sequence[str], options: Options) -> list[Sketch]:
    """The points with one output over another."""
    x = str(options.x)
    if not names:
        raise FigureError(f"x = {x}: nothing else to draw")
    ratios = {name: result[name] for name in [x, *names] if name not in result.outputs}
    if ratios:
        raise FigureError(f"{next(iter(ratios))}: ratios are not drawn against an output")
    points = against_output(result, x)
    figures = {"points": list(names)} if options.quantities else _figures(result, names)
    found = []
    for key, members in figures.items():
        draw = partial(_lines, points, members, x, options, True)
        title = f"{_title(members)} against {words(x)}"
        found.append(Sketch(key or "points", title, draw, tuple(members), "xy"))
    return found


def _log_of(result: SweepResult, x: str) -> str:
    """The axes of lines that may be logarithmic: words have no logarithm."""
    return "xy" if _numeric(result, x) else "y"


def _title(names: Sequence[str]) -> str:
    return ", ".join(words(name) for name in names[:4]) + (" ..." if len(names) > 4 else "")


def _sketches_of(result: SweepResult, names: Sequence[str], options: Options) -> list[Sketch]:
    """Figures of some of the outputs."""
    dimensions = result.dimensions
    lengths = np.asarray(result[names[0]].value).shape
    long = [name for name, length in zip(dimensions, lengths) if length > 1]
    found: list[Sketch] = []
    title = _title(names)
    if not dimensions:
        return [Sketch("values", title, partial(bars, [result], names, "", options), tuple(names))]
    if dimensions == ["sample"]:
        draw: Any = partial(samples, result, names, options)
        return [Sketch("samples", f"{title} of random samples", draw, tuple(names))]
    if dimensions == ["point"]:
        numeric = [name for name in result.axes if _numeric(result, name)] or result.axes
        varied = [name for name in numeric if changes(result, name)]
        first = options.x or (varied or numeric)[0]
        # Where arrays run along several dimensions, no line leads from point to point.
        points = bool(result.data.get("apart")) and len(varied) > 1
        draw = partial(_lines, result, names, first, options, points)
        against = f"{title} against {axis_label(result, first)}"
        return [Sketch("lines", against, draw, tuple(names), _log_of(result, first))]
    if len(long) != len(dimensions) and long:
        raise_to = [name for name in dimensions if name in long]
        result, dimensions = squeezed(result, raise_to), raise_to
        lengths = tuple(length for length in lengths if length > 1)
    words_of = [name for name in dimensions if not _numeric(result, name)]
    x = options.x or _longest(result, dimensions, lengths)
    families = int(np.prod(lengths)) // max(lengths[dimensions.index(x)], 1)
    if len(dimensions) == 1 or families <= _LINES or (words_of and len(dimensions) == 2):
        draw = partial(_lines, result, names, x, options)
        against = f"{title} against {axis_label(result, x)}"
        found.append(Sketch("lines", against, draw, tuple(names), _log_of(result, x)))
    if len(dimensions) == 2 and not words_of and min(lengths) > _LINES // 2:
        draw = partial(maps, result, names, options)
        over = " and ".join(axis_label(result, name) for name in dimensions)
        found.append(Sketch("map", f"{title} over {over}", draw, tuple(names)))
    if len(dimensions) == 3 and not found and options.x is not None:
        raise FigureError(f"x = {options.x}: maps over three axes are drawn over the last two")
    if len(dimensions) == 3 and not found and not set(words_of) & set(dimensions[1:]):
        for name in names:
            draw = partial(small_maps, result, name, options)
            found.append(Sketch(f"maps-{name}", f"{words(name)} over three axes", draw, (name,)))
    if not found:
        raise FigureError(
            f"a sweep over {len(dimensions)} axes ({', '.join(dimensions)}): figures are of one, "
            "two or three; read it with sidejump.load"
        )
    return found
