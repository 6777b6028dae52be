"""Results over arrays: one input, many values of its numbers, no loop in Python."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump import _sidejump
from sidejump.arguments import output_names, thread_count, undefined_where_it_fails
from sidejump.array_values import ArrayValue
from sidejump.errors import mistake
from sidejump.quantities import Quantity
from sidejump.result_kinds import SweepResult
from sidejump.tables import Table


class PointsResult(SweepResult):
    """Results over arrays, in their broadcast shape.

    It has what a sweep has: numbers by name, with all dimensions of the arrays, and the arrays
    themselves under the names of their parameters.
    """

    @property
    def shape(self) -> tuple[int, ...]:
        """That of the broadcast arrays."""
        return tuple(self.data["shape"])

    @property
    def input(self) -> dict[str, Any]:
        """The input as it was given; in the place of an array a text says how many values."""
        return super().input

    @property
    def is_fast(self) -> bool:
        """Whether the input was not read anew for each point."""
        return bool(self.data["is_fast"])


def axis_name(path: str) -> str:
    """The name of a parameter in results over it, as in those of a sweep."""
    return re.sub(r"[^A-Za-z0-9]+", "_", path).strip("_")


def _broadcast_shape(arrays: dict[str, ArrayValue], called: str) -> tuple[int, ...]:
    try:
        return np.broadcast_shapes(*(array.values.shape for array in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{path} has {array.values.shape}" for path, array in arrays.items())
        message = f"expected arrays whose shapes broadcast, found that {shapes}"
        raise mistake(called, "", message) from None


def _dimensions(
    arrays: dict[str, ArrayValue], names_of: dict[str, str], shape: tuple[int, ...]
) -> tuple[list[str], dict[str, NDArray[np.float64]], dict[str, list[str]]]:
    """Names of the dimensions, the arrays, and the dimensions along which each runs.

    A dimension has the name of the only array that runs along it and along no other one; arrays
    of one number, which run along none, stand along the last one.

    Parameters
    ----------
    names_of : dict
        What the arrays are called, by their paths.
    """
    along: dict[str, list[int]] = {}
    columns = {}
    for path, array in arrays.items():
        values = array.values
        padded = (1,) * (len(shape) - values.ndim) + values.shape
        runs = [i for i, length in enumerate(padded) if length > 1]
        along[path] = runs or [len(shape) - 1]
        columns[names_of[path]] = (
            np.broadcast_to(values.reshape(-1), (shape[along[path][0]],)).copy()
            if len(along[path]) == 1
            else np.broadcast_to(values, shape)
        )
    names = []
    for i in range(len(shape)):
        of_this = [path for path, runs in along.items() if runs == [i]]
        # Constants name a dimension only if nothing runs along it.
        of_this = [path for path in of_this if arrays[path].values.size > 1] or of_this
        alone = len(of_this) == 1 and not any(len(r) > 1 and i in r for r in along.values())
        names.append(names_of[of_this[0]] if alone else "point" if len(shape) == 1 else f"dim_{i}")
    coordinates = {
        names_of[path]: names if len(runs) > 1 else [names[runs[0]]]
        for path, runs in along.items()
    }
    return names, columns, coordinates


def _input(document: _sidejump.Document, arrays: dict[str, ArrayValue]) -> dict[str, Any]:
    """The input for the result, where texts stand for the arrays."""
    given = document.values()
    for path, array in arrays.items():
        *way, last = document.steps(path)
        table: Any = given
        for step in way:
            table = table[step]
        unit = f" {array.unit}" if array.unit else ""
        low, high = np.min(array.values), np.max(array.values)
        count = "1 value" if array.values.size == 1 else f"{array.values.size} values"
        table[last] = f"{count}, {low:g} to {high:g}{unit}"
    return given


def _refuse_lists(document: _sidejump.Document, outputs: Sequence[str]) -> None:
    """Refuses a list of temperatures, which has no place among the arrays."""
    section = document.values().get("thermal", {})
    given = section.get("temperature") if isinstance(section, dict) else None
    thermal = any(name.startswith("thermal.") for name in outputs)
    if thermal and isinstance(given, list) and len(given) > 1:
        message = (
            "expected one temperature, or an array of them as in Quantity(np.array([4, 10]), "
            f'"K"), which is broadcast against the other arrays; found a list of {len(given)}'
        )
        raise mistake(document.name, "thermal.temperature", message)


def run_points(
    document: _sidejump.Document,
    arrays: dict[str, ArrayValue],
    outputs: Sequence[str],
    *,
    threads: int | None,
    errors: str,
    group: str = "",
) -> PointsResult:
    """The outputs at all points of broadcast arrays.

    Parameters
    ----------
    document, arrays
        The input, and the arrays in it.
    outputs : sequence of str
        Names as a study has them.
    threads, errors
        As of `Alloy.coefficients`.
    group : str
        Left out of the names of results and parameters, where it stands before their dot.
    """
    undefined = undefined_where_it_fails(errors)
    count = thread_count(threads)
    wanted = output_names(outputs)
    if not wanted:
        raise ValueError("outputs: expected at least one name, found none")
    _refuse_lists(document, wanted)
    shape = _broadcast_shape(arrays, document.name)
    arguments = [(path, array.values, array.unit) for path, array in arrays.items()]
    values, declarations, warnings, is_fast = _sidejump.run_batch(
        document, arguments, list(shape), wanted, count, undefined
    )
    axes = {path: axis_name(path.removeprefix(f"{group}.")) for path in arrays}
    dimensions, columns, coordinates = _dimensions(arrays, axes, shape)
    table = {
        axes[path]: Quantity(columns[axes[path]], array.unit or "1", path)
        for path, array in arrays.items()
    }
    names = [name.removeprefix(f"{group}.") for name, _, _ in declarations]
    for name, (_, unit, meaning), numbers in zip(names, declarations, values):
        # Without arrays there is one point, of no dimension.
        table[name] = Quantity(numbers.reshape(shape)[()], unit, meaning)
    data = {
        "program": {"name": "sidejump", "version": _sidejump.version},
        "input": _input(document, arrays),
        "axes": list(axes.values()),
        "outputs": names,
        "dimensions": dimensions,
        "shape": shape,
        "coordinates": coordinates,
        "paths": {name: path for path, name in axes.items()},
        "points": int(np.prod(shape)),
        "failed": int(np.isnan(values).all(axis=0).sum()) if undefined else 0,
        "is_fast": is_fast,
        "warnings": [text.removeprefix("at [] of the arrays: ") for text in warnings],
    }
    return PointsResult(data, None, {"sweep": Table(table)})
