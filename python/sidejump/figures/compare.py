"""In what the inputs of several results differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sidejump.figures.labels import words
from sidejump.figures.options import FigureError
from sidejump.result import unknown_name

if TYPE_CHECKING:
    from sidejump.result import Result

# A number, and perhaps a unit behind it.
_QUANTITY = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?:\s+(\S.*))?")


@dataclass(frozen=True)
class Parameter:
    """A number of the input that differs between results, or one of the results.

    Attributes
    ----------
    path : str
        Such as ``impurity[0].concentration``; of a result its name.
    values : array
        One of each result.
    """

    path: str
    values: NDArray[Any]
    unit: str

    @property
    def label(self) -> str:
        return path_label(self.path)


def path_label(path: str, channels: bool = True) -> str:
    """What a path of the input is called: its last words, and of which channel, as paths count."""
    parts = [re.sub(r"\[\d+\]", "", part) for part in path.split(".")]
    while len(parts) > 1 and parts[-1] in ("size", "value", "from", "to"):
        parts.pop()
    if parts[-1] in ("position", "width", "length", "thickness") and len(parts) > 2:
        return words("_".join(parts[-2:]))
    text = words(parts[-1])
    if not channels:
        return text
    channel = re.search(r"channels\[(\d+)\]", path)
    return f"{text}, channels[{channel[1]}]" if channel and parts[-1] else text


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """All single values of an input with their paths."""
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield from flat(entry, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for place, entry in enumerate(value):
            yield from flat(entry, f"{path}[{place}]")
    else:
        yield path, value


def number_and_unit(value: Any) -> tuple[float, str] | None:
    """The number of `"4.2 K"` or of 4.2, and the unit; None of other texts."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value), "1"
    found = _QUANTITY.fullmatch(str(value).strip())
    return (float(found[1]), found[2] or "1") if found else None


def differences(results: Sequence[Result]) -> dict[str, list[Any]]:
    """Values by path where the inputs differ, one of each result; None where one has none."""
    inputs = [dict(flat(result.input)) for result in results]
    paths = dict.fromkeys(path for values in inputs for path in values)
    found = {path: [values.get(path) for values in inputs] for path in paths}
    return {path: values for path, values in found.items() if any(v != values[0] for v in values)}


def _parameter(path: str, values: Sequence[Any]) -> Parameter | None:
    numbers = [number_and_unit(value) for value in values]
    if any(number is None for number in numbers):
        return None
    units = {number[1] for number in numbers if number is not None}
    if len(units) > 1:
        return None
    unit = "rad" if "phase_shift" in path and units == {"1"} else units.pop()
    return Parameter(path, np.array([n[0] for n in numbers if n is not None]), unit)


def varied(results: Sequence[Result], x: str | None = None) -> Parameter | None:
    """The number in which results differ, None if there is none, or more than one could be meant.

    Parameters
    ----------
    x : str
        Its path, or the last part of it; or the name of a result.

    Raises
    ------
    FigureError
        If the results do not differ in `x`, or not by a number.
    """
    different = differences(results)
    if x is not None:
        paths = [path for path in different if path == x or path.split(".")[-1] == x]
        if not paths and all(x in result for result in results):
            numbers = np.array([float(result[x]) for result in results])
            return Parameter(x, numbers, results[0][x].unit)
        if not paths:
            raise FigureError(unknown_name(x, list(different), "in which the inputs differ"))
        found = _parameter(paths[0], different[paths[0]])
        if found is None:
            raise FigureError(f"{paths[0]}: expected numbers of one unit in all results")
        return found
    numeric = [_parameter(path, values) for path, values in different.items()]
    parameters = [parameter for parameter in numeric if parameter is not None]
    distinct = [p for p in parameters if np.unique(p.values).size == len(results)]
    if len(different) == 1 and parameters:
        return parameters[0]
    return distinct[0] if len(distinct) == 1 else None


def told_apart(results: Sequence[Result]) -> list[str]:
    """A short text for each result: the value in which it differs, or its title."""
    different = differences(results)
    if len(results) > 1 and len(different) == 1:
        path, values = next(iter(different.items()))
        return [f"{path_label(path)} {value}" for value in values]
    return [result.title for result in results]
