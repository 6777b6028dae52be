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

# What tells tables of a list from each other.
_NAMING = ("name", "boundary", "metal")


@dataclass(frozen=True)
class Parameter:
    """A number of the input that differs between results, or one of the results.

    Attributes
    ----------
    path : str
        Such as ``impurity[0].concentration``; of a result its name.
    values : array
        One of each result.
    label : str
        What it is called.
    """

    path: str
    values: NDArray[Any]
    unit: str
    label: str


def path_label(path: str, given: Mapping[str, Any] | None = None, channels: bool = True) -> str:
    """What a path of the input is called: its last words, and of what.

    Parameters
    ----------
    given : mapping
        The input: where it has several species, regions or the like, their names are told.
    channels : bool
        Whether it is told of which channel, as paths count.
    """
    parts = [re.sub(r"\[\d+\]", "", part) for part in path.split(".")]
    while len(parts) > 1 and parts[-1] in ("size", "value", "from", "to"):
        parts.pop()
    two = parts[-1] in ("position", "width", "length", "thickness") and len(parts) > 2
    text = words("_".join(parts[-2:]) if two else parts[-1])
    names, places = _owners(path, given or {})
    channel = re.search(r"channels\[\d+\]", path)
    if channels and channel:
        places.append(channel[0])
    return ", ".join([" of ".join([text, *reversed(names)]), *places])


def _owners(path: str, given: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Of what a path of an input is: names, and the steps of those without one.

    What is alone in its list goes without.
    """
    names, places = [], []
    table: Any = given
    for step in path.split("."):
        found = re.fullmatch(r"(.*?)\[(\d+)\]", step)
        table = table.get(found[1] if found else step) if isinstance(table, Mapping) else None
        if found is None or not isinstance(table, list) or int(found[2]) >= len(table):
            continue
        members, table = table, table[int(found[2])]
        if len(members) > 1 and found[1] != "channels" and not path.endswith(_NAMING):
            name = _own_name(table, members)
            names += [name] if name else []
            places += [] if name else [step]
    return names, places


def _own_name(table: Any, members: Sequence[Any]) -> str:
    """The name of one table in a list, or the boundary it is at; empty if others have the same."""
    for key in _NAMING:
        told = [member.get(key) for member in members if isinstance(member, Mapping)]
        own = table.get(key) if isinstance(table, Mapping) else None
        if isinstance(own, str) and told.count(own) == 1:
            return own
    return ""


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


def _parameter(path: str, values: Sequence[Any], given: Mapping[str, Any]) -> Parameter | None:
    numbers = [number_and_unit(value) for value in values]
    if any(number is None for number in numbers):
        return None
    units = {number[1] for number in numbers if number is not None}
    if len(units) > 1:
        return None
    unit = "rad" if "phase_shift" in path and units == {"1"} else units.pop()
    found = np.array([n[0] for n in numbers if n is not None])
    return Parameter(path, found, unit, path_label(path, given))


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
            return Parameter(x, numbers, results[0][x].unit, path_label(x))
        if not paths:
            raise FigureError(unknown_name(x, list(different), "in which the inputs differ"))
        found = _parameter(paths[0], different[paths[0]], results[0].input)
        if found is None:
            raise FigureError(f"{paths[0]}: expected numbers of one unit in all results")
        return found
    numeric = [_parameter(path, values, results[0].input) for path, values in different.items()]
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
        label = path_label(path, results[0].input)
        return [f"{label} {value}" for value in values]
    return [result.title for result in results]
