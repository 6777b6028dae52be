"""Lines of figures: which of them share a panel, and what they are called there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.figures.labels import common_words
from sidejump.figures.options import Options

# Quantities of one unit whose sizes differ by more are drawn in panels of their own.
_SPREAD = 100.0
# What numbers of a unit are called that have no word of their names in common.
_SORTS = {
    "eV": "energy",
    "meV": "energy",
    "J": "energy",
    "m": "length",
    "nm": "length",
    "1/s": "rate",
    "s": "time",
    "ps": "time",
    "m2/s": "diffusion constant",
    "V": "potential",
    "A": "current",
    "ohm": "resistance",
    "K": "temperature",
}
# Pure numbers below are what rounding leaves of zero.
_ROUNDING = 1e-11


@dataclass(frozen=True)
class Line:
    """Numbers along the horizontal axis.

    Attributes
    ----------
    name : str
        Of the quantity; label and panel follow from it.
    y : array
        Real numbers; NaN leaves a gap.
    of : str
        What tells this line from others of the same quantity; may be empty.
    error : array
        Half the height of the band around the line, in the unit of y.
    x : array
        Of this line, if it has its own.
    points : bool
        Whether only the points are drawn.
    legend : str
        What the legend says, in place of the words of the name.
    """

    name: str
    y: NDArray[Any]
    unit: str = "1"
    of: str = ""
    error: NDArray[Any] | None = None
    x: NDArray[Any] | None = None
    points: bool = False
    legend: str = ""


def parts(name: str, values: Any, unit: str, of: str = "") -> list[Line]:
    """Lines of numbers that may be complex: their real and imaginary parts."""
    values = np.asarray(values)
    if not np.iscomplexobj(values):
        return [Line(name, values, unit, of)]
    if not np.any(values.imag):
        return [Line(name, values.real, unit, of)]
    behind = f"{of}, " if of else ""
    return [
        Line(name, values.real, unit, behind + "real"),
        Line(name, values.imag, unit, behind + "imaginary"),
    ]


def _largest(values: NDArray[Any]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0


def _related(one: str, other: str) -> bool:
    """Whether names are the same, or one is that of a part of the other."""
    return one == other or one.startswith(other + "_") or other.startswith(one + "_")


def _kin(one: str, other: str) -> bool:
    """Whether pure numbers are of one kind: names begin or end with the same word."""
    mine, others = re.split(r"[_.]", one), re.split(r"[_.]", other)
    return mine[0] == others[0] or mine[-1] == others[-1]


def grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by panel: those of one unit, if their sizes are comparable."""
    groups: list[list[Line]] = []
    for line in lines:
        size = _largest(line.y)
        for group in groups:
            other = max(_largest(each.y) for each in group)
            same = any(_related(each.name, line.name) for each in group)
            near = size == 0 or other == 0 or 1 / _SPREAD < size / other < _SPREAD
            kin = line.unit != "1" or _kin(group[0].name, line.name)
            if group[0].unit == line.unit and (same or near and kin):
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def only_rounding(group: Sequence[Line]) -> bool:
    """Whether pure numbers are no more than what rounding leaves of zero."""
    return group[0].unit == "1" and max(_largest(line.y) for line in group) < _ROUNDING


def is_log(group: Sequence[Line], log_x: bool, options: Options) -> bool:
    """Whether the vertical axis of lines is logarithmic."""
    if only_rounding(group):
        return False
    if options.log is not None:
        return "y" in options.log
    values = np.concatenate([line.y[np.isfinite(line.y)] for line in group])
    if values.size < 4 or np.any(values == 0):
        return False
    spread = float(np.abs(values).max() / np.abs(values).min())
    return bool(spread > (50 if log_x else 1000) and (np.all(values > 0) or np.all(values < 0)))


def labels_of(group: Sequence[Line]) -> tuple[str, list[str]]:
    """What the vertical axis of lines is called, and what tells each of them."""
    names = list(dict.fromkeys(line.name for line in group))
    shared, own = common_words(names)
    by_name = dict(zip(names, own))
    by_name.update({line.name: line.legend for line in group if line.legend})
    shared = shared or _SORTS.get(group[0].unit, "")
    if len(names) == 1:
        return shared, [line.of or by_name[line.name] for line in group]
    if not shared:
        joined = ", ".join(own)
        shared = joined if len(joined) < 44 else "value"
    return shared, [", ".join(filter(None, (by_name[line.name], line.of))) for line in group]
